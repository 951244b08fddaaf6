import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { controlPlugin } from './control/plugin.js';
import { desktopPlugin } from './desktop/plugin.js';
import type { Clock } from './runtime/clock.js';
import { CodedError } from './runtime/coded-error.js';
import type { Config } from './runtime/config.js';
import { answerErrorsFromCatalogue } from './runtime/error-answers.js';
import type { IdSource } from './runtime/ids.js';
import { Journal } from './runtime/journal.js';
import { logOptions } from './runtime/log.js';
import { OriginPolicy } from './runtime/origins.js';
import { staticFiles } from './runtime/static-files.js';
import { toolbarConfig } from './toolbar-config.js';
import { Site } from './site/site.js';
import type { World } from './world/world.js';

export interface Parts {
  readonly config: Config;
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Builds, from the repository's root: the toolbar, the local Fusion, and the stub of Oracle's library. */
const BUILDS = [
  { path: '/toolbar/', folder: new URL('../../toolbar/dist/', import.meta.url) },
  { path: '/uef/', folder: new URL('../../shared/uef-sdk/dist/script/', import.meta.url) },
];
const LOCAL_FUSION = { path: '/', folder: new URL('../../toolbar/dist-harness/', import.meta.url) };

/** Puts the server together. It does not listen yet. */
export async function compose({ config, world, clock, ids }: Parts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: logOptions(config.logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.limits.bodyBytes,
    genReqId: correlationIds(ids.uuid()),
    // A logger of its own for each request costs more than handling it; the correlation id is given where it matters.
    childLoggerFactory: (logger) => logger,
    forceCloseConnections: true,
  })
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    .withTypeProvider<TypeBoxTypeProvider>();
  answerErrorsFromCatalogue(app);
  // A form on a hostile page can post text without asking; JSON it cannot.
  app.removeContentTypeParser('text/plain');

  const journal = new Journal(() => clock.now(), config.limits.journalEntries);
  const site = new Site({ world, clock, ids, journal });
  const origins = new OriginPolicy({ allowedOrigins: config.allowedOrigins, open: config.open });

  app.addHook('onRequest', (request, _reply, done) => {
    done(origins.allows(request.headers) ? undefined : new CodedError('origin-forbidden'));
  });
  await app.register(cors, { origin: (origin, answer) => answer(null, origins.allowsOrigin(origin)) });
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Fusion CTI',
        version: '0.1.0',
        description: 'Commands of the toolbar, and the control API of the local contact centre.',
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });

  app.get('/healthz', { schema: { tags: ['operations'], summary: 'The process is alive' } }, async () => ({
    status: 'ok',
  }));
  app.get('/readyz', { schema: { tags: ['operations'], summary: 'Everything listens' } }, async () => {
    if (!app.server.listening) throw new CodedError('shutting-down');
    return { status: 'ready' };
  });

  await app.register(desktopPlugin, { site, config, origins });
  if (config.open) await app.register(controlPlugin, { site });
  await app.register(toolbarConfig, { config });
  for (const build of config.open ? [...BUILDS, LOCAL_FUSION] : BUILDS) await app.register(staticFiles, build);
  return app;
}

/** Ids that find a failure in the log: unique over restarts, and cheap enough for every request. */
function correlationIds(run: string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${run}-${last}`;
  };
}
