import type { Clock, Timer } from '../../runtime/clock.js';
import type { Outcome } from './sender.js';

/** Pushes of one chat that wait; of more the oldest is dropped. A device that was away for long wants the newest. */
const MAX_WAITING = 100;

export interface Job {
  /** Tries altogether. */
  readonly attempts: number;
  /** Never rejects. */
  readonly attempt: () => Promise<Outcome>;
  /** Milliseconds until the next try. */
  readonly pauseMs: (attempt: number, outcome: Outcome) => number;
  readonly onRetry: () => void;
  /** @param outcome `undefined`: it was dropped without having been tried to the end */
  readonly onDone: (outcome: Outcome | undefined) => void;
}

/** What is to be sent for one chat: one after the other, beside the chat and never in its way. */
export class PushQueue {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #waiting: Job[] = [];
  #pause: Timer | undefined;
  #isBusy = false;
  #isClosed = false;

  constructor(clock: Clock, name: string) {
    this.#clock = clock;
    this.#name = name;
  }

  add(job: Job): void {
    this.#waiting.push(job);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()?.onDone(undefined);
    if (!this.#isBusy) void this.#work();
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Nothing more is sent. */
  close(): void {
    this.#isClosed = true;
    this.#pause?.cancel();
    for (const job of this.#waiting.splice(0)) job.onDone(undefined);
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      job.onDone(await this.#tryOn(job));
    }
    this.#isBusy = false;
  }

  async #tryOn(job: Job): Promise<Outcome | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await job.attempt();
      if (outcome.kind !== 'later' || attempt >= job.attempts) return outcome;
      if (this.#isClosed) return undefined;
      job.onRetry();
      await new Promise<void>((resolve) => {
        this.#pause = this.#clock.setTimer(`push retry ${this.#name}`, job.pauseMs(attempt, outcome), resolve);
      });
    }
  }
}
