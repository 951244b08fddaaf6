import { BehaviorSubject, type Observable } from 'rxjs';
import { DEFAULT_PREFERENCES, preferencesFrom, type Preferences } from './state/preferences.js';

export interface PreferenceFrame {
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem'>;
  addEventListener(type: 'storage', heard: (event: { readonly key: string | null }) => void): void;
}

/** What an agent prefers, for all tabs of this browser. Agents who share a computer do not share it. */
export class PreferenceStorage {
  readonly #frame: PreferenceFrame;
  readonly #preferences = new BehaviorSubject(DEFAULT_PREFERENCES);
  #key = keyOf('');

  constructor(frame: PreferenceFrame) {
    this.#frame = frame;
    frame.addEventListener('storage', ({ key }) => {
      if (key === this.#key) this.#load();
    });
    this.#load();
  }

  get preferences$(): Observable<Preferences> {
    return this.#preferences;
  }

  get value(): Preferences {
    return this.#preferences.value;
  }

  /** From here on, those of this agent. */
  belongTo(agent: string): void {
    if (this.#key === keyOf(agent)) return;
    this.#key = keyOf(agent);
    this.#load();
  }

  prefer(change: Partial<Preferences>): void {
    const preferences = { ...this.#preferences.value, ...change };
    this.#preferences.next(preferences);
    try {
      this.#frame.localStorage.setItem(this.#key, JSON.stringify(preferences));
    } catch {
      // A browser that keeps nothing for framed pages: it holds until the page is loaded again.
    }
  }

  #load(): void {
    try {
      this.#preferences.next(preferencesFrom(JSON.parse(this.#frame.localStorage.getItem(this.#key) ?? 'null')));
    } catch {
      this.#preferences.next(DEFAULT_PREFERENCES);
    }
  }
}

function keyOf(agent: string): string {
  return `fusion-cti.preferences ${agent}`;
}
