import type { IncomingMessage } from 'node:http';
import type { Static, TSchema } from 'typebox';
import { checkerOf } from '../runtime/schema.js';
import { isWildcard, kindOf } from './channels.js';
import { type BayeuxError, bayeuxError } from './errors.js';
import type { Exchange } from './exchange.js';
import {
  type Advice,
  ConnectSchema,
  DisconnectSchema,
  failure,
  HandshakeSchema,
  type Message,
  MessageSchema,
  PublishSchema,
  retryAdvice,
  SubscriptionsSchema,
  success,
} from './messages.js';
import {
  accept,
  type BayeuxLimits,
  type ConnectionType,
  refuse,
  type ServiceHandler,
  type Verdict,
} from './options.js';
import { type BayeuxSession, type SessionEnd, unknownClient } from './session.js';

/** What the rules need of the server. */
export interface RuleHost<Context> {
  readonly limits: BayeuxLimits;
  readonly connectionTypes: readonly ConnectionType[];
  readonly isFull: boolean;
  /** The session with this client id, if the request may speak for it. */
  find(clientId: string, request: IncomingMessage): BayeuxSession<Context> | undefined;
  open(message: Message, request: IncomingMessage): Verdict<BayeuxSession<Context>>;
  end(session: BayeuxSession<Context>, end: SessionEnd): void;
  serviceFor(channel: string): ServiceHandler<Context> | undefined;
  judgeSubscription(session: BayeuxSession<Context>, subscription: string): Verdict;
  judgePublication(session: BayeuxSession<Context>, channel: string, data: unknown): Verdict;
  publish(channel: string, data: unknown): void;
}

/** What is done with a message of a client that has shaken hands. A promise when the answer has to wait. */
type Rule<Fields = unknown> = <Context>(
  message: Message & Fields,
  session: BayeuxSession<Context>,
  host: RuleHost<Context>,
  exchange: Exchange,
) => void | Promise<void>;

const ENVELOPE = checkerOf(MessageSchema);
const HANDSHAKE = checkerOf(HandshakeSchema);

const NEVER: Advice = { reconnect: 'none', interval: 0 };
/** For refusals that time may cure. */
const LATER: Advice = { reconnect: 'handshake', interval: 10_000 };
const SLOWER: Advice = { reconnect: 'retry', interval: 1000 };

const META_RULES: ReadonlyMap<string, Rule> = new Map([
  ['/meta/connect', checked(ConnectSchema, connect)],
  ['/meta/disconnect', checked(DisconnectSchema, disconnect)],
  ['/meta/subscribe', checked(SubscriptionsSchema, subscribe)],
  ['/meta/unsubscribe', checked(SubscriptionsSchema, unsubscribe)],
]);

const RULES_BY_KIND = {
  meta: unknownChannel,
  service: checked(PublishSchema, publishToService),
  broadcast: checked(PublishSchema, publishToAll),
} as const satisfies Record<string, Rule>;

/**
 * Handles one message. What comes of it is in the exchange, at the latest when the promise is kept.
 * @throws what a hook or a handler of the face throws
 */
export function handleMessage<Context>(
  message: Partial<Message>,
  host: RuleHost<Context>,
  exchange: Exchange,
): void | Promise<void> {
  if (!ENVELOPE.fits(message)) return exchange.reply(failure(message, envelopeError(message)));
  if (message.channel === '/meta/handshake') return handshake(message, host, exchange);
  const session = message.clientId === undefined ? undefined : host.find(message.clientId, exchange.request);
  if (session === undefined) return exchange.reply(unknownClient(message));
  if (!session.count()) return exchange.reply(failure(message, bayeuxError('rate_limited'), SLOWER));
  exchange.sessions.add(session);
  const rule = META_RULES.get(message.channel) ?? RULES_BY_KIND[kindOf(message.channel)];
  return rule(message, session, host, exchange);
}

function checked<Schema extends TSchema>(schema: Schema, apply: Rule<Static<Schema>>): Rule {
  const checker = checkerOf(schema);
  return (message, session, host, exchange) => {
    if (checker.fits(message)) return apply(message, session, host, exchange);
    return exchange.reply(failure(message, fieldError(checker.problems(message))));
  };
}

function handshake<Context>(message: Message, host: RuleHost<Context>, exchange: Exchange): void {
  const refuseWith = (error: BayeuxError, advice: Advice) => exchange.reply(failure(message, error, advice));
  if (!HANDSHAKE.fits(message)) return refuseWith(fieldError(HANDSHAKE.problems(message)), NEVER);
  const offered = message.supportedConnectionTypes;
  const common = offered ? host.connectionTypes.filter((type) => offered.includes(type)) : host.connectionTypes;
  if (common.length === 0) return refuseWith(bayeuxError('connection_type_unsupported'), NEVER);
  if (host.isFull) return refuseWith(bayeuxError('too_many_sessions'), LATER);
  const verdict = host.open(message, exchange.request);
  if (!verdict.accepted) return refuseWith(verdict.error, NEVER);
  const session = verdict.grant;
  exchange.opened.push(session);
  exchange.sessions.add(session);
  return exchange.reply(
    session.reply(message, {
      version: '1.0',
      minimumVersion: '1.0',
      supportedConnectionTypes: common,
      clientId: session.id,
      advice: retryAdvice(host.limits),
    }),
  );
}

function connect<Context>(
  message: Message & Static<typeof ConnectSchema>,
  session: BayeuxSession<Context>,
  host: RuleHost<Context>,
  exchange: Exchange,
): void {
  const { connectionType, advice } = message;
  if (connectionType !== undefined && !host.connectionTypes.some((type) => type === connectionType)) {
    return exchange.reply(failure(message, bayeuxError('connection_type_unsupported'), NEVER));
  }
  const { timeoutMs } = host.limits;
  exchange.connects.push({ session, message, holdMs: Math.min(timeoutMs, advice?.timeout ?? timeoutMs) });
}

function disconnect<Context>(
  message: Message,
  session: BayeuxSession<Context>,
  host: RuleHost<Context>,
  exchange: Exchange,
): void {
  // Answers the held connect before this message: the JavaScript client closes its socket on the last of the two.
  host.end(session, { reason: 'disconnected', ext: message.ext });
  exchange.goodbye = true;
  exchange.reply(session.reply(message, { clientId: session.id }));
}

function subscribe<Context>(
  message: Message & Static<typeof SubscriptionsSchema>,
  session: BayeuxSession<Context>,
  host: RuleHost<Context>,
  exchange: Exchange,
): void {
  const { subscription } = message;
  const names = [subscription].flat();
  const refusal = names.map((name) => judge(name, session, host)).find((verdict) => !verdict.accepted);
  const error = refusal?.error ?? (session.subscribe(names) ? undefined : bayeuxError('too_many_subscriptions'));
  const { id: clientId } = session;
  if (error === undefined) exchange.reply(session.reply(message, { clientId, subscription }));
  else exchange.reply({ ...failure(message, error), subscription });
}

/** All or nothing: one name that is refused refuses the message. */
function judge<Context>(name: string, session: BayeuxSession<Context>, host: RuleHost<Context>): Verdict {
  switch (kindOf(name)) {
    case 'broadcast':
      return host.judgeSubscription(session, name);
    case 'service':
      // A service channel reaches nobody but its client, so a subscription only has to be polite.
      if (!isWildcard(name) && host.serviceFor(name) !== undefined) return accept();
      break;
    case 'meta':
      break;
  }
  return refuse(bayeuxError('subscription_forbidden', name));
}

function unsubscribe<Context>(
  message: Message & Static<typeof SubscriptionsSchema>,
  session: BayeuxSession<Context>,
  _host: RuleHost<Context>,
  exchange: Exchange,
): void {
  const { subscription } = message;
  session.unsubscribe([subscription].flat());
  exchange.reply(session.reply(message, { clientId: session.id, subscription }));
}

function publishToService<Context>(
  message: Message & Static<typeof PublishSchema>,
  session: BayeuxSession<Context>,
  host: RuleHost<Context>,
  exchange: Exchange,
): void | Promise<void> {
  const handler = host.serviceFor(message.channel);
  if (handler === undefined) return unknownChannel(message, session, host, exchange);
  // Without data: a reply that carries any is taken for a message of the server.
  const done = () => exchange.reply(success(message));
  const working = handler(session, message.data, message.channel);
  return working instanceof Promise ? working.then(done) : done();
}

function publishToAll<Context>(
  message: Message & Static<typeof PublishSchema>,
  session: BayeuxSession<Context>,
  host: RuleHost<Context>,
  exchange: Exchange,
): void {
  const verdict = host.judgePublication(session, message.channel, message.data);
  if (!verdict.accepted) return exchange.reply(failure(message, verdict.error));
  host.publish(message.channel, message.data);
  return exchange.reply(success(message));
}

function unknownChannel<Context>(
  message: Message,
  _session: BayeuxSession<Context>,
  _host: RuleHost<Context>,
  exchange: Exchange,
): void {
  exchange.reply(failure(message, bayeuxError('unknown_channel')));
}

function envelopeError(message: Partial<Message>): BayeuxError {
  if (message.channel === undefined) return bayeuxError('channel_missing');
  const error = fieldError(ENVELOPE.problems(message));
  return error === bayeuxError('field_invalid', 'channel') ? bayeuxError('channel_invalid') : error;
}

/** Names the field of the first sentence: `/advice/timeout must be …`, or `… must have required properties data`. */
function fieldError([sentence = '']: readonly string[]): BayeuxError {
  const [, path, required] = /^\/(\w+)|(\w+)$/.exec(sentence) ?? [];
  return bayeuxError('field_invalid', path ?? required ?? '');
}
