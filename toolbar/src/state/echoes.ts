/** More than can be on their way at once. */
const MOST = 50;

/** Tells what comes back of what was sent from what somebody else wrote meanwhile. */
export class Echoes {
  #sent: readonly string[] = [];

  send(value: string): void {
    this.#sent = [...this.#sent, value].slice(-MOST);
  }

  /** Whatever was sent before this will not come back any more: not everybody repeats all that they are told. */
  arrived(value: string): void {
    const at = this.#sent.indexOf(value);
    if (at > 0) this.#sent = this.#sent.slice(at);
  }

  /** Whether `value`, which was heard now, is only the answer to what was sent. */
  hears(value: string): boolean {
    const at = this.#sent.indexOf(value);
    this.#sent = at < 0 ? [] : this.#sent.slice(at + 1);
    return at >= 0;
  }
}
