import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cloud } from './cloud.js';
import { CloudError } from './errors.js';
import { isOver, limitHeaders, type MinuteWindow } from './minute-window.js';
import { messagingSessionOf } from './messaging/messaging-token.js';
import type { Authentication, Callers, Identify } from './route.js';
import { GUEST_ISSUER } from './webchat/guest-token.js';
import type { Conversation } from './webchat/conversation.js';

/** Finds out who asks, and counts the request. */
export function identifier(cloud: Cloud): Identify {
  const BY: { readonly [Auth in Authentication]: (request: FastifyRequest) => Promise<Callers[Auth]> } = {
    none: async () => undefined,
    client: async ({ headers }) => cloud.tokens.check(bearer(headers.authorization, false)),
    guest: async ({ headers, params }) => {
      const conversation = await guestOf(cloud, bearer(headers.authorization, cloud.options.lenientAuth));
      const { conversationId } = params as { readonly conversationId?: string };
      if (conversationId !== conversation.id) throw CloudError.of('not.authorized');
      return conversation;
    },
    messaging: ({ headers }) => messagingSessionOf(cloud, bearer(headers.authorization, false), headers.origin),
  };
  return async (auth, request, reply) => {
    const caller = await BY[auth](request);
    if (caller !== undefined) count(caller.window, reply);
    return caller;
  };
}

/**
 * The conversation of a guest's token.
 * @throws CloudError unless the token is good
 */
export async function guestOf(cloud: Cloud, token: string): Promise<Conversation> {
  const claims = await cloud.signer.verify(GUEST_ISSUER, token);
  if (claims === undefined) throw CloudError.of('bad.credentials');
  if (claims === 'expired') throw CloudError.of('credentials.expired');
  const { conv } = claims.data as { readonly conv: string };
  const conversation = cloud.conversations.find(conv);
  if (conversation === undefined) throw CloudError.of('not.found');
  if (conversation.tokenExpired) throw CloudError.of('credentials.expired');
  return conversation;
}

function count(window: MinuteWindow, reply: FastifyReply): void {
  const counted = window.take();
  void reply.headers(limitHeaders(counted));
  if (isOver(counted)) throw CloudError.tooMany(counted.resetSeconds);
}

/** @param lenient whether the scheme may be missing */
function bearer(header: string | undefined, lenient: boolean): string {
  const [, scheme, token] = /^(?:(\S+) +)?(\S+) *$/.exec(header ?? '') ?? [];
  if (token === undefined) throw CloudError.of('authentication.required');
  const good = scheme === undefined ? lenient : scheme.toLowerCase() === 'bearer';
  if (!good) throw CloudError.of('bad.credentials');
  return token;
}
