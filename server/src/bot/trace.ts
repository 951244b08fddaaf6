import type { JournalEntry } from '../runtime/journal.js';
import type { Chats } from '../site/chats.js';
import { CORRELATION_KEY } from './handing-over.js';

/** Where something passed, in the order from the user to the agent. */
export const HOPS = ['assistant', 'bridge', 'cloud', 'centre', 'toolbar'] as const;
export type Hop = (typeof HOPS)[number];

/** Something that passed, without what was said in it. */
export interface TraceRow {
  /** Of the journal, and so in the order in which it happened. */
  readonly n: number;
  /** Milliseconds since 1970, of the world. */
  readonly time: number;
  readonly hop: Hop;
  /** Towards whom it went. */
  readonly towards: 'agent' | 'user';
  readonly what: string;
  /** A status, a kind, a name: never a text. */
  readonly detail: string;
  readonly isTyping: boolean;
  /** The same on every row of a conversation. */
  readonly correlationId: string;
}

type Told = readonly [hop: Hop, towards: TraceRow['towards'], what: string];

/** What is worth a row, by seam, direction and name. Seen from the named seam, as in the journal. */
const TOLD: Readonly<Record<string, Told>> = {
  'bot in say': ['assistant', 'agent', 'The user writes'],
  'bot in person': ['assistant', 'agent', 'The user asks for a person'],
  'bot in typing': ['assistant', 'agent', 'The user types'],
  'bot in leave': ['assistant', 'agent', 'The user ends the chat'],
  'bot out answer': ['assistant', 'user', 'The assistant answers'],
  'bot out show': ['assistant', 'user', 'Shown to the user'],
  'bot out typing': ['assistant', 'user', 'Typing, shown to the user'],
  'aex in initiate_connection': ['bridge', 'agent', 'Initiate Connection'],
  'aex in message': ['bridge', 'agent', 'Message'],
  'aex in typing': ['bridge', 'agent', 'Typing'],
  'aex in end': ['bridge', 'agent', 'End'],
  'aex out message': ['bridge', 'user', 'Publish message'],
  'aex out typing': ['bridge', 'user', 'Publish typing'],
  'aex out agent-joined': ['bridge', 'user', 'Publish agent-joined'],
  'aex out agent-left': ['bridge', 'user', 'Publish agent-left'],
  'aex out transferring': ['bridge', 'user', 'Publish transferring'],
  'aex out ended': ['bridge', 'user', 'Publish ended'],
  'aex out error': ['bridge', 'user', 'Publish error'],
  'genesys-cloud in create': ['cloud', 'agent', 'Create conversation'],
  'genesys-cloud in send': ['cloud', 'agent', 'Send message'],
  'genesys-cloud in type': ['cloud', 'agent', 'Send typing'],
  'genesys-cloud in leave': ['cloud', 'agent', 'Remove guest'],
  'genesys-cloud out message': ['cloud', 'user', 'Event message'],
  'genesys-cloud out member-change': ['cloud', 'user', 'Event member-change'],
  'genesys-cloud out typing-indicator': ['cloud', 'user', 'Event typing-indicator'],
  'chat in open': ['centre', 'agent', 'The chat is queued'],
  'chat out offer': ['centre', 'agent', 'The chat is offered'],
  'chat in accept': ['centre', 'user', 'The agent has it'],
  'chat out ended': ['centre', 'user', 'The chat is over'],
  'desktop out ChatOffered': ['toolbar', 'agent', 'ChatOffered'],
  'desktop out ChatOfferOver': ['toolbar', 'agent', 'ChatOfferOver'],
  'desktop out ChatJoined': ['toolbar', 'agent', 'ChatJoined'],
  'desktop out ChatEvent': ['toolbar', 'agent', 'ChatEvent'],
  'desktop out ChatEnded': ['toolbar', 'agent', 'ChatEnded'],
  'desktop in chatAccept': ['toolbar', 'user', 'Click on Accept'],
  'desktop in chatDecline': ['toolbar', 'user', 'Click on Decline'],
  'desktop in chatSay': ['toolbar', 'user', 'The agent writes'],
  'desktop in chatTyping': ['toolbar', 'user', 'The agent types'],
  'desktop in chatEnd': ['toolbar', 'user', 'Click on End'],
  'desktop in chatLeave': ['toolbar', 'user', 'Click on Leave'],
  'desktop in chatDone': ['toolbar', 'user', 'Wrap-up done'],
};

/** The little of an entry that says what it belongs to, or of what kind it is. */
interface Payload {
  readonly chatId?: string;
  readonly agentId?: string;
  readonly userData?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly reason?: string;
  readonly event?: { readonly type?: string };
  readonly eventBody?: { readonly bodyType?: string; readonly member?: { readonly state?: string } };
}

/** What the emulated cloud leaves in a chat, so that one finds its conversation again. */
const CLOUD_KEYS = ['ConversationId', 'MessagingSessionId'] as const;
const PORTION = 500;

/** The way of one conversation through everything that the journal has of it, from its beginning on. */
export class Trace {
  readonly #chats: Pick<Chats, 'journal' | 'server'>;
  readonly #id: string;
  readonly #start: number;
  readonly #told = new Set<number>();
  /** What it is called at other hops: the guest's conversation, the contact centre's chat. */
  readonly #names: Set<string>;
  #seen: number;

  /** @param after the number of the last entry that cannot belong to it */
  constructor(chats: Pick<Chats, 'journal' | 'server'>, id: string, after: number) {
    this.#chats = chats;
    this.#id = id;
    this.#start = after;
    this.#seen = after;
    this.#names = new Set([id]);
  }

  /** Whether there may be something new. */
  get isBehind(): boolean {
    return this.#chats.journal.newest > this.#seen;
  }

  /** What has come to light since it was asked last. A row may be older than one that was told before. */
  read(): readonly TraceRow[] {
    if (!this.isBehind) return [];
    // The names are known from when the chat is there; what happened just before bears them too.
    if (this.#names.size === 1 && this.#learnNames()) this.#seen = this.#start;
    const rows: TraceRow[] = [];
    while (this.isBehind) {
      const entries = this.#chats.journal.after(this.#seen, PORTION);
      for (const entry of entries) {
        const row = this.#told.has(entry.n) ? undefined : this.#rowOf(entry);
        if (row === undefined) continue;
        this.#told.add(entry.n);
        rows.push(row);
      }
      this.#seen = entries.at(-1)?.n ?? this.#chats.journal.newest;
    }
    return rows;
  }

  #learnNames(): boolean {
    for (const { chatId, userData } of this.#chats.server.chats()) {
      if (userData[CORRELATION_KEY] !== this.#id) continue;
      this.#names.add(chatId);
      for (const key of CLOUD_KEYS) if (userData[key] !== undefined) this.#names.add(userData[key]);
      return true;
    }
    return false;
  }

  #rowOf({ n, time, seam, direction, name, who = '', payload: given }: JournalEntry): TraceRow | undefined {
    const told = TOLD[`${seam} ${direction} ${name}`];
    const payload = Object(given) as Payload;
    if (told === undefined || !this.#isOurs(who, payload)) return undefined;
    const [hop, towards, what] = told;
    const kind = payload.event?.type ?? payload.eventBody?.bodyType ?? payload.eventBody?.member?.state;
    const agent = seam === 'desktop' ? who : payload.agentId;
    const detail = [
      payload.status === undefined ? '' : `HTTP ${payload.status}`,
      payload.reason ?? '',
      kind ?? '',
      agent === undefined ? '' : `agent ${agent}`,
    ];
    return {
      n,
      time,
      hop,
      towards,
      what,
      detail: detail.filter((part) => part !== '').join(', '),
      isTyping: /typ(es|ing)/i.test(`${what} ${kind ?? ''}`),
      correlationId: this.#id,
    };
  }

  #isOurs(who: string, { chatId = '', userData = {} }: Payload): boolean {
    return this.#names.has(who) || this.#names.has(chatId) || userData[CORRELATION_KEY] === this.#id;
  }
}
