import type { FastifyInstance } from 'fastify';
import type { Clock, Timer } from '../runtime/clock.js';

/** Requests that are being answered: what they need stays until they are done. */
export class UnderWay {
  #count = 0;
  #onNone: () => void = () => undefined;

  watch(app: FastifyInstance): void {
    app.addHook('onRequest', (_request, { raw }, done) => {
      this.#count += 1;
      raw.once('close', () => {
        this.#count -= 1;
        if (this.#count === 0) this.#onNone();
      });
      done();
    });
  }

  /** @param forMs how long it waits at most: who never reads an answer keeps nobody here */
  async settled(clock: Clock, forMs: number): Promise<void> {
    if (this.#count === 0) return;
    let timer: Timer | undefined;
    await new Promise<void>((resolve) => {
      this.#onNone = resolve;
      timer = clock.setTimer('byoc goodbye', forMs, resolve);
    });
    timer?.cancel();
  }
}
