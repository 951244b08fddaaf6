/** A user's conversation with the emulated assistant platform: asked by POST, told by server-sent events. */
import type { ErrorBody } from '@fusion-cti/protocol';

export type TalkPhase = 'bot' | 'waiting' | 'agent' | 'ended';

export interface TalkLine {
  readonly n: number;
  readonly time: number;
  readonly by: 'user' | 'bot' | 'agent' | 'notice';
  readonly name: string;
  readonly text: string;
}

/** In the order from the user to the agent. */
export const HOPS = {
  assistant: 'Assistant',
  bridge: 'Bridge',
  cloud: 'Genesys Cloud',
  centre: 'Contact centre',
  toolbar: 'Toolbar',
} as const;

export interface TraceRow {
  readonly n: number;
  readonly time: number;
  readonly hop: keyof typeof HOPS;
  readonly towards: 'agent' | 'user';
  readonly what: string;
  readonly detail: string;
  readonly isTyping: boolean;
  readonly correlationId: string;
}

/** All that there is to be seen. */
export interface TalkView {
  readonly id: string;
  readonly phase: TalkPhase;
  /** Who types; empty: nobody. */
  readonly typing: string;
  readonly lines: readonly TalkLine[];
  readonly rows: readonly TraceRow[];
}

export interface TalkUser {
  readonly name: string;
  readonly email: string;
}

export interface TalkListener {
  readonly changed: (view: TalkView) => void;
  /** A sentence; empty: it is over. */
  readonly failed: (why: string) => void;
}

type News = Omit<TalkView, 'id'>;

const UNREACHABLE = 'The server does not answer. Is it running?';

export class BotTalk {
  readonly #listener: TalkListener;
  readonly #source: EventSource;
  #view: TalkView;

  private constructor(id: string, listener: TalkListener) {
    this.#listener = listener;
    this.#view = { id, phase: 'bot', typing: '', lines: [], rows: [] };
    this.#source = new EventSource(`/bot/conversations/${id}/events`);
    this.#source.onmessage = ({ data }) => this.#hear(JSON.parse(data as string) as News);
    this.#source.onerror = () => {
      const isGone = this.#source.readyState === EventSource.CLOSED;
      listener.failed(isGone ? 'The server knows this conversation no more. Start again.' : UNREACHABLE);
    };
  }

  /** @returns `undefined` when it could not be begun; the listener knows why */
  static async begin({ name, email }: TalkUser, listener: TalkListener): Promise<BotTalk | undefined> {
    const answer = await post('/bot/conversations', { name, ...(email !== '' && { email }) }, listener);
    return answer === undefined ? undefined : new BotTalk((answer as { readonly id: string }).id, listener);
  }

  say(text: string): void {
    this.#ask('messages', { text });
  }

  askForPerson(): void {
    this.#ask('person');
  }

  types(): void {
    this.#ask('typing');
  }

  end(): void {
    this.#ask('end');
  }

  /** The window is closed: nobody will see an answer. */
  leave(): void {
    this.#source.close();
    if (this.#view.phase !== 'ended') navigator.sendBeacon(`/bot/conversations/${this.#view.id}/end`);
  }

  #ask(what: string, body: object = {}): void {
    void post(`/bot/conversations/${this.#view.id}/${what}`, body, this.#listener);
  }

  #hear({ phase, typing, lines, rows }: News): void {
    // After a break all of it is told once more.
    const all = { lines: merged(this.#view.lines, lines), rows: merged(this.#view.rows, rows) };
    this.#view = { ...this.#view, phase, typing, ...all };
    this.#listener.failed('');
    this.#listener.changed(this.#view);
  }
}

function merged<Item extends { readonly n: number }>(known: readonly Item[], news: readonly Item[]): readonly Item[] {
  if (news.length === 0) return known;
  const byNumber = new Map([...known, ...news].map((item) => [item.n, item]));
  return [...byNumber.values()].sort((a, b) => a.n - b.n);
}

async function post(path: string, body: object, { failed }: TalkListener): Promise<unknown> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const isJson = (response.headers.get('Content-Type') ?? '').includes('json');
    const answer: unknown = isJson ? await response.json() : undefined;
    if (response.ok) return answer;
    failed((answer as Partial<ErrorBody> | undefined)?.message ?? UNREACHABLE);
  } catch {
    failed(UNREACHABLE);
  }
  return undefined;
}
