import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import { LibrarySocket } from './testing/library-socket.js';

const A = '7001';
const SMALL = { tlib: { requestBurst: 50, requestsPerSecond: 10 } };

describe('limits of the T-Library face', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  const isAlive = async (client: LibrarySocket) =>
    expect(await client.ask({ request: 'RequestQueryServer' })).toMatchObject({ event: 'EventServerInfo' });

  it('T-08 ends a socket whose message is too large, and that one only', async () => {
    server = await TestServer.start();
    const [one, two] = [await LibrarySocket.connect(server), await LibrarySocket.connect(server)];
    one.socket.webSocket.send('x'.repeat(70_000));
    expect(await one.socket.closed()).toMatchObject({ code: 1009 });
    await isAlive(two);
  });

  it('T-08 ends a socket that floods, and that one only', async () => {
    server = await TestServer.start(SMALL);
    const [one, two] = [await LibrarySocket.connect(server), await LibrarySocket.connect(server)];
    for (let n = 0; n < 51; n += 1) one.send({ request: 'RequestQueryServer' });
    expect(await one.socket.closed()).toMatchObject({ code: 4429 });
    expect(one.socket.texts).toHaveLength(2 + 50);
    await isAlive(two);
  });

  it('T-08 takes more requests when time has passed', async () => {
    server = await TestServer.start(SMALL);
    const client = await LibrarySocket.connect(server);
    for (let n = 0; n < 50; n += 1) client.send({ request: 'RequestQueryServer' });
    await client.settled();
    server.clock.advance(1000);
    for (let n = 0; n < 10; n += 1) client.send({ request: 'RequestQueryServer' });
    await client.settled();
    expect(client.socket.texts).toHaveLength(2 + 60);
  });

  it('T-08 limits the sockets there are', async () => {
    server = await TestServer.start({ limits: { sockets: 1 } });
    await LibrarySocket.connect(server);
    const refusal = await server.open({}, [], '/tserver').refusal();
    expect(refusal).toMatchObject({ status: 503, body: { code: 'too-many-connections' } });
  });

  it('T-08 cuts a client that answers no ping, and gives its lines back', async () => {
    server = await TestServer.start({ byoc: { local: false } });
    const client = await LibrarySocket.registered(server, A);
    client.socket.webSocket.pause();
    server.clock.advance(15_000);
    server.clock.advance(15_000);
    const line = async () => (await server.get<{ dns: unknown[] }>('/control/state')).dns[0];
    await expect.poll(line).toMatchObject({ dn: A, registeredClients: 0 });
    expect((await server.get<{ timers: unknown[] }>('/control/timers')).timers).toEqual([]);
  });

  it('T-08 keeps a client that answers', async () => {
    server = await TestServer.start();
    const client = await LibrarySocket.connect(server);
    for (let n = 0; n < 3; n += 1) {
      const ping = new Promise((resolve) => client.socket.webSocket.once('ping', resolve));
      server.clock.advance(15_000);
      await ping;
      await client.settled();
    }
    await isAlive(client);
  });

  it('T-09 cuts a client that reads too slowly, and nobody has to wait for it', async () => {
    server = await TestServer.start({ limits: { socketBacklogBytes: 65_536 } });
    const [fast, slow] = [await LibrarySocket.registered(server, A), await LibrarySocket.registered(server, A)];
    slow.socket.webSocket.pause();
    const UserData = [{ key: 'Text', type: 'str', value: 'x'.repeat(50_000) }];
    const cut = async () => (await server.get<{ dns: { registeredClients: number }[] }>('/control/state')).dns[0];
    // As many as the system itself takes, and some more.
    for (let n = 0; n < 400; n += 1) await fast.ask({ request: 'RequestDistributeUserEvent', ThisDN: A, UserData });
    const heard = (await fast.heard()).filter(({ event }) => event === 'EventUserEvent');
    expect(heard).toHaveLength(400);

    slow.socket.webSocket.resume();
    expect(await slow.socket.closed()).toMatchObject({ code: 4430 });
    const numbers = slow.socket.texts
      .map((text) => JSON.parse(text) as { event: string; EventSequenceNumber: number })
      .filter(({ event }) => event === 'EventUserEvent')
      .map(({ EventSequenceNumber }) => EventSequenceNumber);
    expect(numbers.length).toBeLessThan(400);
    // What it did get is the beginning of what the others got, without a gap.
    expect(numbers).toEqual(heard.slice(0, numbers.length).map(({ EventSequenceNumber }) => EventSequenceNumber));
    await expect.poll(cut).toMatchObject({ registeredClients: 1 });
  });
});

describe('who may come to the T-Library face', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  it('T-10 is there in open mode only', async () => {
    const agents = [{ agentId: '5001', name: 'Ava', dn: A, password: 'correct horse', queues: [] }];
    server = await TestServer.start({ open: false }, { agents });
    expect(await server.open({}, [], '/tserver').refusal()).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await fetch(`${server.url}/tserver`)).status).toBe(404);
  });

  it.each([{ origin: 'https://evil.example' }, { host: 'evil.example' }])(
    'T-10 is not there for pages of other origins, nor under foreign names: %o',
    async (headers) => {
      server = await TestServer.start();
      const refusal = await server.open(headers, [], '/tserver').refusal();
      expect(refusal).toMatchObject({ status: 403, body: { code: 'origin-forbidden' } });
    },
  );

  it('T-10 lets a page of this machine in', async () => {
    server = await TestServer.start();
    await server.open({ origin: 'http://localhost:5173' }, [], '/tserver?from=page').opened();
  });

  it('T-10 tells a plain request, and an upgrade to something else, what it speaks', async () => {
    server = await TestServer.start();
    expect(await (await fetch(`${server.url}/tserver`)).json()).toMatchObject({ code: 'upgrade-required' });
    const status = await new Promise((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: 'h2c' };
      request({ port: server.port, path: '/tserver', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
    const { paths } = await server.get<{ paths: Record<string, unknown> }>('/docs/json');
    expect(paths).toHaveProperty('/tserver');
  });
});
