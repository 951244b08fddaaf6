import { CodedError } from '../coded-error.js';

export interface BreakerOptions {
  /** Failures in a row after which the other side is left alone. */
  readonly failures: number;
  /** Milliseconds for which it is. Then one call may find out. */
  readonly restMs: number;
}

/** Leaves another side alone that fails and fails: it may recover, and nobody here waits for it in vain. */
export class CircuitBreaker {
  readonly #now: () => number;
  readonly #options: BreakerOptions;
  #failures = 0;
  #restsUntil = 0;
  #isProbed = false;

  constructor(now: () => number, options: BreakerOptions) {
    this.#now = now;
    this.#options = options;
  }

  /** Whether calls are refused at the moment. */
  get isOpen(): boolean {
    return this.#failures >= this.#options.failures && (this.#isProbed || this.#now() < this.#restsUntil);
  }

  /**
   * @param hasFailed tells of an answer that it is a failure too, a status of 500 for instance
   * @throws CodedError `outbound-suspended` when the other side is left alone, else what `action` throws
   */
  async run<T>(action: () => Promise<T>, hasFailed: (answer: T) => boolean = () => false): Promise<T> {
    if (this.isOpen) throw new CodedError('outbound-suspended');
    this.#isProbed = this.#failures >= this.#options.failures;
    try {
      const answer = await action();
      this.#note(hasFailed(answer));
      return answer;
    } catch (error) {
      this.#note(true);
      throw error;
    }
  }

  #note(failed: boolean): void {
    this.#isProbed = false;
    this.#failures = failed ? this.#failures + 1 : 0;
    if (this.#failures >= this.#options.failures) this.#restsUntil = this.#now() + this.#options.restMs;
  }
}
