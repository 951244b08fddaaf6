import { BehaviorSubject, type Observable } from 'rxjs';
import type { Clock } from '../clock.js';
import { INITIAL_STATE, type Engagement, type FusionState, type Toast } from './fusion-state.js';

const TOAST_MS = 9_000;

/** Holds the state of the local Fusion and the few ways to change a part of it. */
export class FusionStore {
  readonly #state = new BehaviorSubject<FusionState>(INITIAL_STATE);
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #tell: (engagement: Engagement) => void;

  /** @param tell hears of every engagement that this tab changes */
  constructor(clock: Clock, newId: () => string, tell: (engagement: Engagement) => void = () => undefined) {
    this.#clock = clock;
    this.#newId = newId;
    this.#tell = tell;
  }

  get changes(): Observable<FusionState> {
    return this.#state.asObservable();
  }

  get state(): FusionState {
    return this.#state.value;
  }

  update(change: Partial<FusionState>): void {
    this.#state.next({ ...this.#state.value, ...change });
  }

  engagement(eventId: string): Engagement | undefined {
    return this.state.engagements.find((known) => known.eventId === eventId);
  }

  /** Adds or replaces an engagement; a closed one leaves the list. */
  put(engagement: Engagement): void {
    this.take(engagement);
    this.#tell(engagement);
  }

  /** The same for one that another tab has changed. */
  take(engagement: Engagement): void {
    const { engagements } = this.state;
    const index = engagements.findIndex(({ eventId }) => eventId === engagement.eventId);
    const all = index < 0 ? [...engagements, engagement] : engagements.with(index, engagement);
    this.update({ engagements: all.filter(({ phase }) => phase !== 'Closed') });
  }

  /** Changes an engagement that is still there; one that has closed meanwhile stays closed. */
  patch(eventId: string, change: Partial<Engagement>): void {
    const known = this.engagement(eventId);
    if (known !== undefined) this.put({ ...known, ...change });
  }

  /** Shows a short message, which goes by itself. */
  say(text: string, tone: Toast['tone']): void {
    const toast: Toast = { id: this.#newId(), text, tone };
    this.update({ toasts: [...this.state.toasts, toast] });
    this.#clock.setTimer(() => this.dismissToast(toast.id), TOAST_MS);
  }

  dismissToast(id: string): void {
    this.update({ toasts: this.state.toasts.filter((toast) => toast.id !== id) });
  }
}
