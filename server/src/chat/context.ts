import type { ChatAgentTrigger, ChatPlaceTrigger, ChatTrigger } from '@fusion-cti/protocol';
import type { ChatNews, ChatServerOptions, ChatTimer } from './api.js';
import type { Chat } from './model/chat.js';
import { Desk } from './model/desk.js';
import { Routing } from './routing.js';

/** What everything that happens to chats works on. States change here, each together with the news of it. */
export class ChatContext {
  readonly options: ChatServerOptions;
  readonly chats = new Map<string, Chat>();
  /** The one that ended first comes first. */
  readonly ended = new Set<Chat>();
  readonly desks: ReadonlyMap<string, Desk>;
  readonly routing = new Routing(this);
  /** The time of the input that is being handled. Milliseconds since 1970. */
  now = 0;
  #news: ChatNews[] = [];

  constructor(options: ChatServerOptions) {
    this.options = options;
    this.desks = new Map(options.agents.map((agent) => [agent.agentId, new Desk(agent)]));
  }

  begin(): void {
    this.now = this.options.now();
    this.#news = [];
  }

  get news(): readonly ChatNews[] {
    return this.#news;
  }

  tell(news: ChatNews): void {
    this.#news.push(news);
  }

  moveChat(chat: Chat, trigger: ChatTrigger): void {
    chat.advance(trigger);
    chat.changedAt = this.now;
    if (chat.state !== 'Null') this.tell({ kind: 'state', chatId: chat.chatId, state: chat.state });
  }

  moveAgent(desk: Desk, trigger: ChatAgentTrigger): void {
    const before = desk.state;
    desk.advance(trigger);
    if (desk.state !== before) this.tell({ kind: 'agent', agentId: desk.agentId, state: desk.state });
    this.routing.changed(desk);
  }

  movePlace(desk: Desk, chat: Chat, trigger: ChatPlaceTrigger): void {
    const state = desk.advancePlace(chat, trigger);
    this.tell({ kind: 'place', chatId: chat.chatId, agentId: desk.agentId, state });
    this.routing.changed(desk);
  }

  setTimer(timer: ChatTimer, delayMs: number): void {
    this.options.timers.set(timerName(timer), delayMs, { kind: 'timer', timer });
  }

  cancelTimer(timer: ChatTimer): void {
    this.options.timers.cancel(timerName(timer));
  }
}

/** A chat has one timer of a name at a time, and of after-chat work one for each agent. */
export function timerName({ name, chatId, agentId }: ChatTimer): string {
  return agentId === undefined ? `${name}:${chatId}` : `${name}:${chatId}:${agentId}`;
}
