import type { AddressInfo } from 'node:net';
import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import { Registry } from 'prom-client';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { aexPlugin, type AexPluginOptions } from './aex/plugin.js';
import { API_DOCUMENT } from './api-document.js';
import { botPlugin } from './bot/plugin.js';
import { byocPlugin, type ByocPluginOptions } from './byoc/plugin.js';
import { controlPlugin } from './control/plugin.js';
import { cxonePlugin } from './cxone/plugin.js';
import { desktopPlugin } from './desktop/plugin.js';
import { genesysCloudPlugin } from './genesys-cloud/plugin.js';
import { gmsPlugin } from './gms/plugin.js';
import { localTenantOf } from './local-tenant.js';
import type { Clock } from './runtime/clock.js';
import { CodedError } from './runtime/coded-error.js';
import { type Config, ConfigError } from './runtime/config.js';
import { answerClientError, answerError, answerErrorsFromCatalogue } from './runtime/error-answers.js';
import type { IdSource } from './runtime/ids.js';
import { acceptJsonOnly } from './runtime/json-bodies.js';
import { Journal } from './runtime/journal.js';
import { logOptions } from './runtime/log.js';
import { serveMetrics } from './runtime/metrics.js';
import { OriginPolicy } from './runtime/origins.js';
import { staticFiles } from './runtime/static-files.js';
import { tlibPlugin } from './tlib/plugin.js';
import { toolbarConfig } from './toolbar-config.js';
import { Chats } from './site/chats.js';
import { keepChats } from './site/keep-chats.js';
import { SignIn } from './site/sign-in.js';
import { Site } from './site/site.js';
import { Transcripts } from './site/transcripts.js';
import type { SwitchBehaviour, SwitchWorld } from './tserver/index.js';
import { workspacePlugin } from './workspace/plugin.js';
import type { World } from './world/world.js';

export interface Parts {
  readonly config: Config;
  readonly world: World;
  /** The world's time: the switch, the journal, and how long a place is kept. It may be virtual. */
  readonly clock: Clock;
  /**
   * The network's time, always real: pings, tickets, limits and the goodbye are about what is at the other end of a
   * socket, and that neither holds still while virtual time does, nor hurries when it leaps.
   */
  readonly wallClock: Clock;
  readonly ids: IdSource;
  /** Of the switch, where it is not as SIP Server is by default. */
  readonly behaviour?: Partial<SwitchBehaviour>;
  /** Instead of what the world file says of the switch. */
  readonly switchWorld?: SwitchWorld;
  /** What the bridge calls others with, where that is not the network as it is. */
  readonly aex?: Pick<AexPluginOptions, 'random' | 'resolver' | 'trust'>;
  /** The same for the middleware. */
  readonly byoc?: Pick<ByocPluginOptions, 'random' | 'resolver' | 'trust'>;
}

/** Builds, from the repository's root. */
const TOOLBAR = new URL('../../toolbar/dist/', import.meta.url);
const UEF_STUB = new URL('../../shared/uef-sdk/dist/script/', import.meta.url);
const LOCAL_FUSION = new URL('../../toolbar/dist-harness/', import.meta.url);

/** Puts the server together. It does not listen yet. */
export async function compose(parts: Parts): Promise<FastifyInstance> {
  const { config, world, clock, wallClock, ids, behaviour, switchWorld } = parts;
  if (!config.open && !config.aex.alone) requirePasswords(world);
  const app = Fastify({
    logger: logOptions(config.logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.limits.bodyBytes,
    requestTimeout: config.limits.requestMs,
    frameworkErrors: (error, request, reply) => {
      void answerError(error, request, reply);
    },
    clientErrorHandler: answerClientError,
    genReqId: correlationIds(ids.uuid()),
    // A logger of its own for each request costs more than handling it; the correlation id is given where it matters.
    childLoggerFactory: (logger) => logger,
    forceCloseConnections: true,
  })
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    .withTypeProvider<TypeBoxTypeProvider>();
  answerErrorsFromCatalogue(app);
  acceptJsonOnly(app);

  // Without a control API nobody could read it, and it holds what customers say.
  const journal = new Journal(() => clock.now(), config.open ? config.limits.journalEntries : 0);
  const site = new Site({ world, clock, ids, journal, behaviour, switchWorld });
  // One for all faces: whoever guesses at several would else have as many tries at each.
  const signIn = new SignIn(world, config, wallClock);
  const { chats: maxChats, retentionMs, fileBytes } = config.gms;
  const chats = new Chats({ world, clock, ids, journal, maxChats, retentionMs, fileBytes });
  site.onReset(() => chats.reset());
  // The middleware's own pages send their forms to it.
  const own = config.byoc.publicUrl === '' ? [] : [config.byoc.publicUrl];
  const origins = new OriginPolicy({ allowedOrigins: [...config.allowedOrigins, ...own], open: config.open });

  const widgetPath = `${config.byoc.path}/widget/`;
  app.addHook('onRequest', ({ headers, url }, _reply, done) => {
    // A widget is on pages of others: of each channel it is known on whose.
    const isAllowed = url.startsWith(widgetPath) ? origins.allowsHost(headers.host) : origins.allows(headers);
    done(isAllowed ? undefined : new CodedError('origin-forbidden'));
  });
  // Whoever gets past the hook above is allowed.
  await app.register(cors, {
    origin: true,
    strictPreflight: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  });
  await app.register(swagger, { openapi: API_DOCUMENT });
  await app.register(swaggerUi, { routePrefix: '/docs' });

  app.get('/healthz', { schema: { tags: ['operations'], summary: 'The process is alive' } }, async () => ({
    status: 'ok',
  }));
  app.get('/readyz', { schema: { tags: ['operations'], summary: 'Everything listens' } }, async () => {
    if (!app.server.listening) throw new CodedError('not-ready');
    return { status: 'ready' };
  });

  const metrics = new Registry();
  serveMetrics(app, { registry: metrics, token: config.metricsToken, open: config.open });

  // Without an API key nobody outside may use it.
  if (config.aex.enabled && (config.open || config.aex.callers.length > 0)) {
    await app.register(aexPlugin, { config, wallClock, ids, metrics, ...parts.aex });
  }
  const origin = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const isLocal = config.byoc.local && config.open && config.byoc.brands.length === 0 && !config.aex.alone;
  const settings = isLocal ? world.data.cxone : undefined;
  const local = settings && localTenantOf(config.byoc, settings, origin);
  if (local !== undefined || config.byoc.brands.length > 0) {
    await app.register(byocPlugin, { config, wallClock, ids, local, ...parts.byoc });
  }
  if (config.aex.alone) return app;

  const transcripts = new Transcripts();
  await app.register(desktopPlugin, { site, chats, config, origins, wallClock, signIn, transcripts });
  await app.register(workspacePlugin, { site, config, origins, wallClock, signIn });
  await app.register(gmsPlugin, { chats, config, origins, wallClock });
  await app.register(genesysCloudPlugin, { chats, config, origins, wallClock });
  await app.register(cxonePlugin, { chats, config, wallClock });
  if (config.open) await app.register(controlPlugin, { site, chats, transcripts });
  // Its other end is the bridge. Open mode is for this machine only, and so is the assistant.
  if (config.open && config.aex.enabled) await app.register(botPlugin, { chats, config, wallClock });
  if (config.open) await app.register(tlibPlugin, { site, config, origins, wallClock });
  const onLost = () => {
    // Another one may do better: what was acknowledged is safe, and a new process goes on from there.
    process.exitCode = 1;
    void app.close();
  };
  const keeper = await keepChats({ chats, config, wallClock, log: app.log, onLost });
  app.addHook('onClose', async () => keeper?.close());
  await app.register(toolbarConfig, { config, world });
  await app.register(staticFiles, { path: '/uef/', folder: UEF_STUB });
  await app.register(staticFiles, {
    path: '/toolbar/',
    folder: TOOLBAR,
    headers: { 'content-security-policy': frameAncestors(config) },
  });
  if (config.open) await app.register(staticFiles, { path: '/', folder: LOCAL_FUSION });
  return app;
}

/** Who may frame the toolbar: a page that does can play Fusion to it. */
function frameAncestors({ open, allowedOrigins }: Config): string {
  const loopback = open ? ['http://localhost:*', 'http://127.0.0.1:*'] : [];
  return ['frame-ancestors', "'self'", ...loopback, ...allowedOrigins].join(' ');
}

/** Ids that find a failure in the log: unique over restarts, and cheap enough for every request. */
function correlationIds(run: string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${run}-${last}`;
  };
}

/** @throws ConfigError naming the agents whom anyone could be */
function requirePasswords(world: World): void {
  const open = world.data.agents.filter(({ password }) => password === undefined).map(({ agentId }) => agentId);
  if (open.length === 0) return;
  const some = open.slice(0, 5).join(', ');
  throw new ConfigError([`Outside open mode every agent of the world file needs a password; ${some} have none.`]);
}
