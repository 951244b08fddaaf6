import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import { digest } from '../book.js';
import { textContent } from '../core/content.js';
import type { EndUser } from '../core/conversation.js';
import type { ByocRules } from '../core/rules.js';
import type { Customers, PlatformEvent } from '../customers.js';
import type { Directory } from '../directory.js';
import { ByocError } from '../errors.js';
import { isSigned, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.js';
import { ReceivedSchema, type WebhookEvent, WebhookEventSchema } from './webhook-schemas.js';

export interface WebhookRoutesOptions {
  readonly customers: Customers;
  readonly directory: Directory;
  readonly rules: ByocRules;
  /** The network's time. */
  readonly clock: Clock;
  readonly signatureMs: number;
  readonly bodyLimit: number;
}

const Params = Type.Object({ channel: Type.String({ minLength: 1, maxLength: 128 }) });
const NOBODY: EndUser = { id: '', firstName: '', lastName: '', nickname: '', image: '' };

/** Where platforms tell what their customers do, with a signature of the whole body. */
export const webhookRoutes: FastifyPluginAsyncTypebox<WebhookRoutesOptions> = async (app, options) => {
  const { customers, directory, rules, clock, signatureMs, bodyLimit } = options;
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  // Before it is parsed: whoever cannot sign has nothing read.
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    try {
      checkSignature(request, body);
    } catch (error) {
      done(error as Error);
      return;
    }
    void parse(request, body, done);
  });

  app.post(
    '/channels/:channel/events',
    {
      bodyLimit,
      schema: {
        tags: ['CXone BYOC: channels'],
        summary: 'What a customer does on the external platform',
        params: Params,
        body: WebhookEventSchema,
        response: { 202: ReceivedSchema },
      },
    },
    async ({ params, body }, reply) => {
      const place = directory.channel(params.channel);
      const { attachments = [] } = body.type === 'message' ? body.message : {};
      if (attachments.length > rules.attachments) throw new ByocError('attachment_too_large');
      const { thread, messageId } = await customers.receive(place, eventOf(body, clock.now()));
      return reply.status(202).send({ threadId: thread, messageId });
    },
  );

  /** @throws ByocError `invalid_signature`; for unknown channels too, so that nobody can ask which there are */
  function checkSignature(request: FastifyRequest, body: string): void {
    const { channel: id = '' } = request.params as { channel?: string };
    const timestamp = headerOf(request, TIMESTAMP_HEADER);
    const secrets = directory.find(id)?.channel.webhook?.secrets ?? [];
    const signed = { direction: 'from-channel', channel: id, timestamp, body } as const;
    const isInTime = /^\d{1,16}$/.test(timestamp) && Math.abs(clock.now() - Number(timestamp)) <= signatureMs;
    if (!isInTime || !isSigned(secrets, headerOf(request, SIGNATURE_HEADER), signed))
      throw new ByocError('invalid_signature');
  }
};

function eventOf(event: WebhookEvent, now: number): PlatformEvent {
  const { id, threadId: thread = '' } = event;
  const customer = event.type === 'message' ? { ...NOBODY, ...event.customer } : NOBODY;
  return { id, mark: digest(event), thread, customer, input: inputOf(event, now) };
}

function inputOf(event: WebhookEvent, now: number): PlatformEvent['input'] {
  switch (event.type) {
    case 'message': {
      const { id, text = '', postback = '', attachments = [], fields = [] } = event.message;
      const at = event.at === undefined ? now : Date.parse(event.at);
      return { kind: 'customer-wrote', message: { id, at, content: textContent(text, postback), attachments, fields } };
    }
    case 'typing':
      return { kind: 'customer-typed', isTyping: event.isTyping };
    case 'active':
      return { kind: 'customer-active' };
    case 'left':
      return { kind: 'customer-left' };
    case 'ended':
      return { kind: 'customer-ended' };
    case 'seen':
      return { kind: 'customer-saw', messageId: event.messageId };
    case 'failed':
      return { kind: 'undelivered', messageId: event.messageId, reason: event.reason };
  }
}

function headerOf({ headers }: FastifyRequest, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
