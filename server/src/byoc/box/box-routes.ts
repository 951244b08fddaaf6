import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { IntegrationPlace } from '../directory.js';
import type { Directory } from '../directory.js';
import { ByocError } from '../errors.js';
import type { Box, Taken } from './box.js';
import type { IssuedTokens } from './issued-tokens.js';
import { readLegacy, readOutbound } from './read-reply.js';
import { isShallow, LegacyReplySchema, OutboundSchema, SenderActionSchema, ValidationSchema } from './schemas.js';

export interface BoxRoutesOptions {
  readonly box: Box;
  readonly directory: Directory;
  readonly tokens: IssuedTokens;
  readonly bodyLimit: number;
}

const tags = ['CXone BYOC: integration box'];
const security = [{ bearer: [] }];
const Name = Type.String({ minLength: 1, maxLength: 255 });

/** What CXone calls, with a token of the token endpoint. */
export const boxRoutes: FastifyPluginAsyncTypebox<BoxRoutesOptions> = async (app, options) => {
  const { box, directory, tokens, bodyLimit } = options;
  const callers = new WeakMap<FastifyRequest, IntegrationPlace>();

  // Before the body is looked at: whoever has no token learns nothing of what would fit.
  app.addHook('onRequest', async (request) => {
    callers.set(request, await tokens.holder(request.headers.authorization));
  });

  app.post(
    '/1.0/posts/:post/messages',
    {
      bodyLimit,
      schema: {
        tags,
        security,
        summary: 'An agent replies, the older way',
        params: Type.Object({ post: Name }),
        body: LegacyReplySchema,
      },
    },
    async (request) => {
      const { params, body } = request;
      const integration = callerOf(request, body);
      const reply = readLegacy(params.post, body);
      const named = body.channel?.id ?? '';
      const place =
        named === '' ? await box.channelOfThread(integration, reply.thread) : directory.channelOf(integration, named);
      const { messageId } = await box.take(place, reply);
      return { idOnExternalPlatform: messageId };
    },
  );

  app.post(
    '/2.0/channel/:channel/outbound',
    {
      bodyLimit,
      schema: {
        tags,
        security,
        summary: 'An agent replies, or begins a conversation',
        params: Type.Object({ channel: Name }),
        body: OutboundSchema,
      },
    },
    async (request) => {
      const { params, body } = request;
      const place = directory.channelOf(callerOf(request, body), params.channel);
      return outboundAnswer(await box.take(place, readOutbound(body)));
    },
  );

  app.post(
    '/1.0/channel/:channel/thread/:thread/sender-action',
    {
      bodyLimit,
      schema: {
        tags,
        security,
        summary: 'An agent types, or stops',
        params: Type.Object({ channel: Name, thread: Name }),
        body: SenderActionSchema,
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const place = directory.channelOf(callerOf(request, body), params.channel);
      await box.typing(place, params.thread, body.senderAction.action === 'isTypingOn');
      return reply.status(204).send();
    },
  );

  app.post(
    '/1.0/channel/:channel/recipients/validation',
    {
      bodyLimit,
      schema: {
        tags,
        security,
        summary: 'Whether an agent may write to somebody first',
        params: Type.Object({ channel: Name }),
        body: ValidationSchema,
      },
    },
    async (request) => {
      const { params, body } = request;
      const place = directory.channelOf(callerOf(request, body), params.channel);
      const recipients = body.endUserRecipients.map(({ idOnExternalPlatform }) => idOnExternalPlatform);
      await box.checkRecipients(place, recipients);
      return { status: 'valid' };
    },
  );

  /** Who calls, for a brand that is its own. */
  function callerOf(
    request: FastifyRequest,
    body: { readonly brand?: { readonly id: number | string } | null },
  ): IntegrationPlace {
    const integration = callers.get(request);
    if (integration === undefined) throw new ByocError('invalid_token');
    if (!isShallow(body)) throw ByocError.at('', 'is nested too deep');
    const { brand } = body;
    if (brand !== undefined && brand !== null && String(brand.id) !== String(integration.brand.id))
      throw ByocError.at('brand.id', 'is not the brand that this token is for');
    return integration;
  }
};

function outboundAnswer({ messageId, at, thread, recipient }: Taken) {
  const people = recipient === undefined ? [] : [recipient];
  return {
    message: { idOnExternalPlatform: messageId, createdAtWithMilliseconds: new Date(at).toISOString() },
    thread: { idOnExternalPlatform: thread },
    endUserIdentities: people.map(({ id, name }) => ({
      idOnExternalPlatform: id,
      firstName: '',
      lastName: '',
      nickname: name,
      image: '',
    })),
    recipients: people.map(({ id, name }) => ({
      idOnExternalPlatform: id,
      name,
      isPrimary: true,
      isPrivate: true,
      anonymizedAt: null,
      anonymizedReason: null,
    })),
  };
}
