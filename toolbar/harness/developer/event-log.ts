/** What passed between Fusion and the toolbar, newest last. */
import type { HostTraffic } from '@oracle/uef-sdk/host';
import { BehaviorSubject, type Observable } from 'rxjs';
import type { Clock } from '../clock.js';

export interface LogEntry extends HostTraffic {
  readonly number: number;
  /** Epoch milliseconds. */
  readonly time: number;
}

const MOST_ENTRIES = 1_000;
const SECRET_FIELDS: ReadonlySet<string> = new Set(['faTrustToken']);
const HIDDEN = '(not logged)';

export class EventLog {
  readonly #entries = new BehaviorSubject<readonly LogEntry[]>([]);
  readonly #clock: Clock;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get changes(): Observable<readonly LogEntry[]> {
    return this.#entries.asObservable();
  }

  readonly add = (traffic: HostTraffic): void => {
    this.#count += 1;
    const entry: LogEntry = {
      ...traffic,
      payload: withoutSecrets(traffic.payload),
      number: this.#count,
      time: this.#clock.now(),
    };
    this.#entries.next([...this.#entries.value.slice(1 - MOST_ENTRIES), entry]);
  };

  clear(): void {
    this.#entries.next([]);
  }
}

export interface LogFilter {
  /** Found in the name, the event id or the payload, without regard to case. */
  readonly text: string;
  readonly direction: 'both' | HostTraffic['direction'];
}

export function filterLog(entries: readonly LogEntry[], { text, direction }: LogFilter): readonly LogEntry[] {
  const wanted = text.trim().toLowerCase();
  return entries.filter((entry) => {
    if (direction !== 'both' && entry.direction !== direction) return false;
    if (wanted === '') return true;
    return `${entry.name} ${entry.eventId ?? ''} ${JSON.stringify(entry.payload)}`.toLowerCase().includes(wanted);
  });
}

/** The log as a file that a person or a program can read. */
export function logAsJson(entries: readonly LogEntry[]): string {
  const rows = entries.map(({ time, ...entry }) => ({ time: new Date(time).toISOString(), ...entry }));
  return JSON.stringify(rows, null, 2);
}

/** The token of FA_TOKEN is a bearer credential on a real tenant: what reads logs must not learn to find it here. */
function withoutSecrets(payload: unknown): unknown {
  if (Array.isArray(payload)) return payload.map(withoutSecrets);
  if (typeof payload !== 'object' || payload === null) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [
      key,
      SECRET_FIELDS.has(key) && value !== '' ? HIDDEN : withoutSecrets(value),
    ]),
  );
}
