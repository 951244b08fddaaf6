import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import { type Frame, Worker } from './testing/worker.js';

const AGENT = { name: 'A', queues: ['8001'] };
const WORLD = {
  notReadyReasons: [{ code: 'LUNCH', text: 'Lunch break' }],
  agents: [
    { ...AGENT, agentId: '5001', dn: '7001', wrapUpTime: 30 },
    { ...AGENT, agentId: '5002', dn: '7002', notReadyReasons: [{ code: 'VET', text: 'At the vet' }] },
    { ...AGENT, agentId: '5003', dn: '7003', supervises: ['5001'] },
  ],
};

describe('the truth about an agent', () => {
  let server: TestServer;
  let ava: Worker;
  beforeEach(async () => {
    server = await TestServer.start({}, WORLD);
    ava = await Worker.start(server, '5001');
  });
  afterEach(() => server.stop());

  /** As a client is told that comes back and can name no number. */
  async function snapshot(of: Worker, agent = '5001'): Promise<Frame> {
    const { socket } = await server.signIn({ agent, session: of.session });
    return (await socket.next()).frame;
  }

  it('V-15 is greeted with the reasons of the world, or with those of the agent', async () => {
    const { hello } = await server.signIn({ session: ava.session });
    expect(hello.notReadyReasons).toEqual(WORLD.notReadyReasons);
    const ben = await server.signIn({ agent: '5002' });
    expect(ben.hello.notReadyReasons).toEqual([{ code: 'VET', text: 'At the vet' }]);
  });

  it('V-15 is greeted without any in a world that has none', async () => {
    await server.stop();
    server = await TestServer.start({}, { notReadyReasons: [] });
    expect((await server.signIn()).hello).not.toHaveProperty('notReadyReasons');
  });

  it('V-21 is why, how and since when nobody takes calls', async () => {
    await ava.does('notReady', { reason: 'LUNCH' });
    const since = server.clock.now();
    server.clock.advance(61_000);
    expect(await snapshot(ava)).toMatchObject({
      agentState: 'NotReady',
      workMode: 'AuxWork',
      reasons: [{ key: 'ReasonCode', type: 'str', value: 'LUNCH' }],
      agentSince: since,
      time: since + 61_000,
    });
    await ava.does('ready');
    const told = await snapshot(ava);
    expect(told).toMatchObject({ agentState: 'Ready', agentSince: since + 61_000 });
    for (const field of ['workMode', 'reasons', 'agentUntil']) expect(told).not.toHaveProperty(field);
  });

  it('V-21 is until when after-call work lasts', async () => {
    await ava.takes('8001');
    await ava.does('hangup');
    await ava.hears('EventReleased');
    const since = server.clock.now();
    server.clock.advance(10_000);
    expect(await snapshot(ava)).toMatchObject({
      workMode: 'AfterCallWork',
      agentSince: since,
      agentUntil: since + 30_000,
      time: since + 10_000,
    });
    server.clock.advance(20_000);
    expect(await snapshot(ava)).toMatchObject({ agentState: 'Ready' });
  });

  it('V-21 says nothing of somebody else on the line', async () => {
    await ava.does('logout');
    await ava.hears('EventAgentLogout');
    const told = await snapshot(ava);
    expect(told).toMatchObject({ agentState: 'Null' });
    expect(told).not.toHaveProperty('agentSince');
  });

  it('V-22 has what is switched on at the line', async () => {
    await ava.does('dndOn');
    await ava.does('forward', { toNumber: '7002' });
    expect(await snapshot(ava)).toMatchObject({ doNotDisturb: true, forwardedTo: '7002' });
    await ava.does('dndOff');
    await ava.does('cancelForward');
    const told = await snapshot(ava);
    for (const field of ['doNotDisturb', 'forwardedTo', 'monitoring']) expect(told).not.toHaveProperty(field);
  });

  it('C-20 names everybody in a conference', async () => {
    const ben = await Worker.start(server, '5002');
    await ava.takes('7001');
    await ava.consults(ben, 'initiateConference', '7002');
    await ava.does('completeConference');
    await ben.hears('EventPartyChanged');
    expect(await snapshot(ava)).toMatchObject({ calls: [{ participants: ['+14155550100', '7002'] }] });
    expect(await snapshot(ben, '5002')).toMatchObject({ calls: [{ participants: ['+14155550100', '7001'] }] });
  });

  it('C-20 names nobody in a call of two', async () => {
    await ava.takes('7001');
    const { calls } = await snapshot(ava);
    expect((calls as object[])[0]).not.toHaveProperty('participants');
  });
});

describe('supervision', () => {
  let server: TestServer;
  beforeEach(async () => (server = await TestServer.start({}, WORLD)));
  afterEach(() => server.stop());

  it('C-22 is announced to those who have somebody to supervise, and to all where nobody has', async () => {
    expect((await server.signIn({ agent: '5003' })).hello.commands).toContain('monitor');
    expect((await server.signIn({ agent: '5001' })).hello.commands).not.toContain('monitor');
    const ava = await Worker.start(server, '5002');
    expect(await ava.ask('monitor', { dn: '7001' })).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
    await server.stop();
    server = await TestServer.start();
    expect((await server.signIn({ agent: '5001' })).hello.commands).toContain('cancelMonitor');
  });

  it('C-22 shows what the supervised do now, and nobody else', async () => {
    const ava = await Worker.start(server, '5001');
    const chiara = await Worker.start(server, '5003');
    const seen = async () => (await server.post('/genesys/colleagues', { session: chiara.session })).body.colleagues;
    await ava.does('notReady', { reason: 'LUNCH' });
    server.clock.advance(5000);
    expect(await seen()).toEqual([
      {
        agentId: '5001',
        name: 'A',
        dn: '7001',
        state: 'NotReady',
        workMode: 'AuxWork',
        reason: 'Lunch break',
        forMs: 5000,
        onCall: false,
      },
    ]);
    await ava.does('ready');
    await ava.takes('7001');
    expect(await seen()).toMatchObject([{ state: 'Ready', onCall: true }]);
    expect(await server.post('/genesys/colleagues', { session: 'nobody' })).toMatchObject({ status: 401 });
  });

  it('C-22 tells a supervisor who comes back whom they listen to', async () => {
    const chiara = await Worker.start(server, '5003');
    await chiara.does('monitor', { dn: '7001' });
    const { socket } = await server.signIn({ agent: '5003', session: chiara.session });
    expect((await socket.next()).frame).toMatchObject({ monitoring: '7001' });
  });
});

describe('recording', () => {
  let server: TestServer;
  let ava: Worker;
  beforeEach(async () => {
    server = await TestServer.start();
    ava = await Worker.start(server, '5001');
  });
  afterEach(() => server.stop());

  it('C-23 is asked of the switch, and told with the data of the call', async () => {
    await ava.takes('7001');
    const told: unknown[] = [];
    for (const command of ['startRecording', 'pauseRecording', 'resumeRecording', 'stopRecording']) {
      await ava.does(command);
      const { eventData } = await ava.hears('EventAttachedDataChanged');
      told.push(
        (eventData?.userData as { key: string; value: string }[]).find(({ key }) => key === 'GSIP_RECORD')?.value,
      );
    }
    expect(told).toEqual(['on', 'paused', 'on', 'off']);
    const { entries } = await server.get<{ entries: { name: string; payload: { request?: object } }[] }>(
      '/control/journal',
    );
    const asked = entries.filter(({ name }) => name === 'RequestPrivateService').map(({ payload }) => payload.request);
    expect(asked).toMatchObject([3013, 3015, 3016, 3014].map((PrivateServiceID) => ({ PrivateServiceID })));
  });

  it('C-23 is refused where it makes no sense', async () => {
    expect(await ava.ask('startRecording')).toMatchObject({ status: 404, body: { code: 'no-such-call' } });
    await server.ring('7001');
    expect(await ava.ask('startRecording')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    await ava.does('accept');
    expect(await ava.ask('pauseRecording')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    await ava.does('startRecording');
    expect(await ava.ask('startRecording')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });
});
