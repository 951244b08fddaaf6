import type { FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { seeded } from '../testing/seeded.js';
import { TestServer } from '../testing/test-server.js';
import { emulatorWorld } from './testing/emulator-world.js';
import { Ends } from './testing/ends.js';
import { middlewareApp } from './testing/middleware-app.js';
import { ThreadTalk } from './testing/thread-talk.js';

/** How many runs. `CTI_BYOC_RUNS=200` for a long one. */
const RUNS = Number(process.env.CTI_BYOC_RUNS ?? 20);
/** Those that once found something. */
const PINNED: readonly number[] = [];
const TALKS = 3;
const STEPS = 10;

const folder = mkdtempSync(join(tmpdir(), 'cti-byoc-'));
let ends: Ends;
let server: TestServer;
let middleware: FastifyInstance;
let restarting: Promise<void> | undefined;

beforeAll(async () => {
  ends = await Ends.open();
  const clock = new SystemClock();
  const changes = { byoc: { local: false } };
  server = await TestServer.start(changes, emulatorWorld(ends.box), { clock, wallClock: clock });
  await startMiddleware();
  await ends.atEmulator(server.url);
}, 60_000);
afterAll(async () => {
  ends.gone();
  await middleware.close();
  await server.stop();
  await ends.stop();
  rmSync(folder, { recursive: true, force: true });
});

test(
  `J-89 ${RUNS} random talks with every fault, and a middleware that is started again: at CXone once and in order, at the platform once, and marks never run backwards`,
  async () => {
    const seeds = [...new Set([...PINNED, ...Array.from({ length: RUNS }, (_, n) => n + 1)])];
    for (const seed of seeds) await run(seed);
  },
  60_000 + RUNS * 20_000,
);

/** What meets requests to CXone, and what CXone does to its own. */
const REQUEST_FAULTS: readonly object[] = [
  { count: 4, refuse: { status: 401 } },
  { count: 2, refuse: { status: 429, retryAfterSeconds: 0 } },
  { operation: 'createMessage', count: 3, refuse: { status: 503 } },
  { operation: 'createMessage', loseAnswer: true },
  { operation: 'createMessage', delayMs: 400 },
  { operation: 'setMessageStatus', count: 2, loseAnswer: true },
  { operation: 'token', count: 2, refuse: { status: 503 } },
  { count: 3, loseAnswer: true },
];
const CALLBACK_FAULTS: readonly object[] = [
  { duplicate: 2 },
  { staleToken: 2 },
  { noToken: 1 },
  { unknownFields: 1 },
  { unknownType: 1 },
];
const PLATFORM_FAULTS = [503, 429, 'cut-after'] as const;

async function run(seed: number): Promise<void> {
  const random = seeded(seed);
  const one = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  const name = (n: number) => `seed ${seed} talk ${n}`;
  // Only then what CXone sends is in the order of the agent.
  const isOrdered = seed % 3 !== 0;
  await ends.emulator('PUT', '/integrations/int-1', { outboundApiForReplies: random() < 0.5 });
  ends.platform.fault = () => (random() < 0.15 ? one(PLATFORM_FAULTS) : undefined);
  const talks = await Promise.all(Array.from({ length: TALKS }, (_, n) => ThreadTalk.begin(ends, name(n))));
  const trouble: readonly (() => Promise<unknown>)[] = [
    () => ends.emulator('POST', '/faults', one(REQUEST_FAULTS)),
    () => ends.emulator('POST', '/callback-faults', one(CALLBACK_FAULTS)),
    () => (isOrdered ? Promise.resolve() : ends.emulator('POST', '/callback-faults', { reorder: 1 })),
    () => ends.emulator('POST', '/expire-tokens'),
    async () => ends.shake(),
  ];
  await Promise.all(
    talks.map(async (talk, n) => {
      const dice = seeded(seed * 1000 + n);
      for (let step = 0; step < STEPS; step += 1) {
        if (dice() < 0.4) await trouble[Math.floor(dice() * trouble.length)]?.();
        if (dice() < 0.04) await restart();
        const choice = dice();
        // The same words again and again: texts tell nothing of which message it is.
        if (choice < 0.45) await talk.say(dice() < 0.5 ? 'ok' : `${name(n)} customer ${step}`, dice() < 0.3 ? 2 : 1);
        else if (choice < 0.85) await talk.reply(`${name(n)} agent ${step}`);
        else await talk.see();
      }
    }),
  );
  await ends.emulator('DELETE', '/faults');
  // What was held back goes out behind it.
  for (const [n, talk] of talks.entries()) await talk.reply(`${name(n)} goodbye`);
  for (const talk of talks) await talk.settles(isOrdered, 15_000);
  for (const talk of talks) await talk.end();
  await ends.emulator('POST', '/reset');
}

/** Several may want it at once. */
function restart(): Promise<void> {
  restarting ??= (async () => {
    ends.gone();
    await middleware.close();
    await startMiddleware();
  })().finally(() => (restarting = undefined));
  return restarting;
}

async function startMiddleware(): Promise<void> {
  middleware = await middlewareApp(`${server.url}/cxone`, ends.platform.url, {
    byoc: {
      store: join(folder, 'store'),
      callMs: 300,
      connectMs: 300,
      pollMs: 500,
      channelTries: 1_000,
      customerBurst: 1_000_000,
      rules: { lookWaitMs: 100 },
    },
  });
  await middleware.listen({ host: '127.0.0.1', port: 0 });
  ends.back((middleware.server.address() as AddressInfo).port);
}
