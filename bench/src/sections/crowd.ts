import { CONTENDERS } from '../contenders.js';
import { Generator } from '../processes.js';
import { type Figure, percentile } from '../report.js';

export interface CrowdOptions {
  readonly agents: number;
  readonly seconds: number;
}

const CALLS_PER_SECOND = 500;
const MISSED_EVENTS = 20;

/** What many signed-in agents cost: memory, the delay of an event, and all of them coming back at once. */
export async function benchCrowd({ agents, seconds }: CrowdOptions): Promise<Figure[]> {
  const server = await CONTENDERS['Fusion CTI'](agents);
  const generator = new Generator();
  try {
    const empty = server.memoryMiB;
    await generator.order({ kind: 'signIn', host: '127.0.0.1', port: server.port, agents });
    const full = server.memoryMiB;
    await generator.order({ kind: 'latency', seconds: 3, callsPerSecond: CALLS_PER_SECOND });
    const cpuBefore = server.cpuSeconds;
    const { latencies = [] } = await generator.order({ kind: 'latency', seconds, callsPerSecond: CALLS_PER_SECOND });
    const cpu = server.cpuSeconds - cpuBefore;
    const storm = await generator.order({ kind: 'storm', events: MISSED_EVENTS });
    const at = `${agents} agents`;
    return [
      { what: `memory with ${at} signed in`, value: full, unit: 'MiB', budget: { max: 400 } },
      { what: `memory per agent, ${at}`, value: ((full - empty) * 1024) / agents, unit: 'KiB' },
      {
        what: `command → event, p50, ${at}, ${CALLS_PER_SECOND} calls/s`,
        value: percentile(latencies, 50),
        unit: 'ms',
        budget: { max: 0.25 },
        note: `server CPU ${Math.round((100 * cpu) / seconds)} %`,
      },
      {
        what: `command → event, p99, ${at}, ${CALLS_PER_SECOND} calls/s`,
        value: percentile(latencies, 99),
        unit: 'ms',
        budget: { max: 2 },
      },
      {
        what: `${at} reconnect and replay ${MISSED_EVENTS} events each`,
        value: storm.seconds ?? Number.NaN,
        unit: 's',
        budget: { max: 5 },
      },
    ];
  } finally {
    generator.stop();
    await server.stop();
  }
}
