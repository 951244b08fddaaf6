import { Type, type Static } from 'typebox';
import { CHANNEL_PATTERN, MAX_CHANNEL_LENGTH, SUBSCRIPTION_PATTERN } from './channels.js';
import { type BayeuxError, bayeuxError } from './errors.js';
import type { ReplyExt } from './extensions.js';
import type { BayeuxLimits } from './options.js';

/** What every message has. Fields that are not named here are allowed: clients and extensions add their own. */
export const MessageSchema = Type.Object({
  channel: Type.String({ maxLength: MAX_CHANNEL_LENGTH, pattern: CHANNEL_PATTERN }),
  /** The client's own; it is only echoed. Some clients send none. */
  id: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  clientId: Type.Optional(Type.String()),
  ext: Type.Optional(Type.Unknown()),
});

export type Message = Static<typeof MessageSchema>;

/**
 * `/meta/handshake`. The specification asks for version and connection types, the servers that this one stands in for
 * do not.
 */
export const HandshakeSchema = Type.Object({
  version: Type.Optional(Type.String()),
  supportedConnectionTypes: Type.Optional(Type.Array(Type.String())),
});

export const ConnectSchema = Type.Object({
  connectionType: Type.Optional(Type.String()),
  /** How long the client wants to be held at most, ms: 0 in the first connect, and in those that are batched. */
  advice: Type.Optional(Type.Object({ timeout: Type.Optional(Type.Number({ minimum: 0 })) })),
});

const SubscriptionSchema = Type.String({ maxLength: MAX_CHANNEL_LENGTH, pattern: SUBSCRIPTION_PATTERN });

/** `/meta/subscribe` and `/meta/unsubscribe`. */
export const SubscriptionsSchema = Type.Object({
  subscription: Type.Union([SubscriptionSchema, Type.Array(SubscriptionSchema, { minItems: 1 })]),
});

export const DisconnectSchema = Type.Object({});

export const PublishSchema = Type.Object({ data: Type.Unknown() });

export interface Advice {
  readonly reconnect: 'retry' | 'handshake' | 'none';
  /** How long to wait before that, ms. */
  readonly interval: number;
  readonly timeout?: number;
  readonly maxInterval?: number;
}

/** What keeps a client coming. */
export function retryAdvice(limits: BayeuxLimits, interval: number = limits.intervalMs): Advice {
  return { reconnect: 'retry', interval, timeout: limits.timeoutMs, maxInterval: limits.maxIntervalMs };
}

/** In JSON a field that is `undefined` is absent. */
export interface Reply {
  readonly channel?: string;
  readonly id?: string | number | undefined;
  readonly successful: boolean;
  readonly error?: BayeuxError;
  readonly clientId?: string;
  readonly advice?: Advice;
  readonly subscription?: string | readonly string[];
  readonly version?: '1.0';
  readonly minimumVersion?: '1.0';
  readonly supportedConnectionTypes?: readonly string[];
  readonly ext?: ReplyExt | undefined;
}

export type ReplyFields = Omit<Reply, 'channel' | 'id' | 'successful'>;

export function success({ channel, id }: Message, fields?: ReplyFields): Reply {
  return { channel, id, successful: true, ...fields };
}

/** @param message as it came: it may be what is wrong */
export function failure(message: Partial<Message>, error: BayeuxError, advice?: Advice): Reply {
  const { channel, id } = message as Readonly<Record<string, unknown>>;
  return {
    ...(typeof channel === 'string' && { channel }),
    ...((typeof id === 'string' || typeof id === 'number') && { id }),
    successful: false,
    error,
    ...(advice && { advice }),
  };
}

/**
 * A message from the server, as text. It has data and neither `id` nor `successful`: by that clients tell it from a
 * reply.
 */
export function notification(channel: string, data: unknown): string {
  return notificationOfJson(channel, JSON.stringify(data ?? null));
}

/** The same of data that is JSON already. */
export function notificationOfJson(channel: string, json: string): string {
  return `{"channel":${JSON.stringify(channel)},"data":${json}}`;
}

/** Bayeux always answers with an array. */
export function arrayOf(texts: readonly string[]): string {
  return `[${texts.join(',')}]`;
}

/** Only a text with one of these can have the key. Looking at every key costs as much as parsing does. */
const MAYBE_PROTO = /__proto__|\\u00/;

/** Reads an HTTP body or a WebSocket frame: an array of messages or, from some clients, one bare message. */
export function readBatch(text: string, limit: number): readonly Partial<Message>[] | BayeuxError {
  let body: unknown;
  try {
    body = JSON.parse(text, MAYBE_PROTO.test(text) ? refuseProto : undefined);
  } catch {
    return bayeuxError('body_malformed');
  }
  const batch: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (batch.length > limit) return bayeuxError('too_many_messages');
  return batch.every(isObject) ? batch : bayeuxError('body_malformed');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key that could reach every object once somebody copies the fields one by one. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('__proto__');
  return value;
}
