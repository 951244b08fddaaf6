import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from './testing/test-server.js';

describe('pages of other origins', () => {
  let server: TestServer;
  beforeEach(async () => (server = await TestServer.start({ allowedOrigins: ['https://desk.example.com'] })));
  afterEach(() => server.stop());

  it('S-01 refuses a socket to a page of a foreign origin', async () => {
    expect(await server.open({ origin: 'https://evil.example' }).refusal()).toMatchObject({
      status: 403,
      body: { code: 'origin-forbidden', message: expect.stringContaining('CTI_ALLOWED_ORIGINS') as string },
    });
  });

  it.each(['/genesys/events', '/genesys/session', '/control/calls'])(
    'S-01 refuses a post to %s to a page of a foreign origin',
    async (path) => {
      const answer = await server.post(path, { type: 'initialize' }, { origin: 'https://evil.example' });
      expect(answer).toMatchObject({ status: 403, body: { code: 'origin-forbidden' } });
    },
  );

  it.each(['http://localhost:5173', 'http://127.0.0.1:3000', 'https://desk.example.com'])(
    'S-01 lets a page from %s in, by CORS and by socket',
    async (origin) => {
      const preflight = await fetch(`${server.url}/genesys/events`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
      await server.open({ origin }).opened();
    },
  );

  it.each(['http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'null', 'file://'])(
    'S-01 is not taken in by %s',
    async (origin) => {
      expect(await server.open({ origin }).refusal()).toMatchObject({ status: 403 });
    },
  );

  it('S-01 does not let one header speak for the other', async () => {
    const ask = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        request({ port: server.port, path: '/healthz', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await ask({ host: 'desk.example.com:81' })).toBe(200);
    expect(await ask({ host: 'localhost', origin: 'http://desk.example.com:81' })).toBe(403);
    expect(await ask({ host: 'localhost', origin: 'http://desk.example.com' })).toBe(403);
    expect(await ask({ host: 'desk.example.com' })).toBe(200);
  });

  it('S-08 refuses a socket under a name that somebody else pointed at this machine', async () => {
    expect(await server.open({ host: 'evil.example' }).refusal()).toMatchObject({ status: 403 });
  });

  it('S-08 refuses a name that was pointed at this machine by somebody else', async () => {
    const status = await new Promise((resolve, reject) => {
      request({ port: server.port, path: '/control/state', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('outside open mode', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start(
      { open: false },
      {
        agents: [
          { agentId: '5001', name: 'Ava Martin', dn: '7001', password: 'correct horse', queues: [] },
          { agentId: '5002', name: 'Ben Okafor', dn: '7002', password: 'battery staple', queues: [] },
        ],
      },
    );
  });
  afterEach(() => server.stop());

  it('S-09 asks for the password of the agent', async () => {
    const ask = (body: unknown) => server.post('/genesys/session', body);
    expect(await ask({ agent: '5001' })).toMatchObject({ status: 401, body: { code: 'wrong-password' } });
    expect(await ask({ agent: '5001', password: 'wrong' })).toMatchObject({ status: 401 });
    expect(await ask({ agent: '5002', password: 'correct horse' })).toMatchObject({ status: 401 });
    expect(await ask({ agent: 'nobody' })).toMatchObject({ status: 401, body: { code: 'wrong-password' } });
    const { hello, socket } = await server.signIn({ agent: '5001', password: 'correct horse' });
    expect(await server.command('initialize', { session: hello.session })).toMatchObject({ status: 200 });
    await socket.until('EventAgentReady');
  });

  it('S-09 takes no anonymous client', async () => {
    expect(await server.open().closed()).toMatchObject({ code: 4401 });
    expect(await server.command('initialize')).toMatchObject({ status: 401, body: { code: 'session-required' } });
  });

  it('S-09 does not start with agents whom anyone could be', async () => {
    await expect(TestServer.start({ open: false })).rejects.toThrow(
      'Outside open mode every agent of the world file needs a password; 5001, 5002, 5003 have none.',
    );
  });

  it('S-10 has no control API', async () => {
    expect(await server.get('/control/state')).toMatchObject({ code: 'not-found' });
    expect(await server.post('/control/reset', {})).toMatchObject({ status: 404 });
  });
});
