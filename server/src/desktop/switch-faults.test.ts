import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLOSE_CODES } from '@fusion-cti/protocol';
import { TestServer, type TestSocket } from '../testing/test-server.js';

interface State {
  dns: { dn: string; registeredClients: number }[];
  calls: { connId: string }[];
  agents: { agentId: string; state: string }[];
  sessions: { agentId: string; connected: boolean }[];
}

// What a toolbar hears when the switch breaks under it, and how its agent goes on.
describe('faults of the switch', () => {
  let server: TestServer;
  beforeEach(async () => (server = await TestServer.start()));
  afterEach(() => server.stop());

  const state = () => server.get<State>('/control/state');
  const onlyCall = async () => (await state()).calls.map(({ connId }) => connId).join();
  const registered = async (number: string) => (await state()).dns.find(({ dn }) => dn === number)?.registeredClients;
  const post = async (path: string, body: unknown = {}) =>
    expect(await server.post(`/control/${path}`, body)).toMatchObject({ status: 200 });
  const switchOver = (standBy: 'hot' | 'warm') => post('switch-over', { standBy });
  const names = (frames: readonly Record<string, unknown>[]) => frames.map(({ eventName }) => eventName);

  describe('at our level', () => {
    let socket: TestSocket;
    let session: string;
    beforeEach(async () => {
      ({ socket, session } = await server.atWork());
    });

    const does = async (type: string, fields: Record<string, unknown> = {}) =>
      expect(await server.command(type, { ...fields, session })).toMatchObject({ status: 200 });
    const talk = async () => {
      const connectionId = await server.ring('7001');
      await does('accept', { connectionId });
      await socket.until('EventEstablished');
      return connectionId;
    };
    const cutOff = async () => {
      socket.webSocket.terminate();
      await expect.poll(async () => (await state()).sessions[0]?.connected).toBe(false);
    };

    it('W-33 registers the line again after a warm switch-over, and tells how everything is now', async () => {
      const before = await talk();
      await switchOver('warm');
      const frames = await socket.until('snapshot');
      expect(names(frames)).toEqual(['EventPrimaryChanged', 'EventRegistered', 'snapshot']);
      const connectionId = await onlyCall();
      expect(connectionId).not.toBe(before);
      expect(frames.at(-1)).toMatchObject({
        seq: frames[1]?.seq,
        agentState: 'Ready',
        calls: [{ connectionId, eventId: before, direction: 'inbound', state: 'Connected', ANI: '+14155550100' }],
      });
      await does('hangup', { connectionId });
      expect((await socket.until('EventReleased')).at(-1)).toMatchObject({ connectionId, eventId: before });
      await talk();
    });

    it('W-35 says that nobody can know of calls while T-Server has no link, and tells of them when it has', async () => {
      const connectionId = await server.ring('7002');
      await post('link/lost');
      const other = await server.signIn({ agent: '5002' });
      expect((await other.socket.until('snapshot')).at(-1)).toMatchObject({ calls: [], lineUnknown: true });
      await post('link/restored');
      const told = (await other.socket.until('snapshot')).at(-1);
      expect(told).toMatchObject({ calls: [{ connectionId, state: 'Alerting' }] });
      expect(told).not.toHaveProperty('lineUnknown');
    });

    it('W-33 knows a call by every name that it has had, also after a second switch-over', async () => {
      await does('makeCall', { toNumber: '+14155550100', connectionId: 'fusion-1' });
      const dialling = String((await socket.until('EventDialing')).at(-1)?.connectionId);
      await switchOver('warm');
      const between = await onlyCall();
      await switchOver('warm');
      await post(`calls/${await onlyCall()}/answer`);
      await socket.until('EventEstablished');
      for (const [type, connectionId] of [
        ['hold', dialling],
        ['retrieve', between],
        ['hold', await onlyCall()],
        ['retrieve', 'fusion-1'],
      ] as const)
        await does(type, { connectionId });
      expect((await socket.until('EventRetrieved')).at(-1)).toMatchObject({ eventId: 'fusion-1' });
    });

    it('W-33 tells of a call that began and of one that ended while the line was nobody’s', async () => {
      await server.stop();
      server = await TestServer.start({}, {}, { behaviour: { registrationsSurviveLinkLoss: false } });
      ({ socket, session } = await server.atWork());
      const ended = await talk();
      await post('link/lost');
      expect(await registered('7001')).toBe(0);
      await post(`calls/${ended}/release`);
      const begun = await server.ring('7001');
      await post('link/restored');
      const frames = await socket.until('snapshot');
      expect(names(frames)).toEqual(['EventLinkDisconnected', 'EventLinkConnected', 'EventRegistered', 'snapshot']);
      expect(frames.at(-1)).toMatchObject({ calls: [{ connectionId: begun, state: 'Alerting' }] });
      await does('accept');
    });

    it('W-33 waits for the link when there is none at the switch-over', async () => {
      await post('link/lost');
      await switchOver('warm');
      expect(await registered('7001')).toBe(0);
      expect(await server.command('notReady', { session })).toMatchObject({ body: { code: 'switch-unavailable' } });
      await post('link/restored');
      expect(names(await socket.until('snapshot')).slice(-3)).toEqual([
        'EventLinkConnected',
        'EventRegistered',
        'snapshot',
      ]);
      await does('notReady');
    });

    it('W-33 gives a snapshot to a client that was away meanwhile, and the missed frames to one that heard it', async () => {
      const before = await talk();
      const offHook = 7;
      await cutOff();
      await switchOver('warm');
      const again = await server.signIn({ session, lastSeq: offHook });
      expect(again.hello).toMatchObject({ resumed: false, seq: offHook + 2 });
      expect((await again.socket.next()).frame).toMatchObject({ calls: [{ eventId: before }] });
      ({ socket } = again);
      await does('hold');
      await cutOff();
      expect((await server.signIn({ session, lastSeq: offHook + 3 })).hello).toMatchObject({ resumed: true });
    });

    it('W-33 does the same after a hot switch-over, where nothing is lost', async () => {
      const connectionId = await talk();
      await switchOver('hot');
      const frames = await socket.until('snapshot');
      expect(names(frames)).toEqual(['EventPrimaryChanged', 'EventRegistered', 'snapshot']);
      expect(frames.at(-1)).toMatchObject({ calls: [{ connectionId, eventId: connectionId }] });
    });

    it('W-33 registers the line of whoever has not signed in, too', async () => {
      await server.signIn({ agent: '5002' });
      await does('logout');
      await switchOver('warm');
      expect(await registered('7002')).toBe(1);
      expect(await registered('7001')).toBe(1);
    });

    it('L-09 hears of calls before it signs in: those that are up, and how they go on', async () => {
      const connId = await server.ring('7002');
      const { socket: early } = await server.signIn({ agent: '5002' });
      const { frame } = await early.next();
      expect(frame).toMatchObject({ eventName: 'snapshot', calls: [{ connectionId: connId, state: 'Alerting' }] });
      await server.post(`/control/calls/${connId}/release`, {});
      await early.until('EventAbandoned');
    });

    it('L-09 vouches for nothing while there is no link, and tells all when it is back', async () => {
      await server.post('/control/link/lost', {});
      await server.ring('7002');
      const { socket: early } = await server.signIn({ agent: '5002' });
      expect((await early.next()).frame).toMatchObject({ agentState: 'Null', calls: [] });
      await server.post('/control/link/restored', {});
      const frames = await early.until('snapshot');
      expect(frames.at(-1)).toMatchObject({ calls: [{ state: 'Alerting' }] });
    });

    it('W-33 tells everybody of the switch-over before anybody hears more', async () => {
      await server.atWork('5002');
      await switchOver('warm');
      const { entries } = await server.get<{ entries: { seam: string; direction: string; name: string }[] }>(
        '/control/journal',
      );
      const told = entries.filter(({ seam, direction }) => seam === 'desktop' && direction === 'out').slice(-6);
      expect(told.map(({ name }) => name)).toEqual([
        'EventPrimaryChanged',
        'EventPrimaryChanged',
        ...['EventRegistered', 'snapshot'],
        ...['EventRegistered', 'snapshot'],
      ]);
    });

    it('W-34 tells by its events of a line that is taken away, and refuses what is asked of it', async () => {
      await talk();
      expect(await server.delete('/control/dns/7001')).toMatchObject({ status: 200 });
      expect(names(await socket.until('EventUnregistered'))).toEqual([
        'EventReleased',
        'EventOnHook',
        'EventAgentLogout',
        'EventUnregistered',
      ]);
      for (const type of ['initialize', 'ready', 'makeCall']) {
        expect(await server.command(type, { session, toNumber: '7002' })).toMatchObject({
          status: 404,
          body: { code: 'dn-not-configured' },
        });
      }
      await switchOver('warm');
      expect(names(await socket.until('EventPrimaryChanged'))).toEqual(['EventPrimaryChanged']);
    });
  });

  describe('at the published level', () => {
    let socket: TestSocket;
    beforeEach(async () => {
      socket = await server.open().opened();
      await server.command('initialize');
      await socket.until('EventRegistered');
    });

    const does = async (type: string, fields: Record<string, unknown> = {}) =>
      expect(await server.command(type, fields)).toMatchObject({ status: 200 });

    it.each([
      ['a warm switch-over', () => switchOver('warm')],
      ['a hot switch-over', () => switchOver('hot')],
      ['the link lost and restored', async () => (await post('link/lost'), await post('link/restored'))],
    ])('W-33 hears nothing of %s, and goes on', async (_what, breaks) => {
      const connectionId = await server.ring('7001');
      await does('accept');
      await socket.until('EventEstablished');
      await breaks();
      await does('hangup', { connectionId });
      expect(await socket.until('EventReleased')).toMatchObject([{ connectionId, eventId: connectionId }]);
      const next = await server.ring('7001');
      expect(await socket.until('EventRinging')).toMatchObject([{ connectionId: next }]);
    });

    it('W-33 hears of calls that began and ended while the line was nobody’s', async () => {
      await server.stop();
      server = await TestServer.start({}, {}, { behaviour: { registrationsSurviveLinkLoss: false } });
      socket = await server.open().opened();
      await does('initialize');
      await socket.until('EventRegistered');
      const ended = await server.ring('7001');
      await post('link/lost');
      await post(`calls/${ended}/release`);
      const begun = await server.ring('7001');
      await post('link/restored');
      const facts = { ANI: '+14155550100', direction: 'inbound' };
      expect(await socket.until('EventRinging')).toMatchObject([{ connectionId: ended }]);
      expect([...(await socket.until('EventReleased')), ...(await socket.until('EventRinging'))]).toEqual([
        { eventName: 'EventReleased', eventType: 'EventReleased', connectionId: ended, eventId: ended, ...facts },
        { eventName: 'EventRinging', eventType: 'EventRinging', connectionId: begun, eventId: begun, ...facts },
      ]);
    });

    it('W-33 is told to be ready by no switch-over', async () => {
      await does('notReady');
      await switchOver('warm');
      await does('ready');
      await server.ring('7001');
      expect(names(await socket.until('EventRinging'))).toEqual(['EventRinging']);
    });

    it('W-34 loses its socket with the line, hears why, and is refused until the line is back', async () => {
      const second = await server.open().opened();
      await server.ring('7001');
      expect(await server.delete('/control/dns/7001')).toMatchObject({ status: 200 });
      const { code, sentence: reason } = CLOSE_CODES.lineLost;
      for (const closing of [socket, second]) expect(await closing.closed()).toEqual({ code, reason });
      expect(names(await socket.until('EventReleased'))).toEqual(['EventRinging', 'EventReleased']);
      expect((await state()).sessions).toEqual([]);

      await server.open().opened();
      expect(await server.command('initialize')).toMatchObject({ status: 404, body: { code: 'dn-not-configured' } });
      await post('reset');
      socket = await server.open().opened();
      await does('initialize');
      await socket.until('EventRegistered');
    });
  });
});
