import { WebSocket as MockWebSocket } from 'mock-socket';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
  ANI: '+14155550100',
  eventId: 'c1',
  connectionId: 'c1',
  direction: 'inbound',
};

beforeEach(() => void vi.stubGlobal('WebSocket', MockWebSocket));
afterEach(() => {
  stopServices();
  vi.unstubAllGlobals();
});

/** Available, with every number up to 4 heard. */
async function available(at: FakeService): Promise<Toolbar> {
  greetWith(at, HELLO, SNAPSHOT);
  const toolbar = await toolbarOn(at);
  await toolbar.actions.toggleAgentAvailability();
  ['EventRegistered', 'EventAgentLogin', 'EventAgentNotReady', 'EventAgentReady'].forEach((eventName, n) =>
    at.send({ eventName, seq: n + 1 }),
  );
  await vi.waitFor(() => expect(toolbar.desk.phase).toBe('available'));
  return toolbar;
}

function greetWith(at: FakeService, ...frames: object[]): void {
  at.greet = (send) => frames.forEach(send);
}

/** The pause before the next attempt is over. */
async function returnNow({ desk }: Toolbar): Promise<void> {
  await vi.waitFor(() => expect(desk.clock.waitingFor).toContain('line.return'));
  desk.clock.advance(500);
}

/** What the last request for a ticket said of the session. */
function claim(at: FakeService): unknown {
  const { body } = at.posted.findLast(({ path }) => path === '/genesys/session') ?? {};
  return { session: body?.session, lastSeq: body?.lastSeq };
}

describe('a line that breaks', () => {
  it('R-01 comes back by itself, and everybody agrees again', async () => {
    const at = service();
    const toolbar = await available(at);
    const { desk } = toolbar;
    at.send({ ...RINGING, seq: 5 });
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Alerting']));
    at.close(1006);
    await vi.waitFor(() => expect(desk.phase).toBe('failed'));
    greetWith(at, { ...HELLO, seq: 6, resumed: true }, { ...RINGING, eventName: 'EventEstablished', seq: 6 });
    await returnNow(toolbar);
    await vi.waitFor(() => expect(desk.phase).toBe('available'));
    expect(desk.contacts).toEqual(['c1 Connected']);
    expect(claim(at)).toEqual({ session: 's1', lastSeq: 5 });
    expect(at.commands).toEqual(['initialize']);
    expect(desk.fusion.callTrace).toEqual(['newCommEvent c1', 'startCommEvent c1']);
    expect(desk.fusion.trace.filter((line) => line.startsWith('agentState'))).toEqual([
      'agentStateEventOperation AVAILABLE',
      'agentStateEventOperation UNAVAILABLE',
      'agentStateEventOperation AVAILABLE',
    ]);
  });

  it('R-01 tries ever more seldom, and at another moment than everybody else', async () => {
    const at = service();
    const toolbar = await available(at);
    const { clock } = toolbar.desk;
    at.answers.set('/genesys/session', new TypeError('network'));
    at.close(1006);
    for (const pauseMs of [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000]) {
      await vi.waitFor(() => expect(clock.waitingFor).toEqual(['line.return']));
      at.posted.length = 0;
      clock.advance(pauseMs - 1);
      expect(at.posted).toEqual([]);
      clock.advance(1);
      await settled();
      expect(at.posted).toHaveLength(1);
    }
  });

  it('R-01 makes nobody available whom the switch has logged out meanwhile', async () => {
    const at = service();
    const toolbar = await available(at);
    at.close(1001);
    greetWith(at, { ...HELLO, session: 's2' }, SNAPSHOT);
    await returnNow(toolbar);
    await vi.waitFor(() =>
      expect(toolbar.desk.store.state.availability).toEqual({
        phase: 'unavailable',
        why: 'Signed off',
        signedOff: true,
      }),
    );
    expect(at.commands).toEqual(['initialize']);
  });

  it.each([4409, 4429, 1009])('R-01 by close code %i is not come back to by itself', async (code) => {
    const at = service();
    const { desk } = await available(at);
    at.close(code);
    await vi.waitFor(() => expect(desk.phase).toBe('failed'));
    await settled();
    expect(desk.clock.waitingFor).toEqual([]);
  });

  it('R-10 tells of a call that was dialled, and was over before the line was back', async () => {
    const at = service();
    const toolbar = await available(at);
    const { desk, actions } = toolbar;
    at.answers.set('/genesys/events', { body: { status: 'Success', commandId: 'id', seq: 9 } });
    const dialled = actions.makeCall('7002');
    await vi.waitFor(() => expect(at.commands.at(-1)).toBe('makeCall 7002 own'));
    await settled();
    expect(desk.store.state.placing).toMatchObject({ eventId: 'own' });
    at.close(1006);
    greetWith(at, { ...HELLO, seq: 9 }, { ...SNAPSHOT, seq: 9, agentState: 'Ready' });
    await returnNow(toolbar);
    await dialled;
    expect(desk.store.state.placing).toBeUndefined();
    expect(desk.notices).toEqual([
      'The call to 7002 could not be placed: The call was over before the toolbar heard of it.',
    ]);
  });

  it('R-02 before the first word was heard is no reason to take that word for heard', async () => {
    const at = service();
    greetWith(at, { ...HELLO, seq: 7 });
    const { desk, actions } = await toolbarOn(at);
    const asked = actions.toggleAgentAvailability();
    await vi.waitFor(() => expect(desk.store.state.connection.status).toBe('online'));
    at.close(1006);
    await asked;
    greetWith(at, { ...HELLO, seq: 7 }, { ...SNAPSHOT, seq: 7, agentState: 'Ready' });
    await actions.toggleAgentAvailability();
    expect(claim(at)).toEqual({ session: 's1', lastSeq: undefined });
    await vi.waitFor(() => expect(desk.phase).toBe('available'));
  });

  it('R-02 after a truth that no event followed is come back to from its number, were it 0', async () => {
    const at = service();
    greetWith(at, HELLO, SNAPSHOT);
    const toolbar = await toolbarOn(at);
    await toolbar.actions.toggleAgentAvailability();
    at.close(1006);
    greetWith(at, { ...HELLO, seq: 1, resumed: true }, { ...RINGING, seq: 1 });
    await returnNow(toolbar);
    await vi.waitFor(() => expect(toolbar.desk.contacts).toEqual(['c1 Alerting']));
    expect(claim(at)).toEqual({ session: 's1', lastSeq: 0 });
  });

  it('R-03 after more than is kept takes the truth, and counts on from its number', async () => {
    const at = service();
    const toolbar = await available(at);
    at.close(1006);
    const calls = [{ ...RINGING, state: 'Connected', since: 0 }];
    greetWith(at, { ...HELLO, seq: 200 }, { ...SNAPSHOT, seq: 200, agentState: 'Ready', calls });
    await returnNow(toolbar);
    await vi.waitFor(() => expect(toolbar.desk.contacts).toEqual(['c1 Connected']));
    at.send({ ...RINGING, eventName: 'EventReleased', seq: 201 });
    await vi.waitFor(() => expect(toolbar.desk.contacts).toEqual(['c1 Null']));
    at.close(1006);
    await returnNow(toolbar);
    await vi.waitFor(() => expect(claim(at)).toEqual({ session: 's1', lastSeq: 201 }));
  });

  it('R-03 after a long time in which nothing happened has missed nothing', async () => {
    const at = service();
    const toolbar = await available(at);
    at.close(1006);
    greetWith(at, { ...HELLO, seq: 4, resumed: true });
    await returnNow(toolbar);
    await vi.waitFor(() => expect(toolbar.desk.phase).toBe('available'));
    expect(toolbar.desk.log).toEqual([]);
  });

  it('R-04 in the middle of what is repeated is come back to from there', async () => {
    const at = service();
    const toolbar = await available(at);
    const { desk } = toolbar;
    at.close(1006);
    greetWith(at, { ...HELLO, seq: 7, resumed: true }, { ...RINGING, seq: 5 });
    await returnNow(toolbar);
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Alerting']));
    at.close(1006);
    greetWith(
      at,
      { ...HELLO, seq: 7, resumed: true },
      { ...RINGING, eventName: 'EventEstablished', seq: 6 },
      { ...RINGING, eventName: 'EventReleased', seq: 7 },
    );
    await vi.waitFor(() => expect(desk.clock.waitingFor).toContain('line.return'));
    desk.clock.advance(1000);
    await vi.waitFor(() => expect(desk.contacts).toEqual(['c1 Null']));
    expect(claim(at)).toEqual({ session: 's1', lastSeq: 5 });
    await settled();
    expect(desk.fusion.callTrace).toEqual(['newCommEvent c1', 'startCommEvent c1', 'closeCommEvent c1 WRAPUP']);
  });

  it('R-05 counts frames by their own number, whatever they tell and whether or not it is understood', async () => {
    const at = service();
    const toolbar = await available(at);
    at.send({ eventName: 'EventOfAYearToCome', seq: 5, eventData: { eventSequenceNumber: 99 } });
    at.send({ ...RINGING, seq: 6, eventData: { eventSequenceNumber: 2 } });
    await vi.waitFor(() => expect(toolbar.desk.contacts).toEqual(['c1 Alerting']));
    at.close(1006);
    greetWith(at, { ...HELLO, seq: 6, resumed: true });
    await returnNow(toolbar);
    await vi.waitFor(() => expect(toolbar.desk.phase).toBe('available'));
    expect(claim(at)).toEqual({ session: 's1', lastSeq: 6 });
  });

  it('R-05 asks for the whole truth when a number is missing', async () => {
    const at = service();
    const toolbar = await available(at);
    at.send({ ...RINGING, seq: 5, ANI: 7 }); // Unreadable: a number is text.
    at.send({ ...RINGING, eventName: 'EventEstablished', seq: 6 });
    await vi.waitFor(() => expect(toolbar.desk.phase).toBe('failed'));
    expect(toolbar.desk.contacts).toEqual([]);
    greetWith(
      at,
      { ...HELLO, seq: 6 },
      { ...SNAPSHOT, seq: 6, agentState: 'Ready', calls: [{ ...RINGING, state: 'Connected', since: 0 }] },
    );
    await returnNow(toolbar);
    await vi.waitFor(() => expect(toolbar.desk.contacts).toEqual(['c1 Connected']));
    expect(claim(at)).toEqual({ session: 's1', lastSeq: undefined });
  });

  it('R-06 takes a command along: it is sent again under its id until it is answered', async () => {
    const at = service();
    const toolbar = await available(at);
    const { desk, vendor } = toolbar;
    const accepted = at.answers.get('/genesys/events');
    at.answers.set('/genesys/events', new TypeError('network'));
    at.posted.length = 0;
    const asked = vendor.acceptCall('c1');
    at.close(1006);
    await vi.waitFor(() => expect(desk.clock.waitingFor).toContain('command.again'));
    greetWith(at, { ...HELLO, seq: 4, resumed: true });
    desk.clock.advance(500);
    await settled();
    if (accepted !== undefined) at.answers.set('/genesys/events', accepted);
    await vi.waitFor(() => expect(desk.clock.waitingFor).toContain('command.again'));
    desk.clock.advance(500);
    await asked;
    const sent = at.posted.filter(({ path }) => path === '/genesys/events').map(({ body }) => body);
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ commandId }) => commandId)).size).toBe(1);
    expect(vendor.line?.unanswered).toEqual([]);
  });

  it('R-06 gives a command up when its time is over, and says so', async () => {
    const at = service();
    const { desk, vendor } = await available(at);
    at.answers.set('/genesys/events', new TypeError('network'));
    const asked = vendor.acceptCall('c1');
    const refused = expect(asked).rejects.toThrow('cannot be reached');
    for (let second = 0; second < 20; second += 1) {
      await settled();
      desk.clock.advance(500);
    }
    await refused;
    expect(desk.clock.waitingFor).not.toContain('command.again');
  });
});

describe('another page that goes on with the line', () => {
  it('R-07 hears what happened meanwhile, and sends what was not answered', async () => {
    const at = service();
    const before = await available(at);
    at.send({ ...RINGING, seq: 5 });
    await vi.waitFor(() => expect(before.desk.contacts).toEqual(['c1 Alerting']));
    at.answers.set('/genesys/events', { body: new Promise(() => undefined) });
    void before.vendor.acceptCall('c1').catch(() => undefined);
    await settled();
    const left = before.vendor.line;
    before.vendor.letGo();
    expect(left).toMatchObject({
      level: 'ours',
      known: { session: 's1', lastSeq: 5 },
      agent: { state: 'Ready' },
      unanswered: [{ command: { type: 'accept', connectionId: 'c1' } }],
    });

    at.answers.set('/genesys/events', { body: { status: 'Success' } });
    greetWith(at, { ...HELLO, seq: 5, resumed: true });
    const after = await toolbarOn(at);
    at.posted.length = 0;
    after.vendor.goOnWith(left!);
    await vi.waitFor(() => expect(after.desk.phase).toBe('available'));
    expect(at.posted).toEqual([
      { path: '/genesys/session', body: { agent: '300000005001', session: 's1', lastSeq: 5 } },
      {
        path: '/genesys/events',
        body: { type: 'accept', connectionId: 'c1', session: 's1', commandId: left?.unanswered[0]?.commandId },
      },
    ]);
  });

  it('R-07 sends nothing of a session that is over', async () => {
    const at = service();
    const before = await available(at);
    at.answers.set('/genesys/events', { body: new Promise(() => undefined) });
    void before.vendor.acceptCall('c1').catch(() => undefined);
    await settled();
    const left = before.vendor.line;
    before.vendor.letGo();
    greetWith(at, { ...HELLO, session: 's2' }, SNAPSHOT);
    const after = await toolbarOn(at);
    at.posted.length = 0;
    after.vendor.goOnWith(left!);
    await vi.waitFor(() => expect(after.desk.store.state.connection.status).toBe('online'));
    await settled();
    expect(at.commands).toEqual([]);
    expect(after.desk.phase).toBe('unavailable');
  });
});

describe('an agent who is at work elsewhere', () => {
  const inUse = {
    status: 409,
    body: { status: 'Error', code: 'agent-in-use', message: 'Signed in somewhere else.', retryable: true },
  };

  it('L-01 is asked before the other is ended', async () => {
    const at = service();
    const granted = at.answers.get('/genesys/session');
    at.answers.set('/genesys/session', inUse);
    const { desk, actions } = await toolbarOn(at);
    await actions.toggleAgentAvailability();
    expect(desk.store.state.availability).toMatchObject({ failure: { hop: 'session', takesOver: true } });
    expect(at.posted.at(-1)?.body).not.toHaveProperty('takeOver');
    if (granted !== undefined) at.answers.set('/genesys/session', granted);
    greetWith(at, HELLO, { ...SNAPSHOT, agentState: 'Ready' });
    await actions.toggleAgentAvailability();
    expect(at.posted.at(-1)?.body).toMatchObject({ takeOver: true });
    await vi.waitFor(() => expect(desk.phase).toBe('available'));
    expect(at.commands).toEqual([]);
  });

  it('L-01 hears that it was taken over, and takes it back only when asked', async () => {
    const at = service();
    const { desk, actions, vendor } = await available(at);
    at.close(4409);
    await vi.waitFor(() => expect(desk.phase).toBe('failed'));
    expect(desk.store.state.availability).toMatchObject({ failure: { hop: 'session', takesOver: true } });
    await settled();
    expect(desk.clock.waitingFor).toEqual([]);
    expect(vendor.line).toBeUndefined();
    greetWith(at, { ...HELLO, session: 's3' }, { ...SNAPSHOT, agentState: 'Ready' });
    await actions.toggleAgentAvailability();
    expect(at.posted.at(-1)?.body).toMatchObject({ takeOver: true });
    await vi.waitFor(() => expect(desk.phase).toBe('available'));
  });

  it('L-01 is left alone by a line that only comes back', async () => {
    const at = service();
    const toolbar = await available(at);
    at.answers.set('/genesys/session', inUse);
    at.close(1006);
    await returnNow(toolbar);
    await vi.waitFor(() =>
      expect(toolbar.desk.store.state.availability).toMatchObject({ failure: { takesOver: true } }),
    );
    await settled();
    expect(at.posted.at(-1)?.body).not.toHaveProperty('takeOver');
    expect(toolbar.desk.clock.waitingFor).toEqual([]);
  });
});
