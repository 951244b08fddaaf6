import type { ChatFrameBody } from '@fusion-cti/protocol';
import type { ChatEvent, ChatNews } from '../chat/index.js';
import type { Chats } from '../site/chats.js';
import { ChatDesk } from './chat-desk.js';

/** Lines after which other people are in the chat, or the same ones by other names. */
const PARTY_LINES: ReadonlySet<ChatEvent['type']> = new Set([
  'ParticipantJoined',
  'ParticipantLeft',
  'NicknameUpdated',
]);

/** Brings what happens in chats to the agents whom it concerns, as far as they sit at a toolbar that takes chats. */
export class ChatFeed {
  readonly #chats: Chats;
  readonly #desks = new Map<string, ChatDesk>();

  constructor(chats: Chats) {
    this.#chats = chats;
    chats.onNews((news) => this.#hear(news));
    chats.onReset(() => this.#desks.clear());
  }

  /** `undefined` for an agent who takes no chats in this world. */
  seat(agentId: string, deliver: (frames: readonly ChatFrameBody[]) => void): ChatDesk | undefined {
    if (this.#chats.server.agent(agentId) === undefined) return undefined;
    const desk = new ChatDesk({ chats: this.#chats, agentId, deliver });
    this.#desks.set(agentId, desk);
    return desk;
  }

  leave(desk: ChatDesk): void {
    if (this.#desks.get(desk.agentId) === desk) this.#desks.delete(desk.agentId);
  }

  #hear(news: readonly ChatNews[]): void {
    if (this.#desks.size === 0) return;
    const touched = new Set<ChatDesk>();
    const withNewParties = new Set<string>();
    for (const [n, item] of news.entries()) {
      if ('agentId' in item && item.kind !== 'owner') {
        const desk = this.#desks.get(item.agentId);
        desk?.toAgent(item, (chatId) => this.#nextIndexBefore(chatId, news.slice(n)));
        if (desk !== undefined) touched.add(desk);
        continue;
      }
      if (item.kind === 'owner' || (item.kind === 'event' && PARTY_LINES.has(item.event.type))) {
        withNewParties.add(item.chatId);
      }
      if (item.kind !== 'event' && item.kind !== 'read' && item.kind !== 'data' && item.kind !== 'ended') continue;
      for (const desk of this.#in(item.chatId)) {
        desk.inChat(item);
        touched.add(desk);
      }
    }
    for (const chatId of withNewParties) for (const desk of this.#in(chatId)) desk.partiesChanged(chatId);
    for (const desk of touched) desk.flush();
  }

  /** A chat has a handful of parties, a contact centre has thousands of agents: so the way leads by the parties. */
  *#in(chatId: string): Iterable<ChatDesk> {
    for (const { agentId } of this.#chats.chat(chatId)?.parties ?? []) {
      const desk = agentId === undefined ? undefined : this.#desks.get(agentId);
      if (desk?.hears(chatId) === true) yield desk;
    }
  }

  /** The number that the chat's next line had before what is still to be told was written. */
  #nextIndexBefore(chatId: string, still: readonly ChatNews[]): number {
    for (const item of still) if (item.kind === 'event' && item.chatId === chatId) return item.event.index;
    return this.#chats.chat(chatId)?.nextIndex ?? 1;
  }
}
