import {
  type AgentMemory,
  type ChatInput,
  type ChatInputOf,
  type ChatMemory,
  type ChatNews,
  type ChatResult,
  ChatServer,
  type ChatTimer,
  type ChatView,
  timerName,
} from '../chat/index.js';
import type { Clock, Timer } from '../runtime/clock.js';
import type { IdSource } from '../runtime/ids.js';
import type { Journal } from '../runtime/journal.js';
import type { World } from '../world/world.js';
import type { ChatKeeper } from './chat-keeper.js';
import type { ChatRecord, KeptTimer, ShelfContent } from './chat-shelf.js';
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

const KEPT_TIMERS = ['alert', 'second-alert', 'close', 'offer', 'retention'] as const;

/** A face whose customers can find their chats again. */
export interface KeptFace {
  /** What the face has to know of a chat; `undefined` when it is not one of its own. */
  readonly partOf: (chatId: string) => unknown;
  /** The chat goes on. @param part what the face had to know of it */
  readonly resume: (chatId: string, part: unknown) => void;
}

interface RunningTimer {
  readonly timer: Timer;
  readonly delayMs: number;
  /** Milliseconds since 1970. */
  dueAt: number;
}

/** What came of what was done. */
export type ChatListener = (news: readonly ChatNews[]) => void;

/** News that is about one chat. */
export type NewsOfChat = Extract<ChatNews, { readonly chatId: string }>;

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
  readonly #followers = new Map<string, (news: NewsOfChat) => void>();
  readonly #resetListeners: (() => void)[] = [];
  readonly #timers = new Map<string, RunningTimer>();
  /** Agents who were at work when another process was interrupted. */
  readonly #returning = new Map<string, Timer>();
  readonly #faces: KeptFace[] = [];
  #keeper: ChatKeeper | undefined;
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
  get server(): Pick<
    ChatServer,
    'agent' | 'agents' | 'chat' | 'chats' | 'fileUsage' | 'glance' | 'offer' | 'transcript'
  > {
    return this.#server;
  }

  /** @throws ChatFault when the core is wrong */
  do(input: ChatInput): ChatResult {
    return this.#do(input, () => undefined);
  }

  /** Before the start: customers who come through this face have their chats after a restart. */
  keepFace(face: KeptFace): void {
    this.#faces.push(face);
  }

  /**
   * From now on everything is kept, beginning with what is there already. Chats that no face can find again end: nobody
   * could reach their customers.
   * @param graceMs how long agents who were at work have to come back
   */
  resume(keeper: ChatKeeper, { chats, agents, files }: ShelfContent, graceMs: number): void {
    this.#keeper = keeper;
    for (const { chatId, fileId, content } of files) this.#vault.put(chatId, fileId, content);
    // First, as what is set because of who is missing in this world counts.
    for (const { timers } of chats) for (const timer of timers) this.#resumeTimer(timer);
    const { news } = this.#server.resume(chats, agents);
    keeper.told(news);
    for (const { part, memory } of chats) for (const face of this.#faces) face.resume(memory.chatId, part);
    for (const { agentId, state } of this.#server.agents()) if (state !== 'LoggedOut') this.#await(agentId, graceMs);
    this.#tell(news);
    for (const { chatId } of chats.map(({ memory }) => memory)) {
      if (this.#partOf(chatId) === undefined) this.do({ kind: 'end', chatId, by: 'system' });
    }
  }

  /** Something that a face has to know of a chat has changed. */
  changed(chatId: string): void {
    this.#keeper?.changed(chatId);
  }

  /** Runs it when everything that was done so far is safe; at once where nothing is kept. */
  whenSafe(then: () => void): void {
    if (this.#keeper === undefined) then();
    else this.#keeper.whenSafe(then);
  }

  /** The same for an answer: when that takes too long `late` runs, and `then` never does. */
  whenSafeInTime(then: () => void, late: () => void): void {
    if (this.#keeper === undefined) then();
    else this.#keeper.whenSafeInTime(then, late);
  }

  /** Whether everything that was done so far is safe. */
  get isSafe(): boolean {
    return this.#keeper?.isSafe ?? true;
  }

  /** What is kept of a chat, beside its transcript. */
  recordOf(chatId: string): ChatRecord | undefined {
    const memory = this.#server.memory(chatId);
    return memory === undefined ? undefined : { memory, timers: this.#timersOf(memory), part: this.#partOf(chatId) };
  }

  /** What is kept of an agent. */
  agentMemory(agentId: string): AgentMemory | undefined {
    return this.#server.agentMemory(agentId);
  }

  /** Whether the agent was at work when another process was interrupted, and has not been seen since. */
  awaits(agentId: string): boolean {
    return this.#returning.has(agentId);
  }

  /** The agent is there. */
  welcome(agentId: string): void {
    this.#returning.get(agentId)?.cancel();
    this.#returning.delete(agentId);
  }

  /** When something is due, milliseconds since 1970; `undefined` when it is not going to happen. */
  dueAt(timer: ChatTimer): number | undefined {
    return this.#timers.get(timerName(timer))?.dueAt;
  }

  /** @returns like `do`; refused as too large also when all files together would be */
  upload(input: Omit<ChatInputOf<'uploadFile'>, 'kind' | 'bytes'>, content: Buffer): ChatResult {
    const known = this.#server.chat(input.chatId);
    if (known !== undefined && !this.#vault.hasRoomFor(content)) return { news: [], refused: 'file-too-large' };
    const { chatId } = input;
    // Who is told of a file may want it at once.
    return this.#do({ kind: 'uploadFile', ...input, bytes: content.length }, ({ fileId }) => {
      if (fileId === undefined) return;
      this.#vault.put(chatId, fileId, content);
      this.#keeper?.file({ chatId, fileId, content });
    });
  }

  fileContent(chatId: string, fileId: string): Buffer | undefined {
    return this.#vault.get(chatId, fileId);
  }

  deleteFile(input: Omit<ChatInputOf<'deleteFile'>, 'kind'>): ChatResult {
    const result = this.do({ kind: 'deleteFile', ...input });
    if (result.refused !== undefined) return result;
    const { chatId, fileId } = input;
    this.#vault.delete(chatId, fileId);
    this.#keeper?.file({ chatId, fileId, content: undefined });
    return result;
  }

  chat(chatId: string): ChatView | undefined {
    return this.#server.chat(chatId);
  }

  /** For whoever has to do with all chats. */
  onNews(listener: ChatListener): void {
    this.#listeners.push(listener);
  }

  /**
   * From now on, until it is forgotten, the platform that a chat came by hears of it. Each chat has one, so nobody is
   * asked whose it is.
   * @param told what was told before anybody could know whose chat it is: that of its beginning
   */
  follow(chatId: string, hear: (news: NewsOfChat) => void, told: readonly ChatNews[] = []): void {
    this.#followers.set(chatId, hear);
    this.#tellFollowers(told.filter((item) => 'chatId' in item && item.chatId === chatId));
  }

  unfollow(chatId: string): void {
    this.#followers.delete(chatId);
  }

  onReset(listener: () => void): void {
    this.#resetListeners.push(listener);
  }

  /** No chats, nobody logged in. */
  reset(): void {
    for (const { timer } of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#followers.clear();
    for (const agentId of [...this.#returning.keys()]) this.welcome(agentId);
    for (const { chatId } of this.#server.chats()) this.#keeper?.forget(chatId);
    for (const { agentId } of this.#server.agents()) this.#keeper?.agentChanged(agentId);
    this.#vault = new FileVault(this.#options.fileBytes);
    this.#server = this.#newServer();
    for (const listener of this.#resetListeners) listener();
  }

  #partOf(chatId: string): unknown {
    for (const face of this.#faces) {
      const part = face.partOf(chatId);
      if (part !== undefined) return part;
    }
    return undefined;
  }

  /** Whether the customer is there is found out anew, so those timers are not kept. */
  #timersOf({ chatId, afterWork }: ChatMemory): readonly KeptTimer[] {
    const timers: readonly ChatTimer[] = [
      ...KEPT_TIMERS.map((name) => ({ name, chatId })),
      ...afterWork.map((agentId) => ({ name: 'after-work' as const, chatId, agentId })),
    ];
    return timers.flatMap((timer) => {
      const dueAt = this.dueAt(timer);
      return dueAt === undefined ? [] : [{ timer, dueAt }];
    });
  }

  /** What was due while nobody was there is due now. */
  #resumeTimer({ timer, dueAt }: KeptTimer): void {
    const delayMs = Math.max(0, dueAt - this.clock.now());
    this.#setTimer(timerName(timer), dueAt, delayMs, { kind: 'timer', timer });
  }

  #setTimer(name: string, dueAt: number, delayMs: number, input: ChatInput): void {
    const running = this.#timers.get(name);
    // Each message begins the time of silence again: the name says what for, so only the time can differ.
    if (running?.delayMs === delayMs) {
      running.dueAt = dueAt;
      return running.timer.restart();
    }
    running?.timer.cancel();
    const fire = () => {
      this.#timers.delete(name);
      this.do(input);
    };
    this.#timers.set(name, { timer: this.clock.setTimer(`chat ${name}`, delayMs, fire), delayMs, dueAt });
  }

  /** An agent who does not come back is logged out, as if the line to their toolbar had been cut. */
  #await(agentId: string, graceMs: number): void {
    const leave = () => {
      this.#returning.delete(agentId);
      this.do({ kind: 'logout', agentId });
    };
    this.#returning.set(agentId, this.clock.setTimer(`chat agent ${agentId}`, graceMs, leave));
  }

  #noticeReturn(input: ChatInput): void {
    if ('agentId' in input) this.welcome(input.agentId);
    else if ('by' in input && typeof input.by === 'object' && 'agentId' in input.by) this.welcome(input.by.agentId);
  }

  /** @param first what has to be so before anybody is told */
  #do(input: ChatInput, first: (result: ChatResult) => void): ChatResult {
    // Who only is there is not worth an entry: polling customers would fill the journal.
    if (input.kind !== 'touch') this.journal.record('chat', 'in', input.kind, subjectOf(input), input);
    if (this.#returning.size > 0) this.#noticeReturn(input);
    const result = this.#server.handle(input);
    this.#keeper?.note(input, result);
    first(result);
    for (const news of result.news) {
      this.journal.record('chat', 'out', news.kind, 'chatId' in news ? news.chatId : news.agentId, news);
      if (news.kind === 'forgotten') this.#vault.forgetChat(news.chatId);
    }
    this.#tell(result.news);
    return result;
  }

  #tell(news: readonly ChatNews[]): void {
    if (news.length > 0) for (const listener of this.#listeners) listener(news);
    this.#tellFollowers(news);
  }

  #tellFollowers(news: readonly ChatNews[]): void {
    for (const item of news) {
      if (item.kind === 'agent') continue;
      this.#followers.get(item.chatId)?.(item);
      if (item.kind === 'forgotten') this.unfollow(item.chatId);
    }
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
        set: (name, delayMs, input) => this.#setTimer(name, clock.now() + delayMs, delayMs, input),
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
