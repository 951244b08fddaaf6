import type { FastifyError, FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { bayeuxError, type ErrorText } from './errors.js';
import { type HttpTransport, JSON_FORM, refuseBatch } from './http-transport.js';
import { MessageSchema } from './messages.js';

/** Refusals by the parts we stand on, in Bayeux' words. */
const FOREIGN_CODES: Readonly<Record<string, ErrorText>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_malformed',
};

const SCHEMA = {
  tags: ['bayeux'],
  summary: 'Messages of Bayeux 1.0; the answer is an array of messages, and may be held',
  body: Type.Union([Type.Array(MessageSchema), MessageSchema]),
};

/** The transport `long-polling`: messages in the body of a POST, and an answer that waits until there is one. */
export function longPollingRoutes(
  app: FastifyInstance,
  paths: readonly string[],
  transport: HttpTransport,
  bodyLimit: number,
): void {
  // As text: batches of all transports are read in one place, and the schema here is for the document only.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const options = { schema: SCHEMA, bodyLimit, validatorCompiler: () => () => true };
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const text = FOREIGN_CODES[error.code];
    // Not about Bayeux: the house has an answer.
    if (text === undefined) throw error;
    return refuseBatch(reply, bayeuxError(text));
  });
  for (const path of paths) {
    app.post<{ Body: string | undefined }>(path, options, ({ body = '', raw }, reply) => {
      transport.answer(body, raw, reply.hijack().raw, JSON_FORM);
    });
  }
}
