import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import { ApiClient } from './testing/api-client.js';

describe('a day of work through the Workspace API', () => {
  let server: TestServer;
  const clients: ApiClient[] = [];
  beforeEach(async () => {
    // Only the world's time is the test's: a client that is held in virtual time never comes back.
    server = await TestServer.start({}, {}, { wallClock: new SystemClock() });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
    await server.stop();
  });

  const atWork = async (agent: string, dn: string, activation?: object) => {
    const client = await ApiClient.atWork(server, agent, dn, activation);
    clients.push(client);
    return client;
  };
  const newClient = () => {
    const client = new ApiClient(server);
    clients.push(client);
    return client;
  };

  it('G-01 Start of day: token, session with its cookie, initialization by CometD, line, ready', async () => {
    const ava = newClient();
    const begun = await ava.signIn('5001');
    expect(begun).toMatchObject({ http: 200, body: { status: { code: 1 } } });
    expect(begun.headers.get('set-cookie')).toMatch(
      /^WORKSPACE_SESSIONID=[\w-]{43}; Path=\/workspace\/v3; HttpOnly; SameSite=Lax$/,
    );
    await ava.listen();
    await ava.until(() => ava.initialization.length === 2);
    expect(ava.initialization).toMatchObject([
      { messageType: 'WorkspaceInitializationProgress', state: 'Executing' },
      {
        messageType: 'WorkspaceInitializationComplete',
        state: 'Complete',
        data: { user: { employeeId: '5001', agentLogin: '7001', firstName: 'Ava', lastName: 'Martin' } },
      },
    ]);
    expect(await ava.post('/activate-channels', { data: { agentId: '5001', dn: '7001' } })).toMatchObject({
      http: 200,
      body: { status: { code: 0 } },
    });
    const ready = await ava.does('/voice/ready');
    await ava.dn('Ready');
    expect(ava.heard).toMatchObject([
      { messageType: 'DnStateChanged', dn: { number: '7001', agentState: 'LoggedIn' } },
      {
        messageType: 'DnStateChanged',
        dn: { number: '7001', agentId: '5001', agentState: 'NotReady', switchName: 'SIP_Switch', dnd: false },
      },
      { messageType: 'DnStateChanged', operationId: ready, dn: { agentState: 'Ready', agentWorkMode: 'ManualIn' } },
    ]);
  });

  it('G-02 A call comes through a queue, is worked on and wrapped up', async () => {
    const ava = await atWork('5001', '7001');
    await ava.does('/voice/ready');
    await ava.dn('Ready');
    const connId = await server.ring('8001', '+14155550100', { Segment: 'gold' });
    expect(await ava.call('Ringing')).toEqual({
      id: connId,
      connId,
      callUuid: expect.stringMatching(/^[0-9A-V]{32}$/) as unknown,
      phoneNumber: '7001',
      callType: 'Inbound',
      state: 'Ringing',
      ani: '+14155550100',
      dnis: '8001',
      participants: [{ number: '+14155550100', role: 'RoleOrigination' }],
      capabilities: [
        'answer',
        'release',
        'redirect',
        'attach-user-data',
        'update-user-data',
        'delete-user-data-pair',
        'start-recording',
      ],
      userData: [{ key: 'Segment', type: 'str', value: 'gold' }],
      duration: 0,
    });
    await ava.onCall(connId, 'answer');
    expect((await ava.call('Established')).capabilities).toContain('hold');
    await ava.onCall(connId, 'hold');
    expect((await ava.call('Held')).capabilities).toEqual(
      expect.arrayContaining(['retrieve', 'release', 'attach-user-data']) as unknown,
    );
    await ava.onCall(connId, 'retrieve');
    await ava.call('Established');
    // Asked for in the call, it begins when the call ends.
    await ava.does('/voice/not-ready', { agentWorkMode: 'AfterCallWork', reasonCode: 'notes' });
    expect(await ava.dn('NotReady')).toMatchObject({
      agentWorkMode: 'AfterCallWork',
      reasons: [{ key: 'ReasonCode', type: 'str', value: 'notes' }],
    });
    server.clock.advance(65_000);
    await ava.onCall(connId, 'release');
    expect(await ava.call('Released')).toMatchObject({ id: connId, duration: 65, capabilities: ['complete'] });
    await ava.does('/voice/ready');
    expect(await ava.dn('Ready')).toMatchObject({ reasons: [] });
    expect((await ava.get('/voice/calls')).body).toEqual({ status: { code: 0 }, data: { calls: [] } });
    await ava.does('/voice/logout');
    await ava.dn('LoggedOut');
    expect((await ava.post('/logout')).body).toEqual({ status: { code: 0 } });
    expect(await ava.get('/current-session')).toMatchObject({ http: 403, body: { status: { code: 603 } } });
  });

  it('G-03 Two agents: one consults the other, and transfers the call', async () => {
    const ava = await atWork('5001', '7001');
    const ben = await atWork('5002', '7002');
    const connId = await server.ring('7001');
    await ava.call('Ringing');
    await ava.onCall(connId, 'answer');
    await ava.call('Established');
    await ava.onCall(connId, 'initiate-transfer', {
      destination: '7002',
      userData: [{ key: 'Note', type: 'str', value: 'wants a refund' }],
    });
    await ava.call('Held');
    const consultation = await ava.call('Dialing');
    expect(consultation).toMatchObject({
      callType: 'Consult',
      parentConnId: connId,
      participants: [{ number: '7002', role: 'RoleDestination' }],
    });
    expect(consultation.capabilities).toEqual(expect.arrayContaining(['complete-transfer', 'reconnect']) as unknown);
    const offered = await ben.call('Ringing');
    expect(offered).toMatchObject({ id: consultation.id, parentConnId: connId, callType: 'Consult' });
    await ben.onCall(offered.id, 'answer');
    await ben.call('Established');
    await ava.call('Established');
    await ava.onCall(consultation.id, 'complete-transfer', { parentConnId: connId });
    const released = [await ava.call('Released'), await ava.call('Released')];
    expect(released.map(({ id }) => id).sort()).toEqual([connId, consultation.id].sort());
    const taken = await ben.call('Established', 'ParticipantsUpdated');
    expect(taken).toMatchObject({
      id: connId,
      previousConnId: consultation.id,
      callType: 'Inbound',
      participants: [{ number: '+14155550100', role: 'RoleOrigination' }],
    });
    expect(taken).not.toHaveProperty('parentConnId');
    expect((await ava.get('/voice/calls')).body.data).toEqual({ calls: [] });
    expect((await ben.get('/voice/calls')).body.data).toMatchObject({ calls: [{ id: connId }] });
    await ben.onCall(connId, 'release');
    await ben.call('Released');
  });

  it('G-04 Three in a conference: everybody knows who is there, and who has gone', async () => {
    const ava = await atWork('5001', '7001');
    const ben = await atWork('5002', '7002');
    const connId = await server.ring('7001');
    await ava.onCall(connId, 'answer');
    await ava.call('Established');
    await ava.onCall(connId, 'initiate-conference', { destination: '7002' });
    const consultation = await ava.call('Dialing');
    await ben.call('Ringing');
    await ben.onCall(consultation.id, 'answer');
    await ava.call('Established');
    await ava.onCall(consultation.id, 'complete-conference', { parentConnId: connId });
    const withBen = await ava.call('Established', 'ParticipantsUpdated');
    expect(withBen).toMatchObject({
      id: connId,
      participants: [{ number: '+14155550100' }, { number: '7002', role: 'RoleConferenceMember' }],
    });
    expect(withBen.capabilities).toContain('delete-from-conference');
    expect(await ben.call('Established', 'ParticipantsUpdated')).toMatchObject({
      id: connId,
      previousConnId: consultation.id,
      participants: [{ number: '+14155550100' }, { number: '7001', role: 'RoleConferenceMember' }],
    });
    await ava.onCall(connId, 'delete-from-conference', { dnToDrop: '7002' });
    await ben.call('Released');
    expect(await ava.call('Established', 'ParticipantsUpdated')).toMatchObject({
      participants: [{ number: '+14155550100' }],
    });
    await ava.onCall(connId, 'clear');
    await ava.call('Released');
  });

  it('G-05 Nobody hears of the calls and states of another agent', async () => {
    const ava = await atWork('5001', '7001');
    const ben = await atWork('5002', '7002');
    const heardBefore = ben.heard.length;
    const connId = await server.ring('7001');
    await ava.call('Ringing');
    await ava.does('/voice/ready');
    await ava.dn('Ready');
    await ava.onCall(connId, 'answer');
    await ava.call('Established');
    // What Ben hears last is his own: everything before it would have come first.
    const own = await ben.does('/voice/dnd-on');
    await ben.next(({ operationId }) => operationId === own);
    expect(ben.heard.slice(heardBefore)).toMatchObject([{ operationId: own, dn: { number: '7002' } }]);
    const state = await server.get('/control/state');
    expect(await ben.post(`/voice/calls/${connId}/release`)).toMatchObject({
      http: 404,
      body: { status: { code: 404 } },
    });
    expect(await server.get('/control/state')).toEqual(state);
    expect((await ben.get('/voice/calls')).body.data).toEqual({ calls: [] });
  });
});
