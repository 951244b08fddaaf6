import type { Clock, Timer } from '../clock.js';
import { CodedError } from '../coded-error.js';

export interface CallTimes {
  /** Milliseconds until there is a connection, the name's resolution included. */
  readonly connectMs: number;
  /** Milliseconds for everything. */
  readonly totalMs: number;
}

/** The time that one call has. When it is over, `signal` is aborted with the error for the caller. */
export class CallTime {
  readonly signal: AbortSignal;
  readonly #total: Timer;
  readonly #connecting: Timer;

  constructor(clock: Clock, host: string, { connectMs, totalMs }: CallTimes) {
    const abort = new AbortController();
    this.signal = abort.signal;
    const over = (details: string) => () => abort.abort(new CodedError('outbound-timeout', { details }));
    this.#connecting = clock.setTimer(`outbound connection: ${host}`, connectMs, over('no connection in time'));
    this.#total = clock.setTimer(`outbound call: ${host}`, totalMs, over('no answer in time'));
  }

  connected(): void {
    this.#connecting.cancel();
  }

  ended(): void {
    this.#connecting.cancel();
    this.#total.cancel();
  }

  /** Waits for something that cannot be aborted; what it brings too late is dropped. */
  async within<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let stop: (() => void) | undefined;
    const over = new Promise<never>((_resolve, reject) => {
      stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work, over]);
    } finally {
      if (stop !== undefined) signal.removeEventListener('abort', stop);
    }
  }
}
