import type { FastifyInstance } from 'fastify';
import type { OriginPolicy } from '../runtime/origins.js';
import { upgradesOf } from '../runtime/upgrades.js';
import { callbackPollingRoutes } from './callback-polling.js';
import { type BrowserCookie, HttpTransport } from './http-transport.js';
import { longPollingRoutes } from './long-polling.js';
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
  app.addHook('preClose', async () => {
    server.close();
    sockets.close();
  });
  await app.register(async (scope) => {
    // Not asynchronous: every message that is polled for would wait for a promise.
    scope.addHook('onSend', ({ headers }, reply, payload, done) => {
      void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      // The JavaScript client always sends its requests with credentials, and browsers want that allowed.
      if (headers.origin !== undefined) void reply.header('access-control-allow-credentials', 'true');
      done(null, payload);
    });
    // Preflights are answered for all paths alike; with a route here they pass the hook above.
    for (const url of paths)
      scope.options(url, { schema: { hide: true } }, async (_request, reply) => reply.status(204).send());
    if (server.connectionTypes.includes('long-polling')) {
      longPollingRoutes(scope, paths, transport, server.limits.messageBytes);
    }
    if (server.connectionTypes.includes('callback-polling')) callbackPollingRoutes(scope, paths, transport, origins);
  });
}
