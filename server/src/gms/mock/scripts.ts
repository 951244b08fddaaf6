import type { Timer } from '../../runtime/clock.js';
import type { Chats } from '../../site/chats.js';
import { play } from './play.js';
import type { ScriptEntry } from './profile-schema.js';

/** What is going to happen in chats by itself, each thing so long after the one before it. */
export class Scripts {
  readonly #chats: Chats;
  readonly #running = new Map<string, Set<Script>>();

  constructor(chats: Chats) {
    this.#chats = chats;
    chats.onReset(() => this.#stopAll());
  }

  start(chatId: string, entries: readonly ScriptEntry[]): void {
    if (entries.length === 0) return;
    const script: Script = { left: [...entries], timer: undefined, dueAt: 0 };
    const running = this.#running.get(chatId) ?? new Set();
    this.#running.set(chatId, running.add(script));
    this.#next(chatId, script);
    this.#chats.changed(chatId);
  }

  /** What is still to happen, as it is kept. */
  memory(chatId: string): readonly KeptScript[] | undefined {
    const running = this.#running.get(chatId);
    return running === undefined ? undefined : Array.from(running, ({ left, dueAt }) => ({ left: [...left], dueAt }));
  }

  /** Goes on in another process: what was due meanwhile happens now. */
  resume(chatId: string, kept: readonly KeptScript[]): void {
    for (const { left, dueAt } of kept) {
      const script: Script = { left: [...left], timer: undefined, dueAt };
      this.#running.set(chatId, (this.#running.get(chatId) ?? new Set()).add(script));
      this.#await(chatId, script);
    }
  }

  /** How many things are still to happen. */
  pending(chatId: string): number {
    return [...(this.#running.get(chatId) ?? [])].reduce((sum, { left }) => sum + left.length, 0);
  }

  stop(chatId: string): void {
    for (const { timer } of this.#running.get(chatId) ?? []) timer?.cancel();
    this.#running.delete(chatId);
  }

  #next(chatId: string, script: Script): void {
    const [entry] = script.left;
    if (entry === undefined) {
      this.#running.get(chatId)?.delete(script);
      return;
    }
    script.dueAt = this.#chats.clock.now() + (entry.timeout ?? 0) * 1000;
    this.#await(chatId, script);
  }

  #await(chatId: string, script: Script): void {
    const { clock } = this.#chats;
    const delayMs = Math.max(0, script.dueAt - clock.now());
    script.timer = clock.setTimer(`mock script ${chatId}`, delayMs, () => {
      const entry = script.left.shift();
      if (entry !== undefined && !this.#isOvertaken(chatId, entry)) play(this.#chats, chatId, entry);
      if (this.#running.get(chatId)?.has(script) === true) this.#next(chatId, script);
    });
  }

  /** [A] Once one of the world's agents serves a chat, the script's agent has nothing to do there any more. */
  #isOvertaken(chatId: string, { from }: ScriptEntry): boolean {
    if (from?.type !== 'Agent') return false;
    return (
      this.#chats.chat(chatId)?.parties.some(({ type, agentId }) => type === 'Agent' && agentId !== undefined) === true
    );
  }

  #stopAll(): void {
    for (const chatId of [...this.#running.keys()]) this.stop(chatId);
  }
}

interface Script {
  readonly left: ScriptEntry[];
  timer: Timer | undefined;
  /** When the next of them happens. Milliseconds since 1970. */
  dueAt: number;
}

export type KeptScript = Pick<Readonly<Script>, 'left' | 'dueAt'>;
