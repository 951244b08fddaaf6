import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { AexConfig } from '../runtime/config-aex.js';
import type { Bridge, SayVerdict } from './bridge.js';
import type { Callers } from './callers.js';
import {
  BridgeErrorSchema,
  EndRequestSchema,
  InitiatedSchema,
  InitiateSchema,
  MessageRequestSchema,
  TypingRequestSchema,
} from './schemas.js';

export interface RouteOptions {
  readonly bridge: Bridge;
  readonly callers: Callers;
  readonly config: AexConfig;
}

export const BRIDGE_PATH = '/genesys_wrapper';
const INSTANCE_HEADER = 'X-Cf-App-Instance';
const REASON_HEADER = 'X-Bridge-Reason';

/** What counts as handed over: it has arrived, or is stored and will arrive. */
const HANDED_OVER: ReadonlySet<SayVerdict> = new Set<SayVerdict>(['delivered', 'queued']);

/** What AEX asks of the bridge. */
export const aexRoutes: FastifyPluginAsyncTypebox<RouteOptions> = async (app, { bridge, callers, config }) => {
  const tags = ['aex bridge'];
  const refused = { '4xx': BridgeErrorSchema, '5xx': BridgeErrorSchema };

  app.post(
    config.initiatePath,
    {
      schema: {
        tags,
        summary: 'Begin a conversation with an agent, or come back to the one that there is',
        body: InitiateSchema,
        response: { 200: InitiatedSchema, ...refused },
      },
    },
    async ({ headers, body }) => {
      const id = await bridge.initiate(callers.of(headers), body);
      return { id, headers: { [INSTANCE_HEADER]: bridge.instance } };
    },
  );

  app.post(
    config.messagePath,
    {
      schema: {
        tags,
        summary: 'What the user says: true when it was handed over, else false with the reason in X-Bridge-Reason',
        body: MessageRequestSchema,
        response: { 200: Type.Boolean(), ...refused },
      },
    },
    async ({ headers, body: { id, msg } }, reply) => {
      const named = headers['x-cf-app-instance'];
      const verdict = await bridge.say(callers.of(headers), id, msg, typeof named === 'string' ? named : '');
      if (verdict !== 'delivered') void reply.header(REASON_HEADER, verdict);
      return HANDED_OVER.has(verdict);
    },
  );

  app.post(
    `${BRIDGE_PATH}/typing`,
    { schema: { tags, summary: 'The user types: best effort', body: TypingRequestSchema } },
    async ({ headers, body: { id } }, reply) => {
      await bridge.type(callers.of(headers), id);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    `${BRIDGE_PATH}/end`,
    {
      schema: {
        tags,
        summary: 'The user has closed the window: what was said is sent, and the guest leaves',
        body: EndRequestSchema,
      },
    },
    async ({ headers, body: { id } }, reply) => {
      await bridge.end(callers.of(headers), id);
      return reply.status(202).send(undefined);
    },
  );
};
