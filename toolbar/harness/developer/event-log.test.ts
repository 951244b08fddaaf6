import { firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { EventLog, filterLog, logAsJson, type LogEntry } from './event-log.js';

async function logOf(fill: (log: EventLog, clock: FakeClock) => void): Promise<readonly LogEntry[]> {
  const clock = new FakeClock(1_000);
  const log = new EventLog(clock);
  fill(log, clock);
  return firstValueFrom(log.changes);
}

describe('the event log', () => {
  it('H-42 keeps direction, name, event id, time and payload', async () => {
    const entries = await logOf((log, clock) => {
      log.add({ direction: 'in', name: 'newCommEvent', eventId: 'e1', payload: { a: 1 } });
      clock.advance(5);
      log.add({ direction: 'out', name: 'onOutgoingEvent', payload: {} });
    });
    expect(entries).toEqual([
      { number: 1, time: 1_000, direction: 'in', name: 'newCommEvent', eventId: 'e1', payload: { a: 1 } },
      { number: 2, time: 1_005, direction: 'out', name: 'onOutgoingEvent', payload: {} },
    ]);
    expect(JSON.parse(logAsJson(entries))).toMatchObject([
      { time: '1970-01-01T00:00:01.000Z', number: 1 },
      { number: 2 },
    ]);
  });

  it('H-43 never holds the trust token', async () => {
    const entries = await logOf((log) =>
      log.add({ direction: 'out', name: 'getConfiguration', payload: { configuration: { faTrustToken: 'a.b.' } } }),
    );
    expect(entries[0]?.payload).toEqual({ configuration: { faTrustToken: '(not logged)' } });
  });

  it('H-44 forgets the oldest of more than a thousand events', async () => {
    const entries = await logOf((log) => {
      for (let count = 0; count < 1_003; count += 1) log.add({ direction: 'in', name: 'x', payload: {} });
    });
    expect([entries.length, entries[0]?.number, entries.at(-1)?.number]).toEqual([1_000, 4, 1_003]);
  });

  it.each([
    ['comm', 'both', [1, 2]],
    ['E1', 'both', [1]],
    ['+49', 'both', [2]],
    ['', 'out', [2]],
    ['e1', 'out', []],
  ] as const)('H-45 is filtered by text "%s" and direction "%s"', async (text, direction, numbers) => {
    const entries = await logOf((log) => {
      log.add({ direction: 'in', name: 'newCommEvent', eventId: 'e1', payload: {} });
      log.add({ direction: 'out', name: 'startCommEvent', payload: { ani: '+4930' } });
    });
    expect(filterLog(entries, { text, direction }).map(({ number }) => number)).toEqual(numbers);
  });
});
