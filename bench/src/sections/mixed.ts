import { CONTENDERS } from '../contenders.js';
import type { CallKind } from '../load/call-kinds.js';
import { Generator, type ServerProcess } from '../processes.js';
import { type Figure, percentile } from '../report.js';

export interface MixedOptions {
  readonly agents: number;
  /** Rounds of a second, for each load. */
  readonly seconds: number;
}

const WIDTH = 64;
const WARM_UP_SECONDS = 2;
/** Of a hundred calls through a queue, in what order is all the same. */
const MIXED: readonly CallKind[] = Array.from({ length: 100 }, (_, n): CallKind => {
  if (n % 10 === 0) return 'transfer';
  if (n % 20 === 5) return 'conference';
  return n % 50 === 7 ? 'supervision' : 'queue';
});

const LOADS: Readonly<Record<string, readonly CallKind[]>> = {
  'direct: ring, answer, release': ['simple'],
  'through a queue': ['queue'],
  '… and transferred in two steps': ['transfer'],
  '… and made a conference of three': ['conference'],
  'direct, with a supervisor listening': ['supervision'],
  'mixed: queue, 10 % transfers, 5 % conferences, 2 % supervision': MIXED,
};

/** What each feature costs: calls of one kind per second of server CPU, beside simple ones of the same run. */
export async function benchMixed({ agents, seconds }: MixedOptions): Promise<Figure[]> {
  const queued = agents / 2;
  const server = await CONTENDERS['Fusion CTI'](agents, queued);
  const generator = new Generator();
  const costs = new Map(Object.keys(LOADS).map((name) => [name, [] as number[]]));
  try {
    await generator.order({ kind: 'signIn', host: '127.0.0.1', port: server.port, agents, queued });
    for (const calls of Object.values(LOADS)) await round(server, generator, calls, WARM_UP_SECONDS);
    for (let second = 0; second < seconds; second += 1)
      for (const [name, calls] of Object.entries(LOADS))
        costs.get(name)?.push(await round(server, generator, calls, 1));
  } finally {
    generator.stop();
    await server.stop();
  }
  const [simple = []] = costs.values();
  return [...costs].map(([name, ofLoad]): Figure => {
    const cost = percentile(ofLoad, 50);
    const ratio = percentile(
      ofLoad.map((each, n) => each / (simple[n] ?? Number.NaN)),
      50,
    );
    return {
      what: `calls per server CPU-second, ${agents} agents: ${name}`,
      value: 1e6 / cost,
      unit: 'calls',
      note: `${Math.round(cost)} µs of CPU a call, ${ratio.toFixed(2)} × a direct one`,
    };
  });
}

/** @returns microseconds of server CPU for one call */
async function round(
  server: ServerProcess,
  generator: Generator,
  calls: readonly CallKind[],
  seconds: number,
): Promise<number> {
  const before = server.cpuSeconds;
  const { calls: done = 0 } = await generator.order({ kind: 'throughput', seconds, width: WIDTH, calls });
  return (1e6 * (server.cpuSeconds - before)) / done;
}
