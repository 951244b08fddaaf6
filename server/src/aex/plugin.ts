import type { AddressInfo } from 'node:net';
import type { SecureContext } from 'node:tls';
import { Registry } from 'prom-client';
import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import type { IdSource } from '../runtime/ids.js';
import { BACKOFF, type Backoff, type Resolver, SystemResolver } from '../runtime/outbound/index.js';
import { openSealedStore } from '../runtime/sealed-store.js';
import { aexAdminRoutes } from './admin-routes.js';
import { backendsOf } from './backends.js';
import { Bridge } from './bridge.js';
import { BridgeMetrics } from './bridge-metrics.js';
import { Callers } from './callers.js';
import { ChatBook } from './chat-book.js';
import { answerBridgeError } from './errors.js';
import { Publisher } from './publisher.js';
import { regionsOf } from './regions.js';
import { aexRoutes } from './routes.js';
import { checkCallers, rulesOf } from './settings.js';

export interface AexPluginOptions {
  readonly config: Config;
  /** The network's time: what other machines do does not wait for virtual time. */
  readonly wallClock: Clock;
  readonly ids: IdSource;
  /** Where what is counted can be read. */
  readonly metrics?: Registry;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly resolver?: Resolver;
  readonly trust?: SecureContext;
}

/** The bridge between a bot, AEX, and agents at Genesys Cloud. */
export const aexPlugin: FastifyPluginAsync<AexPluginOptions> = async (app, options) => {
  const {
    config: whole,
    wallClock: clock,
    ids,
    random = Math.random,
    resolver = new SystemResolver(),
    trust,
    metrics: registry = new Registry(),
  } = options;
  const config = whole.aex;
  checkCallers(config);
  const rules = rulesOf(config);
  const { store, seal } = await openSealedStore({ store: config.store, sealKey: config.sealKey, name: 'aex', clock });
  const book = new ChatBook(store, seal);
  const callers = new Callers(config, whole.open);
  const backoff: Backoff = { ...BACKOFF, firstMs: rules.retryMs, maxMs: rules.maxRetryMs };
  const isShared = config.store !== '';
  const { log } = app;
  const metrics = new BridgeMetrics(registry);
  const outbound = { config, clock, random, backoff, resolver, trust, metrics };

  // The emulator is a face of this server; in production there is none.
  const ownUrl = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/genesys-cloud`;
  const { backends, close: closeBackends } = backendsOf({ ...outbound, ids });
  const publisher = new Publisher({ ...outbound, book, callers, log, isShared });
  const onEvents = () => publisher.kick();
  const bridge = new Bridge({
    ...outbound,
    book,
    backends,
    regions: regionsOf(config, whole.open ? ownUrl : undefined),
    rules,
    ids,
    log,
    instance: config.instance === '' ? `${ids.uuid()}:0` : config.instance,
    isShared,
    onEvents,
  });
  metrics.watch(() => bridge.open);

  app.addHook('onReady', async () => {
    await bridge.start();
    if (isShared) publisher.kick();
  });
  app.addHook('preClose', async () => {
    await bridge.close();
    await publisher.close();
    closeBackends();
    await store.close();
  });

  await app.register(async (scope) => {
    scope.setErrorHandler(answerBridgeError);
    scope.addHook('onSend', async (_request, reply) => {
      void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    });
    await scope.register(aexRoutes, { bridge, callers, config });
    await scope.register(aexAdminRoutes, { bridge, callers, book, onEvents });
  });
};
