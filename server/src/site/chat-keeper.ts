import type { FastifyBaseLogger } from 'fastify';
import type { AgentMemory, ChatEvent, ChatInput, ChatNews, ChatResult } from '../chat/index.js';
import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Changes, ChatRecord, ChatShelf, Commit, FileChange } from './chat-shelf.js';

/** Between tries of a store that does not answer, ms. */
const RETRY_MS = 200;

export interface ChatKeeperOptions {
  readonly shelf: ChatShelf;
  /** `undefined` when the chat was forgotten. */
  readonly recordOf: (chatId: string) => ChatRecord | undefined;
  readonly agentOf: (agentId: string) => AgentMemory | undefined;
  /** The network's time. */
  readonly clock: Clock;
  /** How long an answer waits for the store at most, ms. */
  readonly answerMs: number;
  readonly log: FastifyBaseLogger;
  /** Nothing can be kept any more: what was not acknowledged never will be. */
  readonly onLost: () => void;
}

interface Waiting {
  readonly round: number;
  readonly then: () => void;
  /** Instead, for whoever does not wait for ever. */
  readonly late?: () => void;
}

/**
 * Writes down what chats have become, and lets nothing out that depends on it before it is safe. What happens while the
 * store is busy is written together, each chat as it is then: a round is a moment of all chats, and never half of one.
 */
export class ChatKeeper {
  readonly #options: ChatKeeperOptions;
  readonly #chats = new Map<string, ChatEvent[]>();
  readonly #gone = new Set<string>();
  readonly #agents = new Set<string>();
  #files: FileChange[] = [];
  /** In the order of their rounds. */
  readonly #waiting = new Set<Waiting>();
  /** Rounds. */
  #begun = 0;
  #done = 0;
  #isWorking = false;
  #working: Promise<void> | undefined;
  #isLost = false;
  #isClosing = false;
  #isClosed = false;

  constructor(options: ChatKeeperOptions) {
    this.#options = options;
  }

  /** An input has been done. */
  note(input: ChatInput, { news, refused }: ChatResult): void {
    // Who only is there changes nothing that is kept.
    if (input.kind === 'touch' || (refused !== undefined && news.length === 0)) return;
    const subject = input.kind === 'timer' ? input.timer : input;
    if ('chatId' in subject) this.#linesOf(subject.chatId);
    if ('agentId' in subject && subject.agentId !== undefined) this.#agents.add(subject.agentId);
    this.told(news);
  }

  /** Something has happened, whatever led to it. */
  told(news: readonly ChatNews[]): void {
    for (const item of news) {
      if (item.kind === 'agent' || item.kind === 'place') this.#agents.add(item.agentId);
      if (item.kind === 'event') this.#linesOf(item.chatId).push(item.event);
      else if (item.kind === 'forgotten') this.forget(item.chatId);
      else if ('chatId' in item) this.#linesOf(item.chatId);
    }
    this.#begin();
  }

  /** Something about a chat has changed that is not the core's. */
  changed(chatId: string): void {
    this.#linesOf(chatId);
    this.#begin();
  }

  file(change: FileChange): void {
    this.#files.push(change);
    this.#begin();
  }

  forget(chatId: string): void {
    this.#chats.delete(chatId);
    this.#gone.add(chatId);
    this.#begin();
  }

  agentChanged(agentId: string): void {
    this.#agents.add(agentId);
    this.#begin();
  }

  /** Runs it when everything that was noted so far is safe, behind those who wait already; at once when all is. */
  whenSafe(then: () => void): void {
    if (this.isSafe) then();
    else this.#waiting.add({ round: this.#roundToCome, then });
  }

  /**
   * The same for an answer, which cannot wait as long as a store may be away: then `late` runs, and `then` never does.
   * What it would have acknowledged is written all the same, as soon as that can be done.
   */
  whenSafeInTime(then: () => void, late: () => void): void {
    if (this.isSafe) return then();
    if (this.#isLost) return late();
    const { clock, answerMs } = this.#options;
    const timer = clock.setTimer('chat keeper answer', answerMs, () => {
      this.#waiting.delete(waiting);
      late();
    });
    const once = (what: () => void) => () => {
      timer.cancel();
      what();
    };
    const waiting: Waiting = { round: this.#roundToCome, then: once(then), late: once(late) };
    this.#waiting.add(waiting);
  }

  /** Whether everything that was noted so far is written. */
  get isSafe(): boolean {
    return !this.#isDirty && this.#done === this.#begun;
  }

  /** Writes what is left, and closes the store. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#working;
    this.#isClosed = true;
    await this.#options.shelf.close();
  }

  /** The one that has everything that was noted so far. */
  get #roundToCome(): number {
    return this.#begun + (this.#isDirty ? 1 : 0);
  }

  get #isDirty(): boolean {
    return this.#chats.size + this.#gone.size + this.#agents.size + this.#files.length > 0;
  }

  #linesOf(chatId: string): ChatEvent[] {
    const lines = this.#chats.get(chatId) ?? [];
    this.#chats.set(chatId, lines);
    return lines;
  }

  /** At the end of this turn of the event loop: what happens in it is one round. */
  #begin(): void {
    if (this.#isWorking || this.#isLost || this.#isClosed) return;
    this.#isWorking = true;
    this.#working = new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.#work())
      .catch((error: unknown) => this.#lose(error));
  }

  async #work(): Promise<void> {
    while (this.#isDirty) {
      const round = (this.#begun += 1);
      const gone = [...this.#gone];
      for (const commit of this.#options.shelf.commitsOf(this.#take(gone))) await this.#commit(commit);
      this.#done = round;
      this.#release(round);
      // What is left of it is in nobody's way, and goes at the next start at the latest.
      await this.#options.shelf
        .sweep(gone)
        .catch((error: unknown) => this.#options.log.warn({ err: error }, 'ended chats were not removed'));
    }
    this.#isWorking = false;
  }

  /** Nobody is told of what is not safe, however long the store is away. */
  async #commit(commit: Commit): Promise<void> {
    for (;;) {
      try {
        return await this.#options.shelf.commit(commit);
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'store-unavailable' || this.#isClosing) throw error;
        const { clock, log } = this.#options;
        log.error({ err: error }, 'chats cannot be kept; trying again');
        await new Promise<void>((resolve) => clock.setTimer('chat keeper retry', RETRY_MS, resolve));
      }
    }
  }

  #lose(error: unknown): void {
    this.#isLost = true;
    this.#options.log.fatal({ err: error }, 'chats cannot be kept any more');
    for (const { late } of this.#waiting) if (late !== undefined) this.#tell(late);
    this.#waiting.clear();
    this.#options.onLost();
  }

  #take(gone: readonly string[]): Changes {
    const { recordOf, agentOf } = this.#options;
    const chats = Array.from(this.#chats, ([chatId, lines]) => ({ record: recordOf(chatId), lines }));
    const agents = Array.from(this.#agents, agentOf);
    const files = this.#files;
    this.#chats.clear();
    this.#gone.clear();
    this.#agents.clear();
    this.#files = [];
    return {
      files,
      chats: chats.flatMap(({ record, lines }) => (record === undefined ? [] : [{ record, lines }])),
      gone,
      agents: agents.filter((agent) => agent !== undefined),
    };
  }

  #release(round: number): void {
    for (const waiting of this.#waiting) {
      if (waiting.round > round) return;
      this.#waiting.delete(waiting);
      this.#tell(waiting.then);
    }
  }

  #tell(what: () => void): void {
    try {
      what();
    } catch (error) {
      // Whoever cannot be told is no reason to stop keeping what others do.
      this.#options.log.error({ err: error }, 'whoever waited for the store could not be told');
    }
  }
}
