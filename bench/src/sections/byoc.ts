import { BYOC_BENCH, type ByocFigures, type ByocOrder } from '../load/byoc-load.js';
import { chatWorld } from '../chat-world.js';
import { Generator, ServerProcess } from '../processes.js';
import { OurServers } from '../our-servers.js';
import { type Figure, percentile } from '../report.js';

const BARE = new URL('../reference/bare-box.js', import.meta.url);
const CALLBACKS_PER_SECOND = 200;
const SAID_PER_SECOND = 50;
const THREADS = 500;
const SERVED = 100;
const AGENTS = 5;
const WIDTH = 32;
const PLENTY = 1_000_000;
const WARM_UP_SECONDS = 3;
/** Connections wait for their turn longer than those of strangers may. */
const REQUEST_MS = 3_600_000;
/** What CXone asks for, and what is promised. */
const HALF_A_SECOND = 500;
const BUDGET_MS = 100;

/**
 * The middleware for CXone with its store on disk, in a process of its own: first between a CXone and a platform that
 * take everything at once, then between customers and real screens of agents at the emulated CXone.
 */
export async function benchByoc({ seconds }: { seconds: number }): Promise<Figure[]> {
  const servers = new OurServers('byoc');
  const generator = new Generator();
  const running: ServerProcess[] = [];
  const kept = (process: ServerProcess) => {
    running.push(process);
    return process;
  };
  const order = async (one: ByocOrder): Promise<ByocFigures> => {
    const { byoc } = await generator.order(one);
    if (byoc === undefined) throw new Error('There are no figures');
    return byoc;
  };
  try {
    const { port: sides = 0 } = await order({ kind: 'byocSides' });
    const cloud = kept(await servers.start('cloud', CLOUD, 'generator', worldOf()));
    const bare = kept(await ServerProcess.start(BARE, [], {}));
    const config = configOf(servers.place('store'), sides, cloud.port);
    const middleware = kept(await servers.start('middleware', config, 'server'));
    const ports = { middleware: middleware.port, cloud: cloud.port, bare: bare.port };
    await order({ kind: 'byocBegin', ...ports, threads: THREADS, agents: AGENTS, served: SERVED });

    const callbacks = async (isBare: boolean, forSeconds: number) =>
      (await order({ kind: 'byocCallbacks', seconds: forSeconds, perSecond: CALLBACKS_PER_SECOND, bare: isBare }))
        .times ?? [];
    await callbacks(true, WARM_UP_SECONDS);
    const reference = await callbacks(true, seconds);
    await callbacks(false, WARM_UP_SECONDS);
    const cpuBefore = middleware.cpuSeconds;
    const own = await callbacks(false, seconds);
    const cpuOfCallback = (1e6 * (middleware.cpuSeconds - cpuBefore)) / own.length;

    await order({ kind: 'byocInbound', seconds: WARM_UP_SECONDS, width: WIDTH });
    const inbound = await order({ kind: 'byocInbound', seconds, width: WIDTH });

    const toScreen = async (forSeconds: number) =>
      (await order({ kind: 'byocToScreen', seconds: forSeconds, perSecond: SAID_PER_SECOND })).times ?? [];
    await toScreen(WARM_UP_SECONDS);
    const seen = await toScreen(seconds);

    const answers = [...own, ...(inbound.times ?? [])];
    const at = `${CALLBACKS_PER_SECOND} a second`;
    return [
      ...[50, 99].map((percent) => ({
        what: `middleware: callback answered, stored, p${percent}, ${at}`,
        value: percentile(own, percent),
        unit: 'ms',
        ...(percent === 99 && { budget: { max: BUDGET_MS } }),
        note: `bare Fastify, nothing stored ${percentile(reference, percent).toFixed(1)} ms`,
      })),
      {
        what: 'middleware: answers below half a second',
        value: (100 * answers.filter((ms) => ms < HALF_A_SECOND).length) / answers.length,
        unit: '%',
        budget: { min: 100 },
      },
      { what: `middleware: CPU of a callback and its delivery, ${at}`, value: cpuOfCallback, unit: 'µs' },
      {
        what: `middleware: customers’ messages stored and at CXone, ${WIDTH} at once`,
        value: (inbound.messages ?? 0) / (inbound.seconds ?? 1),
        unit: '/s',
        note: `answered in p99 ${percentile(inbound.times ?? [], 99).toFixed(1)} ms`,
      },
      ...[50, 99].map((percent) => ({
        what: `middleware: customer to agent screen, p${percent}, ${SERVED} conversations, ${SAID_PER_SECOND} a second`,
        value: percentile(seen, percent),
        unit: 'ms',
      })),
    ];
  } finally {
    generator.stop();
    for (const process of running) await process.stop();
    servers.forget();
  }
}

const CLOUD = {
  limits: { commandBurst: PLENTY, commandsPerSecond: PLENTY, requestMs: REQUEST_MS },
  gms: { chatBurst: PLENTY, chatsPerSecond: PLENTY },
  aex: { enabled: false },
  byoc: { local: false },
};
const APPLICATION = { clientId: 'bench', clientSecret: 'only-for-the-bench' };
const KEY = { id: 'bench-key', secret: 'only-for-the-bench' };

function configOf(store: string, sides: number, cloud: number): object {
  const { channels, client, boxSecret, webhookSecret } = BYOC_BENCH;
  const webhook = {
    url: `http://127.0.0.1:${sides}/hook`,
    secrets: [webhookSecret],
    targets: [{ host: '127.0.0.1', ports: 'any', networks: ['127.0.0.0/8'], plain: true }],
  };
  const brand = (id: number, base: string, boxClientId: string, channel: string) => ({
    ...{ id, authBase: base, deBase: `${base}/dfo/3.0` },
    ...{ apiClientId: APPLICATION.clientId, apiClientSecret: APPLICATION.clientSecret },
    ...{ accessKeyId: KEY.id, accessKeySecret: KEY.secret },
    integrations: [{ id: channel, boxClientId, boxSecrets: [boxSecret], channels: [{ id: channel, webhook }] }],
  });
  return {
    aex: { enabled: false },
    limits: { requestMs: REQUEST_MS },
    byoc: {
      ...{ alone: true, store, customerBurst: PLENTY, rules: { storesPerHour: 1e9, readsPerHour: 1e9 } },
      brands: [
        brand(1, `http://127.0.0.1:${sides}/cxone`, client, channels.quick),
        brand(2, `http://127.0.0.1:${cloud}/cxone`, 'nobody', channels.served),
      ],
    },
  };
}

function worldOf(): object {
  return chatWorld(AGENTS, {
    cxone: {
      ...{ tenantId: 'bench', businessUnitId: 1, brandId: 2, name: 'Bench' },
      applications: [APPLICATION],
      accessKeys: [KEY],
      integrations: [
        {
          ...{ id: 'served', name: 'Bench', clientId: 'nobody', clientSecret: BYOC_BENCH.boxSecret, service: 'bench' },
          integrationBoxUrl: 'http://127.0.0.1:9/',
        },
      ],
      channels: [
        { id: BYOC_BENCH.channels.served, idOnExternalPlatform: 'served', integrationId: 'served', name: 'Served' },
      ],
      options: { inboundPerHour: 1e9, contactReadsPerHour: 1e9 },
    },
  });
}
