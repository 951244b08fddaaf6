import type { Clock, Timer } from '../../runtime/clock.js';
import type { CloudQueue } from '../../world/genesys-cloud-settings.js';
import { StreamFaults } from '../harness/stream-faults.js';
import type { MinuteWindow } from '../minute-window.js';
import type { Member } from './member.js';
import type { Frame, Message, Typing } from './projection.js';

/** Whoever is attached. */
export interface Stream {
  send(texts: readonly string[]): void;
  /** Friendly. */
  close(): void;
  /** As a network does. */
  cut(): void;
}

export interface ConversationParts {
  readonly id: string;
  readonly queue: CloudQueue;
  readonly guest: Member;
  readonly window: MinuteWindow;
  /** The world's. */
  readonly clock: Clock;
}

export type ConversationTimer = 'attach' | 'linger' | 'retention' | `silent ${string}`;

/** One conversation as its guest knows it: members, messages, and who is attached. The core knows it by another id. */
export class Conversation {
  readonly id: string;
  readonly queue: CloudQueue;
  readonly guest: Member;
  readonly window: MinuteWindow;
  readonly members: Member[];
  readonly messages: Message[] = [];
  readonly streams = new Set<Stream>();
  readonly faults = new StreamFaults();
  /** Members by their number in the core. */
  readonly parties = new Map<number, Member>();
  /** Of the core; `undefined` as long as nobody is attached: until then nothing is routed. */
  chatId: string | undefined = undefined;
  /** By whomever. */
  lastTyping: Typing | undefined = undefined;
  ended = false;
  /** Whether the guest's token is good no more, although its time is not over. */
  tokenExpired = false;
  heartbeats = true;
  /** How late frames are, ms of the world. */
  frameDelayMs = 0;
  readonly #clock: Clock;
  readonly #timers = new Map<ConversationTimer, Timer>();

  constructor({ id, queue, guest, window, clock }: ConversationParts) {
    this.id = id;
    this.queue = queue;
    this.guest = guest;
    this.window = window;
    this.members = [guest];
    this.#clock = clock;
  }

  /** Whether anything can be said. */
  get active(): boolean {
    return this.chatId !== undefined && !this.ended;
  }

  member(id: string): Member | undefined {
    return this.members.find((member) => member.id === id);
  }

  /** Whoever has the role and is there, or is being asked. */
  present(fits: (member: Member) => boolean): Member | undefined {
    return this.members.findLast((member) => member.state !== 'DISCONNECTED' && fits(member));
  }

  tell(frame: Frame): void {
    const texts = this.faults.of(JSON.stringify(frame));
    const send = () => {
      for (const stream of this.streams) stream.send(texts);
    };
    if (this.frameDelayMs === 0) send();
    else this.#clock.setTimer(`genesys-cloud frame ${this.id}`, this.frameDelayMs, send);
  }

  setTimer(name: ConversationTimer, delayMs: number, action: () => void): void {
    this.cancelTimer(name);
    const fire = () => {
      this.#timers.delete(name);
      action();
    };
    this.#timers.set(name, this.#clock.setTimer(`genesys-cloud ${name} ${this.id}`, delayMs, fire));
  }

  cancelTimer(name: ConversationTimer): void {
    this.#timers.get(name)?.cancel();
    this.#timers.delete(name);
  }

  /** Nothing is waited for any more. */
  cancelTimers(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }
}
