import type { Clock, Timer } from '../runtime/clock.js';
import { type Backoff, backoffMs } from '../runtime/outbound/index.js';
import type { BridgeMetrics } from './bridge-metrics.js';
import type { ChatLink, OpenStream, Transcript } from './backend/chat-backend.js';
import { UpstreamError } from './backend/upstream-error.js';
import type { Member } from './core/conversation.js';
import type { StreamEvent } from './core/inputs.js';

/** What the stream needs to know of its conversation, and what it tells it. All of it may wait. */
export interface StreamOwner {
  /** Behind which message the transcript has to be read, which doubt that settles, and whether it ever was read. */
  position(): { readonly after: string; readonly settles: string; readonly wasThere: boolean };
  attached(members: readonly Member[], transcript: Transcript, settles: string): Promise<void>;
  heard(event: StreamEvent): Promise<void>;
  detached(): Promise<void>;
  /** There is no such conversation any more, or no right to it. */
  gone(cause: 'guest-gone' | 'lost'): Promise<void>;
}

export interface StreamOptions {
  readonly link: ChatLink;
  readonly owner: StreamOwner;
  /** The network's time. */
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  /** Milliseconds without a frame after which a stream is dead. */
  readonly silenceMs: number;
  readonly metrics: BridgeMetrics;
  /** Of timers. */
  readonly name: string;
}

/** More than this is waiting only when something is wrong. */
const MAX_WAITING = 1000;

type Heard = StreamEvent | { readonly kind: 'garbled' };

/**
 * Keeps a chat's event stream open. After each opening it asks for what was missed before it hands on what came
 * meanwhile; whatever fails, it closes, pauses and begins anew: nothing is lost by that, because everything is asked for.
 */
export class EventStream {
  readonly #options: StreamOptions;
  readonly #stopped: Promise<void>;
  #stop: () => void = () => undefined;
  #isStopped = false;
  #running: Promise<void> | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#stopped = new Promise((resolve) => (this.#stop = resolve));
  }

  /** @returns when it is over; rejects when its owner failed */
  start(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  /** Closes the stream; the chat goes on without. */
  async stop(): Promise<void> {
    this.abandon();
    await this.#running;
  }

  /** The same, for who is called by the stream itself. */
  abandon(): void {
    this.#isStopped = true;
    this.#stop();
  }

  async #run(): Promise<void> {
    const { owner, metrics } = this.#options;
    for (let failures = 0; !this.#isStopped;) {
      try {
        const hadWorked = await this.#session();
        failures = hadWorked ? 1 : failures + 1;
      } catch (error) {
        failures += 1;
        const cause = causeOfEnd(error);
        if (cause !== undefined && !this.#isStopped) {
          await owner.gone(cause);
          return;
        }
      }
      if (this.#isStopped) return;
      await owner.detached();
      await this.#pause(failures);
      if (!this.#isStopped) metrics.reconnected();
    }
  }

  /** From opening to closing. @returns whether it ever worked */
  async #session(): Promise<boolean> {
    const { link, owner, clock, silenceMs, name } = this.#options;
    const waiting: Heard[] = [];
    let wake: () => void = () => undefined;
    let isClosed = false;
    const close = () => {
      isClosed = true;
      wake();
    };
    let watch: Timer | undefined;
    const alive = () => {
      watch?.cancel();
      watch = clock.setTimer(`aex silence ${name}`, silenceMs, close);
    };
    const hear = (heard: Heard) => {
      alive();
      waiting.push(heard);
      if (waiting.length > MAX_WAITING) close();
      wake();
    };
    let stream: OpenStream | undefined;
    try {
      const listener = { hears: hear, garbled: () => hear({ kind: 'garbled' }), closed: close };
      stream = await link.attach(listener, owner.position().wasThere);
      void this.#stopped.then(close);
      alive();
      const { after, settles } = owner.position();
      // First who, then what: what somebody said can be told only of somebody known.
      const members = await link.members();
      const transcript = await link.history(after);
      await owner.attached(members, transcript, settles);
      for (;;) {
        const next = waiting.shift();
        if (next !== undefined) await this.#hand(next);
        else if (isClosed) return true;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      watch?.cancel();
      stream?.close();
    }
  }

  async #hand(heard: Heard): Promise<void> {
    const { link, owner } = this.#options;
    if (heard.kind === 'heartbeat' || this.#isStopped) return;
    if (heard.kind !== 'garbled') {
      await owner.heard(heard);
      return;
    }
    const { after } = owner.position();
    await owner.heard({ kind: 'unknown' });
    const { messages, isOver } = await link.history(after);
    for (const message of messages) await owner.heard(message);
    if (isOver) await owner.heard({ kind: 'over' });
  }

  async #pause(failures: number): Promise<void> {
    const { clock, random, backoff, name } = this.#options;
    let timer: Timer | undefined;
    const over = new Promise<void>((resolve) => {
      timer = clock.setTimer(`aex reattach ${name}`, backoffMs(failures, backoff, random), resolve);
    });
    await Promise.race([over, this.#stopped]);
    timer?.cancel();
  }
}

function causeOfEnd(error: unknown): 'guest-gone' | 'lost' | undefined {
  if (!(error instanceof UpstreamError)) throw error;
  if (error.kind === 'gone') return 'guest-gone';
  // Addresses that may not be called never will be.
  return error.kind === 'denied' || error.kind === 'refused' ? 'lost' : undefined;
}
