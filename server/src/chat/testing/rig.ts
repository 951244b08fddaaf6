import type { ChatInput, ChatNews, ChatResult, ChatServerOptions } from '../api.js';
import { ChatServer } from '../chat-server.js';
import { type ChatRules, DEFAULT_CHAT_RULES } from '../rules.js';

interface Reminder {
  readonly dueAt: number;
  readonly input: ChatInput;
}

export interface RigChanges extends Partial<Pick<ChatServerOptions, 'agents' | 'maxChats' | 'retentionMs'>> {
  readonly rules?: Partial<ChatRules>;
}

const AGENTS = ['A', 'B', 'C', 'D', 'E'].map((agentId) => ({ agentId, nickname: `agent-${agentId}`, capacity: 2 }));

/** The core with time and ids that count, and a memory of all that was told. */
export class Rig {
  readonly server: ChatServer;
  readonly options: RigChanges;
  readonly news: ChatNews[] = [];
  readonly reminders = new Map<string, Reminder>();
  now = 1_000_000;
  #lastId = 0;

  constructor(options: RigChanges = {}) {
    const { rules, ...changes } = options;
    this.options = options;
    const id = (prefix: string) => () => `${prefix}${(this.#lastId += 1)}`;
    this.server = new ChatServer({
      agents: AGENTS,
      rulesOf: () => ({ ...DEFAULT_CHAT_RULES, ...rules }),
      maxChats: 1000,
      retentionMs: 3_600_000,
      now: () => this.now,
      nextChatId: id('chat-'),
      nextFileId: id('file-'),
      timers: {
        set: (name, delayMs, input) => this.reminders.set(name, { dueAt: this.now + delayMs, input }),
        cancel: (name) => this.reminders.delete(name),
      },
      ...changes,
    });
  }

  do(input: ChatInput): ChatResult {
    const result = this.server.handle(input);
    this.news.push(...result.news);
    return result;
  }

  /** @returns the chat's id */
  open(nickname = 'Rita', service = 'support'): string {
    const { chatId } = this.do({ kind: 'open', service, nickname, presence: 'unwatched' });
    if (chatId === undefined) throw new Error('The chat was refused');
    return chatId;
  }

  /** Logs agents in, and makes them ready. */
  ready(...agentIds: string[]): void {
    for (const agentId of agentIds) {
      this.do({ kind: 'login', agentId });
      this.do({ kind: 'ready', agentId });
    }
  }

  /** A chat that an agent serves. */
  served(agentId = 'A'): string {
    this.ready(agentId);
    const chatId = this.open();
    this.do({ kind: 'accept', chatId, agentId });
    return chatId;
  }

  elapse(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const [next] = [...this.reminders].sort(([, a], [, b]) => a.dueAt - b.dueAt);
      if (next === undefined || next[1].dueAt > end) break;
      this.reminders.delete(next[0]);
      this.now = next[1].dueAt;
      this.do(next[1].input);
    }
    this.now = end;
  }

  /** The transcript in short: who, what, and the text. */
  lines(chatId: string): string[] {
    return this.server
      .transcript(chatId)
      .map(({ from, type, text }) => [from.nickname, type, ...(text === undefined ? [] : [text])].join(' '));
  }

  state(chatId: string): string | undefined {
    return this.server.chat(chatId)?.state;
  }

  ownerOf(chatId: string): string | undefined {
    const chat = this.server.chat(chatId);
    return chat?.parties.find(({ participantId }) => participantId === chat.owner)?.nickname;
  }

  /** Kinds of what was told since the last look. */
  heard(): string[] {
    return this.news.splice(0).map((news) => {
      const detail =
        'event' in news ? news.event.type : 'state' in news ? news.state : 'outcome' in news ? news.outcome : '';
      return detail === '' ? news.kind : `${news.kind} ${detail}`;
    });
  }
}
