// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { CallLogStorage } from './call-log-storage.js';
import { writeCallLog } from './call-log-writer.js';
import type { LoggedCall } from './state/call-log.js';
import { Store } from './state/store.js';
import { call } from './testing/desk.js';
import { ManualClock } from './testing/manual-clock.js';

beforeEach(() => localStorage.clear());

const aCall = (id: string, beganAt = 0): LoggedCall => ({
  id,
  number: '1',
  direction: 'inbound',
  beganAt,
  talkMs: 0,
  outcome: 'missed',
});
const ids = (log: CallLogStorage): string[] => log.calls.map(({ id }) => id);

test('C-62 Calls are kept for each agent apart, newest first, and once', () => {
  const mine = new CallLogStorage(window, 'service', '5001');
  mine.put(aCall('old', 1));
  mine.put(aCall('new', 2));
  mine.put({ ...aCall('old', 1), name: 'Maria' });
  expect(ids(new CallLogStorage(window, 'service', '5001'))).toEqual(['new', 'old']);
  expect(mine.calls[1]?.name).toBe('Maria');
  expect(ids(new CallLogStorage(window, 'service', '5002'))).toEqual([]);
});

test('C-62 Only the newest five hundred are kept', () => {
  const log = new CallLogStorage(window, 's', 'a');
  for (let at = 0; at < 502; at += 1) log.put(aCall(`c${at}`, at));
  expect(log.calls).toHaveLength(500);
  expect(ids(log).at(-1)).toBe('c2');
});

test('C-62 Every tab hears of a change, of its own log only, until it stops', () => {
  const log = new CallLogStorage(window, 's', 'a');
  let heard = 0;
  const stop = log.watch(() => (heard += 1));
  log.put(aCall('c1'));
  window.dispatchEvent(new StorageEvent('storage', { key: 'fusion-cti.calls s a' }));
  window.dispatchEvent(new StorageEvent('storage', { key: 'something else' }));
  stop();
  log.clear();
  expect(heard).toBe(2);
  expect(log.calls).toEqual([]);
});

test('C-62 What is no call is left out, and a browser that keeps nothing has an empty log', () => {
  localStorage.setItem('fusion-cti.calls s a', JSON.stringify([{ id: 1 }, aCall('good')]));
  expect(ids(new CallLogStorage(window, 's', 'a'))).toEqual(['good']);
  localStorage.setItem('fusion-cti.calls s a', '{');
  expect(ids(new CallLogStorage(window, 's', 'a'))).toEqual([]);
  const locked = Object.defineProperty(new EventTarget(), 'localStorage', {
    get: () => {
      throw new Error('SecurityError');
    },
  });
  const none = new CallLogStorage(locked as Window, 's', 'a');
  none.put(aCall('c1'));
  expect(ids(none)).toEqual([]);
});

test('C-62 A call is written when it is over, and again when more is known of it', () => {
  const [store, clock] = [new Store(), new ManualClock()];
  const put: LoggedCall[] = [];
  const watched = writeCallLog(store, clock, (one) => put.push(one));
  const happen = (trigger: 'EventRinging' | 'EventEstablished' | 'EventReleased'): void =>
    store.dispatch({ type: 'callEvent', event: call({ trigger }), at: clock.now() });
  const began = clock.now();
  happen('EventRinging');
  clock.advance(2000);
  happen('EventEstablished');
  clock.advance(5000);
  expect(put).toEqual([]);
  happen('EventReleased');
  store.dispatch({ type: 'contactNoted', eventId: 'e1', change: { disposition: 'RESOLVED' } });
  store.dispatch({ type: 'connection', connection: { status: 'lost' } });
  store.dispatch({ type: 'contactGone', eventId: 'e1' });
  expect(put.map(({ beganAt, talkMs, disposition = '' }) => [beganAt - began, talkMs, disposition])).toEqual([
    [0, 5000, ''],
    [0, 5000, 'RESOLVED'],
  ]);
  expect(new Set(put.map(({ id }) => id)).size).toBe(1);
  watched.unsubscribe();
});
