import { PassThrough } from 'node:stream';
import type { Clock, Timer } from '../runtime/clock.js';
import type { Chats } from '../site/chats.js';
import type { Talk, TalkLine, TalkPhase } from './talk.js';
import { Trace, type TraceRow } from './trace.js';

/** What a page is told: how it is now, and what is new since it was told last. */
export interface TalkNews {
  readonly phase: TalkPhase;
  readonly typing: string;
  readonly lines: readonly TalkLine[];
  readonly rows: readonly TraceRow[];
}

/** Most hops are passed without the assistant's doing; so often one looks whether something was. */
const LOOK_MS = 200;

/** Server-sent events about one conversation, from its beginning on. */
export class NewsStream {
  readonly body = new PassThrough();
  readonly #talk: Talk;
  readonly #trace: Trace;
  readonly #clock: Clock;
  readonly #unwatch: () => void;
  #timer: Timer | undefined;
  #told = '';
  #toldLines = 0;

  constructor(talk: Talk, chats: Chats, wallClock: Clock) {
    this.#talk = talk;
    this.#trace = new Trace(chats, talk.id, talk.startedAt);
    this.#clock = wallClock;
    this.#unwatch = talk.watch(() => this.#tell());
    this.#tell();
    this.#look();
  }

  close(): void {
    this.#timer?.cancel();
    this.#unwatch();
    this.body.end();
  }

  #look(): void {
    if (this.#trace.isBehind) this.#tell();
    this.#timer = this.#clock.setTimer(`bot trace ${this.#talk.id}`, LOOK_MS, () => this.#look());
  }

  #tell(): void {
    const { phase, typing, lines } = this.#talk;
    const rows = this.#trace.read();
    const fresh = lines.filter(({ n }) => n > this.#toldLines);
    const state = `${phase} ${typing}`;
    if (rows.length === 0 && fresh.length === 0 && state === this.#told) return;
    this.#told = state;
    this.#toldLines = fresh.at(-1)?.n ?? this.#toldLines;
    this.body.write(`data: ${JSON.stringify({ phase, typing, lines: fresh, rows } satisfies TalkNews)}\n\n`);
  }
}
