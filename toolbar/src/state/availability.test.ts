import { describe, expect, it } from 'vitest';
import { reduceAvailability, type Availability } from './availability.js';

const failure = { hop: 'socket', reason: 'Gone.', retryable: true } as const;

describe('availability', () => {
  it('goes from a failure back the same way as from unavailable', () => {
    const asked = reduceAvailability({ phase: 'failed', failure }, { on: 'ask' });
    expect(asked).toEqual(reduceAvailability({ phase: 'unavailable' }, { on: 'ask' }));
  });

  it('V-01 does not become available from anywhere but the way there', () => {
    const elsewhere: Availability[] = [{ phase: 'unavailable' }, { phase: 'failed', failure }];
    for (const state of elsewhere) expect(reduceAvailability(state, { on: 'agreed', at: 1 })).toBe(state);
    expect(reduceAvailability({ phase: 'connecting', step: 'fusion' }, { on: 'agreed', at: 7 })).toEqual({
      phase: 'available',
      since: 7,
    });
  });

  it('keeps the time it became available when the switch refuses to let the agent go', () => {
    const leaving = reduceAvailability({ phase: 'available', since: 5 }, { on: 'leave' });
    expect(reduceAvailability(leaving, { on: 'stayed' })).toEqual({ phase: 'available', since: 5 });
  });

  it('keeps the reason that the switch gives for being unavailable', () => {
    const left = reduceAvailability({ phase: 'leaving', since: 5 }, { on: 'left', why: 'After-call work' });
    expect(left).toEqual({ phase: 'unavailable', why: 'After-call work' });
  });
});
