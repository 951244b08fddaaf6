import type {
  AgentMemory,
  ChatAgentView,
  ChatGlance,
  ChatEvent,
  ChatInput,
  ChatMemory,
  ChatResult,
  ChatServerOptions,
  ChatView,
  OfferView,
} from './api.js';
import { ChatContext } from './context.js';
import { perform } from './inputs.js';
import { type KeptChat, memoryOf, resumeChats } from './memory.js';

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

  /**
   * Goes on where another process was interrupted. Agents who were ready are not: first they have to be there again.
   * The reminders that were set are to be set again by whoever has kept them.
   * @returns what had to change, as nobody can be served by agents who are not in the world any more
   */
  resume(chats: readonly KeptChat[], agents: readonly AgentMemory[]): ChatResult {
    const context = this.#context;
    context.begin();
    for (const memory of agents) context.desks.get(memory.agentId)?.restore(memory);
    resumeChats(context, chats);
    for (const desk of context.desks.values()) if (desk.state === 'Ready') context.moveAgent(desk, 'NotReady');
    context.routing.settle();
    return { news: context.news };
  }

  /** What has to be kept of a chat; `undefined` when it was forgotten. */
  memory(chatId: string): ChatMemory | undefined {
    const chat = this.#context.chats.get(chatId);
    return chat === undefined ? undefined : memoryOf(this.#context, chat);
  }

  agentMemory(agentId: string): AgentMemory | undefined {
    return this.#context.desks.get(agentId)?.memory();
  }

  /** Who is being asked to take a chat, by whom and why. */
  offer(chatId: string): OfferView | undefined {
    const offer = this.#context.chats.get(chatId)?.offer;
    if (offer === undefined) return undefined;
    const { desk, purpose, from } = offer;
    return { agentId: desk.agentId, purpose, ...(from?.agentId !== undefined && { from: from.agentId }) };
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
