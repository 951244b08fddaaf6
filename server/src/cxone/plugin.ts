import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Clock } from '../runtime/clock.js';
import { boxPathOf } from '../runtime/config-byoc.js';
import type { Config } from '../runtime/config.js';
import { type Resolver, SystemResolver } from '../runtime/outbound/index.js';
import { sameSecret } from '../runtime/same-secret.js';
import type { Chats } from '../site/chats.js';
import { answerFailure, TRACE_HEADER } from './answers.js';
import { authRoutes } from './auth/auth-routes.js';
import { emulatorRoutes } from './emulator/emulator-routes.js';
import { meetFaults } from './emulator/meet-faults.js';
import { CHANNEL_ROUTES } from './engagement/channel-routes.js';
import { CONTACT_ROUTES } from './engagement/contact-routes.js';
import { MARK_ROUTES } from './engagement/mark-routes.js';
import { MESSAGE_ROUTES } from './engagement/message-routes.js';
import { OTHER_ROUTES } from './engagement/other-routes.js';
import { THREAD_ROUTES } from './engagement/thread-routes.js';
import { DeError } from './errors.js';
import { fileRoutes } from './file-routes.js';
import { CXONE_PATH, DE_PATH, EMULATOR_PATH } from './paths.js';
import { mountRoutes } from './route.js';
import { Tenant } from './tenant.js';

export interface CxonePluginOptions {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time; the world's is that of the chats. */
  readonly wallClock: Clock;
  readonly resolver?: Resolver | undefined;
}

/** The face of CXone for middlewares of channels: authorization, Digital Engagement, callbacks. Only when the world has a brand. */
export const cxonePlugin: FastifyPluginAsync<CxonePluginOptions> = async (app, options) => {
  const { chats, config, wallClock, resolver = new SystemResolver() } = options;
  const settings = chats.world.data.cxone;
  if (settings === undefined) return;
  const origin = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const ownUrl = () => `${origin()}${CXONE_PATH}`;
  const ownBox = () => `${origin()}${boxPathOf(config.byoc)}`;
  const warn = (facts: object, text: string) => app.log.warn(facts, text);
  const tenant = new Tenant({ chats, config, wallClock, settings, resolver, ownUrl, ownBox, warn });
  app.addHook('onClose', async () => tenant.close());

  await app.register(
    async (scope) => {
      inCxonesWords(scope, tenant);
      await scope.register(async (api) => {
        meetFaults(api, tenant);
        await api.register(authRoutes, { tenant });
        await api.register(fileRoutes, { tenant });
        await api.register(
          async (engagement) =>
            mountRoutes(engagement, tenant, [
              ...MESSAGE_ROUTES,
              ...MARK_ROUTES,
              ...CHANNEL_ROUTES,
              ...THREAD_ROUTES,
              ...CONTACT_ROUTES,
              ...OTHER_ROUTES,
            ]),
          { prefix: DE_PATH },
        );
      });
      if (config.open) {
        await scope.register(
          async (control) => {
            guard(control, settings.controlToken);
            await control.register(emulatorRoutes, { tenant });
          },
          { prefix: EMULATOR_PATH },
        );
      }
    },
    { prefix: CXONE_PATH },
  );
};

function inCxonesWords(scope: FastifyInstance, { chats }: Tenant): void {
  scope.setErrorHandler(answerFailure);
  scope.addHook('onRequest', async (request, reply) => {
    const given = request.headers[TRACE_HEADER];
    const trace = typeof given === 'string' && /^[\w.-]{1,100}$/.test(given) ? given : chats.ids.uuid();
    void reply.headers({ [TRACE_HEADER]: trace, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  const unknown = async () => {
    throw DeError.of('notFound');
  };
  scope.setNotFoundHandler(unknown);
  // Before the server looks for a page of that name.
  for (const url of ['/', '/*']) scope.get(url, { schema: { hide: true } }, unknown);
}

function guard(control: FastifyInstance, token: string | undefined): void {
  if (token === undefined) return;
  control.addHook('onRequest', async ({ headers }) => {
    const [, given = ''] = /^Bearer +([^ ]+) *$/i.exec(headers.authorization ?? '') ?? [];
    if (!sameSecret(token, given)) throw DeError.of('tokenInvalid');
  });
}
