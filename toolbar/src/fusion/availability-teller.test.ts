import { describe, expect, it } from 'vitest';
import { deferred } from '../deferred.js';
import type { CallEvent } from '../state/contacts.js';
import { call, Desk, UEF_TIMEOUT_MS } from '../testing/desk.js';
import { settled } from '../testing/settled.js';

const never = (): Promise<never> => new Promise(() => undefined);
const ring = (over?: Partial<CallEvent>): CallEvent => call(over);
const established = (over?: Partial<CallEvent>): CallEvent => call({ trigger: 'EventEstablished', ...over });

describe('availability', () => {
  it('V-01 is shown only after the switch said ready and Fusion accepted it', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    const accepted = deferred<unknown>();
    desk.fusion.answers.set('agentStateEventOperation', () => accepted.promise);
    await desk.actions.toggleAgentAvailability();
    expect(desk.phase).toBe('connecting');
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.store.state.availability).toEqual({ phase: 'connecting', step: 'fusion' });
    accepted.resolve({ result: 'success' });
    await settled();
    expect(desk.phase).toBe('available');
    expect(desk.fusion.last('agentStateEventOperation')?.fields).toMatchObject({
      IsAvailable: true,
      IsLoggedIn: true,
      State: 'AVAILABLE',
      Reason: null,
    });
  });

  it('V-01 survives the "not ready" that a login says on its way to ready', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentUnavailable({ why: 'On a break' });
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.phase).toBe('available');
    expect(desk.fusion.trace.filter((line) => line.startsWith('agentState'))).toEqual([
      'agentStateEventOperation AVAILABLE',
    ]);
  });

  it.each([
    [
      'refuses',
      () => ({ result: 'error', error: 'NOT_ALLOWED' }),
      'uef-refused',
      'Fusion refused agentStateEventOperation: NOT_ALLOWED',
    ],
    ['never answers', never, 'uef-unanswered', 'Fusion did not answer agentStateEventOperation within 5 seconds.'],
  ])('V-02 that Fusion %s is a failure at Fusion, and the switch sends no calls', async (_, answer, code, reason) => {
    const desk = new Desk();
    await desk.handler.initialize();
    desk.fusion.answers.set('agentStateEventOperation', answer);
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentAvailable();
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await settled();
    expect(desk.store.state.availability).toEqual({
      phase: 'failed',
      failure: { hop: 'fusion', reason, retryable: true, code: `${code} agentStateEventOperation` },
    });
    expect(desk.vendor.asked).toEqual(['available', 'unavailable']);
    desk.fusion.answers.delete('agentStateEventOperation');
    desk.events.makeAgentUnavailable();
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.phase).toBe('available');
  });

  it('V-04 ends with the line: Fusion is told, and calls are marked', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallAcceptedHandler(established());
    await settled();
    const failure = { hop: 'socket', reason: 'The line broke.', retryable: true } as const;
    desk.events.connectionLost(failure);
    await settled();
    expect(desk.store.state.availability).toEqual({ phase: 'failed', failure });
    expect(desk.store.state.connection).toEqual({ status: 'lost' });
    expect(desk.fusion.trace.at(-1)).toBe('agentStateEventOperation UNAVAILABLE');
    expect(desk.contacts).toEqual(['e1 Connected lost']);
  });

  it('V-04 stays what it was when the line of an unavailable agent breaks, unless a call is on it', async () => {
    const desk = await Desk.open();
    desk.events.makeAgentUnavailable();
    await settled();
    const failure = { hop: 'socket', reason: 'The line broke.', retryable: true } as const;
    desk.events.connectionLost(failure);
    expect(desk.phase).toBe('unavailable');
    desk.events.incomingCallHandler(ring());
    desk.events.connectionLost(failure);
    expect(desk.phase).toBe('failed');
  });

  it('V-09 follows the switch, which says after-call work and then ready by itself', async () => {
    const desk = await Desk.open();
    desk.events.makeAgentUnavailable({ why: 'After-call work' });
    expect(desk.phase).toBe('leaving');
    await settled();
    const pause = { since: desk.clock.now() };
    expect(desk.store.state.availability).toEqual({ phase: 'unavailable', why: 'After-call work', pause });
    expect(desk.fusion.last('agentStateEventOperation')?.fields).toMatchObject({
      IsAvailable: false,
      IsLoggedIn: true,
      StateDisplayString: 'After-call work',
    });
    desk.events.makeAgentAvailable();
    await settled();
    expect(desk.phase).toBe('available');
  });

  it('C-18 knows how long after-call work lasts, from the moment that the switch told of it', async () => {
    const desk = await Desk.open();
    const since = desk.clock.now();
    desk.events.makeAgentUnavailable({ why: 'After-call work' }, 30_000);
    await settled();
    desk.clock.advance(1000);
    expect(desk.store.state.availability).toMatchObject({ pause: { since, until: since + 30_000 } });
    desk.events.makeAgentUnavailable({ why: 'On a break' });
    await settled();
    expect(desk.store.state.availability).toMatchObject({ why: 'On a break', pause: { since: since + 1000 } });
    expect(desk.store.state.availability).not.toHaveProperty('pause.until');
  });

  it('V-08 ends at the toolbar although Fusion refuses to hear it, and the agent is told', async () => {
    const desk = await Desk.open();
    desk.fusion.answers.set('agentStateEventOperation', () => ({ result: 'error' }));
    desk.events.makeAgentUnavailable();
    await settled();
    expect(desk.phase).toBe('unavailable');
    expect(desk.notices).toEqual(['Fusion may still show you as available: Fusion refused agentStateEventOperation.']);
    desk.fusion.answers.delete('agentStateEventOperation');
    desk.retryFirstNotice();
    await settled();
    expect(desk.notices).toEqual([]);
    expect(desk.fusion.trace.at(-1)).toBe('agentStateEventOperation UNAVAILABLE');
  });

  it('V-10 reaches Fusion as it is in the end, when it changes while Fusion takes its time', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    const accepted = deferred<unknown>();
    desk.fusion.answers.set('agentStateEventOperation', () => accepted.promise);
    await desk.actions.toggleAgentAvailability();
    desk.events.makeAgentAvailable();
    await settled();
    desk.events.makeAgentUnavailable();
    expect(desk.phase).toBe('unavailable');
    accepted.resolve({ result: 'success' });
    await settled();
    expect(desk.phase).toBe('unavailable');
    expect(desk.fusion.trace.filter((line) => line.startsWith('agentState'))).toEqual([
      'agentStateEventOperation AVAILABLE',
      'agentStateEventOperation UNAVAILABLE',
    ]);
  });

  it('V-10 is announced as unavailable after the start: Fusion may remember a page that is gone', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    desk.events.fusionStarted();
    await settled();
    expect(desk.fusion.last('agentStateEventOperation')?.fields).toMatchObject({
      IsAvailable: false,
      IsLoggedIn: false,
    });
    expect(desk.phase).toBe('unavailable');
  });
});
