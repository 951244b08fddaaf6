import { WebSocket as MockWebSocket } from 'mock-socket';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Desk } from '../testing/desk.js';
import type { FakeService } from '../testing/fake-service.js';
import { settled } from '../testing/settled.js';
import { service, stopServices, toolbarOn, type Toolbar } from '../testing/toolbar.js';

const HELLO = {
  eventName: 'hello',
  session: 's1',
  seq: 0,
  resumed: false,
  agentId: '5001',
  agentName: 'Ava Martin',
  dn: '7001',
  commands: ['initialize', 'ready', 'notReady', 'accept', 'reject', 'hangup', 'makeCall'],
  pingMs: 10_000,
};
const SNAPSHOT = { eventName: 'snapshot', seq: 0, agentState: 'Null', calls: [] };
const RINGING = {
  eventName: 'EventRinging',
  eventType: 'EventRinging',
  ANI: '+14155550100',
  eventId: 'c1',
  connectionId: 'c1',
  direction: 'inbound',
  queueName: 'Customer care',
};

beforeEach(() => void vi.stubGlobal('WebSocket', MockWebSocket));
afterEach(() => {
  stopServices();
  vi.unstubAllGlobals();
});

/** Our level, greeted and available; `ready` says whether the switch tells so. */
async function available(at: FakeService): Promise<Toolbar> {
  at.greet = (send) => {
    send(HELLO);
    send(SNAPSHOT);
  };
  const toolbar = await toolbarOn(at);
  await toolbar.actions.toggleAgentAvailability();
  at.send({ eventName: 'EventRegistered', seq: 1 });
  at.send({ eventName: 'EventAgentLogin', seq: 2 });
  at.send({ eventName: 'EventAgentNotReady', seq: 3 });
  at.send({ eventName: 'EventAgentReady', seq: 4 });
  await vi.waitFor(() => expect(toolbar.desk.phase).toBe('available'));
  return toolbar;
}

function failureIn(desk: Desk): unknown {
  const { availability } = desk.store.state;
  return availability.phase === 'failed' ? availability.failure : availability.phase;
}

describe('a server of our level', () => {
  it('V-07 is not taken for another one because the network broke for a moment', async () => {
    const at = service();
    at.answers.set('/genesys/session', new TypeError('Failed to fetch'));
    at.knocked = () => void at.answers.set('/genesys/session', { body: { ticket: 't1', expiresInMs: 5000 } });
    const { desk } = await available(at);
    expect(desk.store.state.connection).toMatchObject({ level: 'ours' });
    expect(at.offered).toHaveLength(1);
  });

  it('V-01 is entered with a ticket, initialised after its greeting, and believed when it says ready', async () => {
    const at = service();
    const { desk } = await available(at);
    expect(at.posted).toEqual([
      { path: '/genesys/session', body: { agent: '300000005001' } },
      { path: '/genesys/events', body: { type: 'initialize', session: 's1', commandId: 'id-1' } },
    ]);
    expect(at.offered).toEqual([['fusion-cti.v1', 'ticket.t1']]);
    expect(desk.store.state.connection).toMatchObject({ status: 'online', level: 'ours', agentId: '5001', dn: '7001' });
    expect(desk.clock.waitingFor).toEqual(['socket.silence']);
  });

  it('V-01 that says EventRegistered only has not said ready', async () => {
    const at = service();
    at.greet = (send) => {
      send(HELLO);
      send(SNAPSHOT);
    };
    const { desk, actions } = await toolbarOn(at);
    await actions.toggleAgentAvailability();
    at.send({ eventName: 'EventRegistered', seq: 1 });
    at.send({ eventName: 'ping', time: 1 });
    await settled();
    expect(desk.store.state.availability).toEqual({ phase: 'connecting', step: 'switch' });
    desk.clock.advance(15_000);
    expect(failureIn(desk)).toMatchObject({
      hop: 'switch',
      reason: 'The switch did not confirm the change within 15 seconds.',
      retryable: true,
    });
  });

  it.each([
    [
      'session',
      'refuses the agent',
      '/genesys/session',
      { status: 404, body: { status: 'Error', code: 'agent-unknown', message: 'No such agent.', retryable: false } },
      { hop: 'session', reason: 'No such agent.', retryable: false },
    ],
    [
      'service',
      'is stopping',
      '/genesys/session',
      { status: 503, body: { status: 'Error', code: 'not-ready', message: 'Stopping.', retryable: true } },
      { hop: 'service', reason: 'Stopping.', retryable: true },
    ],
    [
      'switch',
      'has a switch that refuses the line',
      '/genesys/events',
      { status: 409, body: { status: 'Error', code: 'dn-busy', message: 'Busy line.', retryable: true } },
      { hop: 'switch', reason: 'Busy line.', retryable: true },
    ],
    [
      'service',
      'answers a command with a proxy’s page',
      '/genesys/events',
      { status: 502, body: '<html>' },
      { hop: 'service', reason: 'The contact centre service answered with status 502.', retryable: true },
    ],
  ] as const)('V-03 is a failure at the %s when it %s', async (_hop, _what, path, answer, failure) => {
    const at = service();
    at.greet = (send) => {
      send(HELLO);
      send(SNAPSHOT);
    };
    at.answers.set(path, answer);
    const { desk, actions } = await toolbarOn(at);
    await actions.toggleAgentAvailability();
    expect(failureIn(desk)).toMatchObject(failure);
  });

  it('V-03 is a failure at the socket when it closes instead of greeting', async () => {
    const at = service();
    const { desk, actions } = await toolbarOn(at);
    const asked = actions.toggleAgentAvailability();
    await vi.waitFor(() => expect(at.openSockets).toBe(1));
    at.close(4429);
    await asked;
    expect(failureIn(desk)).toMatchObject({
      hop: 'socket',
      reason: 'The client sent too many frames.',
      retryable: false,
    });
  });

  it('V-03 is a failure at the socket when it never greets', async () => {
    const at = service();
    const { desk, actions } = await toolbarOn(at);
    const asked = actions.toggleAgentAvailability();
    await vi.waitFor(() => expect(at.openSockets).toBe(1));
    desk.clock.advance(10_000);
    await asked;
    expect(failureIn(desk)).toMatchObject({ hop: 'socket', retryable: true });
    await vi.waitFor(() => expect(at.openSockets).toBe(0));
  });

  it('V-04 V-06 whose line breaks is come back to, and what it repeats acts on nothing', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    at.send({ ...RINGING, eventId: 'c0', connectionId: 'c0', seq: 5 });
    at.send({ ...RINGING, eventName: 'EventAbandoned', eventId: 'c0', connectionId: 'c0', seq: 6 });
    at.send({ ...RINGING, seq: 7 });
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Alerting']));
    at.close(1006);
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Alerting lost']));
    expect(failureIn(desk)).toMatchObject({
      hop: 'socket',
      reason: 'The connection to the contact centre was lost.',
      retryable: true,
    });
    await vi.waitFor(() => expect(desk.fusion.trace.at(-1)).toBe('agentStateEventOperation UNAVAILABLE'));

    at.posted.length = 0;
    at.greet = (send) => {
      send({ ...HELLO, seq: 9, resumed: true });
      send({ ...RINGING, eventId: 'c0', connectionId: 'c0', seq: 5 });
      send({ ...RINGING, eventName: 'EventAbandoned', eventId: 'c0', connectionId: 'c0', seq: 6 });
      send({ ...RINGING, seq: 7 });
      send({ ...RINGING, eventName: 'EventEstablished', seq: 8 });
      send({ ...RINGING, eventName: 'EventReleased', seq: 9 });
    };
    await actions.toggleAgentAvailability();
    expect(at.posted[0]).toEqual({
      path: '/genesys/session',
      body: { agent: '300000005001', session: 's1', lastSeq: 7 },
    });
    await vi.waitFor(() => expect(desk.phase).toBe('available'));
    expect(at.commands).toEqual([]);
    expect(desk.fusion.callTrace.filter((line) => line.includes('c0'))).toEqual([
      'newCommEvent c0',
      'closeCommEvent c0 ABANDONED',
    ]);
    expect(desk.fusion.callTrace.filter((line) => line.includes('c1'))).toEqual([
      'newCommEvent c1',
      'startCommEvent c1',
      'closeCommEvent c1 WRAPUP',
    ]);
  });

  it('V-05 that falls silent for two and a half pings has lost the line', async () => {
    const at = service();
    const { desk } = await available(at);
    desk.clock.advance(24_000);
    at.send({ eventName: 'ping', time: 1 });
    await vi.waitFor(() => {
      // The watch began anew.
      desk.clock.advance(0);
      expect(desk.clock.waitingFor).toEqual(['socket.silence']);
    });
    await settled();
    desk.clock.advance(24_000);
    expect(desk.phase).toBe('available');
    desk.clock.advance(1000);
    expect(failureIn(desk)).toMatchObject({
      hop: 'socket',
      reason: 'Nothing was heard from the contact centre for 25 seconds.',
      retryable: true,
    });
  });

  it('V-06 that has forgotten the session is entered anew', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    at.close(1001);
    await vi.waitFor(() => expect(failureIn(desk)).toMatchObject({ hop: 'service' }));
    const forgotten = {
      status: 401,
      body: { status: 'Error', code: 'session-unknown', message: 'Ended.', retryable: false },
    };
    const granted = at.answers.get('/genesys/session');
    at.answers.set('/genesys/session', forgotten);
    at.posted.length = 0;
    const sent = at.posted.push.bind(at.posted);
    vi.spyOn(at.posted, 'push').mockImplementation((entry) => {
      if (at.posted.length === 1 && granted !== undefined) at.answers.set('/genesys/session', granted);
      return sent(entry);
    });
    await actions.toggleAgentAvailability();
    expect(at.posted.map(({ body }) => body.session)).toEqual(['s1', undefined, 's1']);
  });

  it('V-06 that is down is not mistaken for another kind of server', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    at.close(1006);
    await vi.waitFor(() => expect(desk.phase).toBe('failed'));
    at.answers.set('/genesys/session', new TypeError('network'));
    await actions.toggleAgentAvailability();
    expect(failureIn(desk)).toMatchObject({
      hop: 'service',
      reason: 'The contact centre service cannot be reached.',
      retryable: true,
    });
    expect(at.openSockets).toBe(0);
  });

  it('V-08 is asked to send no more calls, and the agent is unavailable when it says so', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    await actions.toggleAgentAvailability();
    expect(at.commands.at(-1)).toBe('notReady');
    expect(desk.phase).toBe('leaving');
    at.send({ eventName: 'EventAgentNotReady', seq: 5 });
    await vi.waitFor(() => expect(desk.phase).toBe('unavailable'));
    await actions.toggleAgentAvailability();
    expect(at.commands.at(-1)).toBe('ready');
  });

  it('V-08 that never confirms it leaves the agent available', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    await actions.toggleAgentAvailability();
    at.send({ eventName: 'ping', time: 1 });
    await vi.waitFor(() => expect(desk.clock.waitingFor).toContain('switch.notReady'));
    desk.clock.advance(15_000);
    expect(desk.phase).toBe('available');
    expect(desk.notices).toEqual(['You are still available: The switch did not confirm the change within 15 seconds.']);
  });

  it('C-01 carries a call from ring to wrap-up', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    at.send({ ...RINGING, seq: 5 });
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Alerting']));
    await actions.acceptIncomingCall('c1');
    at.send({ eventName: 'EventOffHook', seq: 6 });
    at.send({ ...RINGING, eventName: 'EventEstablished', seq: 7 });
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Connected']));
    await actions.disconnectCall('c1');
    at.send({ ...RINGING, eventName: 'EventReleased', seq: 8 });
    at.send({ eventName: 'EventOnHook', seq: 9 });
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Null']));
    await settled();
    expect(at.commands).toEqual(['initialize', 'accept c1', 'hangup c1']);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent c1', 'startCommEvent c1', 'closeCommEvent c1 WRAPUP']);
  });

  it('ignores frames that are not of the protocol', async () => {
    const at = service();
    const { desk } = await available(at);
    at.send({ hello: 'world' });
    await vi.waitFor(() => expect(desk.log).toEqual(['A frame that is not of this protocol was ignored.']));
  });

  it('C-04 refuses a command without a line, with a sentence', async () => {
    const { vendor } = await toolbarOn(service());
    await expect(vendor.acceptCall('c1')).rejects.toThrow('Go available first.');
  });

  it('V-03 gives up on a request that is never answered', async () => {
    const at = service();
    const { desk, vendor } = await available(at);
    at.answers.set('/genesys/events', { body: new Promise(() => undefined) });
    const accepted = vendor.acceptCall('c1');
    await settled();
    expect(desk.clock.waitingFor).toEqual(['service.answer', 'socket.silence']);
    desk.clock.advance(10_000);
    await expect(accepted).rejects.toThrow('The contact centre service did not answer within 10 seconds.');
  });
});
