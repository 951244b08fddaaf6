import type { Clock, Timer } from '../state/clock.js';

/** That somebody types is told again after so long, so that it does not look as if they had stopped. Milliseconds. */
const AGAIN_MS = 8_000;
/** Who has not touched a key for so long does not type any more. Milliseconds. */
const PAUSE_MS = 5_000;

interface Typing {
  readonly toldAt: number;
  readonly timer: Timer;
}

/** Turns keys into as few signals as the other side needs. */
export class TypingSignal {
  readonly #clock: Clock;
  readonly #tell: (chatId: string, stopped: boolean) => void;
  readonly #chats = new Map<string, Typing>();

  constructor(clock: Clock, tell: (chatId: string, stopped: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** @param something is left of what was typed */
  typed(chatId: string, something: boolean): void {
    if (!something) return this.#stop(chatId);
    const before = this.#chats.get(chatId);
    before?.timer.cancel();
    const now = this.#clock.now();
    const again = before === undefined || now - before.toldAt >= AGAIN_MS;
    if (again) this.#tell(chatId, false);
    const timer = this.#clock.after(`chat.typing ${chatId}`, PAUSE_MS, () => this.#stop(chatId));
    this.#chats.set(chatId, { toldAt: again ? now : before.toldAt, timer });
  }

  /** The message says it, or there is nobody left to tell. */
  over(chatId: string): void {
    this.#chats.get(chatId)?.timer.cancel();
    this.#chats.delete(chatId);
  }

  #stop(chatId: string): void {
    if (!this.#chats.has(chatId)) return;
    this.over(chatId);
    this.#tell(chatId, true);
  }
}
