import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import type { OriginPolicy } from '../runtime/origins.js';
import type { Chats } from '../site/chats.js';
import { holdAnswers } from '../site/hold-answers.js';
import { asGmsError, refuse, refuseUnsafe } from './answers.js';
import { acceptForms } from './bodies.js';
import { mountCometd } from './cometd.js';
import { FILES_PATH, fileRoutes } from './file-routes.js';
import { GmsServer } from './gms-server.js';
import { MOCK_PATH, mockPlugin } from './mock/plugin.js';
import { Pushes } from './push/pushes.js';
import { CHAT_PATH, restRoutes } from './rest-routes.js';

export interface GmsPluginOptions {
  readonly chats: Chats;
  readonly config: Config;
  readonly origins: OriginPolicy;
  /** The network's time; the world's is that of the chats. */
  readonly wallClock: Clock;
}

const NODE_PATH = '/genesys/1/node';

/** The face for customers: the Chat API V2 of Genesys Mobile Services, by REST and by CometD. */
export const gmsPlugin: FastifyPluginAsync<GmsPluginOptions> = async (app, options) => {
  const { chats, config, origins, wallClock } = options;
  const gms = new GmsServer({ chats, config, wallClock });
  const pushes = new Pushes({ gms, clock: wallClock, log: app.log });
  app.addHook('onClose', async () => pushes.close());
  const cometd = await mountCometd(app, { gms, pushes, origins, wallClock, log: app.log });
  await app.register(async (scope) => {
    asGmsAnswers(scope, gms);
    holdAnswers(scope, chats, (reply, request) => refuseUnsafe(gms, reply, request));
    acceptForms(scope, config.limits.bodyBytes);
    // Preflights are answered for all paths alike; with a route here they pass the hook that allows credentials.
    for (const url of [`${CHAT_PATH}/*`, FILES_PATH]) {
      scope.options(url, { schema: { hide: true } }, async (_request, reply) => reply.status(204).send());
    }
    restRoutes(scope, gms);
    // [D] that there is a ping for load balancers, [A] where it is and what it says.
    scope.get(NODE_PATH, { schema: { tags: ['gms'], summary: 'The node is there' } }, async () => ({ status: 'ok' }));
    await scope.register(async (inner) => fileRoutes(inner, gms));
  });
  // It shows secrets: outside open mode only who has its token may see them.
  if (config.gms.mock && (config.open || config.gms.mockToken !== '')) {
    await app.register(mockPlugin, { prefix: MOCK_PATH, gms, cometd, pushes });
  }
};

function asGmsAnswers(scope: FastifyInstance, gms: GmsServer): void {
  scope.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    refuse(gms, asGmsError(error, request), reply),
  );
  scope.addHook('onSend', async ({ headers, method }, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    if (headers.origin === undefined) return;
    // The JavaScript clients always send their requests with credentials, and browsers want that allowed.
    void reply.header('access-control-allow-credentials', 'true');
    if (method === 'OPTIONS') void reply.header('access-control-max-age', '86400');
  });
}
