import { describe, expect, it } from 'vitest';
import { ManualClock } from './clock.js';
import { CodedError } from './coded-error.js';
import { CountingIds, SystemIds } from './ids.js';
import { Journal } from './journal.js';
import { RateLimiter } from './rate-limiter.js';

describe('SystemIds', () => {
  const ids = new SystemIds(Date.UTC(2026, 0, 1));

  it('gives ConnIDs of 16 hexadecimal digits, never one twice', () => {
    const seen = new Set(Array.from({ length: 100_000 }, () => ids.connId()));
    expect(seen.size).toBe(100_000);
    for (const id of seen) if (!/^[0-9a-f]{16}$/.test(id)) expect.fail(id);
  });

  it('keeps the ConnIDs of two server starts apart', () => {
    const later = new SystemIds(Date.UTC(2026, 0, 2));
    expect(ids.connId().slice(0, 8)).not.toBe(later.connId().slice(0, 8));
  });

  it('gives CallUUIDs of 32 characters of 0-9 and A-V', () => {
    for (let n = 0; n < 100; n += 1) expect(ids.callUuid()).toMatch(/^[0-9A-V]{32}$/);
  });

  it('gives secrets of 256 bits', () => {
    expect(Buffer.from(ids.secret(), 'base64url')).toHaveLength(32);
    expect(ids.secret()).not.toBe(ids.secret());
  });
});

describe('CountingIds', () => {
  it('gives ids of the real shape', () => {
    const ids = new CountingIds();
    expect(ids.connId()).toMatch(/^[0-9a-f]{16}$/);
    expect(ids.callUuid()).toMatch(/^[0-9A-V]{32}$/);
  });
});

describe('Journal', () => {
  const journal = () => new Journal(() => 1, 3);

  it('numbers what it is given, and tells it in order', () => {
    const log = journal();
    log.record('desktop', 'in', 'accept', '5001', { type: 'accept' });
    log.record('switch', 'in', 'RequestAnswerCall');
    expect(log.after(0, 10)).toEqual([
      { n: 1, time: 1, seam: 'desktop', direction: 'in', name: 'accept', who: '5001', payload: { type: 'accept' } },
      { n: 2, time: 1, seam: 'switch', direction: 'in', name: 'RequestAnswerCall', who: undefined, payload: undefined },
    ]);
    expect(log.after(1, 10).map(({ n }) => n)).toEqual([2]);
    expect(log.after(0, 1).map(({ n }) => n)).toEqual([1]);
  });

  it('keeps the newest, up to its capacity', () => {
    const log = journal();
    for (let n = 1; n <= 7; n += 1) log.record('switch', 'out', `e${n}`);
    expect(log.after(0, 10).map(({ name }) => name)).toEqual(['e5', 'e6', 'e7']);
    expect(log.newest).toBe(7);
  });

  it('goes on counting after it was cleared', () => {
    const log = journal();
    log.record('switch', 'out', 'before');
    log.clear();
    expect(log.after(0, 10)).toEqual([]);
    log.record('switch', 'out', 'after');
    expect(log.after(0, 10).map(({ n, name }) => [n, name])).toEqual([[2, 'after']]);
  });
});

describe('RateLimiter', () => {
  it('gives a burst at once, and then so many a second', () => {
    const clock = new ManualClock(0);
    const limiter = new RateLimiter(() => clock.now(), 10, 3);
    const take = (times: number) => Array.from({ length: times }, () => limiter.take());
    expect(take(4)).toEqual([true, true, true, false]);
    clock.advance(100);
    expect(take(2)).toEqual([true, false]);
    clock.advance(60_000);
    expect(take(4)).toEqual([true, true, true, false]);
  });
});

describe('CodedError', () => {
  it('says what the switch refused in the words of the wire, and in its own', () => {
    expect(CodedError.ofSwitch(231).body()).toEqual({
      status: 'Error',
      code: 'dn-busy',
      message: 'The line already has a call. End it first.',
      retryable: true,
      tserver: { errorCode: 231, errorMessage: 'DN is busy' },
    });
  });
});
