import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subprotocolsFor } from '@fusion-cti/protocol';
import { TestServer } from '../testing/test-server.js';

interface State {
  agents: { agentId: string; state: string }[];
  calls: unknown[];
  sessions: { agentId: string; connected: boolean }[];
}

describe('our level', () => {
  let server: TestServer;
  beforeEach(async () => (server = await TestServer.start()));
  afterEach(() => server.stop());

  const state = () => server.get<State>('/control/state');
  const agentState = async (id: string) => (await state()).agents.find(({ agentId }) => agentId === id)?.state;
  const names = (frames: Record<string, unknown>[]) => frames.map(({ eventName }) => eventName);

  it('W-05 greets with hello and the whole truth', async () => {
    const { socket, hello } = await server.signIn({ agent: '5002' });
    expect(hello).toMatchObject({ agentId: '5002', agentName: 'Ben Okafor', dn: '7002', seq: 0, resumed: false });
    expect(hello.commands).toContain('notReady');
    expect((await socket.next()).frame).toEqual({
      eventName: 'snapshot',
      seq: 0,
      agentState: 'Null',
      calls: [],
      time: server.clock.now(),
    });
  });

  it('W-05 knows an agent by the Fusion id too', async () => {
    const { hello } = await server.signIn({ agent: '300000005003' });
    expect(hello.agentId).toBe('5003');
  });

  it('W-06 tells every event, numbered, with its attributes', async () => {
    const { socket, hello } = await server.signIn();
    await server.command('initialize', { session: hello.session });
    const frames = (await socket.until('EventAgentReady')).slice(1);
    expect(names(frames)).toEqual(['EventRegistered', 'EventAgentLogin', 'EventAgentNotReady', 'EventAgentReady']);
    expect(frames.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    const connId = await server.ring('7001', '+14155550100', { Intent: 'billing' });
    const [ringing] = await socket.until('EventRinging');
    expect(ringing).toMatchObject({
      seq: 5,
      messageId: 60,
      eventId: connId,
      eventData: {
        thisDN: '7001',
        thisDNRole: 'Destination',
        connID: connId,
        callType: 'Inbound',
        callTypeId: 2,
        callState: 'Ok',
        callStateId: 0,
        ani: '+14155550100',
        userData: [{ key: 'Intent', type: 'str', value: 'billing' }],
      },
    });
  });

  it('W-06 takes a call from ring to release, one frame an event', async () => {
    const { socket, session } = await server.atWork();
    const connectionId = await server.ring('7001');
    await server.command('accept', { session, connectionId });
    await server.post(`/control/calls/${connectionId}/release`, {});
    expect(names(await socket.until('EventOnHook'))).toEqual([
      'EventRinging',
      'EventOffHook',
      'EventEstablished',
      'EventReleased',
      'EventOnHook',
    ]);
  });

  it('W-07 repeats what a cut-off client missed, under the old numbers', async () => {
    const { socket, session } = await server.atWork();
    socket.webSocket.terminate();
    await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    const connId = await server.ring('7001');
    const again = await server.signIn({ agent: '5001', session, lastSeq: 3 });
    expect(again.hello).toMatchObject({ session, resumed: true, seq: 5 });
    const missed = await again.socket.until('EventRinging');
    expect(missed).toMatchObject([
      { eventName: 'EventAgentReady', seq: 4 },
      { eventName: 'EventRinging', seq: 5, connectionId: connId },
    ]);
  });

  it('R-02 repeats everything to a client that heard the first truth and nothing after it', async () => {
    const { socket, hello } = await server.signIn();
    await socket.until('snapshot');
    socket.webSocket.terminate();
    const { session } = hello;
    await server.command('initialize', { session });
    const again = await server.signIn({ session, lastSeq: 0 });
    expect(again.hello).toMatchObject({ resumed: true, seq: 4 });
    expect((await again.socket.until('EventAgentReady')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('R-02 tells the whole truth to a client that names a session and no number', async () => {
    const { session } = await server.atWork();
    const again = await server.signIn({ session });
    expect(again.hello).toMatchObject({ session, resumed: false, seq: 4 });
    expect((await again.socket.next()).frame).toMatchObject({ eventName: 'snapshot', seq: 4, agentState: 'Ready' });
  });

  it('R-04 repeats only the rest to a client that was cut off again in the middle of what was repeated', async () => {
    const { socket, session } = await server.atWork();
    socket.webSocket.terminate();
    const first = await server.signIn({ session, lastSeq: 1 });
    await first.socket.until('EventAgentNotReady');
    first.socket.webSocket.terminate();
    const second = await server.signIn({ session, lastSeq: 3 });
    expect((await second.socket.until('EventAgentReady')).map(({ seq }) => seq)).toEqual([4]);
  });

  it('W-07 gives a snapshot when the missed frames are no longer kept', async () => {
    await server.stop();
    server = await TestServer.start({ desktop: { resumeFrames: 2 } });
    const { socket, session } = await server.atWork();
    const connId = await server.ring('7001');
    await socket.until('EventRinging');
    const again = await server.signIn({ session, lastSeq: 1 });
    expect(again.hello).toMatchObject({ resumed: false, seq: 5 });
    expect((await again.socket.next()).frame).toMatchObject({
      eventName: 'snapshot',
      seq: 5,
      agentState: 'Ready',
      calls: [{ connectionId: connId, eventId: connId, direction: 'inbound', state: 'Alerting', ANI: '+14155550100' }],
    });
  });

  it('W-07 gives a snapshot for a number that was never given', async () => {
    const { session } = await server.atWork();
    const again = await server.signIn({ session, lastSeq: 99 });
    expect(again.hello.resumed).toBe(false);
  });

  it('W-08 acts once on a command that is sent twice', async () => {
    const { socket, session } = await server.atWork();
    const dial = () => server.command('makeCall', { session, commandId: 'c-1', toNumber: '+14155550100' });
    const first = await dial();
    expect(first).toEqual({
      status: 200,
      body: { status: 'Success', commandId: 'c-1', seq: expect.any(Number) as number },
    });
    expect(await dial()).toEqual(first);
    const dialling = (await socket.until('EventDialing')).at(-1);
    expect(first.body.seq).toBeGreaterThanOrEqual(Number(dialling?.seq));
    expect((await state()).calls).toHaveLength(1);
  });

  it('W-08 refuses the id of another command, instead of taking it for done', async () => {
    const { session } = await server.atWork();
    await server.command('ready', { session, commandId: 'c-1' });
    expect(await server.command('notReady', { session, commandId: 'c-1' })).toMatchObject({
      status: 409,
      body: { code: 'command-id-reused' },
    });
    expect(await agentState('5001')).toBe('Ready');
  });

  it('W-08 lets a command that was refused be tried again under its id', async () => {
    const { socket, session } = await server.atWork();
    const accept = () => server.command('accept', { session, commandId: 'c-3' });
    expect(await accept()).toMatchObject({ status: 404 });
    await server.ring('7001');
    expect(await accept()).toMatchObject({ status: 200 });
    await socket.until('EventEstablished');
  });

  it('W-09 tells a refused command by its answer only, in the words of the switch', async () => {
    const { socket, session } = await server.atWork();
    const before = await state();
    const answer = await server.command('makeCall', { session, toNumber: '+14155550000', commandId: 'c-2' });
    expect(answer).toEqual({
      status: 422,
      body: {
        status: 'Error',
        code: 'invalid-destination',
        message: 'The number cannot be dialled. Check it and try again.',
        retryable: false,
        tserver: { errorCode: 71, errorMessage: 'Invalid Called Dn' },
        commandId: 'c-2',
      },
    });
    expect(await state()).toEqual(before);
    await server.command('notReady', { session, reason: 'Lunch' });
    expect(names(await socket.until('EventAgentNotReady'))).toEqual(['EventAgentNotReady']);
  });

  it('W-10 keeps the place of a client that comes back in time', async () => {
    const { socket, session } = await server.atWork();
    socket.webSocket.terminate();
    await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    server.clock.advance(59_000);
    expect(await agentState('5001')).toBe('Ready');
    await server.signIn({ session, lastSeq: 4 });
    server.clock.advance(59_000);
    expect(await agentState('5001')).toBe('Ready');
  });

  it('W-10 logs out an agent whose client does not come back', async () => {
    const { socket, session } = await server.atWork();
    socket.webSocket.terminate();
    await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    server.clock.advance(60_001);
    expect(await agentState('5001')).toBe('Null');
    expect((await state()).sessions).toEqual([]);
    expect(await server.command('ready', { session })).toMatchObject({ body: { code: 'session-unknown' } });
  });

  it('W-10 gives a waiting place to nobody who has neither ticket nor session', async () => {
    const { socket, session } = await server.atWork();
    socket.webSocket.terminate();
    await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    expect(await server.open().closed()).toMatchObject({ code: 4423 });
    expect((await server.signIn({ session, lastSeq: 4 })).hello).toMatchObject({ session, resumed: true });
    expect(await agentState('5001')).toBe('Ready');
  });

  it('W-05 tells of a call that rang before anybody had registered the line', async () => {
    const { socket, hello } = await server.signIn();
    const connId = await server.ring('7001');
    socket.webSocket.terminate();
    await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    const again = await server.signIn({ session: hello.session, lastSeq: 7 });
    expect((await again.socket.next()).frame).toMatchObject({ calls: [{ connectionId: connId, state: 'Alerting' }] });
  });

  it('W-10 tells an agent who comes back with empty hands of the call that is up', async () => {
    const { socket, session } = await server.atWork();
    await server.command('makeCall', { session, toNumber: '+14155550100', connectionId: 'fusion-7' });
    await socket.until('EventNetworkReached');
    socket.webSocket.terminate();
    await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    const again = await server.signIn();
    expect(again.hello).toMatchObject({ resumed: false });
    expect(again.hello.session).not.toBe(session);
    expect(await server.command('ready', { session })).toMatchObject({ body: { code: 'session-unknown' } });
    expect((await again.socket.next()).frame).toMatchObject({
      calls: [{ eventId: 'fusion-7', direction: 'outbound', state: 'Dialing' }],
    });
  });

  it('W-11 refuses a second login for one agent, and disturbs nobody', async () => {
    const { socket, session } = await server.atWork();
    expect(await server.post('/genesys/session', { agent: '5001' })).toMatchObject({
      status: 409,
      body: { code: 'agent-in-use' },
    });
    await server.open().opened();
    expect(await server.command('initialize')).toMatchObject({ body: { code: 'agent-in-use' } });
    await server.command('notReady', { session });
    await socket.until('EventAgentNotReady');
  });

  it('W-11 closes the socket of a plain client that comes while the agent is at work', async () => {
    await server.atWork();
    expect(await server.open().closed()).toMatchObject({ code: 4423 });
  });

  it('W-11 hands everything over to a second browser when the agent says so, and nothing back by itself', async () => {
    const { socket, session } = await server.atWork();
    const connId = await server.ring('7001');
    await socket.until('EventRinging');
    const second = await server.signIn({ takeOver: true });
    expect(second.hello).toMatchObject({ agentId: '5001', resumed: false });
    expect(second.hello.session).not.toBe(session);
    expect((await second.socket.next()).frame).toMatchObject({
      agentState: 'Ready',
      calls: [{ connectionId: connId, state: 'Alerting' }],
    });
    expect(await socket.closed()).toMatchObject({ code: 4409 });
    expect(await server.command('accept', { session })).toMatchObject({ body: { code: 'session-unknown' } });
    expect(await server.post('/genesys/session', { session, lastSeq: 5 })).toMatchObject({
      body: { code: 'agent-in-use' },
    });
    await server.command('accept', { session: second.hello.session });
    await second.socket.until('EventEstablished');

    const back = await server.signIn({ takeOver: true });
    expect(await second.socket.closed()).toMatchObject({ code: 4409 });
    expect((await back.socket.next()).frame).toMatchObject({ calls: [{ connectionId: connId, state: 'Connected' }] });
  });

  it('W-11 lets our level take over from a client of the published one', async () => {
    const published = server.open();
    await published.opened();
    await server.command('initialize');
    await server.signIn({ takeOver: true });
    expect(await published.closed()).toMatchObject({ code: 4409 });
  });

  it('W-11 gives the newest connection of one session the frames, and tells the older', async () => {
    const { socket, session } = await server.atWork();
    const again = await server.signIn({ session, lastSeq: 4 });
    expect(await socket.closed()).toMatchObject({ code: 4409 });
    await server.ring('7001');
    await again.socket.until('EventRinging');
  });

  it('W-12 pings, so that a page can tell silence from death', async () => {
    const { socket } = await server.atWork();
    server.clock.advance(15_000);
    expect((await socket.next()).frame).toEqual({ eventName: 'ping', time: server.clock.now() });
  });

  it('W-12 lets a client that answers stay, however long nothing happens', async () => {
    const { socket } = await server.atWork();
    for (let minute = 0; minute < 3; minute += 1) {
      const ponged = new Promise((resolve) => socket.webSocket.once('ping', resolve));
      server.clock.advance(15_000);
      await ponged;
      // The answer is on its way; a round trip later it has arrived.
      await state();
    }
    expect((await state()).sessions[0]?.connected).toBe(true);
    await server.ring('7001');
    await socket.until('EventRinging');
  });

  it('W-12 cuts off a client that answers no ping, and keeps its place', async () => {
    const { socket } = await server.atWork();
    socket.webSocket.pause(); // A page whose network is gone reads nothing, so it answers nothing.
    server.clock.advance(15_000);
    server.clock.advance(15_000);
    await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    expect(await agentState('5001')).toBe('Ready');
  });

  it('S-02 takes a ticket once', async () => {
    const { body } = await server.post('/genesys/session', { agent: '5001' });
    const protocols = subprotocolsFor(body.ticket as string);
    await server.open({}, protocols).next();
    expect(await server.open({}, protocols).closed()).toMatchObject({ code: 4401 });
  });

  it('S-02 takes only the newest ticket of an agent', async () => {
    const first = await server.post('/genesys/session', { agent: '5001' });
    await server.post('/genesys/session', { agent: '5001' });
    const socket = server.open({}, subprotocolsFor(first.body.ticket as string));
    expect(await socket.closed()).toMatchObject({ code: 4401 });
  });

  it('S-02 takes a ticket only from the page it was given to', async () => {
    const { body } = await server.post('/genesys/session', {}, { origin: 'http://localhost:5173' });
    const protocols = subprotocolsFor(body.ticket as string);
    expect(await server.open({ origin: 'http://localhost:9999' }, protocols).closed()).toMatchObject({ code: 4401 });
  });

  it('S-02 takes no ticket that is too old', async () => {
    const { body } = await server.post('/genesys/session', {});
    server.clock.advance(30_001);
    const socket = server.open({}, subprotocolsFor(body.ticket as string));
    expect(await socket.closed()).toMatchObject({ code: 4401 });
  });

  it('sends everybody home on a reset', async () => {
    const { socket, session } = await server.atWork();
    await server.ring('7001');
    await server.post('/control/reset', {});
    expect(await socket.closed()).toMatchObject({ code: 4205 });
    expect(await state()).toMatchObject({ calls: [], sessions: [] });
    expect(await server.command('ready', { session })).toMatchObject({ body: { code: 'session-unknown' } });
    await server.atWork();
  });

  it('tells clients to come back when it stops', async () => {
    const { socket } = await server.atWork();
    await server.stop();
    expect(await socket.closed()).toMatchObject({ code: 1001 });
    server = await TestServer.start();
  });
});
