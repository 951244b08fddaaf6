import type { BayeuxSession } from '../bayeux/session.js';
import { CodedError } from '../runtime/coded-error.js';
import type { RateLimiter } from '../runtime/rate-limiter.js';
import type { WorldAgent } from '../world/world-schema.js';
import type { VoiceMessage } from './projection.js';
import { VoiceLine, type VoiceLineOptions } from './voice-line.js';

export interface SessionOptions {
  readonly agent: WorldAgent;
  /** A name for timers and connections; no secret. */
  readonly number: number;
  readonly token: string;
  readonly limiter: RateLimiter;
  /** Sends to the session's clients what they have subscribed to. */
  readonly notify: (session: WorkspaceSession, message: VoiceMessage) => void;
}

type Activation = Omit<VoiceLineOptions, 'client' | 'tell'>;

/** One agent's work, from initialize-workspace to logout. Several pages may share it, as they share its cookie. */
export class WorkspaceSession {
  readonly agent: WorldAgent;
  readonly number: number;
  readonly clients = new Set<BayeuxSession<WorkspaceSession>>();
  readonly #limiter: RateLimiter;
  readonly #notify: SessionOptions['notify'];
  #token: string;
  #line: VoiceLine | undefined;

  constructor(options: SessionOptions) {
    this.agent = options.agent;
    this.number = options.number;
    this.#token = options.token;
    this.#limiter = options.limiter;
    this.#notify = options.notify;
  }

  /** Who holds this is the session. */
  get token(): string {
    return this.#token;
  }

  /** Whether a client listens. */
  get connected(): boolean {
    return this.clients.size > 0;
  }

  /** The voice channel, if it is active. */
  get activeLine(): VoiceLine | undefined {
    return this.#line;
  }

  /** @throws CodedError `not-initialized` before activate-channels */
  get line(): VoiceLine {
    if (this.#line === undefined) throw new CodedError('not-initialized');
    return this.#line;
  }

  /** The same agent came without the old secret. */
  renew(token: string): void {
    this.#token = token;
  }

  /** @throws CodedError `rate-limited` */
  count(): void {
    if (!this.#limiter.take()) throw new CodedError('rate-limited');
  }

  /**
   * Opens the voice channel; one that is open repeats its state.
   * @throws CodedError with the switch's refusal; `wrong-state` while another line is in use
   */
  activate(activation: Activation): void {
    if (this.#line === undefined) {
      const tell: VoiceLineOptions['tell'] = (messages) => {
        for (const message of messages) this.#notify(this, message);
      };
      this.#line = new VoiceLine({ ...activation, client: `workspace:${this.number}`, tell });
    } else if (this.#line.dn === activation.dn) this.#line.activate();
    else throw new CodedError('wrong-state', { details: `The channel is active on ${this.#line.dn}. Log out first.` });
  }

  /** Logs the agent out. Calls stay up, as they do when a real desktop dies. */
  leave(): void {
    this.#line?.leave();
    this.#line = undefined;
  }

  /** The switch is another one: it knows nothing of the line. */
  forgetLine(): void {
    this.#line = undefined;
  }
}
