import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import type { SecureContext } from 'node:tls';
import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import { BOX_PATH, PAGES_PATH } from '../runtime/config-byoc.js';
import type { Config } from '../runtime/config.js';
import type { IdSource } from '../runtime/ids.js';
import { NamedLimits } from '../runtime/named-limits.js';
import { type Resolver, SystemResolver } from '../runtime/outbound/index.js';
import { Readiness } from '../runtime/readiness.js';
import { adminRoutes, forSupport } from './admin-routes.js';
import { blockedRoutes } from './blocked-routes.js';
import { boxRoutes } from './box/box-routes.js';
import { onlyFrom } from './box/caller-networks.js';
import { IssuedTokens } from './box/issued-tokens.js';
import { tokenRoutes } from './box/token-routes.js';
import { webhookRoutes } from './channels/webhook-routes.js';
import { ChannelDesk } from './de/channel-desk.js';
import type { LocalTenant } from './de/tenant-address.js';
import { answerByocError } from './errors.js';
import { countAnswers } from './figures/endpoints.js';
import { fileRoutes } from './files/file-routes.js';
import { openMiddleware } from './middleware.js';
import { pageRoutes } from './pages/page-routes.js';
import { Visits } from './pages/visits.js';
import { UnderWay } from './under-way.js';

export interface ByocPluginOptions {
  readonly config: Config;
  /** The network's time: what other machines do does not wait for virtual time. */
  readonly wallClock: Clock;
  readonly ids: IdSource;
  /** Instead of the brands that are configured. */
  readonly local?: LocalTenant | undefined;
  /** Where what is counted can be read. */
  readonly metrics?: Registry;
  readonly readiness?: Readiness;
  /** Where support staff calls, when it is not where all others do. */
  readonly support?: FastifyInstance;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly resolver?: Resolver;
  readonly trust?: SecureContext;
}

/** The middleware between any messaging channel and agents of NICE CXone. */
export const byocPlugin: FastifyPluginAsync<ByocPluginOptions> = async (app, options) => {
  const { config: whole, wallClock: clock, ids, local, random = Math.random, trust } = options;
  const { resolver = new SystemResolver(), metrics: registry = new Registry() } = options;
  const { readiness = new Readiness(), support = app } = options;
  const ownUrl = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const parts = { config: whole, clock, ids, local, registry, random, resolver, trust, log: app.log, ownUrl };
  const middleware = await openMiddleware(parts);
  const { config, rules, metrics, book, directory, threads, lines, hosts, shelf, widget, blocked } = middleware;
  const { box, customers, onStored } = middleware;
  readiness.watch(middleware.troubles);
  const underWay = new UnderWay();

  // Not before: the tenant may be a face of this server, and platforms answer to what they are told.
  app.addHook('onListen', async () => middleware.start());
  app.addHook('preClose', async () => {
    readiness.close();
    widget.close();
    await underWay.settled(clock, config.callMs);
    await middleware.close();
  });

  const perMinute = (times: number, burst: number) => new NamedLimits(() => clock.now(), times / 60, burst);
  const tokens = new IssuedTokens(book, directory, clock, ids);
  const limits = perMinute(config.tokensPerMinute, config.tokenBurst);
  const addresses = perMinute(config.tokensPerMinute, config.tokenBurst);
  const bodyLimit = config.bodyBytes;
  const { signatureMs, adminToken: token } = config;
  const asOurs = (scope: FastifyInstance) => {
    scope.setErrorHandler(answerByocError);
    underWay.watch(scope);
    scope.addHook('onSend', async (_request, reply) => {
      void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    });
  };
  await app.register(
    async (scope) => {
      asOurs(scope);
      countAnswers(scope, config.path, metrics);
      // Another instance takes it, and what this one has taken it finishes.
      scope.addHook('onRequest', async () => {
        if (readiness.isDraining) throw new CodedError('draining');
      });
      await scope.register(
        async (callbacks) => {
          onlyFrom(callbacks, config.boxNetworks);
          await callbacks.register(tokenRoutes, { tokens, limits, addresses, seconds: config.tokenSeconds });
          await callbacks.register(boxRoutes, { box, directory, tokens, bodyLimit });
        },
        { prefix: BOX_PATH },
      );
      await scope.register(webhookRoutes, { customers, directory, rules, clock, signatureMs, bodyLimit });
      await widget.serve(app, scope, customers);
      await scope.register(fileRoutes, { shelf });
      await scope.register(pageRoutes, {
        prefix: PAGES_PATH,
        path: config.path + PAGES_PATH,
        directory,
        desks: new Map([...lines].map(([brand, line]) => [brand, new ChannelDesk(line)])),
        visits: new Visits(book, clock, ids, config.visitSeconds),
        hosts,
        limits: perMinute(config.visitsPerMinute, config.visitsPerMinute),
        visitSeconds: config.visitSeconds,
        showsTyping: rules.channelShowsTyping,
      });
    },
    { prefix: config.path },
  );
  await support.register(
    async (scope) => {
      asOurs(scope);
      forSupport(scope, token, whole.open);
      await scope.register(adminRoutes, { book, threads, onStored });
      await scope.register(blockedRoutes, { blocked, directory });
    },
    { prefix: `${config.path}/support` },
  );
};
