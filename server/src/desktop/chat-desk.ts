import type { AgentState, ChatFrameBody, ChatOfferPurpose, ChatPlaceState, ChatSnapshot } from '@fusion-cti/protocol';
import type { ChatInput, ChatNews, ChatResult } from '../chat/index.js';
import { CodedError } from '../runtime/coded-error.js';
import { accepted } from '../site/chat-refusals.js';
import { chatRulesOf } from '../site/chat-world.js';
import type { Chats } from '../site/chats.js';
import { lineOf, partiesOf, snapshotOf } from './chat-view.js';

type News<Kind extends ChatNews['kind']> = Extract<ChatNews, { readonly kind: Kind }>;

/** A place that the agent has in a chat. */
interface Place {
  readonly eventId: string;
  readonly state: ChatPlaceState;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly offer?: { readonly purpose: ChatOfferPurpose; readonly from?: string; readonly expiresAt: number };
  readonly workUntil?: number;
  /** The chat as it was when the agent left it: it may be forgotten before the work on it is done. */
  readonly left?: ChatSnapshot;
}

export interface ChatDeskParts {
  readonly chats: Chats;
  readonly agentId: string;
  /** Everything that one input led to, in order. */
  readonly deliver: (frames: readonly ChatFrameBody[]) => void;
}

/** One agent's chats, as their toolbar hears of them. */
export class ChatDesk {
  readonly agentId: string;
  readonly #chats: Chats;
  readonly #deliver: ChatDeskParts['deliver'];
  readonly #places = new Map<string, Place>();
  /** Told at the end of what is being told: an agent who leaves still hears how the chat ends. */
  readonly #leaving = new Map<string, ChatFrameBody>();
  #frames: ChatFrameBody[] = [];
  #enabled = false;

  constructor({ chats, agentId, deliver }: ChatDeskParts) {
    this.#chats = chats;
    this.agentId = agentId;
    this.#deliver = deliver;
    for (const { chatId, state } of chats.server.agent(agentId)?.places ?? []) {
      this.#places.set(chatId, this.#placeAsItIs(chatId, state));
    }
  }

  /** The toolbar that is there now can show chats. */
  get enabled(): boolean {
    return this.#enabled;
  }

  /** @param state of the agent at the switch */
  enable(enabled: boolean, state: AgentState): void {
    if (this.#enabled === enabled) return;
    this.#enabled = enabled;
    this.follow(state);
  }

  /** Who takes calls in the toolbar takes chats, and who does not take calls is offered none. */
  follow(state: AgentState): void {
    const wanted = this.#enabled ? state : 'Null';
    const { agentId } = this;
    const there = this.#chats.server.agent(agentId)?.state ?? 'LoggedOut';
    if (wanted === 'Null') {
      // After a restart the switch knows of nobody. Who was at work with chats then is waited for.
      if (there !== 'LoggedOut' && !this.#chats.awaits(agentId)) this.#chats.do({ kind: 'logout', agentId });
      return;
    }
    this.#chats.welcome(agentId);
    if (there === 'LoggedOut') this.#chats.do({ kind: 'login', agentId });
    if (wanted === 'Ready') this.#chats.do({ kind: 'ready', agentId });
    else if (there === 'Ready') this.#chats.do({ kind: 'notReady', agentId });
  }

  /**
   * Waits until what was done is safe.
   * @throws CodedError `store-unavailable` when that takes too long
   */
  saved(): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#chats.whenSafeInTime(resolve, () => reject(new CodedError('store-unavailable'))),
    );
  }

  /** @throws CodedError with the refusal of the core */
  do(input: ChatInput): ChatResult {
    return accepted(this.#chats.do(input));
  }

  /** @throws CodedError likewise */
  upload(chatId: string, name: string, content: Buffer): ChatResult {
    return accepted(this.#chats.upload({ chatId, by: { agentId: this.agentId }, name }, content));
  }

  /** @throws CodedError likewise: who is not in the chat gets none of its files */
  download(chatId: string, fileId: string): { readonly name: string; readonly content: Buffer } | undefined {
    accepted(this.#chats.do({ kind: 'downloadFile', chatId, by: { agentId: this.agentId }, fileId }));
    const name = this.#chats.chat(chatId)?.files.find((file) => file.fileId === fileId)?.name;
    const content = this.#chats.fileContent(chatId, fileId);
    return name === undefined || content === undefined ? undefined : { name, content };
  }

  /** Whether what happens in the chat is told to this agent. */
  hears(chatId: string): boolean {
    return this.#places.get(chatId)?.state === 'Engaged' || this.#leaving.has(chatId);
  }

  /** The agent was asked, answered, joined or left. `behind`: the number that the chat's next line had before all that. */
  toAgent(news: News<'offer' | 'offerOver' | 'place' | 'agent'>, behind: (chatId: string) => number): void {
    switch (news.kind) {
      case 'offer':
        return this.#offered(news);
      case 'offerOver':
        return this.#tell({ eventName: 'ChatOfferOver', chatId: news.chatId, outcome: news.outcome });
      case 'place':
        return this.#moved(news.chatId, news.state, behind(news.chatId));
      case 'agent':
        return this.#tell({ eventName: 'ChatAgent', state: news.state });
    }
  }

  /** Something happened in a chat that the agent is in. */
  inChat(news: News<'event' | 'read' | 'data' | 'ended'>): void {
    const { chatId } = news;
    switch (news.kind) {
      case 'event':
        return this.#tell({ eventName: 'ChatEvent', chatId, event: lineOf(news.event) });
      case 'read':
        return this.#tell({ eventName: 'ChatRead', chatId, index: news.index, participantId: news.participantId });
      case 'data':
        return this.#tell({
          eventName: 'ChatData',
          chatId,
          userData: news.userData,
          participantId: news.participantId,
        });
      case 'ended':
        return this.#tell({ eventName: 'ChatEnded', chatId, reason: news.reason });
    }
  }

  partiesChanged(chatId: string): void {
    const chat = this.#chats.chat(chatId);
    if (chat === undefined) return;
    const { owner } = chat;
    this.#tell({
      eventName: 'ChatParties',
      chatId,
      parties: partiesOf(chat),
      ...(owner !== undefined && { owner }),
    });
  }

  /** Everything that one input led to has been told. */
  flush(): void {
    const frames = [...this.#frames, ...this.#leaving.values()];
    this.#frames = [];
    this.#leaving.clear();
    if (frames.length > 0) this.#chats.whenSafe(() => this.#deliver(frames));
  }

  /** All chats that the agent has a place in, the oldest first. */
  snapshots(): readonly ChatSnapshot[] {
    const now = this.#chats.clock.now();
    return [...this.#places].flatMap(([chatId, { offer, workUntil, ...place }]) => {
      const snapshot = place.left ?? this.#snapshot(chatId, place);
      if (snapshot === undefined) return [];
      return [
        {
          ...snapshot,
          ...(offer !== undefined && { offer: { ...offer, expiresInMs: Math.max(0, offer.expiresAt - now) } }),
          ...(workUntil !== undefined && { workMs: Math.max(0, workUntil - now) }),
        },
      ];
    });
  }

  get state() {
    return this.#chats.server.agent(this.agentId)?.state;
  }

  /** A place that was there before this desk was. */
  #placeAsItIs(chatId: string, state: ChatPlaceState): Place {
    const chats = this.#chats;
    const { agentId } = this;
    const since = chats.clock.now();
    const place = { eventId: this.#newEventId(chatId), state, since };
    const asked = state === 'Offered' ? chats.server.offer(chatId) : undefined;
    if (asked !== undefined) {
      const { purpose, from } = asked;
      const expiresAt = chats.dueAt({ name: 'offer', chatId }) ?? since;
      return { ...place, offer: { purpose, ...(from !== undefined && { from }), expiresAt } };
    }
    const workUntil = state === 'AfterWork' ? chats.dueAt({ name: 'after-work', chatId, agentId }) : undefined;
    return { ...place, ...(workUntil !== undefined && { workUntil }) };
  }

  #offered({ chatId, purpose, from, expiresInMs }: News<'offer'>): void {
    const since = this.#chats.clock.now();
    const offer = { purpose, ...(from !== undefined && { from }), expiresAt: since + expiresInMs };
    const place: Place = { eventId: this.#newEventId(chatId), state: 'Offered', since, offer };
    this.#places.set(chatId, place);
    const chat = this.#snapshot(chatId, place);
    if (chat === undefined) return;
    const { expiresAt: _, ...told } = offer;
    this.#tell({ eventName: 'ChatOffered', chatId, chat: { ...chat, offer: { ...told, expiresInMs } } });
  }

  #moved(chatId: string, state: ChatPlaceState, behind: number): void {
    const before = this.#places.get(chatId);
    // Told as an offer, with more to say about it.
    if (state === 'Offered') return;
    const since = this.#chats.clock.now();
    const eventId = before?.eventId ?? this.#newEventId(chatId);
    if (state === 'Engaged') {
      const place: Place = { eventId, state, since };
      this.#places.set(chatId, place);
      const chat = this.#snapshot(chatId, place, behind);
      if (chat !== undefined) this.#tell({ eventName: 'ChatJoined', chatId, chat });
      return;
    }
    this.#places.delete(chatId);
    // An offer that came to nothing has been told as such.
    if (before?.state === 'Offered') return;
    const workMs = state === 'AfterWork' ? this.#workMs(chatId) : undefined;
    if (state === 'AfterWork') {
      const left = this.#snapshot(chatId, { eventId, state, since });
      const workUntil = workMs === undefined ? {} : { workUntil: since + workMs };
      this.#places.set(chatId, { eventId, state, since, ...workUntil, ...(left !== undefined && { left }) });
    }
    const frame = { eventName: 'ChatPlace', chatId, place: state, ...(workMs !== undefined && { workMs }) } as const;
    this.#leaving.set(chatId, frame);
  }

  #workMs(chatId: string): number | undefined {
    const service = this.#chats.chat(chatId)?.service ?? '';
    const { afterWorkMs } = chatRulesOf(this.#chats.world, service);
    return typeof afterWorkMs === 'number' ? afterWorkMs : undefined;
  }

  #snapshot(chatId: string, place: Pick<Place, 'eventId' | 'state' | 'since'>, behind?: number) {
    const chat = this.#chats.chat(chatId);
    if (chat === undefined) return undefined;
    // Whoever is only asked need not know yet what was said.
    const from = place.state === 'Offered' ? chat.nextIndex : 1;
    const lines = this.#chats.server.transcript(chatId, from).slice(0, (behind ?? chat.nextIndex) - from);
    return snapshotOf(chat, { ...place, agentId: this.agentId }, lines);
  }

  #newEventId(chatId: string): string {
    return `${chatId}-${this.#chats.chat(chatId)?.nextIndex ?? 0}`;
  }

  #tell(frame: ChatFrameBody): void {
    this.#frames.push(frame);
  }
}
