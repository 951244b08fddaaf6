import type { SecureContext } from 'node:tls';
import type { Clock } from '../../runtime/clock.js';
import { CodedError } from '../../runtime/coded-error.js';
import type { ByocChannel, ByocConfig } from '../../runtime/config-byoc.js';
import { OutboundGuard, OutboundHttp, type Resolver } from '../../runtime/outbound/index.js';
import type { ChannelParcel } from '../book.js';
import type { ChannelEvent } from '../core/inputs.js';
import type { ChannelPlace } from '../directory.js';
import type { ChannelAdapter, ChannelDelivery } from './channel-adapter.js';
import { SIGNATURE_HEADER, signatureOf, TIMESTAMP_HEADER } from './signature.js';

export interface WebhookOptions {
  readonly config: ByocConfig;
  /** The network's time. */
  readonly clock: Clock;
  readonly resolver: Resolver;
  readonly trust?: SecureContext | undefined;
}

type Webhook = NonNullable<ByocChannel['webhook']>;

/** What can be expected to be otherwise the next time. */
const RETRIED = new Set([401, 403, 404, 408, 409, 425, 429]);
const LONGEST_WAIT_MS = 60_000;

/** A platform that is told by signed calls. */
export class WebhookAdapter implements ChannelAdapter {
  readonly #options: WebhookOptions;
  readonly #https = new Map<string, OutboundHttp>();

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  async deliver({ channel }: ChannelPlace, parcel: ChannelParcel): Promise<ChannelDelivery> {
    const { webhook } = channel;
    if (webhook === undefined) return { kind: 'dead', why: 'the channel has no webhook any more' };
    const body = JSON.stringify(webhookBody(parcel));
    const timestamp = String(this.#options.clock.now());
    const [secret = ''] = webhook.secrets;
    const signed = { direction: 'to-channel', channel: channel.id, timestamp, body } as const;
    try {
      const { status, headers } = await this.#httpOf(channel.id, webhook).request(webhook.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [TIMESTAMP_HEADER]: timestamp,
          [SIGNATURE_HEADER]: signatureOf(secret, signed),
        },
        body,
      });
      if (status >= 200 && status < 300) return { kind: 'done' };
      const why = `status ${status}`;
      if (status < 500 && !RETRIED.has(status)) return { kind: 'dead', why };
      return { kind: 'again', waitMs: waitOf(headers['retry-after']), why };
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return { kind: 'again', waitMs: 0, why: error.code };
    }
  }

  /** Who is there only the platform knows. */
  async reaches(): Promise<boolean> {
    return true;
  }

  close(): void {
    for (const http of this.#https.values()) http.close();
  }

  #httpOf(id: string, webhook: Webhook): OutboundHttp {
    const known = this.#https.get(id);
    if (known !== undefined) return known;
    const { config, clock, resolver, trust } = this.#options;
    const targets = webhook.targets ?? [{ host: new URL(webhook.url).hostname, ports: 'any' as const }];
    const http = new OutboundHttp({
      guard: new OutboundGuard(targets, resolver),
      clock,
      times: { connectMs: Math.min(config.connectMs, config.callMs), totalMs: config.callMs },
      ...(trust !== undefined && { trust }),
    });
    this.#https.set(id, http);
    return http;
  }
}

/** The published form of docs/byoc.md. */
function webhookBody({ id, at, channel, thread, customer, event }: ChannelParcel) {
  return {
    id,
    type: event.kind,
    channelId: channel,
    threadId: thread,
    customerId: customer,
    at: new Date(at).toISOString(),
    ...detailsOf(event),
  };
}

function detailsOf(event: ChannelEvent) {
  switch (event.kind) {
    case 'message': {
      const { id, at, text, content, attachments, author } = event.message;
      const files = attachments.map(({ friendlyName, url }) => ({ friendlyName, url }));
      return { message: { id, at: new Date(at).toISOString(), text, content, attachments: files, author } };
    }
    case 'typing':
      return { isTyping: event.isTyping };
    case 'asked':
      return { countdownMs: event.countdownMs };
    case 'ended':
      return { cause: event.cause };
    case 'refused':
      return { messageId: event.messageId, reason: event.reason };
    case 'resumed':
      return {};
  }
}

function waitOf(header: string | undefined): number {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(LONGEST_WAIT_MS, seconds * 1000) : 0;
}
