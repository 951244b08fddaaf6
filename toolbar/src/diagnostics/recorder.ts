/** What passed a seam, for whoever is called to help. It stays in this page's memory, and is redacted before it leaves. */
export interface Recorded {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: 'frame' | 'command' | 'uef' | 'uef-event' | 'state' | 'log';
  readonly name: string;
  readonly detail?: unknown;
}

export type Trace = (kind: Recorded['kind'], name: string, detail?: unknown) => void;

const MOST = 300;

export class Recorder {
  readonly #now: () => number;
  #entries: Recorded[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly note: Trace = (kind, name, detail) => {
    this.#entries.push({ at: this.#now(), kind, name, detail });
    if (this.#entries.length > 2 * MOST) this.#entries = this.#entries.slice(-MOST);
  };

  /** Oldest first. */
  get entries(): readonly Recorded[] {
    return this.#entries.slice(-MOST);
  }
}
