import { type AexFigures, aexLoad, type AexOrder } from './aex-load.js';
import { type ByocFigures, byocLoad, type ByocOrder } from './byoc-load.js';
import { HttpPool } from './http-pool.js';
import { spin } from './spin.js';
import { inParallel, type LoadAgent, signInFleet } from './agent-fleet.js';
import { CALL_KINDS, type CallKind } from './call-kinds.js';
import { type ChatFigures, chatLoad, type ChatOrder } from './chat-load.js';
import { Floor } from './floor.js';
import { libraryLoad, type LibraryLoadFigures, type LibraryLoadOptions } from './library-load.js';

/**
 * The load, in a process of its own: a generator that shares its core with the server measures itself. It is told what
 * to do by the process that started it, and answers with figures.
 */
export type LoadOrder =
  | ChatOrder
  | AexOrder
  | ByocOrder
  | {
      readonly kind: 'signIn';
      readonly host: string;
      readonly port: number;
      readonly agents: number;
      /** So many of them take calls from the queue, and no others. */
      readonly queued?: number;
    }
  /** As many calls as go, `width` at a time, their kinds one after the other as they are listed. */
  | {
      readonly kind: 'throughput';
      readonly seconds: number;
      readonly width: number;
      readonly calls: readonly CallKind[];
    }
  /** So many calls a second, whatever happens. */
  | { readonly kind: 'latency'; readonly seconds: number; readonly callsPerSecond: number }
  /** T-Library clients that have registered every DN, and calls between them. */
  | ({ readonly kind: 'library'; readonly host: string; readonly port: number } & Omit<LibraryLoadOptions, 'authority'>)
  /** Everybody is cut off, misses `events` events, and comes back at once. */
  | { readonly kind: 'storm'; readonly events: number };

export interface LoadAnswer {
  readonly calls?: number;
  readonly seconds?: number;
  /** Milliseconds from the moment a command was due to its event. */
  readonly latencies?: readonly number[];
  readonly library?: LibraryLoadFigures;
  readonly chat?: ChatFigures;
  readonly aex?: AexFigures;
  readonly byoc?: ByocFigures;
  /** How much of its core this process had to use: near 1, it measured itself. */
  readonly busy: number;
  readonly error?: string;
}

const POOL_SIZE = 64;
let pool: HttpPool | undefined;
let agents: LoadAgent[] = [];
let floor: Floor | undefined;
let authority = '';

/** The contact centre is on the same core: whoever spins takes it from the one that is waited for. */
const RESTING = { stop: () => 0 };

process.on('message', (order: LoadOrder) => {
  const spinning = /^(aex|byoc)/.test(order.kind) ? RESTING : spin();
  const answer = (rest: Omit<LoadAnswer, 'busy'>) => {
    process.send?.({ ...rest, busy: spinning.stop() } satisfies LoadAnswer);
  };
  obey(order).then(answer, (error: unknown) => answer({ error: String(error) }));
});

async function obey(order: LoadOrder): Promise<Omit<LoadAnswer, 'busy'>> {
  switch (order.kind) {
    case 'signIn':
      authority = `${order.host}:${order.port}`;
      pool = await HttpPool.open(order.host, order.port, POOL_SIZE);
      agents = await signInFleet(authority, pool, order.agents);
      floor = new Floor(pool, agents, order.queued ?? 0);
      return {};
    case 'throughput':
      return throughput(staffed(), order.seconds, order.width, order.calls);
    case 'latency':
      return latency(staffed(), order.seconds, order.callsPerSecond);
    case 'library':
      return { library: await libraryLoad({ ...order, authority: `${order.host}:${order.port}` }) };
    case 'chatBegin':
    case 'chatTalk':
    case 'heldPolls':
      return { chat: await chatLoad(order) };
    case 'aexBegin':
    case 'aexMore':
    case 'aexGuests':
    case 'aexTalk':
      return { aex: await aexLoad(order) };
    case 'byocSides':
    case 'byocBegin':
    case 'byocCallbacks':
    case 'byocInbound':
    case 'byocToScreen':
      return { byoc: await byocLoad(order) };
    case 'storm':
      return storm(opened(), order.events);
  }
}

function opened(): HttpPool {
  if (pool === undefined) throw new Error('Nobody is signed in');
  return pool;
}

function staffed(): Floor {
  if (floor === undefined) throw new Error('Nobody is signed in');
  return floor;
}

async function throughput(
  at: Floor,
  seconds: number,
  width: number,
  kinds: readonly CallKind[],
): Promise<Omit<LoadAnswer, 'busy'>> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let begun = 0;
  let calls = 0;
  const lane = async () => {
    while (performance.now() < end) {
      const kind = kinds[begun % kinds.length];
      if (kind === undefined) throw new Error('No kind of call');
      begun += 1;
      await CALL_KINDS[kind](at);
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return { calls, seconds: (performance.now() - start) / 1000 };
}

/** Open loop: a call that is late counts as late, instead of delaying those after it. */
async function latency(at: Floor, seconds: number, rate: number): Promise<Omit<LoadAnswer, 'busy'>> {
  const latencies: number[] = [];
  const start = performance.now();
  const total = seconds * rate;
  const running: Promise<void>[] = [];
  for (let n = 0; n < total;) {
    const now = performance.now();
    for (; n < total && start + (n * 1000) / rate <= now; n += 1) {
      running.push(CALL_KINDS.simple(at, (ms) => latencies.push(ms)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
  return { calls: total, seconds: (performance.now() - start) / 1000, latencies };
}

async function storm(http: HttpPool, events: number): Promise<Omit<LoadAnswer, 'busy'>> {
  for (const agent of agents) agent.webSocket?.terminate();
  // What is missed: each readiness change is one event.
  await inParallel(agents, POOL_SIZE, async (agent) => {
    for (let n = 0; n < events; n += 1) {
      await http.post('/genesys/events', `{"type":"notReady","session":"${agent.session}"}`);
    }
  });
  const start = performance.now();
  await inParallel(agents, POOL_SIZE, async (agent) => {
    const target = agent.lastSeq + events;
    await agent.connect(authority, http, true);
    // The replay comes before anything new, so what is missing would show here.
    await agent.signIn(http);
    if (agent.replayed !== events)
      throw new Error(`Agent ${agent.id} got ${agent.replayed} of ${events} missed frames`);
    if (agent.lastSeq < target) throw new Error(`Agent ${agent.id} is at ${agent.lastSeq} of ${target}`);
  });
  return { seconds: (performance.now() - start) / 1000 };
}
