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
  commands: ['initialize', 'ready', 'notReady', 'logout', 'accept', 'reject', 'hangup', 'makeCall'],
  pingMs: 10_000,
  notReadyReasons: [{ code: 'LUNCH', text: 'Lunch break' }],
};
const SNAPSHOT = { eventName: 'snapshot', seq: 0, agentState: 'Null', calls: [] };
const LUNCH = [{ key: 'ReasonCode', type: 'str', value: 'LUNCH' }];
const CALL = { connectionId: 'c1', eventId: 'c1', direction: 'inbound', ANI: '+14155550100' };
/** By a clock that goes an hour before this one. */
const HOUR = 3_600_000;

beforeEach(() => void vi.stubGlobal('WebSocket', MockWebSocket));
afterEach(() => {
  stopServices();
  vi.unstubAllGlobals();
});

async function available(at: FakeService): Promise<Toolbar> {
  at.greet = (send) => {
    send(HELLO);
    send(SNAPSHOT);
  };
  const toolbar = await toolbarOn(at);
  await toolbar.actions.toggleAgentAvailability();
  at.send({ eventName: 'EventAgentReady', seq: 1 });
  await vi.waitFor(() => expect(toolbar.desk.phase).toBe('available'));
  return toolbar;
}

function bodies(at: FakeService): readonly object[] {
  return at.posted.filter(({ path }) => path === '/genesys/events').map(({ body }) => body);
}

/** The line breaks, and what is told next is all there is. */
async function toldAnew(at: FakeService, { desk }: Toolbar, snapshot: object): Promise<void> {
  at.greet = (send) => {
    send({ ...HELLO, session: 's2' });
    send({ ...SNAPSHOT, time: desk.clock.now() + HOUR, ...snapshot });
  };
  at.close(1001);
  await vi.waitFor(() => expect(desk.store.state.connection.status).toBe('lost'));
  desk.clock.advance(1000);
  await vi.waitFor(() => expect(desk.store.state.connection.status).toBe('online'));
  await settled();
}

describe('the agent at the switch', () => {
  it('V-15 gets the code of the reason, and is told with the text that the greeting had for it', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    actions.chooseAgentState({ to: 'unavailable', code: 'LUNCH' });
    await vi.waitFor(() => expect(bodies(at).at(-1)).toMatchObject({ type: 'notReady', reason: 'LUNCH' }));
    at.send({ eventName: 'EventAgentNotReady', seq: 2, eventData: { workMode: 'AuxWork', reasons: LUNCH } });
    await vi.waitFor(() => expect(desk.store.state.availability).toMatchObject({ code: 'LUNCH', why: 'Lunch break' }));
  });

  it('V-16 comes back from a break with the reason, and since when it has been so by this clock', async () => {
    const at = service();
    const toolbar = await available(at);
    const since = toolbar.desk.clock.now() - 60_000;
    await toldAnew(at, toolbar, {
      agentState: 'NotReady',
      workMode: 'AuxWork',
      reasons: LUNCH,
      agentSince: since + HOUR,
      time: since + HOUR + 61_000,
    });
    expect(toolbar.desk.store.state.availability).toEqual({
      phase: 'unavailable',
      code: 'LUNCH',
      why: 'Lunch break',
      pause: { since },
    });
  });

  it('V-19 comes back into after-call work that goes on to its end', async () => {
    const at = service();
    const toolbar = await available(at);
    const now = toolbar.desk.clock.now() + 1000;
    await toldAnew(at, toolbar, {
      agentState: 'NotReady',
      workMode: 'AfterCallWork',
      agentSince: now + HOUR - 10_000,
      agentUntil: now + HOUR + 20_000,
      time: now + HOUR,
    });
    expect(toolbar.desk.store.state.availability).toMatchObject({
      phase: 'unavailable',
      wrapUp: true,
      pause: { since: now - 10_000, until: now + 20_000 },
    });
  });

  it('V-17 is signed off by the last of two quick wishes, however slow the service', async () => {
    const at = service();
    const { desk, actions } = await available(at);
    at.answers.set('/genesys/events', {
      body: new Promise((resolve) => desk.clock.after('slow', 5000, () => resolve(0))),
    });
    actions.chooseAgentState({ to: 'unavailable', code: 'LUNCH' });
    actions.chooseAgentState({ to: 'signedOff' });
    await settled();
    expect(bodies(at).map((body) => (body as { type: string }).type)).toEqual(['initialize', 'notReady']);
    at.answers.set('/genesys/events', { body: { status: 'Success' } });
    desk.clock.advance(5000);
    await vi.waitFor(() => expect(bodies(at)).toHaveLength(3));
    expect(bodies(at).at(-1)).toMatchObject({ type: 'logout' });
    at.send({ eventName: 'EventAgentNotReady', seq: 2, eventData: { workMode: 'AuxWork', reasons: LUNCH } });
    at.send({ eventName: 'EventAgentLogout', seq: 3 });
    await vi.waitFor(() => expect(desk.store.state.availability).toMatchObject({ signedOff: true }));
  });

  it('C-20 is in a conference with everybody whom the snapshot names, since it began', async () => {
    const at = service();
    const toolbar = await available(at);
    const now = toolbar.desk.clock.now() + 1000;
    await toldAnew(at, toolbar, {
      agentState: 'Ready',
      time: now + HOUR,
      calls: [
        {
          connectionId: 'c1',
          eventId: 'e1',
          direction: 'inbound',
          state: 'Connected',
          since: now + HOUR - 90_000,
          ANI: '+14155550100',
          conference: true,
          participants: ['+14155550100', '7002'],
        },
      ],
    });
    expect(toolbar.desk.store.state.contacts).toMatchObject([
      { conference: true, participants: ['+14155550100', '7002'], since: now - 90_000, answeredAt: now - 90_000 },
    ]);
  });

  it('V-22 has what is switched on at the line, and no more of it when that is over', async () => {
    const at = service();
    const toolbar = await available(at);
    const { desk } = toolbar;
    at.send({ eventName: 'EventDNDOn', seq: 2 });
    at.send({ eventName: 'EventForwardSet', seq: 3, eventData: { otherDN: '7002' } });
    await vi.waitFor(() => expect(desk.store.state.line).toEqual({ doNotDisturb: true, forwardedTo: '7002' }));
    await toldAnew(at, toolbar, { agentState: 'Ready', monitoring: '7003' });
    expect(desk.store.state.line).toEqual({ doNotDisturb: false, monitoring: '7003' });
  });

  it('V-25 keeps the calls that nobody can know of, vouches for none, and goes on with them when they are told', async () => {
    const at = service();
    const toolbar = await available(at);
    at.send({ ...CALL, eventName: 'EventRinging', seq: 2 });
    await vi.waitFor(() => expect(toolbar.desk.contacts).toEqual(['c1 Alerting']));
    await toldAnew(at, toolbar, { lineUnknown: true });
    expect(toolbar.desk.contacts).toEqual(['c1 Alerting lost']);
    at.send({ ...SNAPSHOT, calls: [{ ...CALL, state: 'Alerting', since: 0 }] });
    await vi.waitFor(() => expect(toolbar.desk.contacts).toEqual(['c1 Alerting']));
    expect(toolbar.desk.fusion.callTrace).toEqual(['newCommEvent c1']);
  });
});
