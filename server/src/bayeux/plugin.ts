import type { FastifyInstance } from 'fastify';
import type { OriginPolicy } from '../runtime/origins.js';
import { requestsOf } from '../runtime/requests.js';
import { upgradesOf } from '../runtime/upgrades.js';
import { callbackPollingRoutes } from './callback-polling.js';
import { ANSWER_HEADERS, type BrowserCookie, CREDENTIALS_HEADERS, HttpTransport } from './http-transport.js';
import { longPollingRoutes } from './long-polling.js';
import { plainPolls } from './plain-polls.js';
import type { BayeuxServer } from './server.js';
import { BayeuxSocketServer } from './socket-server.js';

export interface MountOptions<Context> {
  /** Where the endpoint is, for example `/genesys/cometd`. Everything below belongs to it too: clients append words. */
  readonly path: string;
  readonly server: BayeuxServer<Context>;
  readonly origins: OriginPolicy;
  readonly cookie?: BrowserCookie;
}

/** Puts a Bayeux server at a path, with the transports that it offers. It is closed with the app. */
export async function mountBayeux<Context>(app: FastifyInstance, options: MountOptions<Context>): Promise<void> {
  const { path, server, origins, cookie } = options;
  const paths = [path, `${path}/*`];
  const transport = new HttpTransport(server, cookie);
  const sockets = new BayeuxSocketServer(path, server, origins);
  upgradesOf(app.server).claim((request, stream, head) => sockets.upgrade(request, stream, head));
  let isOpen = true;
  app.addHook('preClose', async () => {
    isOpen = false;
    server.close();
    sockets.close();
  });
  await app.register(async (scope) => {
    scope.addHook('onSend', async ({ headers }, reply) => {
      void reply.headers(headers.origin === undefined ? ANSWER_HEADERS : { ...ANSWER_HEADERS, ...CREDENTIALS_HEADERS });
    });
    // Preflights are answered for all paths alike; with a route here they pass the hook above.
    for (const url of paths)
      scope.options(url, { schema: { hide: true } }, async (_request, reply) => reply.status(204).send());
    if (server.connectionTypes.includes('long-polling')) {
      const bodyLimit = server.limits.messageBytes;
      longPollingRoutes(scope, paths, transport, bodyLimit);
      requestsOf(app.server).claim(plainPolls({ path, transport, origins, bodyLimit, isOpen: () => isOpen }));
    }
    if (server.connectionTypes.includes('callback-polling')) callbackPollingRoutes(scope, paths, transport, origins);
  });
}
