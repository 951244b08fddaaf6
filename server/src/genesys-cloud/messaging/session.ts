import type { Clock, Timer } from '../../runtime/clock.js';
import type { RateLimiter } from '../../runtime/rate-limiter.js';
import type { CloudDeployment } from '../../world/genesys-cloud-settings.js';
import { StreamFaults } from '../harness/stream-faults.js';
import type { MinuteWindow } from '../minute-window.js';
import type { MessagingFrame, StructuredMessage } from './frames.js';

/** One of the guest's sockets: pages in several tabs have one each. */
export interface Connection {
  readonly origin: string | undefined;
  /** Those that it has configured. */
  readonly sessions: Set<MessagingSession>;
  send(texts: readonly string[]): void;
  close(): void;
  cut(): void;
}

export interface SessionParts {
  readonly id: string;
  readonly token: string;
  readonly deployment: CloudDeployment;
  /** The service that its messages lead to. */
  readonly service: string;
  readonly limiter: RateLimiter;
  readonly window: MinuteWindow;
  readonly clock: Clock;
}

/** A guest of Web Messaging: it stays while conversations come and go, and while nobody is connected. */
export class MessagingSession {
  readonly id: string;
  readonly token: string;
  readonly deployment: CloudDeployment;
  readonly service: string;
  readonly limiter: RateLimiter;
  readonly window: MinuteWindow;
  readonly connections = new Set<Connection>();
  readonly messages: StructuredMessage[] = [];
  readonly faults = new StreamFaults();
  /** Of the core; `undefined` while no conversation goes on. */
  chatId: string | undefined = undefined;
  readOnly = false;
  /** So many of the next actions are refused as too many, whatever their number. */
  throttled = 0;
  /** Milliseconds since 1970. */
  expiresAt = 0;
  readonly #clock: Clock;
  #timer: Timer | undefined;

  constructor({ id, token, deployment, service, limiter, window, clock }: SessionParts) {
    this.id = id;
    this.token = token;
    this.deployment = deployment;
    this.service = service;
    this.limiter = limiter;
    this.window = window;
    this.#clock = clock;
  }

  tell(frame: MessagingFrame): void {
    const texts = this.faults.of(JSON.stringify(frame));
    for (const connection of this.connections) connection.send(texts);
  }

  /** It is good for so long from now on, ms. */
  prolong(lifeMs: number, expire: () => void): void {
    this.#timer?.cancel();
    this.expiresAt = this.#clock.now() + lifeMs;
    this.#timer = this.#clock.setTimer(`genesys-cloud messaging ${this.id}`, lifeMs, expire);
  }

  /** Nobody is connected, and nothing is waited for. */
  close(): void {
    this.#timer?.cancel();
    for (const connection of [...this.connections]) connection.close();
    this.connections.clear();
  }
}
