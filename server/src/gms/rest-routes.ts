import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { asGmsError, refuse } from './answers.js';
import { readParams } from './bodies.js';
import { checkCredentials, ofHeader } from './credentials.js';
import { envelopeOf, type KnownAs } from './envelope.js';
import { GmsError } from './errors.js';
import type { GmsServer } from './gms-server.js';
import { type Operation, OPERATIONS } from './operations.js';
import { type ParamName, type Params, required } from './params.js';
import type { GmsSession } from './session.js';

export const CHAT_PATH = '/genesys/2/chat';

const ParamsSchema = Type.Object({
  serviceName: Type.String({ maxLength: 64 }),
  chatId: Type.Optional(Type.String({ maxLength: 64 })),
});
type PathParams = Static<typeof ParamsSchema>;

/** The REST form: a POST each, in any of three encodings, all with the same envelope. */
export function restRoutes(app: FastifyInstance, gms: GmsServer): void {
  post(app, `${CHAT_PATH}/:serviceName`, 'Request a chat', async (request, reply) => {
    try {
      const { serviceName } = request.params;
      checkCredentials(gms.options(serviceName), ofHeader(request.headers.authorization));
      const params = await readParams(request);
      const session = gms.open(serviceName, params, 'rest');
      return await reply.send(envelopeOf(gms.answer(session, gms.eventsFrom(session, params, 'refresh'))));
    } catch (error) {
      return refuse(gms, asGmsError(error, request), reply);
    }
  });
  for (const operation of OPERATIONS) {
    if (operation.path === undefined) continue;
    post(app, `${CHAT_PATH}/:serviceName/:chatId/${operation.path}`, summaryOf(operation), (request, reply) =>
      inChat(gms, request, reply, operation.required, async (session, params) => {
        if (operation.path === 'refresh') gms.comesBy(session, 'rest');
        gms.operate(session, operation, params);
        const { position } = operation;
        const events = position === undefined ? [] : gms.eventsFrom(session, params, position);
        return reply.send(envelopeOf(gms.answer(session, events)));
      }),
    );
  }
  unknownOperations(app, gms);
}

export type ChatRequest = FastifyRequest<{ Params: PathParams & Record<string, string | undefined> }>;

/** Does something in the chat that the address names; what is refused is answered in the envelope. */
export async function inChat(
  gms: GmsServer,
  request: ChatRequest,
  reply: FastifyReply,
  names: readonly ParamName[],
  act: (session: GmsSession, params: Params) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { serviceName, chatId } = request.params;
  let chat: KnownAs = { chatId };
  try {
    const options = gms.options(serviceName);
    if (options.authEveryCall) checkCredentials(options, ofHeader(request.headers.authorization));
    const params = await readParams(request);
    for (const name of names) required(params, name);
    chat = { chatId, alias: params.text.alias };
    const session = gms.find(serviceName, params, chatId);
    chat = session;
    await gms.pause(session);
    return await act(session, params);
  } catch (error) {
    return refuse(gms, asGmsError(error, request), reply, chat);
  }
}

/** With and without a slash at the end. */
export function post(
  app: FastifyInstance,
  url: string,
  summary: string,
  handler: (request: ChatRequest, reply: FastifyReply) => Promise<FastifyReply>,
  extra: { readonly bodyLimit?: number } = {},
): void {
  for (const path of [url, `${url}/`]) {
    const params = url.includes(':') ? { params: ParamsSchema } : {};
    const schema = { tags: ['gms'], summary, ...params, hide: path !== url };
    app.post(path, {
      schema,
      ...extra,
      handler: handler as (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
    });
  }
}

function unknownOperations(app: FastifyInstance, gms: GmsServer): void {
  const unknown = async (_request: FastifyRequest, reply: FastifyReply) =>
    refuse(gms, GmsError.of(903, undefined, { http: 404 }), reply);
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: `${CHAT_PATH}/*`,
    schema: { hide: true },
    handler: unknown,
  });
}

function summaryOf({ path = '' }: Operation): string {
  return `${path} in a chat`;
}
