import type { FastifyPluginAsync } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Clock } from '../runtime/clock.js';
import { BOX_PATH } from '../runtime/config-byoc.js';
import type { Config } from '../runtime/config.js';
import type { IdSource } from '../runtime/ids.js';
import { NamedLimits } from '../runtime/named-limits.js';
import { BACKOFF, type Resolver, SystemResolver } from '../runtime/outbound/index.js';
import { openSealedStore } from '../runtime/sealed-store.js';
import { adminRoutes } from './admin-routes.js';
import { Book, CHANNEL_OUTBOX, type ChannelParcel, CXONE_OUTBOX, type CxoneParcel } from './book.js';
import { Box } from './box/box.js';
import { boxRoutes } from './box/box-routes.js';
import { IssuedTokens } from './box/issued-tokens.js';
import { tokenRoutes } from './box/token-routes.js';
import { CaseWatch } from './case-watch.js';
import { ChannelAdapters } from './channels/channel-adapters.js';
import { ChannelSender } from './channels/channel-sender.js';
import { WebhookAdapter } from './channels/webhook-adapter.js';
import { webhookRoutes } from './channels/webhook-routes.js';
import { Widget } from './channels/widget/widget.js';
import { Customers } from './customers.js';
import { CxoneSender } from './cxone-sender.js';
import { BrandLine } from './de/brand-line.js';
import { ChannelDesk } from './de/channel-desk.js';
import { DeClient } from './de/de-client.js';
import { addressOf, localAddress, type LocalTenant } from './de/tenant-address.js';
import { Directory } from './directory.js';
import { answerByocError } from './errors.js';
import { AgentFiles } from './files/agent-files.js';
import { CustomerFiles } from './files/customer-files.js';
import { FileFetcher } from './files/file-fetcher.js';
import { fileRoutes } from './files/file-routes.js';
import { FileShelf } from './files/file-shelf.js';
import { NiceHosts } from './nice-hosts.js';
import { OutboxWorker } from './outbox-worker.js';
import { pageRoutes } from './pages/page-routes.js';
import { Visits } from './pages/visits.js';
import { checkBrands, rulesOf } from './settings.js';
import { ThreadViews } from './thread-views.js';
import { Threads } from './threads.js';
import { Timetable } from './timetable.js';

export interface ByocPluginOptions {
  readonly config: Config;
  /** The network's time: what other machines do does not wait for virtual time. */
  readonly wallClock: Clock;
  readonly ids: IdSource;
  /** Instead of the brands that are configured. */
  readonly local?: LocalTenant | undefined;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly resolver?: Resolver;
  readonly trust?: SecureContext;
}

const PAGES_PATH = '/manage';

/** The middleware between any messaging channel and agents of NICE CXone. */
export const byocPlugin: FastifyPluginAsync<ByocPluginOptions> = async (app, options) => {
  const { config: whole, wallClock: clock, ids, local, random = Math.random, trust } = options;
  const { resolver = new SystemResolver() } = options;
  const config = local === undefined ? whole.byoc : { ...whole.byoc, brands: [local.brand], emulator: true };
  checkBrands(config);
  const rules = rulesOf(config);
  const { store, seal } = await openSealedStore({ store: config.store, sealKey: config.sealKey, name: 'byoc', clock });
  const { log } = app;
  const now = () => clock.now();
  const sharedMs = config.store === '' ? 0 : config.sharedMs;
  const calls = { config, clock, ids, resolver, trust };

  const book = new Book(store, seal, ids, config.retentionMs);
  const directory = new Directory(config);
  const onStored = () => {
    channelWorker.kick();
    cxoneWorker.kick();
    timetable.kick();
  };
  const threads = new Threads({ book, directory, rules, clock, onStored });
  const lines = new Map(
    directory.brands.map((brand) => {
      const address = () => (local === undefined ? addressOf(brand) : localAddress(local.url()));
      return [brand.id, new BrandLine(brand, address, calls)];
    }),
  );
  const clients = new Map([...lines].map(([brand, line]) => [brand, new DeClient(line, rules, clock)]));
  const views = new ThreadViews(clients, rules, clock);
  const hosts = new NiceHosts(config);
  const fetcher = new FileFetcher(calls);
  const shelf = new FileShelf(book, clock, ids, config.attachmentSeconds * 1000);
  const ownUrl = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const files = new AgentFiles({
    fetcher,
    shelf,
    known: hosts.targets,
    clock,
    log,
    fetchMs: config.attachmentMs,
    pauseMs: config.retryMs,
    base: () => (config.publicUrl === '' ? ownUrl() : config.publicUrl) + config.path,
  });
  const widget = new Widget({ config: whole, book, directory, threads, clock, ids, sharedMs });
  const adapter = new ChannelAdapters(new WebhookAdapter(calls), widget.adapter);
  const backoff = { ...BACKOFF, firstMs: config.retryMs, maxMs: config.maxRetryMs };
  const working = { book, clock, random, backoff, log, sharedMs, onStored };
  const channelWorker = new OutboxWorker<ChannelParcel>({
    ...working,
    outbox: CHANNEL_OUTBOX,
    holdMs: config.callMs * 2,
    sender: new ChannelSender(book, directory, adapter, rules, clock, files),
    tries: config.channelTries,
    forMs: config.channelForMs,
  });
  const cxoneWorker = new OutboxWorker<CxoneParcel>({
    ...working,
    outbox: CXONE_OUTBOX,
    // A look, a token and the call itself. Whoever takes longer does it twice, and CXone takes it once.
    holdMs: config.callMs * 4,
    sender: new CxoneSender({
      book,
      directory,
      threads,
      views,
      clients,
      files: new CustomerFiles(fetcher, clock, config.attachmentsIn === 'upload'),
      rules,
      clock,
      log,
    }),
    tries: config.cxoneTries,
    forMs: config.cxoneForMs,
  });
  const timetable = new Timetable({ store, threads, clock, log, sharedMs });
  const { pollMs } = config;
  const watch = new CaseWatch({ book, threads, views, clients, rules, clock, log, pollMs, instance: ids.uuid() });

  // Not before: the tenant may be a face of this server, and platforms answer to what they are told.
  app.addHook('onListen', async () => {
    onStored();
    watch.start();
  });
  app.addHook('preClose', async () => {
    await Promise.all([files.close(), watch.close(), timetable.close(), channelWorker.close(), cxoneWorker.close()]);
    adapter.close();
    for (const client of clients.values()) client.close();
    await store.close();
  });

  const tokens = new IssuedTokens(book, directory, clock, ids);
  const reaches = adapter.reaches.bind(adapter);
  const box = new Box({ book, directory, threads, rules, clock, ids, reaches, files });
  const customers = new Customers({
    book,
    threads,
    views,
    rules,
    clock,
    ids,
    limits: new NamedLimits(now, config.customerPerMinute / 60, config.customerBurst),
    rememberMs: config.signatureMs * 2,
    marksMs: config.channelForMs + config.cxoneForMs,
  });
  const limits = new NamedLimits(now, config.tokensPerMinute / 60, config.tokenBurst);
  const bodyLimit = config.bodyBytes;
  const { signatureMs, adminToken: token } = config;
  await app.register(
    async (scope) => {
      scope.setErrorHandler(answerByocError);
      scope.addHook('onSend', async (_request, reply) => {
        void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      });
      await scope.register(tokenRoutes, { prefix: BOX_PATH, tokens, limits, seconds: config.tokenSeconds });
      await scope.register(boxRoutes, { prefix: BOX_PATH, box, directory, tokens, bodyLimit });
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
        limits: new NamedLimits(now, config.visitsPerMinute / 60, config.visitsPerMinute),
        visitSeconds: config.visitSeconds,
        showsTyping: rules.channelShowsTyping,
      });
      await scope.register(adminRoutes, { prefix: '/support', book, threads, token, isOpen: whole.open, onStored });
    },
    { prefix: config.path },
  );
};
