import { PUBLISHED_COMMANDS } from '@fusion-cti/protocol';
import { describe, expect, it } from 'vitest';
import { NoticeBoard } from './notice-board.js';
import { dialable } from './phone-number.js';
import { callDuration, dayDuration } from './duration.js';
import { dialObstacle } from './selectors.js';
import { Store } from './store.js';
import { aContact } from './testing/a-contact.js';
import { commandsFor } from './call-commands.js';

const contact = aContact();

function online(commands = PUBLISHED_COMMANDS): Store {
  const store = new Store();
  store.dispatch({ type: 'connection', connection: { status: 'online', level: 'published', commands } });
  return store;
}

describe('state', () => {
  it('C-10 offers only commands that the server has and that fit the phase of the call', () => {
    const { state } = online();
    expect(commandsFor(state, contact)).toEqual(['accept', 'reject']);
    expect(commandsFor(state, { ...contact, party: 'Connected' })).toEqual(['hangup']);
    expect(commandsFor(online(['accept']).state, contact)).toEqual(['accept']);
    expect(commandsFor(new Store().state, contact)).toEqual([]);
  });

  it('says why no call can be made', () => {
    const store = online();
    expect(dialObstacle(store.state)).toBe('unavailable');
    store.dispatch({ type: 'availability', event: { on: 'ask' } });
    store.dispatch({ type: 'availability', event: { on: 'agreed', at: 1 } });
    expect(dialObstacle(store.state)).toBeUndefined();
    store.dispatch({ type: 'placing', placing: { eventId: 'o1', number: '7002' } });
    expect(dialObstacle(store.state)).toBe('placing');
  });

  it('replaces a notice when the same thing fails again', () => {
    const store = new Store();
    const board = new NoticeBoard(store);
    let retried = 0;
    board.post('a', 'A failed', 'first', () => (retried += 1));
    board.post('a', 'A failed', 'second', () => (retried += 10));
    expect(store.state.notices).toEqual([{ id: 'a', what: 'A failed', why: 'second', retryable: true }]);
    board.retry('a');
    expect(retried).toBe(10);
    expect(store.state.notices).toEqual([]);
  });

  it('gives each listener of a part only its changes', () => {
    const store = new Store();
    const seen: string[] = [];
    store.select(({ availability }) => availability.phase).subscribe((phase) => seen.push(phase));
    store.dispatch({ type: 'placing', placing: undefined });
    store.dispatch({ type: 'availability', event: { on: 'ask' } });
    expect(seen).toEqual(['unavailable', 'connecting']);
  });

  it.each([
    ['+1 (415) 555-0100', '+14155550100'],
    ['7002', '7002'],
    ['*21#', '*21#'],
    ['1', undefined],
    ['call me', undefined],
    ['', undefined],
  ])('reads %j as a number to dial', (typed, number) => {
    expect(dialable(typed)).toBe(number);
  });

  it('writes durations in the way of the place where they stand', () => {
    expect([callDuration(42_900), callDuration(3_642_000), dayDuration(754_000), dayDuration(-5)]).toEqual([
      '00:42',
      '1:00:42',
      '00:12:34',
      '00:00:00',
    ]);
  });
});
