import type { AgentWish } from '../state/agent-wish.js';
import type { Clock, Timer } from '../state/clock.js';
import { live } from '../state/selectors.js';
import type { Store } from '../state/store.js';

/**
 * So long before the switch ends after-call work by itself, what was chosen to come next takes its place: a moment later
 * a call could be on its way to an agent who has chosen a break. Milliseconds.
 */
const LEAD_MS = 500;

export interface NextStateParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ask: (wish: AgentWish) => void;
}

/** Lets come what the agent has chosen to come next, once no call and no after-call work keeps them. */
export class NextState {
  readonly #parts: NextStateParts;
  readonly #watched: { unsubscribe(): void };
  #timer: Timer | undefined;

  constructor(parts: NextStateParts) {
    this.#parts = parts;
    this.#watched = parts.store.state$.subscribe(() => this.#look());
  }

  close(): void {
    this.#watched.unsubscribe();
    this.#timer?.cancel();
  }

  #look(): void {
    this.#timer?.cancel();
    const { store, clock } = this.#parts;
    const { next, availability, connection } = store.state;
    // What is only on its way somewhere is waited for; and after a break, the line tells first how everything is.
    if (next === undefined || connection.status !== 'online' || live(store.state).length > 0) return;
    if (availability.phase === 'available') return this.#come(next);
    if (availability.phase !== 'unavailable') return;
    if (availability.wrapUp !== true) return this.#come(next);
    const until = availability.pause?.until;
    if (until === undefined || next.to === 'available') return; // The agent ends it, or the switch makes it come true.
    this.#timer = clock.after('agent.next', Math.max(0, until - LEAD_MS - clock.now()), () => this.#come(next));
  }

  #come(next: AgentWish): void {
    this.#parts.store.dispatch({ type: 'next', next: undefined });
    this.#parts.ask(next);
  }
}
