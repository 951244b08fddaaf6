import type { Clock, Timer } from '../state/clock.js';

const FLASH_MS = 1_000;

/** Says in the title of the page that it rings, turn and turn about with what stands there otherwise. */
export class TitleFlash {
  readonly #page: { title: string };
  readonly #clock: Clock;
  #usual: string | undefined;
  #timer: Timer | undefined;

  constructor(page: { title: string }, clock: Clock) {
    this.#page = page;
    this.#clock = clock;
  }

  /** `undefined`: the title is as it was. */
  say(words: string | undefined): void {
    this.#timer?.cancel();
    if (this.#usual !== undefined) this.#page.title = this.#usual;
    this.#usual = undefined;
    if (words === undefined) return;
    this.#usual = this.#page.title;
    this.#turn(words, this.#usual);
  }

  #turn(now: string, then: string): void {
    this.#page.title = now;
    this.#timer = this.#clock.after('ring.title', FLASH_MS, () => this.#turn(then, now));
  }
}
