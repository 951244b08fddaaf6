import { closeSync, fdatasync, openSync, write } from 'node:fs';
import { promisify } from 'node:util';

const writeBytes = promisify<number, Buffer>(write);
const flush = promisify(fdatasync);

/**
 * What the disk allows: a file that texts are appended to. Texts that come while it is busy are written together and
 * flushed once, as every database does; there is no order to keep, nothing to look up, and nothing to read.
 */
export class FsyncLoop {
  readonly #file: number;
  #waiting: { readonly bytes: Buffer; readonly done: () => void }[] = [];
  #isBusy = false;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** Answers when the text is on the disk. */
  async append(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ bytes: Buffer.from(text), done: resolve });
      if (!this.#isBusy) this.#work().catch(reject);
    });
  }

  close(): void {
    closeSync(this.#file);
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      const portion = this.#waiting;
      this.#waiting = [];
      await writeBytes(this.#file, Buffer.concat(portion.map(({ bytes }) => bytes)));
      await flush(this.#file);
      for (const { done } of portion) done();
    }
    this.#isBusy = false;
  }
}
