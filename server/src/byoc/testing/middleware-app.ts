import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance } from 'fastify';
import { type Clock, SystemClock } from '../../runtime/clock.js';
import { type ByocBrand, type ByocChannel, type ByocConfig, DEFAULT_BYOC_CONFIG } from '../../runtime/config-byoc.js';
import { DEFAULT_CONFIG } from '../../runtime/config.js';
import { SystemIds } from '../../runtime/ids.js';
import { acceptJsonOnly } from '../../runtime/json-bodies.js';
import { logOptions } from '../../runtime/log.js';
import { LOOPBACK_TARGETS } from '../../runtime/outbound/index.js';
import { byocPlugin, type ByocPluginOptions } from '../plugin.js';
import { WEBHOOK_SECRET } from './platform-stub.js';

export const BOX_SECRET = 'box-secret-for-cxone';

/** Waits of the real world, made as short as tests want them. */
const QUICK: Partial<ByocConfig> = { retryMs: 4, maxRetryMs: 20, breakerMs: 20, sharedMs: 50, pollMs: 3_600_000 };

export interface MiddlewareOptions extends Partial<Omit<ByocPluginOptions, 'config' | 'wallClock'>> {
  readonly byoc?: Partial<ByocConfig>;
  /** Of the first channel. */
  readonly channel?: Partial<ByocChannel>;
  readonly brand?: Partial<ByocBrand>;
  readonly open?: boolean;
  readonly clock?: Clock;
  /** Lines of the log. */
  readonly logTo?: (line: string) => void;
}

/** Brand 1234 with the channels `hole`, `pond` and `puddle`, a widget, of one integration; brand 99 with the channel `elsewhere`. */
export function brandsAt(cxone: string, hook: string, { brand = {}, channel = {} }: MiddlewareOptions): ByocBrand[] {
  const webhook = { url: hook, secrets: [WEBHOOK_SECRET], targets: [...LOOPBACK_TARGETS] };
  const api = {
    authBase: cxone,
    deBase: `${cxone}/dfo/3.0`,
    apiClientId: 'api-client',
    apiClientSecret: 'api-secret',
    accessKeyId: 'key=id',
    accessKeySecret: 'key=secret',
  };
  return [
    {
      id: 1234,
      ...api,
      ...brand,
      integrations: [
        {
          id: 'int-1',
          boxClientId: 'box-client',
          boxSecrets: [BOX_SECRET],
          channels: [
            { id: 'hole', ...(channel.widget === undefined && { webhook }), ...channel },
            { id: 'pond', webhook },
            { id: 'puddle', widget: { origins: [] } },
          ],
        },
      ],
    },
    {
      id: 99,
      ...api,
      integrations: [
        {
          id: 'int-2',
          boxClientId: 'other-client',
          boxSecrets: [BOX_SECRET],
          channels: [{ id: 'elsewhere', webhook }],
        },
      ],
    },
  ];
}

/** The middleware, and nothing else. It does not listen yet. */
export async function middlewareApp(cxone: string, hook: string, options: MiddlewareOptions): Promise<FastifyInstance> {
  const { byoc = {}, open = true, clock = new SystemClock(), logTo, brand: _b, channel: _c, ...parts } = options;
  const brands = brandsAt(cxone, hook, options);
  const config = { ...DEFAULT_CONFIG, open, byoc: { ...DEFAULT_BYOC_CONFIG, ...QUICK, brands, ...byoc } };
  const app = Fastify({
    logger:
      logTo === undefined
        ? false
        : { level: 'trace', stream: { write: logTo }, serializers: logOptions('trace').serializers ?? {} },
    forceCloseConnections: true,
  }).setValidatorCompiler(TypeBoxValidatorCompiler);
  acceptJsonOnly(app);
  await app.register(byocPlugin, { config, wallClock: clock, ids: new SystemIds(clock.now()), ...parts });
  return app;
}
