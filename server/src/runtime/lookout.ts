import type { Clock, Timer } from './clock.js';

export interface LookoutOptions {
  /** Of its timer. */
  readonly name: string;
  readonly clock: Clock;
  /**
   * Looks, and never rejects.
   * @returns milliseconds until the next look; `Infinity`: when somebody kicks
   */
  readonly look: () => Promise<number>;
}

/** A timer of the platform has an end; what is due later is looked at on the way. */
const LONGEST_MS = 3_600_000;

/** Looks for what there is to do: when it is told, and when it is time. Never twice at once, and once more after a kick. */
export class Lookout {
  readonly #options: LookoutOptions;
  #looking: Promise<void> | undefined;
  #isWanted = false;
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(options: LookoutOptions) {
    this.#options = options;
  }

  /** There may be something, or something sooner than before. */
  kick(): void {
    this.#isWanted = true;
    if (this.#isClosed) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#isWanted) this.kick();
    });
  }

  /** Finishes the look that is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#looking;
  }

  async #look(): Promise<void> {
    this.#isWanted = false;
    const ms = await this.#options.look();
    this.#timer?.cancel();
    if (ms === Infinity || this.#isClosed) return;
    this.#timer = this.#options.clock.setTimer(this.#options.name, Math.min(ms, LONGEST_MS), () => this.kick());
  }
}
