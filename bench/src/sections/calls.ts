import { CONTENDERS, type Contender } from '../contenders.js';
import { Generator, type ServerProcess } from '../processes.js';
import { type Figure, percentile } from '../report.js';

export interface CallsOptions {
  readonly agents: number;
  /** Rounds of a second, for each contender. */
  readonly seconds: number;
  /** Full calls per second and core that were agreed. */
  readonly budget: number;
}

const WIDTH = 64;
const WARM_UP_SECONDS = 3;
/** Of the bare Fastify loop in the same round. */
const RATIO_BUDGET = 55;

interface Competitor {
  readonly name: Contender;
  readonly server: ServerProcess;
  readonly generator: Generator;
  readonly rounds: Round[];
}

interface Round {
  readonly perSecond: number;
  readonly perCore: number;
  /** Shares of the time that server and generator worked. */
  readonly serverBusy: number;
  readonly generatorBusy: number;
}

/**
 * Full calls (ring, answer, release; commands by POST) per second of one server core, beside bare references. The
 * contenders take turns, a second each: a neighbour on the machine who wakes up meanwhile slows all of them alike.
 */
export async function benchCalls({ agents, seconds, budget }: CallsOptions): Promise<Figure[]> {
  const competitors: Competitor[] = [];
  try {
    for (const name of Object.keys(CONTENDERS) as Contender[]) competitors.push(await enter(name, agents));
    for (let second = 0; second < seconds; second += 1)
      for (const competitor of competitors) competitor.rounds.push(await round(competitor));
  } finally {
    for (const { generator, server } of competitors) {
      generator.stop();
      await server.stop();
    }
  }
  return [
    ...competitors.map(({ name, rounds }): Figure => {
      const of = (pick: (round: Round) => number) => percentile(rounds.map(pick), 50);
      const percent = (pick: (round: Round) => number) => `${Math.round(100 * of(pick))} %`;
      return {
        what: `full calls per server CPU-second, ${agents} agents: ${name}`,
        value: of(({ perCore }) => perCore),
        unit: 'calls',
        ...(name === 'Fusion CTI' && { budget: { min: budget } }),
        note:
          `${Math.round(of(({ perSecond }) => perSecond))} calls/s by the clock; ` +
          `server CPU ${percent(({ serverBusy }) => serverBusy)}, generator busy ${percent(({ generatorBusy }) => generatorBusy)}`,
      };
    }),
    {
      what: `Fusion CTI as a share of bare Fastify + ws, ${agents} agents`,
      value: 100 * shareOf(competitors, 'Fusion CTI', 'bare Fastify + ws'),
      unit: '%',
      budget: { min: RATIO_BUDGET },
      note: 'median of the rounds',
    },
  ];
}

async function enter(name: Contender, agents: number): Promise<Competitor> {
  const server = await CONTENDERS[name](agents);
  const generator = new Generator();
  await generator.order({ kind: 'signIn', host: '127.0.0.1', port: server.port, agents });
  await generator.order({ kind: 'throughput', seconds: WARM_UP_SECONDS, width: WIDTH, calls: ['simple'] });
  return { name, server, generator, rounds: [] };
}

async function round({ server, generator }: Competitor): Promise<Round> {
  const before = server.cpuSeconds;
  const {
    calls = 0,
    seconds = 1,
    busy,
  } = await generator.order({
    kind: 'throughput',
    seconds: 1,
    width: WIDTH,
    calls: ['simple'],
  });
  const cpu = server.cpuSeconds - before;
  return { perSecond: calls / seconds, perCore: calls / cpu, serverBusy: cpu / seconds, generatorBusy: busy };
}

function shareOf(competitors: readonly Competitor[], ours: Contender, reference: Contender): number {
  const roundsOf = (name: Contender) => competitors.find((competitor) => competitor.name === name)?.rounds ?? [];
  const theirs = roundsOf(reference);
  const shares = roundsOf(ours).map(({ perCore }, n) => perCore / (theirs[n]?.perCore ?? Number.NaN));
  return percentile(shares, 50);
}
