import { Type } from 'typebox';
import { route, type Route } from './route.js';
import { signData } from './webchat/guest-token.js';

const QueuesQuery = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the name, in any case' })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 25 })),
  pageNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
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
    perform: ({ cloud, query: { name = '', pageSize = 25, pageNumber = 1 } }) => {
      const fitting = cloud.organization.queues.filter((queue) =>
        queue.name.toLowerCase().includes(name.toLowerCase()),
      );
      return {
        entities: fitting
          .slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
          .map((queue) => ({ id: queue.id, name: queue.name, selfUri: `/api/v2/routing/queues/${queue.id}` })),
        pageSize,
        pageNumber,
        total: fitting.length,
        pageCount: Math.max(1, Math.ceil(fitting.length / pageSize)),
      };
    },
  }),
];
