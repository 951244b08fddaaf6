import { deferred, type Deferred } from '../deferred.js';
import { sameWish, type AgentWish } from '../state/agent-wish.js';
import type { CommandOutcome } from './uef-response.js';

interface Wanted {
  readonly wish: AgentWish;
  readonly done: Deferred<CommandOutcome>;
}

const OVERTAKEN: CommandOutcome = { ok: false, text: 'Something else was asked for afterwards.' };

/**
 * The one writer of the agent's state, whoever wishes: the agent by button or menu, Fusion, or what was chosen to come
 * next. One request at a time, and the last wish wins: a server that takes its time is not told what nobody wants any
 * more, and two requests cannot overtake each other.
 */
export class AgentWishes {
  /** `isLast`: nobody has wished for anything else meanwhile. */
  readonly #fulfil: (wish: AgentWish, isLast: () => boolean) => Promise<CommandOutcome>;
  #current: Wanted | undefined;
  #waiting: Wanted | undefined;

  constructor(fulfil: (wish: AgentWish, isLast: () => boolean) => Promise<CommandOutcome>) {
    this.#fulfil = fulfil;
  }

  /** What is being asked of the switch, or will be in a moment. */
  get last(): AgentWish | undefined {
    return (this.#waiting ?? this.#current)?.wish;
  }

  /** How it went; a wish that was overtaken by another before it was sent has failed. */
  ask(wish: AgentWish): Promise<CommandOutcome> {
    if (this.#waiting !== undefined && sameWish(this.#waiting.wish, wish)) return this.#waiting.done.promise;
    this.#waiting?.done.resolve(OVERTAKEN);
    this.#waiting = undefined;
    if (this.#current !== undefined && sameWish(this.#current.wish, wish)) return this.#current.done.promise;
    const wanted: Wanted = { wish, done: deferred() };
    if (this.#current === undefined) void this.#run(wanted);
    else this.#waiting = wanted;
    return wanted.done.promise;
  }

  async #run(first: Wanted): Promise<void> {
    for (let wanted: Wanted | undefined = first; wanted !== undefined; wanted = this.#waiting) {
      this.#waiting = undefined;
      this.#current = wanted;
      wanted.done.resolve(await this.#fulfil(wanted.wish, () => this.#waiting === undefined));
      this.#current = undefined;
    }
  }
}
