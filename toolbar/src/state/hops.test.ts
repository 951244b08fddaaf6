import { expect, test } from 'vitest';
import { hopsAfter, UNKNOWN_HOPS } from './hops.js';
import type { Connection } from './toolbar-state.js';

const ONLINE: Connection = { status: 'online', level: 'ours', commands: [] };
const up = (hops: ReturnType<typeof hopsAfter>) =>
  Object.entries(hops).map(([hop, state]) => `${hop} ${state.up ?? '?'} ${state.since}`);

test('E-01 Each hop is known to be up since it came up, and down since it broke, with what broke it', () => {
  const coming = hopsAfter(UNKNOWN_HOPS, { phase: 'connecting', step: 'session' }, { status: 'connecting' }, 1);
  expect(up(coming)).toEqual(['service ? 1', 'session ? 1', 'socket ? 1', 'switch ? 1', 'fusion true 1']);
  const there = hopsAfter(coming, { phase: 'available', since: 2 }, ONLINE, 2);
  expect(up(there)).toEqual(['service true 2', 'session true 2', 'socket true 2', 'switch true 2', 'fusion true 1']);
  const failure = { hop: 'socket', reason: 'Cut off.', retryable: true, code: 'close-1006' } as const;
  const lost = hopsAfter(there, { phase: 'failed', failure }, { status: 'lost' }, 3);
  expect(lost.socket).toEqual({
    up: false,
    since: 3,
    fault: { at: 3, reason: 'Cut off.', retryable: true, code: 'close-1006' },
  });
  const still = hopsAfter(lost, { phase: 'failed', failure }, { status: 'connecting' }, 4);
  expect(still.socket).toEqual(lost.socket);
  const back = hopsAfter(still, { phase: 'available', since: 5 }, ONLINE, 5);
  expect(back.socket).toEqual({ up: true, since: 5, fault: lost.socket.fault });
});

test('E-01 The published level needs no session', () => {
  const hops = hopsAfter(UNKNOWN_HOPS, { phase: 'unavailable' }, { ...ONLINE, level: 'published' }, 1);
  expect(hops.session.up).toBeUndefined();
  expect(hops.service.up).toBe(true);
});
