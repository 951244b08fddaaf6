import { CONTENDERS, type Contender } from '../contenders.js';
import { Generator } from '../processes.js';
import type { Figure } from '../report.js';

export interface CallsOptions {
  readonly agents: number;
  readonly seconds: number;
  /** Full calls per second and core that were agreed. */
  readonly budget: number;
}

const WIDTH = 64;
const WARM_UP_SECONDS = 3;
/** Of the bare Fastify loop in the same run. */
const RATIO_BUDGET = 55;

/** Full calls (ring, answer, release; commands by POST) per second of one server core, beside bare references. */
export async function benchCalls({ agents, seconds, budget }: CallsOptions): Promise<Figure[]> {
  const results = new Map<Contender, { perSecond: number; perCore: number; note: string }>();
  for (const name of Object.keys(CONTENDERS) as Contender[]) {
    const server = await CONTENDERS[name](agents);
    const generator = new Generator();
    try {
      await generator.order({ kind: 'signIn', host: '127.0.0.1', port: server.port, agents });
      await generator.order({ kind: 'throughput', seconds: WARM_UP_SECONDS, width: WIDTH });
      const before = server.cpuSeconds;
      const load = await generator.order({ kind: 'throughput', seconds, width: WIDTH });
      const cpu = server.cpuSeconds - before;
      const calls = load.calls ?? 0;
      const elapsed = load.seconds ?? 1;
      const share = (value: number) => `${Math.round((100 * value) / elapsed)} %`;
      results.set(name, {
        perSecond: calls / elapsed,
        perCore: calls / cpu,
        note: `server CPU ${share(cpu)}, generator busy ${Math.round(100 * load.busy)} %`,
      });
    } finally {
      generator.stop();
      await server.stop();
    }
  }
  const ours = results.get('Fusion CTI');
  const reference = results.get('bare Fastify + ws');
  return [
    ...[...results].map(([name, { perCore, perSecond, note }]): Figure => ({
      what: `full calls per server CPU-second, ${agents} agents: ${name}`,
      value: perCore,
      unit: 'calls',
      ...(name === 'Fusion CTI' && { budget: { min: budget } }),
      note: `${Math.round(perSecond)} calls/s by the clock; ${note}`,
    })),
    {
      what: `Fusion CTI as a share of bare Fastify + ws, ${agents} agents`,
      value: (100 * (ours?.perCore ?? 0)) / (reference?.perCore ?? Number.NaN),
      unit: '%',
      budget: { min: RATIO_BUDGET },
    },
  ];
}
