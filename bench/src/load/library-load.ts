import { setTimeout as passed } from 'node:timers/promises';
import { inParallel } from './agent-fleet.js';
import { LibraryLoadClient } from './library-client.js';

export interface LibraryLoadOptions {
  readonly authority: string;
  readonly dns: number;
  readonly callsPerSecond: number;
  readonly seconds: number;
}

export interface LibraryLoadFigures {
  readonly seconds: number;
  /** Seconds in which a client that comes back registers every DN again. */
  readonly registration: number;
  readonly latencies: readonly number[];
  readonly eventsPerSecond: number;
  /** Events that came in a wrong order on their DN, and clients that heard another thing than the first. */
  readonly violations: number;
}

/** The desktop, the statistics and the reporting server: each has registered every DN. */
const CLIENTS = 3;
const WINDOW = 256;

/** Internal calls from one half of the DNs to the other, at a given rate, whatever happens. */
export async function libraryLoad(options: LibraryLoadOptions): Promise<LibraryLoadFigures> {
  const { authority, dns, callsPerSecond, seconds } = options;
  const numbers = Array.from({ length: dns }, (_, n) => `${100_000 + n}`);
  const clients: LibraryLoadClient[] = [];
  let registration = 0;
  for (let n = 0; n < CLIENTS; n += 1) {
    const client = await LibraryLoadClient.connect(authority);
    const start = performance.now();
    await inParallel(numbers, WINDOW, async (ThisDN) => {
      await client.ask('RequestRegisterAddress', { ThisDN });
    });
    registration = (performance.now() - start) / 1000;
    clients.push(client);
  }
  const [desktop] = clients;
  if (desktop === undefined) throw new Error('Nobody is connected');

  const before = clients.map(({ heard }) => heard);
  const latencies: number[] = [];
  const timed = async (request: string, attributes: Readonly<Record<string, string>>) => {
    const asked = performance.now();
    const answer = await desktop.ask(request, attributes);
    latencies.push(performance.now() - asked);
    return answer;
  };
  const call = async (caller: string, called: string) => {
    const { ConnID = '' } = await timed('RequestMakeCall', { ThisDN: caller, OtherDN: called });
    await timed('RequestAnswerCall', { ThisDN: called, ConnID });
    await timed('RequestReleaseCall', { ThisDN: caller, ConnID });
  };
  const half = Math.floor(dns / 2);
  const start = performance.now();
  const running: Promise<void>[] = [];
  for (let n = 0; n < callsPerSecond * seconds;) {
    const due = ((performance.now() - start) * callsPerSecond) / 1000;
    for (; n < Math.min(due, callsPerSecond * seconds); n += 1)
      running.push(call(numbers[n % half] ?? '', numbers[half + (n % half)] ?? ''));
    await passed(1);
  }
  await Promise.all(running);
  const elapsed = (performance.now() - start) / 1000;
  // What is still on its way to the others comes before the answer to this.
  for (const client of clients) await client.ask('RequestQueryServer', {});
  const events = clients.reduce((sum, { heard }, n) => sum + heard - (before[n] ?? 0), 0);
  const violations = clients.reduce(
    (sum, { violations: own, checksum }) => sum + own + (checksum === desktop.checksum ? 0 : 1),
    0,
  );
  for (const client of clients) client.close();
  return { seconds: elapsed, registration, latencies, eventsPerSecond: events / elapsed, violations };
}
