import { isBusy, isSo } from '../state/agent-standing.js';
import { sameWish, type AgentWish } from '../state/agent-wish.js';
import type { AvailabilityEvent } from '../state/availability.js';
import type { Clock } from '../state/clock.js';
import { failureOf, sentenceOf } from '../state/failure.js';
import { live } from '../state/selectors.js';
import { sentence } from '../state/sentence.js';
import type { Store } from '../state/store.js';
import type { ICtiVendorHandler } from '../vendor/ICtiVendorHandler.js';
import { AgentWishes } from './agent-wishes.js';
import type { FusionHandler } from './fusionHandler.js';
import type { IntegrationEventsHandler } from './integrationEventsHandler.js';
import { NextState } from './next-state.js';
import type { CommandOutcome } from './uef-response.js';

export interface AgentActionParts {
  readonly vendor: ICtiVendorHandler;
  readonly fusion: FusionHandler;
  readonly events: IntegrationEventsHandler;
  readonly store: Store;
  readonly clock: Clock;
}

const DONE: CommandOutcome = { ok: true };

/** What is wished of the agent's state, by whomever: on to the vendor. What comes of it, events tell. */
export class AgentActions {
  readonly #parts: AgentActionParts;
  readonly #wishes: AgentWishes;
  readonly #next: NextState;
  #startFailed = false;

  constructor(parts: AgentActionParts) {
    this.#parts = parts;
    this.#wishes = new AgentWishes((wish, isLast) => this.#fulfil(wish, isLast));
    this.#next = new NextState({ ...parts, ask: (wish) => void this.#wishes.ask(wish) });
  }

  /** Finds Fusion. A failure is shown, and its retry comes here again: nobody has asked to be available yet. */
  async start(): Promise<void> {
    const { store, fusion, events } = this.#parts;
    const again = store.state.availability.phase === 'failed';
    if (again) this.#availability({ on: 'ask' });
    try {
      await fusion.initialize();
      this.#startFailed = false;
      if (again) this.#availability({ on: 'left' });
      events.fusionStarted();
    } catch (error) {
      this.#startFailed = true;
      this.#availability({ on: 'failed', failure: failureOf(error, 'fusion') });
    }
  }

  /** While the way there, or back, is being taken, there is nothing to toggle. */
  async toggle(): Promise<void> {
    const { availability, next } = this.#parts.store.state;
    if (availability.phase === 'failed' && this.#startFailed) return this.start();
    if (availability.phase === 'available') await this.#wishes.ask({ to: 'unavailable' });
    else if (availability.phase === 'failed') await this.#wishes.ask({ to: 'available' });
    else if (availability.phase === 'unavailable') {
      // Whoever ends after-call work goes on to what they have chosen to come after it.
      const wish = availability.wrapUp === true ? next : undefined;
      this.cancelNext();
      await this.#wishes.ask(wish ?? { to: 'available' });
    }
  }

  /** At once; while something has to be over first, next. Choosing again what comes next takes it back. */
  choose(wish: AgentWish): void {
    const { store } = this.#parts;
    if (!isBusy(store.state)) {
      // There is a wish to take the place of, although the state is still as wished.
      if (this.#wishes.last === undefined && isSo(store.state, wish)) return;
      void this.#wishes.ask(wish);
      return;
    }
    store.dispatch({ type: 'next', next: sameWish(store.state.next, wish) ? undefined : wish });
  }

  cancelNext(): void {
    if (this.#parts.store.state.next !== undefined) this.#parts.store.dispatch({ type: 'next', next: undefined });
  }

  makeAvailable(): Promise<CommandOutcome> {
    return this.#wishes.ask({ to: 'available' });
  }

  /** For a Fusion that gives no reason. */
  async makeUnavailable(): Promise<CommandOutcome> {
    const { availability } = this.#parts.store.state;
    const wrapUp = availability.phase === 'unavailable' && availability.wrapUp === true;
    // Any reason will do, and so will having failed; but after-call work would end in "available".
    const isThere = availability.phase === 'unavailable' || availability.phase === 'failed';
    if (isThere && !wrapUp && this.#wishes.last === undefined) return DONE;
    return this.#wishes.ask({ to: 'unavailable' });
  }

  close(): void {
    this.#next.close();
  }

  #fulfil(wish: AgentWish, isLast: () => boolean): Promise<CommandOutcome> {
    return wish.to === 'available' ? this.#goAvailable(isLast) : this.#goUnavailable(wish, isLast);
  }

  async #goAvailable(isLast: () => boolean): Promise<CommandOutcome> {
    const { store, fusion, vendor, events } = this.#parts;
    if (store.state.availability.phase === 'available') return DONE;
    this.#availability({ on: 'ask' });
    this.#startFailed = false;
    try {
      await fusion.initialize();
      // Nobody wants it any more, and nothing has been asked of the switch.
      if (!isLast() && this.#isAway()) this.#availability({ on: 'left' });
      else await vendor.makeAgentAvailable();
      return DONE;
    } catch (error) {
      events.connectionFailed(failureOf(error, 'service'));
      return { ok: false, text: sentenceOf(error) };
    }
  }

  async #goUnavailable(wish: Exclude<AgentWish, { to: 'available' }>, isLast: () => boolean): Promise<CommandOutcome> {
    const { store, vendor, events } = this.#parts;
    const { availability, connection } = store.state;
    if (this.#isAway()) return DONE;
    const retry = (): void => void this.#wishes.ask(wish);
    const fallsBack = connection.status === 'online' && connection.level === 'published';
    if (fallsBack && live(store.state).length > 0) {
      // There, unavailable means no line, and without the line the call would be out of reach.
      const text = sentence('End your call first: this contact centre cannot keep it while you are unavailable.');
      events.staysAvailable(text, retry);
      return { ok: false, text };
    }
    if (availability.phase === 'available') this.#availability({ on: 'leave' });
    try {
      if (wish.to === 'signedOff') await vendor.signOff();
      else await vendor.makeAgentUnavailable(wish.code);
      // Where that ends the line, nothing more is heard of what was on its way.
      if (fallsBack && store.state.availability.phase === 'connecting') this.#availability({ on: 'left' });
      return DONE;
    } catch (error) {
      const text = sentenceOf(error);
      if (isLast()) events.staysAvailable(text, retry);
      else this.#availability({ on: 'stayed' });
      return { ok: false, text };
    }
  }

  /** No line is there that calls could come by. */
  #isAway(): boolean {
    const { availability, connection } = this.#parts.store.state;
    return availability.phase === 'failed' || connection.status === 'offline';
  }

  #availability(event: AvailabilityEvent): void {
    this.#parts.store.dispatch({ type: 'availability', event });
  }
}
