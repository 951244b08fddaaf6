import {
  type ChatInput,
  type ChatInputOf,
  type ChatNews,
  type ChatResult,
  ChatServer,
  type ChatView,
} from '../chat/index.js';
import type { Clock, Timer } from '../runtime/clock.js';
import type { IdSource } from '../runtime/ids.js';
import type { Journal } from '../runtime/journal.js';
import type { World } from '../world/world.js';
import { chatRulesOf } from './chat-world.js';
import { FileVault } from './file-vault.js';
import { hexId, interactionId } from './interaction-ids.js';

export interface ChatsOptions {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly journal: Journal;
  readonly maxChats: number;
  readonly retentionMs: number;
  /** Bytes of all files together. */
  readonly fileBytes: number;
}

interface RunningTimer {
  readonly delayMs: number;
  readonly timer: Timer;
}

/** What was done, and what came of it. */
export type ChatListener = (news: readonly ChatNews[], input: ChatInput) => void;

/**
 * The chats of a contact centre, running: it owns the core, feeds it, and hands on what it tells. Faces of customers
 * and of agents meet here and nowhere else.
 */
export class Chats {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly journal: Journal;
  readonly #options: ChatsOptions;
  readonly #listeners: ChatListener[] = [];
  readonly #resetListeners: (() => void)[] = [];
  readonly #timers = new Map<string, RunningTimer>();
  #vault: FileVault;
  #server: ChatServer;

  constructor(options: ChatsOptions) {
    this.world = options.world;
    this.clock = options.clock;
    this.ids = options.ids;
    this.journal = options.journal;
    this.#options = options;
    this.#vault = new FileVault(options.fileBytes);
    this.#server = this.#newServer();
  }

  /** To look at; what changes something goes through `do`. */
  get server(): Pick<ChatServer, 'agent' | 'agents' | 'chat' | 'chats' | 'fileUsage' | 'glance' | 'transcript'> {
    return this.#server;
  }

  /** @throws ChatFault when the core is wrong */
  do(input: ChatInput): ChatResult {
    // Who only is there is not worth an entry: polling customers would fill the journal.
    if (input.kind !== 'touch') this.journal.record('chat', 'in', input.kind, subjectOf(input), input);
    const result = this.#server.handle(input);
    for (const news of result.news) {
      this.journal.record('chat', 'out', news.kind, 'chatId' in news ? news.chatId : news.agentId, news);
      if (news.kind === 'forgotten') this.#vault.forgetChat(news.chatId);
    }
    if (result.news.length > 0) for (const listener of this.#listeners) listener(result.news, input);
    return result;
  }

  /** @returns like `do`; refused as too large also when all files together would be */
  upload(input: Omit<ChatInputOf<'uploadFile'>, 'kind' | 'bytes'>, content: Buffer): ChatResult {
    const known = this.#server.chat(input.chatId);
    if (known !== undefined && !this.#vault.hasRoomFor(content)) return { news: [], refused: 'file-too-large' };
    const result = this.do({ kind: 'uploadFile', ...input, bytes: content.length });
    if (result.fileId !== undefined) this.#vault.put(input.chatId, result.fileId, content);
    return result;
  }

  fileContent(chatId: string, fileId: string): Buffer | undefined {
    return this.#vault.get(chatId, fileId);
  }

  deleteFile(input: Omit<ChatInputOf<'deleteFile'>, 'kind'>): ChatResult {
    const result = this.do({ kind: 'deleteFile', ...input });
    if (result.refused === undefined) this.#vault.delete(input.chatId, input.fileId);
    return result;
  }

  chat(chatId: string): ChatView | undefined {
    return this.#server.chat(chatId);
  }

  /** @returns ends it */
  onNews(listener: ChatListener): () => void {
    this.#listeners.push(listener);
    return () => void this.#listeners.splice(this.#listeners.indexOf(listener), 1);
  }

  onReset(listener: () => void): void {
    this.#resetListeners.push(listener);
  }

  /** No chats, nobody logged in. */
  reset(): void {
    for (const { timer } of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#vault = new FileVault(this.#options.fileBytes);
    this.#server = this.#newServer();
    for (const listener of this.#resetListeners) listener();
  }

  #newServer(): ChatServer {
    const { world, clock, ids, maxChats, retentionMs } = this.#options;
    return new ChatServer({
      agents: world.data.agents.flatMap(({ agentId, name, chat }) =>
        chat === undefined
          ? []
          : [
              {
                agentId,
                nickname: chat.nickname ?? name,
                capacity: chat.capacity,
                ...(chat.services !== undefined && { services: chat.services }),
              },
            ],
      ),
      rulesOf: (service) => chatRulesOf(world, service),
      maxChats,
      retentionMs,
      now: () => clock.now(),
      nextChatId: () => interactionId(ids),
      nextFileId: () => hexId(ids),
      timers: {
        set: (name, delayMs, input) => {
          const running = this.#timers.get(name);
          // Each message begins the time of silence again: the name says what for, so only the time can differ.
          if (running?.delayMs === delayMs) return running.timer.restart();
          running?.timer.cancel();
          const fire = () => {
            this.#timers.delete(name);
            this.do(input);
          };
          this.#timers.set(name, { delayMs, timer: clock.setTimer(`chat ${name}`, delayMs, fire) });
        },
        cancel: (name) => {
          this.#timers.get(name)?.timer.cancel();
          this.#timers.delete(name);
        },
      },
    });
  }
}

function subjectOf(input: ChatInput): string | undefined {
  if (input.kind === 'timer') return input.timer.chatId;
  if ('chatId' in input) return input.chatId;
  return 'agentId' in input ? input.agentId : input.service;
}
