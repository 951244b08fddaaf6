import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { NamedLimits } from '../../../runtime/named-limits.js';
import { ByocError } from '../../errors.js';
import { SessionAnswer, SessionBody } from './frames.js';
import type { People } from './people.js';
import type { WidgetOrigins } from './widget-origins.js';

export interface WidgetRoutesOptions {
  readonly origins: WidgetOrigins;
  readonly people: People;
  /** New sessions of one address. */
  readonly limits: NamedLimits;
}

const BODY_BYTES = 4096;
const Params = Type.Object({ channel: Type.String({ minLength: 1, maxLength: 128 }) });

/** What pages with the widget ask for, beside their socket. */
export const widgetRoutes: FastifyPluginAsyncTypebox<WidgetRoutesOptions> = async (app, options) => {
  const { limits, origins, people } = options;

  app.post(
    '/:channel/sessions',
    {
      bodyLimit: BODY_BYTES,
      schema: {
        tags: ['CXone BYOC: widget'],
        summary: 'A browser begins: what it gets is a secret that stands for its customer',
        params: Params,
        body: SessionBody,
        response: { 201: SessionAnswer },
      },
    },
    async ({ params, body, headers, ip }, reply) => {
      const { channel } = origins.admit(params.channel, headers);
      if (!limits.take(`${channel.id} ${ip}`)) throw new ByocError('rate_limited');
      const { firstName = '', lastName = '', nickname = '' } = body;
      const { token, person } = await people.begin(channel.id, { firstName, lastName, nickname, image: '' });
      return reply.status(201).send({ token, customerId: person.customer.id });
    },
  );
};
