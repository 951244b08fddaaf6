import type {
  ChatAgentView,
  ChatGlance,
  ChatEvent,
  ChatInput,
  ChatResult,
  ChatServerOptions,
  ChatView,
} from './api.js';
import { ChatContext } from './context.js';
import { perform } from './inputs.js';

/**
 * All conversations of a contact centre, and who serves them. Deterministic: the same inputs, times and ids give the
 * same news, and nothing happens except in `handle`. Through which door customers and agents come is not known here.
 */
export class ChatServer {
  readonly #context: ChatContext;

  constructor(options: ChatServerOptions) {
    this.#context = new ChatContext(options);
  }

  /**
   * Everything that one input leads to, in order.
   * @throws ChatFault when the core itself is wrong; what a caller does wrong is in `refused`
   */
  handle(input: ChatInput): ChatResult {
    const context = this.#context;
    context.begin();
    const outcome = perform(context, input);
    if (typeof outcome === 'string') return { news: context.news, refused: outcome };
    context.routing.settle();
    return { news: context.news, ...outcome };
  }

  /** One chat; `undefined` when it was forgotten, or never was. */
  chat(chatId: string): ChatView | undefined {
    return this.#context.chats.get(chatId)?.view();
  }

  /** What every request asks of a chat; the whole view of it costs more. */
  glance(chatId: string): ChatGlance | undefined {
    return this.#context.chats.get(chatId)?.glance();
  }

  /** All chats, the oldest first. It costs as much as there are. */
  chats(): readonly ChatView[] {
    return Array.from(this.#context.chats.values(), (chat) => chat.view());
  }

  /** The transcript from a number on. */
  transcript(chatId: string, from = 1): readonly ChatEvent[] {
    return this.#context.chats.get(chatId)?.transcript.slice(Math.max(0, from - 1)) ?? [];
  }

  agent(agentId: string): ChatAgentView | undefined {
    return this.#context.desks.get(agentId)?.view();
  }

  agents(): readonly ChatAgentView[] {
    return Array.from(this.#context.desks.values(), (desk) => desk.view());
  }

  /** Files that a customer has uploaded and downloaded, for the limits. */
  fileUsage(chatId: string): { readonly uploads: number; readonly bytes: number; readonly downloads: number } {
    return this.#context.chats.get(chatId)?.files.usage ?? { uploads: 0, bytes: 0, downloads: 0 };
  }
}
