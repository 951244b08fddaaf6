import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import { ApiClient } from './testing/api-client.js';

const GRACE_MS = 60_000;
const HANDSHAKE = [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }];

/** Agents with passwords; the default agent has none. */
const PASSWORDS = {
  agents: [
    { agentId: '5001', name: 'Ava Martin', dn: '7001', queues: [] },
    { agentId: '5002', name: 'Ben Okafor', dn: '7002', fusionAgentId: '300000005002', password: 'hush', queues: [] },
  ],
};

describe('sessions', () => {
  const servers: TestServer[] = [];
  const clients: ApiClient[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  const start = async (...options: Parameters<typeof TestServer.start>) => {
    const [config, world, clocks = { wallClock: new SystemClock() }] = options;
    const server = await TestServer.start(config, world, clocks);
    servers.push(server);
    return server;
  };
  const clientOf = (server: TestServer) => {
    const client = new ApiClient(server);
    clients.push(client);
    return client;
  };
  const atWork = async (server: TestServer, agent = '5001', dn = '7001') => {
    const client = await ApiClient.atWork(server, agent, dn);
    clients.push(client);
    return client;
  };
  const agentState = async (server: TestServer, agent = '5001') => {
    const { agents } = await server.get<{ agents: { agentId: string; state: string }[] }>('/control/state');
    return agents.find(({ agentId }) => agentId === agent)?.state;
  };
  const sessions = async (server: TestServer) => (await server.get<{ sessions: unknown[] }>('/control/state')).sessions;

  describe('who somebody is', () => {
    it('G-11 A token is given for name and password, as a form or as JSON', async () => {
      const server = await start({}, PASSWORDS);
      const client = clientOf(server);
      for (const name of ['5002', '300000005002']) {
        const answer = await client.token(name, 'hush');
        expect(answer.status).toBe(200);
        expect(await answer.json()).toEqual({
          access_token: expect.stringMatching(/^[\w-]{43}$/) as unknown,
          token_type: 'bearer',
          expires_in: 1800,
          scope: '*',
        });
      }
      const json = { grant_type: 'password', username: '5002', password: 'hush' };
      expect(await server.post('/auth/v3/oauth/token', json)).toMatchObject({ status: 200 });
    });

    it.each([
      ['a wrong password', '5002', 'loud', 401],
      ['no password', '5002', undefined, 401],
      ['an unknown agent', 'nobody', 'hush', 404],
    ])('G-11 No token is given for %s', async (_what, name, password, status) => {
      const answer = await clientOf(await start({}, PASSWORDS)).token(name, password);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ status: { code: status } });
    });

    it('G-11 Other grants than a password are refused', async () => {
      const server = await start();
      const json = { grant_type: 'authorization_code', username: '5001' };
      expect(await server.post('/auth/v3/oauth/token', json)).toMatchObject({ status: 400 });
    });

    it('G-11 Guessing takes years', async () => {
      const client = clientOf(await start({ limits: { signInBurst: 2 } }, PASSWORDS));
      const statuses = [];
      for (let n = 0; n < 3; n += 1) statuses.push((await client.token('5002', 'loud')).status);
      expect(statuses).toEqual([401, 401, 429]);
    });

    it('G-11 A token is good for a while, and until the next', async () => {
      const server = await start({ workspace: { tokenMs: 1000 } }, {}, {});
      const client = clientOf(server);
      const take = async () => ((await (await client.token('5001')).json()) as { access_token: string }).access_token;
      const begin = (token: string) =>
        client.post('/initialize-workspace', undefined, { authorization: `Bearer ${token}` });
      const first = await take();
      const second = await take();
      expect(await begin(first)).toMatchObject({ http: 403, body: { status: { code: 603 } } });
      expect(await begin(second)).toMatchObject({ http: 200, body: { status: { code: 1 } } });
      server.clock.advance(1000);
      expect(await begin(second)).toMatchObject({ http: 403 });
    });

    it('G-11 In open mode a session without a token is the default agent’s', async () => {
      const client = clientOf(await start());
      expect(await client.post('/initialize-workspace?code=any&redirect_uri=http%3A%2F%2Flocalhost')).toMatchObject({
        http: 200,
      });
      expect((await client.get('/current-session')).body.data).toMatchObject({ user: { employeeId: '5001' } });
    });

    it('G-11 Outside open mode nobody begins without a token', async () => {
      const agents = PASSWORDS.agents.map((agent) => ({ ...agent, password: 'hush' }));
      const client = clientOf(await start({ open: false }, { agents }));
      expect(await client.post('/initialize-workspace')).toMatchObject({ http: 403, body: { status: { code: 603 } } });
      expect((await client.token('nobody', 'hush')).status).toBe(401);
      expect(await client.signIn('5002', 'hush')).toMatchObject({ http: 200 });
      // The switch asks for the password again, and gets it.
      await client.does('/activate-channels', { agentId: '5002', dn: '7002' });
    });

    it.each([{ data: { username: '5002', password: 'hush' } }, { username: '5002', password: 'hush' }])(
      'G-11 Older programs log in with name and password: %j',
      async (body) => {
        const client = clientOf(await start({}, PASSWORDS));
        expect(await client.post('/login', body)).toMatchObject({ http: 200, body: { status: { code: 0 } } });
        expect((await client.get('/current-session')).body).toMatchObject({
          status: { code: 0 },
          data: { user: { employeeId: '5002', agentLogin: '7002', defaultPlace: '7002' } },
        });
      },
    );

    it.each(['/current-session', '/configuration', '/voice/calls'])(
      'G-11 Nothing is told without a session: %s',
      async (path) => {
        const client = clientOf(await start());
        client.cookie = 'WORKSPACE_SESSIONID=stolen; other=1';
        expect(await client.get(path)).toMatchObject({ http: 403, body: { status: { code: 603 } } });
      },
    );
  });

  describe('lifetime', () => {
    it('G-12 A session that nobody listens to and nobody uses ends, and its agent is logged out', async () => {
      const server = await start();
      const client = clientOf(server);
      await client.signIn('5001');
      await client.does('/activate-channels', { agentId: '5001', placeName: '7001' });
      server.clock.advance(GRACE_MS - 1);
      await client.does('/voice/ready');
      server.clock.advance(GRACE_MS - 1);
      expect(await agentState(server)).toBe('Ready');
      server.clock.advance(1);
      expect(await agentState(server)).toBe('Null');
      expect(await client.get('/current-session')).toMatchObject({ http: 403 });
      expect(await sessions(server)).toEqual([]);
    });

    it('G-12 Listening keeps a session, and ending to listen does no longer', async () => {
      const server = await start();
      const ava = await atWork(server);
      const summary = { face: 'workspace', agentId: '5001', dn: '7001', level: 'full' };
      server.clock.advance(10 * GRACE_MS);
      expect(await sessions(server)).toEqual([{ ...summary, connected: true }]);
      await ava.stop();
      expect(await sessions(server)).toEqual([{ ...summary, connected: false }]);
      expect(server.clock.pending().map(({ name }) => name)).toContain('workspace grace 1');
      server.clock.advance(GRACE_MS);
      expect(await agentState(server)).toBe('Null');
    });

    it('G-12 A call outlives the session', async () => {
      const server = await start();
      const ava = await atWork(server);
      const connId = await server.ring('7001');
      await ava.onCall(connId, 'answer');
      await ava.post('/logout');
      const { calls } = await server.get<{ calls: { connId: string }[] }>('/control/state');
      expect(calls).toMatchObject([{ connId, parties: [{ dn: '7001', state: 'Connected' }] }]);
      expect(await agentState(server)).toBe('Null');
    });

    it('G-12 An agent at work cannot be begun again by somebody else', async () => {
      const server = await start();
      await atWork(server);
      expect(await clientOf(server).signIn('5001')).toMatchObject({ http: 409, body: { status: { code: 409 } } });
    });

    it('G-12 A page that is loaded again goes on with its session', async () => {
      const server = await start();
      const ava = await atWork(server);
      const [cookie] = ava.cookie.split(';');
      expect(await ava.signIn('5001')).toMatchObject({ http: 200 });
      expect(ava.cookie.split(';')[0]).toBe(cookie);
      expect(await agentState(server)).toBe('NotReady');
    });

    it('G-12 Whoever left may come back without the cookie: the line is still theirs, the old cookie is worth nothing', async () => {
      const server = await start();
      const before = await atWork(server);
      const connId = await server.ring('7001');
      await before.call('Ringing');
      await before.stop();
      const ava = clientOf(server);
      await ava.signIn('5001');
      expect((await ava.get('/voice/calls')).body.data).toMatchObject({ calls: [{ id: connId, state: 'Ringing' }] });
      expect(await before.get('/current-session')).toMatchObject({ http: 403 });
    });

    it('G-12 Calls that are there already are told to a session that begins', async () => {
      const server = await start();
      const connId = await server.ring('7001', '+14155550100', { Segment: 'gold' });
      const ava = await atWork(server);
      expect((await ava.get('/voice/calls')).body.data).toMatchObject({
        calls: [
          {
            id: connId,
            state: 'Ringing',
            callUuid: expect.any(String) as unknown,
            participants: [{ number: '+14155550100', role: 'RoleOrigination' }],
            userData: [{ key: 'Segment', type: 'str', value: 'gold' }],
          },
        ],
      });
      await ava.onCall(connId, 'answer');
      await ava.call('Established');
    });

    it('G-12 Only so many sessions at once', async () => {
      const server = await start({ limits: { sessions: 1 } });
      await clientOf(server).signIn('5001');
      const ben = clientOf(server);
      expect(await ben.post('/login', { username: '5002' })).toMatchObject({ http: 429 });
    });

    it('G-12 Only so many requests at once', async () => {
      const server = await start({ limits: { commandBurst: 2 } }, {}, {});
      const client = clientOf(server);
      await client.signIn('5001');
      const answers = [];
      for (let n = 0; n < 3; n += 1) answers.push((await client.get('/current-session')).http);
      expect(answers).toEqual([200, 200, 429]);
    });

    it('G-12 Operations need an active channel', async () => {
      const client = clientOf(await start());
      await client.signIn('5001');
      expect(await client.post('/voice/ready')).toMatchObject({
        http: 409,
        body: { status: { code: 409, message: expect.stringContaining('activate-channels') as unknown } },
      });
    });

    it('G-12 A line that belongs to no agent may be used', async () => {
      const server = await start();
      const ava = await atWork(server, '5001', '7100');
      expect((await ava.get('/current-session')).body.data).toMatchObject({
        user: { activeSession: { dn: { number: '7100', agentId: '5001' }, calls: [] } },
      });
      // A second activation repeats how things are.
      await ava.does('/activate-channels', { agentId: '5001', dn: '7100' });
      await ava.dn('NotReady');
    });

    it('G-12 An activation that the switch refuses leaves nothing behind', async () => {
      const server = await start();
      const ben = clientOf(server);
      await ben.signIn('5002');
      await atWork(server, '5001', '7100');
      const answer = await ben.post('/activate-channels', { data: { agentId: '5002', dn: '7100' } });
      expect(answer).toMatchObject({ http: 409, body: { status: { code: 409, errorCode: 1706 } } });
      const { dns } = await server.get<{ dns: { dn: string; registeredClients: number }[] }>('/control/state');
      expect(dns.find(({ dn }) => dn === '7100')).toMatchObject({ registeredClients: 1 });
      await ben.does('/activate-channels', { agentId: '5002', dn: '7002', queueName: 'Customer care' });
    });

    it('G-12 A new world ends every session', async () => {
      const server = await start();
      const ava = await atWork(server);
      await server.post('/control/reset', undefined);
      expect(await ava.get('/current-session')).toMatchObject({ http: 403 });
      expect(server.clock.pending()).toEqual([]);
    });
  });

  describe('notifications', () => {
    const shake = (server: TestServer, cookie: string) =>
      server.post('/workspace/v3/notifications', HANDSHAKE, { cookie }) as unknown as Promise<{
        body: { successful: boolean; clientId: string; error?: string }[];
      }>;

    it('G-13 Nobody shakes hands without a session', async () => {
      const server = await start();
      expect((await shake(server, 'WORKSPACE_SESSIONID=stolen')).body).toMatchObject([
        { successful: false, error: '403::handshake_forbidden' },
      ]);
    });

    it('G-13 A client id is worth nothing without the cookie', async () => {
      const server = await start();
      const ava = clientOf(server);
      const ben = clientOf(server);
      await ava.signIn('5001');
      await ben.signIn('5002');
      const [{ clientId } = { clientId: '' }] = (await shake(server, ava.cookie)).body;
      const subscribe = [{ channel: '/meta/subscribe', clientId, subscription: '/workspace/v3/voice' }];
      for (const [cookie, successful] of [
        ['', false],
        [ben.cookie, false],
        [ava.cookie, true],
      ] as const) {
        const { body } = await server.post('/workspace/v3/notifications', subscribe, { cookie });
        expect(body).toMatchObject([{ channel: '/meta/subscribe', successful }]);
      }
    });

    it('G-13 A WebSocket opens with the cookie, and is refused without', async () => {
      const server = await start();
      const ava = clientOf(server);
      await ava.signIn('5001');
      const open = (headers: Record<string, string>) =>
        new Promise<number | undefined>((resolve, reject) => {
          const socket = new WebSocket(`ws://127.0.0.1:${server.port}/workspace/v3/notifications`, { headers });
          socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
          socket.on('error', reject);
          socket.on('open', () => {
            socket.on('message', (data: Buffer) => {
              resolve((JSON.parse(data.toString()) as { successful: boolean }[])[0]?.successful === true ? 101 : 0);
              socket.terminate();
            });
            socket.send(JSON.stringify(HANDSHAKE).replace('long-polling', 'websocket'));
          });
        });
      expect(await open({})).toBe(401);
      expect(await open({ cookie: 'WORKSPACE_SESSIONID=stolen' })).toBe(401);
      expect(await open({ cookie: ava.cookie.split(';')[0] ?? '', origin: 'https://evil.example' })).toBe(403);
      expect(await open({ cookie: ava.cookie.split(';')[0] ?? '' })).toBe(101);
    });

    it('G-13 Two pages of one agent hear the same', async () => {
      const server = await start();
      const first = await atWork(server);
      const second = clientOf(server);
      second.cookie = first.cookie;
      await second.listen();
      await first.does('/voice/ready');
      const heard = [await first.dn('Ready'), await second.dn('Ready')];
      expect(heard[0]).toEqual(heard[1]);
    });

    it('G-13 Only so many pages listen to one session', async () => {
      const server = await start({ workspace: { clientsPerSession: 1 } });
      const ava = clientOf(server);
      await ava.signIn('5001');
      expect((await shake(server, ava.cookie)).body).toMatchObject([{ successful: true }]);
      expect((await shake(server, ava.cookie)).body).toMatchObject([
        { successful: false, error: '503::too_many_sessions' },
      ]);
    });

    it('G-13 Who subscribes late hears how line and calls are', async () => {
      const server = await start();
      const first = await atWork(server);
      const connId = await server.ring('7001');
      await first.onCall(connId, 'answer');
      await first.call('Established');
      const second = clientOf(server);
      second.cookie = first.cookie;
      await second.listen();
      await second.call('Established');
      expect(second.heard).toMatchObject([
        { messageType: 'DnStateChanged', dn: { agentState: 'NotReady' } },
        { messageType: 'CallStateChanged', notificationType: 'StateChange', call: { id: connId } },
      ]);
    });

    it.each([
      ['/workspace/v3/**', true],
      ['/workspace/v3/media', true],
      ['/**', true],
      ['/elsewhere', false],
    ])('G-13 May %s be subscribed to: %s', async (channel, allowed) => {
      const server = await start();
      const ava = clientOf(server);
      await ava.signIn('5001');
      await ava.listen();
      const subscribing = ava.subscribe(channel, () => undefined);
      if (allowed) await subscribing;
      else await expect(subscribing).rejects.toThrow('subscription_forbidden');
    });

    it('G-13 After logout nothing is told any more', async () => {
      const server = await start();
      const ava = await atWork(server);
      const told = ava.heard.length;
      expect((await ava.post('/logout')).headers.get('set-cookie')).toMatch(/^WORKSPACE_SESSIONID=; Max-Age=0; /);
      await server.ring('7001');
      expect((await shake(server, ava.cookie)).body).toMatchObject([{ successful: false }]);
      expect(ava.heard.length).toBe(told);
    });
  });

  describe('pages', () => {
    const FOREIGN = { origin: 'https://evil.example' };
    it.each(['/workspace/v3/initialize-workspace', '/auth/v3/oauth/token', '/workspace/v3/notifications'])(
      'G-14 A page of a foreign origin gets no answer from %s',
      async (path) => {
        const server = await start();
        const answer = await server.postText(path, 'grant_type=password&username=5001', {
          'content-type': 'application/x-www-form-urlencoded',
          ...FOREIGN,
        });
        expect(answer.status).toBe(403);
        expect(JSON.stringify(answer.body)).toContain('Pages from this origin may not use the server');
      },
    );

    it('G-14 An allowed page may send its cookie', async () => {
      const server = await start({ allowedOrigins: ['https://desk.example'], workspace: { sameSite: 'None' } });
      const origin = { origin: 'https://desk.example' };
      const preflight = await fetch(`${server.url}/workspace/v3/voice/ready`, {
        method: 'OPTIONS',
        headers: { ...origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(204);
      const begun = await clientOf(server).post('/initialize-workspace', undefined, origin);
      expect(begun.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=None; Secure$/);
      for (const { headers } of [preflight, begun]) {
        expect(headers.get('access-control-allow-origin')).toBe(origin.origin);
        expect(headers.get('access-control-allow-credentials')).toBe('true');
      }
    });

    it('G-14 A form is no operation', async () => {
      const server = await start();
      const ava = clientOf(server);
      await ava.signIn('5001');
      const answer = await server.postText('/workspace/v3/login', 'username=5001', {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect(answer).toMatchObject({ status: 415 });
    });
  });
});
