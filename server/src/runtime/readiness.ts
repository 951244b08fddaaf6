/** What is not as it should be, in words of the code; nothing when all is well. */
export type Troubles = () => Promise<readonly string[]>;

/** Whether this process should be given work, and how it is doing. */
export class Readiness {
  readonly #parts: Troubles[] = [];
  #isDraining = false;
  #isClosing = false;

  /** A part that can do badly and go on. */
  watch(troubles: Troubles): void {
    this.#parts.push(troubles);
  }

  /** From now on others should get the work; what was taken is finished. */
  drain(): void {
    this.#isDraining = true;
  }

  /** From now on nothing is taken at all. */
  close(): void {
    this.#isDraining = true;
    this.#isClosing = true;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  async troubles(): Promise<readonly string[]> {
    return (await Promise.all(this.#parts.map((troubles) => troubles()))).flat();
  }
}
