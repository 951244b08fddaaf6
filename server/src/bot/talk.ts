import type { Handed } from './bridge-client.js';

/** `bot`: the assistant answers. `waiting`: nobody has taken it yet. `agent`: a person is there. */
export type TalkPhase = 'bot' | 'waiting' | 'agent' | 'ended';

export interface TalkLine {
  /** From 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly by: 'user' | 'bot' | 'agent' | 'notice';
  readonly name: string;
  readonly text: string;
}

export interface TalkParts {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** What the bridge has to show when it publishes. */
  readonly token: string;
  /** The number of the last journal entry before it. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** More is not kept, and a page that comes late does not see it. */
const MAX_LINES = 500;

/** One user at the assistant, and with whomever it was given to. */
export class Talk {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly startedAt: number;
  /** At the bridge, from when it is handed over. */
  handed: Handed | undefined = undefined;
  /** Who types; empty: nobody. */
  typing = '';
  readonly #now: () => number;
  readonly #lines: TalkLine[] = [];
  readonly #heard = new Set<string>();
  readonly #watchers = new Set<() => void>();
  #phase: TalkPhase = 'bot';
  #count = 0;
  #calls: Promise<void> = Promise.resolve();

  constructor({ id, name, email, token, startedAt, now }: TalkParts) {
    this.id = id;
    this.name = name;
    this.email = email;
    this.token = token;
    this.startedAt = startedAt;
    this.#now = now;
  }

  get phase(): TalkPhase {
    return this.#phase;
  }

  get lines(): readonly TalkLine[] {
    return this.#lines;
  }

  enter(phase: TalkPhase): void {
    this.#phase = phase;
    if (phase === 'ended') this.typing = '';
    this.changed();
  }

  add(by: TalkLine['by'], text: string, name = ''): void {
    this.#count += 1;
    this.#lines.push({ n: this.#count, time: this.#now(), by, name, text });
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
    this.changed();
  }

  /** @returns whether it is told for the first time: what is published may come more than once */
  isNews(messageId: string): boolean {
    const [oldest] = this.#heard;
    if (this.#heard.size >= MAX_LINES && oldest !== undefined) this.#heard.delete(oldest);
    return this.#heard.size !== this.#heard.add(messageId).size;
  }

  /** One call after the other: what the user wrote first arrives first. */
  afterwards(call: () => Promise<void>): Promise<void> {
    const done = this.#calls.then(call);
    this.#calls = done.catch(() => undefined);
    return done;
  }

  /** @returns ends it */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
