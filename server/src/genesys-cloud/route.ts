import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Cloud } from './cloud.js';
import type { AccessToken } from './oauth/access-tokens.js';
import type { MessagingSession } from './messaging/session.js';
import type { Conversation } from './webchat/conversation.js';

/** Who asks: nobody has to be known, a program by its access token, a guest by the token of what it takes part in. */
export interface Callers {
  readonly none: undefined;
  readonly client: AccessToken;
  readonly guest: Conversation;
  readonly messaging: MessagingSession;
}
export type Authentication = keyof Callers;

/** A request, checked. */
export interface Call<Auth extends Authentication, Params, Query, Body> {
  readonly cloud: Cloud;
  readonly caller: Callers[Auth];
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: FastifyRequest['headers'];
}

interface Row<Auth extends Authentication, Params extends TSchema, Query extends TSchema, Body extends TSchema> {
  /** By which faults and journal know it. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind the prefix of the face, as Genesys Cloud has it. */
  readonly url: string;
  readonly summary: string;
  readonly auth: Auth;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Of what the codes of wrong fields speak: `chat.error.notnull.<model>.<field>`. */
  readonly model?: string;
  /** What is answered; `undefined` as 204. */
  readonly perform: (call: Call<Auth, Static<Params>, Static<Query>, Static<Body>>) => unknown;
}

/** An operation of the API. */
export type Route = Row<Authentication, TSchema, TSchema, TSchema>;

/** Keeps the types of one row together; the table needs none of them. */
export function route<Auth extends Authentication, Params extends TSchema, Query extends TSchema, Body extends TSchema>(
  row: Row<Auth, Params, Query, Body>,
): Route {
  return row as unknown as Route;
}

/** What a route says of itself to the hooks around it. */
declare module 'fastify' {
  interface FastifyContextConfig {
    readonly operation?: string;
    readonly model?: string;
  }
}

/** Says who asks; throws when nobody may ask who brings such a header. */
export type Identify = (
  auth: Authentication,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<Callers[Authentication]>;

export function mountRoutes(app: FastifyInstance, cloud: Cloud, routes: readonly Route[], identify: Identify): void {
  for (const { operation, method, url, summary, auth, params, query, body, model, perform } of routes) {
    app.route({
      method,
      url,
      config: { operation, ...(model !== undefined && { model }) },
      schema: {
        tags: ['genesys cloud'],
        summary,
        ...(params !== undefined && { params }),
        ...(query !== undefined && { querystring: query }),
        ...(body !== undefined && { body }),
      },
      // Before the schema is looked at: strangers are not told what is wrong with their bodies.
      preValidation: async (request, reply) => {
        request.setDecorator('cloudCaller', await identify(auth, request, reply));
      },
      handler: async (request, reply) => {
        const answer = await perform({
          cloud,
          caller: request.getDecorator<Callers[Authentication]>('cloudCaller'),
          params: request.params,
          query: request.query,
          body: request.body,
          headers: request.headers,
        });
        return answer === undefined ? reply.status(204).send() : reply.send(answer);
      },
    });
  }
}
