import { fits, type Shape } from '@fusion-cti/protocol';
import { CALL_OUTCOMES, type CallLog, type LoggedCall } from './state/call-log.js';

/** A busy agent's week. */
const MOST = 500;

const CALL_SHAPE = {
  id: 'string',
  number: 'string',
  name: 'string?',
  direction: ['inbound', 'outbound'],
  queueName: 'string?',
  beganAt: 'number',
  talkMs: 'number',
  outcome: CALL_OUTCOMES,
  disposition: 'string?',
} as const satisfies Shape;

/** Where all tabs of this origin keep things, and hear of each other's changes. */
export interface LogWindow extends Pick<EventTarget, 'addEventListener' | 'removeEventListener' | 'dispatchEvent'> {
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Other tabs hear of a change by `storage`; the tab that made it does not. */
const CHANGED_HERE = 'fusion-cti-calls';

/** The calls of one agent in this browser. A browser that keeps nothing for framed pages has an empty log. */
export class CallLogStorage implements CallLog {
  readonly #window: LogWindow;
  readonly #key: string;

  constructor(window: LogWindow, service: string, agent: string) {
    this.#window = window;
    this.#key = `fusion-cti.calls ${service} ${agent}`;
  }

  get calls(): readonly LoggedCall[] {
    try {
      const kept: unknown = JSON.parse(this.#window.localStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((call): call is LoggedCall => fits(CALL_SHAPE, call)) : [];
    } catch {
      return [];
    }
  }

  /** Adds a call, or takes the place of what was known of it. */
  put(call: LoggedCall): void {
    const others = this.calls.filter(({ id }) => id !== call.id);
    const calls = [...others, call].sort((a, b) => b.beganAt - a.beganAt).slice(0, MOST);
    this.#change((storage) => storage.setItem(this.#key, JSON.stringify(calls)));
  }

  clear(): void {
    this.#change((storage) => storage.removeItem(this.#key));
  }

  watch(changed: () => void): () => void {
    const heard = (event: Event): void => {
      if (!(event instanceof StorageEvent) || event.key === this.#key || event.key === null) changed();
    };
    for (const name of ['storage', CHANGED_HERE]) this.#window.addEventListener(name, heard);
    return () => {
      for (const name of ['storage', CHANGED_HERE]) this.#window.removeEventListener(name, heard);
    };
  }

  #change(write: (storage: LogWindow['localStorage']) => void): void {
    try {
      write(this.#window.localStorage);
      this.#window.dispatchEvent(new Event(CHANGED_HERE));
    } catch {
      // Full, or forbidden: calls go on without a log.
    }
  }
}
