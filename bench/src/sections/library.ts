import { CONTENDERS } from '../contenders.js';
import { Generator } from '../processes.js';
import { type Figure, percentile } from '../report.js';

export interface LibraryOptions {
  readonly dns: number;
  readonly seconds: number;
}

const CALLS_PER_SECOND = 200;

/** The T-Library face: every DN registered three times, and calls at a rate that a site of this size never has. */
export async function benchLibrary({ dns, seconds }: LibraryOptions): Promise<Figure[]> {
  const server = await CONTENDERS['Fusion CTI'](dns);
  const generator = new Generator();
  try {
    const at = `${dns} DNs, 3 T-Library clients`;
    const before = server.cpuSeconds;
    const { library } = await generator.order({
      kind: 'library',
      host: '127.0.0.1',
      port: server.port,
      dns,
      seconds,
      callsPerSecond: CALLS_PER_SECOND,
    });
    if (library === undefined) throw new Error('The generator has measured nothing');
    const cpu = server.cpuSeconds - before;
    return [
      {
        what: `events delivered at ${CALLS_PER_SECOND} calls/s, ${at}`,
        value: library.eventsPerSecond,
        unit: 'events/s',
        budget: { min: 2_000 },
        note: `${cpu.toFixed(1)} s of server CPU, registrations included`,
      },
      {
        what: `request → first event, p99, ${at}`,
        value: percentile(library.latencies, 99),
        unit: 'ms',
        budget: { max: 20 },
        note: `p50 ${percentile(library.latencies, 50).toFixed(3)} ms`,
      },
      { what: `events in a wrong order, ${at}`, value: library.violations, unit: '', budget: { max: 0 } },
      {
        what: `a client registers ${dns} DNs again`,
        value: library.registration,
        unit: 's',
        budget: { max: 20 },
      },
    ];
  } finally {
    generator.stop();
    await server.stop();
  }
}
