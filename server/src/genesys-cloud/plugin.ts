import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import type { OriginPolicy } from '../runtime/origins.js';
import type { Chats } from '../site/chats.js';
import { answerFailure, CORRELATION_HEADER } from './answers.js';
import { Cloud } from './cloud.js';
import { CloudError } from './errors.js';
import { harnessRoutes } from './harness/harness-routes.js';
import { meetFaults } from './harness/meet-faults.js';
import { identifier } from './identify.js';
import { tokenRoute } from './oauth/token-route.js';
import { serveMessaging } from './messaging/messaging-sockets.js';
import { MESSAGING_ROUTES } from './messaging/messaging-routes.js';
import { CLOUD_PATH } from './paths.js';
import { PLATFORM_ROUTES } from './platform-routes.js';
import { mountRoutes } from './route.js';
import { serveStreams } from './webchat/event-streams.js';
import { GUEST_ROUTES } from './webchat/guest-routes.js';

export interface GenesysCloudPluginOptions {
  readonly chats: Chats;
  readonly config: Config;
  readonly origins: OriginPolicy;
  /** The network's time; the world's is that of the chats. */
  readonly wallClock: Clock;
}

/** The face for guests and programs of Genesys Cloud: OAuth, web chat, Web Messaging. Only when the world has an organisation. */
export const genesysCloudPlugin: FastifyPluginAsync<GenesysCloudPluginOptions> = async (app, options) => {
  const { chats, config, origins, wallClock } = options;
  const settings = chats.world.data.genesysCloud;
  if (settings === undefined) return;
  const cloud = new Cloud({ chats, config, wallClock, settings });
  serveStreams(app, cloud, origins);
  serveMessaging(app, cloud, origins);
  await app.register(
    async (scope) => {
      inCloudsWords(scope, cloud);
      meetFaults(scope, cloud);
      await scope.register(tokenRoute, { cloud });
      mountRoutes(scope, cloud, [...PLATFORM_ROUTES, ...GUEST_ROUTES, ...MESSAGING_ROUTES], identifier(cloud));
    },
    { prefix: CLOUD_PATH },
  );
  if (config.open) await app.register(harnessRoutes, { cloud });
};

function inCloudsWords(scope: FastifyInstance, { chats }: Cloud): void {
  scope.decorateRequest('cloudCaller', undefined);
  scope.setErrorHandler(answerFailure);
  scope.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      [CORRELATION_HEADER]: chats.ids.uuid(),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    // The official client sends parameters that were not given, and leaves them empty.
    const query = Object.entries(request.query as Readonly<Record<string, unknown>>);
    request.query = Object.fromEntries(query.filter(([, value]) => value !== ''));
  });
  const unknown = async () => {
    throw CloudError.of('not.found');
  };
  scope.setNotFoundHandler(unknown);
  // Before the server looks for a page of that name.
  for (const url of ['/', '/*']) scope.get(url, { schema: { hide: true } }, unknown);
}
