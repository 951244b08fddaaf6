import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer, type TestSocket } from '../testing/test-server.js';
import type { SwitchWorld } from '../tserver/index.js';

/** The line of the default agent, a routing point that nobody looks after, and a queue. */
const WORLD: SwitchWorld = {
  dns: [
    { dn: '7001', type: 'DN' },
    { dn: '7002', type: 'DN' },
    { dn: '8001', type: 'Queue' },
    { dn: '9001', type: 'RouteDN' },
  ],
  agents: [{ agentId: '5001', queues: [] }],
  subscribers: [],
};

describe('what happens to the switch', () => {
  let server: TestServer;
  let socket: TestSocket;
  let session: string;
  beforeEach(async () => {
    server = await TestServer.start({}, {}, { switchWorld: WORLD });
    ({ socket, session } = await server.atWork());
  });
  afterEach(() => server.stop());

  const post = (path: string, body: unknown = {}) => server.post(`/control/${path}`, body);
  const state = () => server.get<{ calls: unknown[]; dns: { dn: string; inService: boolean }[] }>('/control/state');
  const line = async (dn: string) => (await state()).dns.find((row) => row.dn === dn);
  const talk = async () => {
    const connectionId = await server.ring('7001');
    await server.command('accept', { session, connectionId });
    await socket.until('EventEstablished');
    return connectionId;
  };
  /** The names of what the toolbar is told, up to and including the last. */
  const told = async (last: string) => (await socket.until(last)).map(({ eventName }) => eventName);
  const DONE = { status: 200, body: { status: 'Success' } };

  it('W-19 takes a DN out of service and back: the toolbar hears of both, and of the end of its call', async () => {
    await talk();
    expect(await post('dns/7001/out-of-service')).toEqual(DONE);
    expect(await told('EventDNOutOfService')).toEqual(['EventReleased', 'EventOnHook', 'EventDNOutOfService']);
    expect(await line('7001')).toMatchObject({ inService: false });
    expect(await server.command('notReady', { session })).toMatchObject({
      status: 503,
      body: { code: 'out-of-service', tserver: { errorCode: 58 } },
    });
    expect(await post('calls', { to: '7001', from: '+1' })).toMatchObject({ body: { code: 'out-of-service' } });

    expect(await post('dns/7001/back-in-service')).toEqual(DONE);
    expect(await told('EventDNBackInService')).toEqual(['EventDNBackInService']);
    expect(await line('7001')).toMatchObject({ inService: true });
    await talk();
  });

  it('W-19 takes a DN out of the configuration until the world is reset', async () => {
    await talk();
    expect(await server.delete('/control/dns/7001')).toEqual(DONE);
    expect(await told('EventUnregistered')).toEqual([
      'EventReleased',
      'EventOnHook',
      'EventAgentLogout',
      'EventUnregistered',
    ]);
    expect(await line('7001')).toBeUndefined();
    expect(await server.command('ready', { session })).toMatchObject({ body: { code: 'dn-not-configured' } });
    await post('reset');
    expect(await line('7001')).toBeDefined();
  });

  it('W-19 loses the link: requests are refused, calls go on, and the toolbar hears of loss and return', async () => {
    const connectionId = await talk();
    expect(await post('link/lost')).toEqual(DONE);
    expect(await told('EventLinkDisconnected')).toEqual(['EventLinkDisconnected']);
    expect(await server.command('hold', { session, connectionId })).toMatchObject({
      status: 503,
      body: { code: 'switch-unavailable', tserver: { errorCode: 54 } },
    });
    expect((await state()).calls).toMatchObject([{ connId: connectionId }]);

    expect(await post('link/restored')).toEqual(DONE);
    expect(await told('EventLinkConnected')).toEqual(['EventLinkConnected']);
    expect(await server.command('hold', { session, connectionId })).toMatchObject({ status: 200 });
  });

  it('W-19 lets a hot stand-by take over, which knows everything', async () => {
    const connectionId = await talk();
    expect(await post('switch-over', { standBy: 'hot' })).toEqual(DONE);
    expect(await told('EventPrimaryChanged')).toEqual(['EventPrimaryChanged']);
    expect(await server.command('hold', { session, connectionId })).toMatchObject({ status: 200 });
  });

  it('W-19 lets a warm stand-by take over, which renames the calls and has forgotten who had registered', async () => {
    const connectionId = await talk();
    expect(await post('switch-over', { standBy: 'warm' })).toEqual(DONE);
    expect(await told('EventRegistered')).toEqual(['EventPrimaryChanged', 'EventRegistered']);
    const { calls } = await state();
    expect(calls).toMatchObject([{ parties: [{ dn: '7001', state: 'Connected' }] }]);
    expect(calls).not.toMatchObject([{ connId: connectionId }]);
  });

  it('W-20 answers the route request of a routing point', async () => {
    const connId = await server.ring('9001');
    expect((await state()).calls).toMatchObject([{ connId, parties: [{ dn: '9001', state: 'Queued' }] }]);
    expect(await post(`calls/${connId}/route`, { to: '7001' })).toEqual(DONE);
    const [ringing] = await socket.until('EventRinging');
    expect(ringing).toMatchObject({ connectionId: connId, ANI: '+14155550100' });
    expect((await state()).calls).toMatchObject([{ parties: [{ dn: '7001', state: 'Alerting' }] }]);
  });

  it('W-20 leaves nothing of itself on the routing point', async () => {
    const connId = await server.ring('9001');
    await post(`calls/${connId}/route`, { to: '7001' });
    expect(await line('9001')).toMatchObject({ registeredClients: 0 });
  });

  it('W-19 lets a page of this machine remove a DN, too', async () => {
    const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'DELETE' };
    const preflight = await fetch(`${server.url}/control/dns/7001`, { method: 'OPTIONS', headers });
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
  });

  it('W-13 tells in the journal who did it to whom', async () => {
    const { newest } = await server.get<{ newest: number }>('/control/journal');
    await post('dns/7002/out-of-service');
    const { entries } = await server.get<{ entries: unknown[] }>(`/control/journal?after=${newest}`);
    expect(entries).toMatchObject([
      { seam: 'control', direction: 'in', name: 'DN out of service', who: '7002' },
      { seam: 'switch', direction: 'in', name: 'dnOutOfService', who: '7002' },
      { seam: 'switch', direction: 'out', name: 'EventDNOutOfService', who: '7002', payload: { clients: [] } },
    ]);
  });

  const REFUSALS: readonly [what: string, send: () => Promise<{ status: number; body: unknown }>, code: string][] = [
    ['a DN that is not there out of service', () => post('dns/nowhere/out-of-service'), 'dn-not-configured'],
    ['a DN that is not there back', () => post('dns/nowhere/back-in-service'), 'dn-not-configured'],
    ['the removal of a DN that is not there', () => server.delete('/control/dns/nowhere'), 'dn-not-configured'],
    ['back in service what never was out', () => post('dns/7001/back-in-service'), 'wrong-state'],
    ['a link restored that never was lost', () => post('link/restored'), 'wrong-state'],
    ['a switch-over to what is no stand-by', () => post('switch-over', { standBy: 'cold' }), 'invalid-request'],
    ['a switch-over to nothing', () => post('switch-over'), 'invalid-request'],
    ['a switch-over with surprises', () => post('switch-over', { standBy: 'hot', by: 'me' }), 'invalid-request'],
    ['a route of no call', () => post('calls/0000000000000000/route', { to: '7001' }), 'no-such-call'],
    [
      'a route of a call that asks for none',
      async () => post(`calls/${await talk()}/route`, { to: '7002' }),
      'wrong-state',
    ],
    [
      'a route of a call in a queue',
      async () => post(`calls/${await server.ring('8001')}/route`, { to: '7001' }),
      'wrong-state',
    ],
    [
      'a route to nobody',
      async () => post(`calls/${await server.ring('9001')}/route`, { to: '12' }),
      'invalid-destination',
    ],
    ['a route to nowhere', async () => post(`calls/${await server.ring('9001')}/route`), 'invalid-request'],
  ];

  it.each(REFUSALS)('S-05 refuses %s with its code', async (_what, send, code) => {
    expect(await send()).toMatchObject({ body: { status: 'Error', code } });
  });

  it('S-05 refuses to lose twice what is lost, and changes nothing by it', async () => {
    await post('link/lost');
    await post('dns/7002/out-of-service');
    const before = await state();
    expect(await post('link/lost')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await post('dns/7002/out-of-service')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await state()).toEqual(before);
  });
});
