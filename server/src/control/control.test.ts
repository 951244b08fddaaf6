import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer, type TestSocket } from '../testing/test-server.js';

interface Entry {
  n: number;
  seam: string;
  direction: string;
  name: string;
  who?: string;
  payload?: unknown;
}

interface OpenApi {
  paths: Record<string, Record<string, { tags: string[] }>>;
  tags: { name: string }[];
}

describe('control API', () => {
  let server: TestServer;
  let socket: TestSocket;
  let session: string;
  beforeEach(async () => {
    server = await TestServer.start();
    ({ socket, session } = await server.atWork());
  });
  afterEach(() => server.stop());

  const journal = async (after = 0) =>
    (await server.get<{ entries: Entry[] }>(`/control/journal?after=${after}`)).entries;
  const lines = (entries: Entry[]) => entries.map(({ seam, direction, name }) => `${seam} ${direction} ${name}`);

  it('answers a call with its ConnID', async () => {
    const answer = await server.post('/control/calls', { to: '7001', from: '+1', userData: { Intent: 'billing' } });
    expect(answer).toEqual({ status: 201, body: { connId: expect.stringMatching(/^[0-9a-f]{16}$/) as string } });
  });

  it('W-13 tells everything that crossed a seam, in order', async () => {
    const before = (await journal()).at(-1)!.n;
    const connectionId = await server.ring('7001');
    await server.command('accept', { session, connectionId });
    await server.post(`/control/calls/${connectionId}/release`, {});
    expect(lines(await journal(before))).toEqual([
      'control in call',
      'switch in inboundCall',
      'switch out EventRinging',
      'desktop out EventRinging',
      'desktop in accept',
      'switch in RequestAnswerCall',
      'switch out EventOffHook',
      'switch out EventEstablished',
      'desktop out EventOffHook',
      'desktop out EventEstablished',
      'desktop out Success',
      'control in release',
      'switch in farEndRelease',
      'switch out EventReleased',
      'desktop out EventReleased',
      'switch out EventOnHook',
      'desktop out EventOnHook',
    ]);
  });

  it('W-13 tells of a client that comes, of what it is refused, and of its going', async () => {
    const before = (await journal()).at(-1)!.n;
    const other = await server.signIn({ agent: '5002' });
    await server.command('ready', { session: other.hello.session });
    other.socket.webSocket.close();
    await other.socket.closed();
    await expect.poll(async () => lines(await journal(before)).at(-1)).toBe('desktop in disconnect');
    expect(lines(await journal(before))).toEqual([
      'desktop in session',
      'switch out EventServerConnected',
      'switch out EventLinkConnected',
      'switch in RequestRegisterAddress',
      'switch out EventRegistered',
      'desktop out hello',
      'desktop out snapshot',
      'desktop in connect',
      'desktop in ready',
      'switch in RequestAgentReady',
      'switch out EventError',
      'desktop out not-logged-in',
      'desktop in disconnect',
    ]);
  });

  it('W-13 tells of a published client only what that level says', async () => {
    await server.stop();
    server = await TestServer.start();
    const socket2 = await server.open().opened();
    await server.command('initialize');
    await socket2.until('EventRegistered');
    expect(lines(await journal()).filter((line) => line.startsWith('desktop out'))).toEqual([
      'desktop out EventRegistered',
      'desktop out Success',
    ]);
  });

  it('S-07 keeps sessions and passwords out of the journal', async () => {
    expect(JSON.stringify(await journal())).not.toContain(session);
  });

  it('picks up the ringing phone, past its toolbar', async () => {
    const connId = await server.ring('7001');
    expect(await server.post(`/control/calls/${connId}/answer`, {})).toMatchObject({ status: 200 });
    await socket.until('EventEstablished');
  });

  it('hangs up the phone, past its toolbar', async () => {
    const connectionId = await server.ring('7001');
    await server.command('accept', { session, connectionId });
    expect(await server.post('/control/phones/7001/release', {})).toMatchObject({ status: 200 });
    await socket.until('EventReleased');
    expect(await server.post('/control/phones/7001/release', {})).toMatchObject({ status: 404 });
  });

  it('answers an outgoing call for the customer', async () => {
    await server.command('makeCall', { session, toNumber: '+14155550100' });
    const [dialing] = (await socket.until('EventDialing')).slice(-1);
    await server.post(`/control/calls/${String(dialing!.connectionId)}/answer`, {});
    await socket.until('EventEstablished');
  });

  it('refuses to answer what is answered', async () => {
    const connId = await server.ring('7001');
    await server.post(`/control/calls/${connId}/answer`, {});
    expect(await server.post(`/control/calls/${connId}/answer`, {})).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
  });

  it('shows lines, agents, calls and sessions', async () => {
    const connId = await server.ring('7001');
    const state = await server.get<Record<string, unknown[]>>('/control/state');
    expect(state.dns).toContainEqual(expect.objectContaining({ dn: '7001', agentState: 'Ready', device: 'OnHook' }));
    expect(state.agents).toContainEqual(expect.objectContaining({ agentId: '5001', state: 'Ready' }));
    expect(state.calls).toMatchObject([{ connId, parties: [{ dn: '7001', state: 'Alerting' }] }]);
    expect(state.sessions).toMatchObject([{ agentId: '5001', level: 'full', connected: true }]);
  });

  it('documents itself by OpenAPI', async () => {
    const { paths, tags } = await server.get<OpenApi>('/docs/json');
    const groups = Object.values(paths).flatMap((path) => Object.values(path).flatMap((operation) => operation.tags));
    expect([...new Set(groups)].sort()).toEqual(tags.map(({ name }) => name).sort());
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/genesys/events',
        '/genesys/session',
        '/control/calls',
        '/control/calls/{connId}/answer',
        '/control/calls/{connId}/release',
        '/control/calls/{connId}/route',
        '/control/calls/{connId}/transcript',
        '/control/dns/{dn}',
        '/control/dns/{dn}/out-of-service',
        '/control/dns/{dn}/back-in-service',
        '/control/link/lost',
        '/control/link/restored',
        '/control/switch-over',
        '/control/state',
        '/control/reset',
        '/control/journal',
        '/control/clock',
        '/control/timers',
        '/healthz',
        '/readyz',
      ]),
    );
    expect((await fetch(`${server.url}/docs`)).status).toBe(200);
  });

  it('is alive, and ready', async () => {
    expect(await server.get('/healthz')).toEqual({ status: 'ok' });
    expect(await server.get('/readyz')).toEqual({ status: 'ready' });
  });
});
