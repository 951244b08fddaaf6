import { Type } from 'typebox';
import { pageOf, pageQuery } from './paging.js';
import { route, type Route } from './route.js';
import { signData } from './webchat/guest-token.js';

const QueuesQuery = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the name, in any case' })),
  ...pageQuery(500),
});

/** What programs of the organisation ask for, an operation a row. */
export const PLATFORM_ROUTES: readonly Route[] = [
  route({
    operation: 'signData',
    method: 'POST',
    url: '/api/v2/signeddata',
    summary: 'Sign what guests then bring as memberAuthToken',
    auth: 'client',
    body: Type.Object({}, { additionalProperties: true, maxProperties: 100 }),
    perform: async ({ cloud, body }) => ({ jwt: await signData(cloud, body as Readonly<Record<string, unknown>>) }),
  }),
  route({
    operation: 'getQueues',
    method: 'GET',
    url: '/api/v2/routing/queues',
    summary: 'The queues of the organisation',
    auth: 'client',
    query: QueuesQuery,
    perform: ({ cloud, query: { name = '', ...page } }) => {
      const fitting = cloud.organization.queues.filter((queue) =>
        queue.name.toLowerCase().includes(name.toLowerCase()),
      );
      const shown = fitting.map((queue) => ({
        id: queue.id,
        name: queue.name,
        selfUri: `/api/v2/routing/queues/${queue.id}`,
      }));
      return pageOf(shown, page);
    },
  }),
];
