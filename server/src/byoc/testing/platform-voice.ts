import type { Clock } from '../../runtime/clock.js';
import { exchange, type Exchanged } from '../../testing/exchange.js';
import { SIGNATURE_HEADER, signatureOf, TIMESTAMP_HEADER } from '../channels/signature.js';
import { WEBHOOK_SECRET } from './platform-stub.js';

/** What is answered to a message. */
export interface Said {
  readonly threadId: string;
  readonly messageId: string;
  readonly error?: string;
}

/** What a platform tells a middleware of its customers, signed as agreed. */
export class PlatformVoice {
  readonly #url: () => string;
  readonly #clock: Clock;
  readonly #channel: string;
  #events = 0;

  /** @param url of the middleware's server @param channel that is meant unless another one is named */
  constructor(url: () => string, clock: Clock, channel: string) {
    this.#url = url;
    this.#clock = clock;
    this.#channel = channel;
  }

  async event<T = Record<string, unknown>>(
    event: Record<string, unknown>,
    { channel = this.#channel, secret = WEBHOOK_SECRET, at = this.#clock.now() } = {},
  ): Promise<Exchanged<T>> {
    this.#events += 1;
    const body = JSON.stringify({ id: `event-${this.#events}`, ...event });
    const timestamp = String(at);
    const signature = signatureOf(secret, { direction: 'from-channel', channel, timestamp, body });
    return exchange<T>('POST', `${this.#url()}/byoc/channels/${channel}/events`, body, {
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: signature,
    });
  }

  /** A customer writes; without a thread, a new one begins. */
  say(text: string, threadId?: string, changes: Record<string, unknown> = {}): Promise<Exchanged<Said>> {
    const id = `m-${this.#events + 1}`;
    return this.event<Said>({
      id,
      type: 'message',
      ...(threadId !== undefined && { threadId }),
      customer: { id: 'user-1', firstName: 'Zed', nickname: 'zed' },
      message: { id, text },
      ...changes,
    });
  }
}
