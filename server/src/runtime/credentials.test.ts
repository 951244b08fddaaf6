import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from './clock.js';
import { Credentials } from './credentials.js';
import { CountingIds } from './ids.js';

describe('credentials', () => {
  let clock: ManualClock;
  let credentials: Credentials<string>;
  beforeEach(() => {
    clock = new ManualClock();
    credentials = new Credentials({ clock, ids: new CountingIds(), lifeMs: 1000, limit: 2 });
  });

  it('S-02 stand for what they were given for, until they are used up', () => {
    const secret = credentials.issue('5001', 'Ava');
    expect([credentials.find(secret), credentials.find('stolen')]).toEqual(['Ava', undefined]);
    expect([credentials.redeem(secret), credentials.redeem(secret), credentials.find(secret)]).toEqual([
      'Ava',
      undefined,
      undefined,
    ]);
  });

  it('S-02 are good for a while', () => {
    const secret = credentials.issue('5001', 'Ava');
    clock.advance(999);
    expect(credentials.find(secret)).toBe('Ava');
    clock.advance(1);
    expect(credentials.redeem(secret)).toBeUndefined();
  });

  it('S-02 are one an agent: a new one takes the place of the old', () => {
    const old = credentials.issue('5001', 'Ava');
    const other = credentials.issue('5002', 'Ben');
    const secret = credentials.issue('5001', 'Ava');
    expect([old, secret, other].map((each) => credentials.find(each))).toEqual([undefined, 'Ava', 'Ben']);
  });

  it('S-06 are limited in number, and a place is free again when one is used or too old', () => {
    const first = credentials.issue('5001', 'Ava');
    credentials.issue('5002', 'Ben');
    expect(() => credentials.issue('5003', 'Chiara')).toThrow(expect.objectContaining({ code: 'rate-limited' }));
    credentials.redeem(first);
    credentials.issue('5003', 'Chiara');
    clock.advance(1000);
    expect(credentials.find(credentials.issue('5001', 'Ava'))).toBe('Ava');
  });

  it('S-02 mean nothing in another world', () => {
    const secret = credentials.issue('5001', 'Ava');
    credentials.clear();
    expect(credentials.find(secret)).toBeUndefined();
  });
});
