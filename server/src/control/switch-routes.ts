import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { accepted } from './accepted.js';
import type { ControlOptions } from './options.js';
import { DnParamsSchema, DONE, DoneSchema, SwitchOverSchema, REFUSED } from './schemas.js';

/** What can happen to one DN. */
const DN_STIMULI = [
  {
    method: 'POST',
    url: '/control/dns/:dn/out-of-service',
    name: 'DN out of service',
    kind: 'dnOutOfService',
    summary: 'The switch loses a DN',
    description: 'Its calls end. Requests about it are refused until it is back in service.',
  },
  {
    method: 'POST',
    url: '/control/dns/:dn/back-in-service',
    name: 'DN back in service',
    kind: 'dnBackInService',
    summary: 'The switch finds the DN again',
    description: 'Registrations are as they were.',
  },
  {
    method: 'DELETE',
    url: '/control/dns/:dn',
    name: 'DN removed',
    kind: 'dnRemoved',
    summary: 'A DN leaves the configuration',
    description:
      'Its calls end, its agent is logged out and every client loses its registration. It is back after a reset.',
  },
] as const;

/** What can happen to the link between T-Server and switch. */
const LINK_STIMULI = [
  {
    url: '/control/link/lost',
    name: 'link lost',
    kind: 'linkLost',
    summary: 'T-Server loses the link to its switch',
    description: 'Calls go on. Requests are refused until the link is restored.',
  },
  {
    url: '/control/link/restored',
    name: 'link restored',
    kind: 'linkRestored',
    summary: 'The link is there again',
    description: 'Clients are told by EventLinkConnected.',
  },
] as const;

/** What breaks at a contact centre, and is repaired. */
export const switchRoutes: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { site }) => {
  const tags = ['control'];

  for (const { method, url, name, kind, summary, description } of DN_STIMULI) {
    app.route({
      method,
      url,
      schema: { tags, summary, description, params: DnParamsSchema, response: { 200: DoneSchema, ...REFUSED } },
      handler: async (request) => {
        const { dn } = request.params;
        site.journal.record('control', 'in', name, dn);
        accepted(site.happens({ kind, dn }));
        return DONE;
      },
    });
  }

  for (const { url, name, kind, summary, description } of LINK_STIMULI) {
    app.post(url, { schema: { tags, summary, description, response: { 200: DoneSchema, ...REFUSED } } }, async () => {
      site.journal.record('control', 'in', name);
      accepted(site.happens({ kind }));
      return DONE;
    });
  }

  app.post(
    '/control/switch-over',
    {
      schema: {
        tags,
        summary: 'The stand-by takes over from the primary T-Server',
        body: SwitchOverSchema,
        response: { 200: DoneSchema, ...REFUSED },
      },
    },
    async (request) => {
      const { standBy } = request.body;
      site.journal.record('control', 'in', 'switch-over', undefined, request.body);
      accepted(site.happens({ kind: 'switchOver', standBy }));
      return DONE;
    },
  );
};
