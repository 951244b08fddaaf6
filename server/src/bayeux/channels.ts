const SEGMENT = '/[\\w\\-!~()$@.%+]+';

/** The name of one channel: `/meta/connect`, `/workspace/v3/voice`. */
export const CHANNEL_PATTERN = `^(${SEGMENT})+$`;

/** What one can subscribe to: a channel, or `*` for the channels right below one, `**` for all below. */
export const SUBSCRIPTION_PATTERN = `^((${SEGMENT})+|(${SEGMENT})*/\\*\\*?)$`;

export const MAX_CHANNEL_LENGTH = 255;

/**
 * `meta` is the protocol's own. `service` is between one client and the server, and reaches nobody else, whatever that
 * one subscribes to. `broadcast` is everything else.
 */
export type ChannelKind = 'meta' | 'service' | 'broadcast';

export function kindOf(channel: string): ChannelKind {
  if (channel.startsWith('/service/')) return 'service';
  return channel.startsWith('/meta/') ? 'meta' : 'broadcast';
}

export function isWildcard(subscription: string): boolean {
  return subscription.endsWith('*');
}

/** The subscriptions that a channel fits: for `/a/b` that is `/a/b`, `/a/*`, `/a/**` and `/**`. */
export function subscriptionsFor(channel: string): readonly string[] {
  let end = channel.lastIndexOf('/');
  const subscriptions = [channel, `${channel.slice(0, end)}/*`];
  for (; end > 0; end = channel.lastIndexOf('/', end - 1)) subscriptions.push(`${channel.slice(0, end)}/**`);
  return [...subscriptions, '/**'];
}
