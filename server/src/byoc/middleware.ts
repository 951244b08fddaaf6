import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { SecureContext } from 'node:tls';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import type { IdSource } from '../runtime/ids.js';
import { NamedLimits } from '../runtime/named-limits.js';
import { BACKOFF, LOOPBACK_TARGETS, type Resolver } from '../runtime/outbound/index.js';
import { openSealedStore } from '../runtime/sealed-store.js';
import { BlockedPeople } from './blocked.js';
import { Book, type ChannelParcel, type CxoneParcel } from './book.js';
import { Box } from './box/box.js';
import { CaseWatch } from './case-watch.js';
import { ChannelAdapters } from './channels/channel-adapters.js';
import { ChannelSender } from './channels/channel-sender.js';
import { WebhookAdapter } from './channels/webhook-adapter.js';
import { Widget } from './channels/widget/widget.js';
import { Customers } from './customers.js';
import { CxoneSender } from './cxone-sender.js';
import { BrandLine } from './de/brand-line.js';
import { CustomerFields } from './de/customer-fields.js';
import { DeClient } from './de/de-client.js';
import { addressOf, localAddress, type LocalTenant } from './de/tenant-address.js';
import { Directory } from './directory.js';
import { ByocMetrics } from './figures/byoc-metrics.js';
import { ByocState } from './figures/byoc-state.js';
import { AgentFiles } from './files/agent-files.js';
import { CustomerFiles } from './files/customer-files.js';
import { FileFetcher } from './files/file-fetcher.js';
import { FileShelf } from './files/file-shelf.js';
import { NiceHosts } from './nice-hosts.js';
import { OutboxWorker } from './outbox-worker.js';
import { checkBrands, rulesOf } from './settings.js';
import { ThreadViews } from './thread-views.js';
import { Threads } from './threads.js';
import { Timetable } from './timetable.js';

export interface MiddlewareParts {
  readonly config: Config;
  /** The network's time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Instead of the brands that are configured. */
  readonly local: LocalTenant | undefined;
  readonly registry: Registry;
  readonly random: () => number;
  readonly resolver: Resolver;
  readonly trust: SecureContext | undefined;
  readonly log: FastifyBaseLogger;
  /** Where this server is, when it listens. */
  readonly ownUrl: () => string;
}

/** What the routes call. */
export type Middleware = Awaited<ReturnType<typeof openMiddleware>>;

/**
 * Puts the middleware together. It does nothing by itself before `start`.
 * @throws ConfigError with every problem found
 */
export async function openMiddleware(parts: MiddlewareParts) {
  const { config: whole, clock, ids, local, registry, random, resolver, trust, log, ownUrl } = parts;
  const config = local === undefined ? whole.byoc : { ...whole.byoc, brands: [local.brand], emulator: true };
  checkBrands(config);
  const rules = rulesOf(config);
  const { store, seal } = await openSealedStore({ store: config.store, sealKey: config.sealKey, name: 'byoc', clock });
  const sharedMs = config.store === '' ? 0 : config.sharedMs;
  const metrics = new ByocMetrics(registry);
  const calls = { config, clock, ids, resolver, trust, metrics, log };

  const book = new Book(store, seal, ids, config.retentionMs);
  const directory = new Directory(config);
  const onStored = () => {
    channelWorker.kick();
    cxoneWorker.kick();
    timetable.kick();
  };
  const threads = new Threads({ book, directory, rules, clock, metrics, onStored });
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
  const base = () => (config.publicUrl === '' ? ownUrl() : config.publicUrl) + config.path;
  const files = new AgentFiles({
    fetcher,
    shelf,
    known: local === undefined ? hosts.targets : LOOPBACK_TARGETS,
    clock,
    log,
    fetchMs: config.attachmentMs,
    pauseMs: config.retryMs,
    base,
  });
  const widget = new Widget({ config: whole, book, directory, threads, shelf, base, clock, ids, sharedMs });
  const adapter = new ChannelAdapters(new WebhookAdapter(calls), widget.adapter);
  const backoff = { ...BACKOFF, firstMs: config.retryMs, maxMs: config.maxRetryMs };
  const working = { book, clock, random, backoff, log, metrics, sharedMs, onStored };
  const channelWorker = new OutboxWorker<ChannelParcel>({
    ...working,
    outbox: 'channel',
    holdMs: config.callMs * 2,
    sender: new ChannelSender(book, directory, adapter, rules, clock, files),
    tries: config.channelTries,
    forMs: config.channelForMs,
  });
  const cxoneWorker = new OutboxWorker<CxoneParcel>({
    ...working,
    outbox: 'cxone',
    // A look, a token and the call itself. Whoever takes longer does it twice, and CXone takes it once.
    holdMs: config.callMs * 4,
    sender: new CxoneSender({
      book,
      directory,
      threads,
      views,
      clients,
      files: new CustomerFiles(fetcher, shelf, clock, config.attachmentsIn === 'upload'),
      rules,
      clock,
      log,
      metrics,
    }),
    tries: config.cxoneTries,
    forMs: config.cxoneForMs,
  });
  const timetable = new Timetable({ store, threads, clock, log, sharedMs });
  const { pollMs } = config;
  const instance = ids.uuid();
  const watch = new CaseWatch({ book, threads, views, clients, rules, clock, log, metrics, pollMs, instance });
  const state = new ByocState({
    store,
    clock,
    suspended: () => new Map([...clients].map(([brand, { isSuspended }]) => [brand, isSuspended])),
    lookedAt: () => watch.lookedAt,
    deepItems: config.deepItems,
    deepMs: config.deepMs,
  });
  state.tell(registry);
  const fields = new CustomerFields({ brands: directory.brands, clients, clock, log, againMs: config.maxRetryMs });
  const blocked = new BlockedPeople(book, clock);
  const reaches = adapter.reaches.bind(adapter);
  const box = new Box({ blocked, book, directory, threads, rules, clock, ids, reaches, files, metrics, log });
  const customers = new Customers({
    book,
    blocked,
    threads,
    views,
    rules,
    clock,
    ids,
    metrics,
    log,
    limits: new NamedLimits(() => clock.now(), config.customerPerMinute / 60, config.customerBurst),
    rememberMs: config.signatureMs * 2,
    marksMs: config.channelForMs + config.cxoneForMs,
  });

  return {
    ...{ config, rules, metrics, book, directory, threads, lines, hosts, shelf, widget, blocked, box, customers },
    onStored,
    /** What is not as it should be, in words; empty when all is well. */
    troubles: () => state.troubles(),
    start: () => {
      onStored();
      watch.start();
      fields.start();
    },
    close: async () => {
      const working = [fields, files, watch, timetable, channelWorker, cxoneWorker];
      await Promise.all(working.map((each) => each.close()));
      adapter.close();
      for (const client of clients.values()) client.close();
      await store.close();
    },
  };
}
