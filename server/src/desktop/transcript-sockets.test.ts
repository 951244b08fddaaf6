import { SUBPROTOCOL } from '@fusion-cti/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestServer, type TestSocket } from '../testing/test-server.js';
import { Worker } from './testing/worker.js';

let server: TestServer;
beforeEach(async () => {
  server = await TestServer.start();
});
afterEach(() => server.stop());

const PATH = '/transcriptResult';

async function heard(socket: TestSocket, count = 1): Promise<unknown[]> {
  await expect.poll(() => socket.texts.length).toBeGreaterThanOrEqual(count);
  return socket.texts.map((text) => JSON.parse(text) as unknown);
}

async function listening(session: string): Promise<TestSocket> {
  const socket = await server.open({}, [SUBPROTOCOL], PATH).opened();
  socket.webSocket.send(JSON.stringify({ session }));
  return socket;
}

const say = (connId: string, line: object) => server.post(`/control/calls/${connId}/transcript`, line);

test("F-18 A client that says nothing of itself hears the default agent's calls, in the published fields", async () => {
  const socket = await server.open({}, [], PATH).opened();
  const ava = await Worker.start(server, '5001');
  const connId = await ava.takes('7001');
  await say(connId, { role: 'END_USER', transcript: 'Hel', final: false, messageId: 'm1' });
  await say(connId, { role: 'END_USER', transcript: 'Hello', messageId: 'm1' });
  expect(await heard(socket, 2)).toEqual([
    { role: 'END_USER', transcript: 'Hel', final: false, messageId: 'm1' },
    { role: 'END_USER', transcript: 'Hello', final: true, messageId: 'm1' },
  ]);
});

test('F-18 A client of our level proves whose calls it may hear, and is told in which it was said', async () => {
  const ava = await Worker.start(server, '5001');
  const ben = await Worker.start(server, '5002');
  const sockets = [await listening(ava.session), await listening(ben.session)] as const;
  const connId = await ben.takes('7002');
  // The proof and the line take different ways: said again until it is heard.
  await expect
    .poll(async () => {
      await say(connId, { role: 'AGENT', transcript: 'Good morning', messageId: 'm1' });
      return sockets[1].texts.length;
    })
    .toBeGreaterThan(0);
  expect((await heard(sockets[1]))[0]).toEqual({
    role: 'AGENT',
    transcript: 'Good morning',
    final: true,
    messageId: 'm1',
    connectionId: connId,
  });
  expect(sockets[0].texts).toEqual([]);
});

test.each([
  ['no session of this server', JSON.stringify({ session: 'guessed' }), 4401],
  ['no JSON', 'hello', 4401],
])('F-18 A client that shows %s is sent away', async (_what, text, code) => {
  const socket = await server.open({}, [SUBPROTOCOL], PATH).opened();
  socket.webSocket.send(text);
  expect((await socket.closed()).code).toBe(code);
});

test('F-18 A client that proves nothing in time is sent away', async () => {
  const socket = await server.open({}, [SUBPROTOCOL], PATH).opened();
  await expect
    .poll(() => {
      server.clock.advance(1_000);
      return socket.webSocket.readyState;
    })
    .toBe(socket.webSocket.CLOSED);
  expect((await socket.closed()).code).toBe(4401);
});

test('F-18 Pages of a foreign origin hear nothing, nor anybody without a session outside open mode', async () => {
  const refusal = await server.open({ origin: 'https://evil.example' }, [], PATH).refusal();
  expect(refusal.body.code).toBe('origin-forbidden');
  const world = { agents: [{ agentId: '5001', name: 'Ava', dn: '7001', queues: [], password: 'secret' }] };
  const closed = await TestServer.start({ open: false }, world);
  try {
    expect((await closed.open({}, [], PATH).closed()).code).toBe(4401);
  } finally {
    await closed.stop();
  }
});

test('F-18 What is said is refused for a call that is not there, and is in no journal', async () => {
  expect(await say('0000000000000000', { role: 'AGENT', transcript: 'x' })).toMatchObject({ status: 404 });
  const ava = await Worker.start(server, '5001');
  const connId = await ava.takes('7001');
  expect(await say(connId, { role: 'AGENT', transcript: 'My secret is 4711' })).toMatchObject({ status: 200 });
  expect(JSON.stringify(await server.get('/control/journal'))).not.toContain('4711');
});
