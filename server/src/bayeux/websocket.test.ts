import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accept } from './options.js';
import { CHAT, connectOf, Endpoint, type EndpointChanges, HANDSHAKE, PATH, until } from './testing/endpoint.js';
import type { RawSocket } from './testing/raw-socket.js';

describe('a WebSocket', () => {
  let endpoint: Endpoint;
  beforeEach(async () => {
    endpoint = await Endpoint.start();
  });
  afterEach(() => endpoint.stop());
  const restart = async (changes: EndpointChanges) => {
    await endpoint.stop();
    endpoint = await Endpoint.start(changes);
  };

  const shakeHands = async (socket: RawSocket) => (await socket.ask(HANDSHAKE))[0]?.clientId as string;
  const held = () => until(() => endpoint.pending('bayeux connect').length === 1);
  /** A socket whose client has shaken hands, and waits. */
  const connected = async () => {
    const socket = await endpoint.open();
    const clientId = await shakeHands(socket);
    socket.send(connectOf(clientId, 'websocket'));
    await held();
    return { socket, clientId, session: endpoint.session(clientId) };
  };

  it('B-07 keeps a connect while messages pass beside it, and answers it at its time', async () => {
    const { socket, session } = await connected();
    session.deliver(CHAT, 1);
    expect(await socket.frame()).toEqual([{ channel: CHAT, data: 1 }]);
    endpoint.clock.advance(29_999);
    session.deliver(CHAT, 2);
    expect(await socket.frame()).toEqual([{ channel: CHAT, data: 2 }]);
    endpoint.clock.advance(1);
    expect(await socket.frame()).toMatchObject([{ channel: '/meta/connect', successful: true }]);
  });

  it('B-04 answers a connect that does not want to wait at once, and first what is batched with it', async () => {
    const socket = await endpoint.open();
    const clientId = await shakeHands(socket);
    const now = { ...connectOf(clientId, 'websocket'), advice: { timeout: 0 } };
    expect(await socket.ask(now)).toMatchObject([{ channel: '/meta/connect', successful: true }]);
    const batch = await socket.ask({ channel: CHAT, clientId, data: 1 }, connectOf(clientId, 'websocket'));
    expect(batch).toMatchObject([{ successful: true }, { data: { echo: 1 } }]);
    await held();
  });

  it('B-08 carries the answer and what a frame has caused in one frame', async () => {
    const { socket, clientId } = await connected();
    const publish = (id: string) => ({ channel: CHAT, id, clientId, data: id });
    expect(await socket.ask(publish('1'), publish('2'))).toEqual([
      { channel: CHAT, id: '1', successful: true },
      { channel: CHAT, id: '2', successful: true },
      { channel: CHAT, data: { echo: '1' } },
      { channel: CHAT, data: { echo: '2' } },
    ]);
  });

  it('B-10 carries all that one turn brings in one frame', async () => {
    const { socket, session } = await connected();
    session.deliver(CHAT, 1);
    session.deliver(CHAT, 2);
    endpoint.server.publish('/a', 'not subscribed');
    await Promise.resolve();
    session.deliver(CHAT, 3);
    expect(await socket.frame()).toEqual([1, 2, 3].map((data) => ({ channel: CHAT, data })));
  });

  /** A service that begins when it is asked, and ends when the test says so. */
  const slowService = () => {
    const slow = { started: false, finish: (): void => undefined };
    endpoint.server.service('/service/slow', async (session, data) => {
      slow.started = true;
      await new Promise<void>((resolve) => (slow.finish = resolve));
      session.deliver('/service/slow', data);
    });
    return slow;
  };

  it('B-09 answers frames in their order, however long the handler of the first takes', async () => {
    const slow = slowService();
    const { socket, clientId } = await connected();
    socket.send({ channel: '/service/slow', id: '1', clientId, data: 1 });
    socket.send({ channel: CHAT, id: '2', clientId, data: 2 });
    socket.send({ channel: CHAT, id: '3', clientId, data: 3 });
    const pong = new Promise((resolve) => socket.webSocket.once('pong', resolve));
    socket.webSocket.ping();
    await pong; // What was sent before it has arrived.
    slow.finish();
    expect(await socket.frame()).toMatchObject([{ id: '1', successful: true }, { data: 1 }]);
    expect(await socket.frame()).toMatchObject([{ id: '2' }, { data: { echo: 2 } }]);
    expect(await socket.frame()).toMatchObject([{ id: '3' }, { data: { echo: 3 } }]);
  });

  it('B-19 keeps what a handler causes for a client that has gone in the meantime', async () => {
    const slow = slowService();
    const { socket, clientId, session } = await connected();
    socket.send({ channel: '/service/slow', clientId, data: 1 }, connectOf(clientId, 'websocket'));
    await until(() => slow.started);
    socket.webSocket.terminate();
    await until(() => endpoint.pending('bayeux ping').length === 0);
    slow.finish();
    await until(() => session.queue.length === 1);
    expect(endpoint.pending('bayeux connect')).toEqual([]);
    expect((await endpoint.post([connectOf(clientId)])).messages).toMatchObject([{}, { data: 1 }]);
  });

  it('B-03 takes a bare object in a frame', async () => {
    const socket = await endpoint.open();
    socket.webSocket.send(JSON.stringify(HANDSHAKE));
    expect(await socket.frame()).toMatchObject([{ successful: true }]);
  });

  it('B-03 says nothing to an empty batch', async () => {
    const socket = await endpoint.open();
    socket.send();
    expect(await socket.ask(HANDSHAKE)).toMatchObject([{ channel: '/meta/handshake' }]);
  });

  it('B-19 takes over a session that has shaken hands over HTTP', async () => {
    const clientId = await endpoint.handshake();
    endpoint.session(clientId).deliver(CHAT, 'before');
    const socket = await endpoint.open();
    expect(await socket.ask(connectOf(clientId, 'websocket'))).toEqual([{ channel: CHAT, data: 'before' }]);
    endpoint.session(clientId).deliver(CHAT, 'after');
    expect(await socket.frame()).toEqual([{ channel: CHAT, data: 'after' }]);
  });

  it('B-19 gives a session over to long polling, and hears no more of it', async () => {
    const { socket, clientId, session } = await connected();
    const polling = endpoint.post([connectOf(clientId)]);
    expect(await socket.frame()).toMatchObject([{ channel: '/meta/connect', advice: { interval: 1000 } }]);
    session.deliver(CHAT, 1);
    expect((await polling).messages).toMatchObject([{ channel: '/meta/connect' }, { data: 1 }]);
    session.deliver(CHAT, 2);
    expect(await socket.ask({ channel: '/meta/nothing', clientId: 'x' })).toMatchObject([{ successful: false }]);
    expect(session.queue).toHaveLength(1);
  });

  it('B-19 loses nothing when it breaks, and its client may come back on another one', async () => {
    const { socket, clientId, session } = await connected();
    socket.webSocket.terminate();
    await until(() => endpoint.pending('bayeux connect').length === 0);
    session.deliver(CHAT, 'meanwhile');
    const next = await endpoint.open();
    expect(await next.ask(connectOf(clientId, 'websocket'))).toEqual([{ channel: CHAT, data: 'meanwhile' }]);
    await held();
  });

  it('B-18 does not keep a session whose client does not connect', async () => {
    const socket = await endpoint.open();
    await shakeHands(socket);
    endpoint.clock.advance(40_000);
    expect(endpoint.ends.map(({ end }) => end.reason)).toEqual(['expired']);
  });

  it('B-16 is closed after a disconnect, with the held connect answered first', async () => {
    const { socket, clientId } = await connected();
    socket.send({ channel: '/meta/disconnect', id: '9', clientId });
    expect(await socket.frame()).toMatchObject([{ channel: '/meta/connect', advice: { reconnect: 'none' } }]);
    expect(await socket.frame()).toEqual([{ channel: '/meta/disconnect', id: '9', successful: true, clientId }]);
    expect(await socket.closed()).toBe(1000);
  });

  it('B-16 stays open after a disconnect for the other clients on it', async () => {
    const { socket, session: staying } = await connected();
    const leaving = await shakeHands(socket);
    expect(await socket.ask({ channel: '/meta/disconnect', clientId: leaving })).toMatchObject([{ successful: true }]);
    staying.deliver(CHAT, 1);
    expect(await socket.frame()).toEqual([{ channel: CHAT, data: 1 }]);
  });

  it('B-17 stays open for a client that has to shake hands again', async () => {
    const { socket, session } = await connected();
    endpoint.server.remove(session);
    expect(await socket.frame()).toMatchObject([
      { channel: '/meta/connect', error: '402::Unknown client', advice: { reconnect: 'handshake' } },
    ]);
    expect(await socket.ask(HANDSHAKE)).toMatchObject([{ successful: true }]);
  });

  it('B-23 speaks for what it was opened with', async () => {
    await restart({
      onHandshake: (_message, { headers }) => accept(headers.cookie ?? ''),
      mayUse: ({ context }, { headers }) => headers.cookie === context,
    });
    const owner = await endpoint.open({ cookie: 'a' });
    const thief = await endpoint.open({ cookie: 'b' });
    const clientId = await shakeHands(owner);
    expect(await thief.ask(connectOf(clientId, 'websocket'))).toMatchObject([{ error: '402::Unknown client' }]);
    expect(await owner.ask({ channel: CHAT, clientId, data: 1 })).toMatchObject([{ successful: true }, {}]);
  });

  it.each([
    ['no JSON', 'nonsense', 1003],
    ['a number', '5', 1003],
    ['a list of numbers', '[5]', 1003],
    ['a key that could reach every object', '[{"channel":"/meta/handshake","__proto__":{}}]', 1003],
    ['bytes', Buffer.from('[]'), 1003],
    ['a frame too large', `["${'x'.repeat(65_536)}"]`, 1009],
    ['too many messages', `[${'{},'.repeat(100)}{}]`, 1008],
  ])('B-20 is closed for %s', async (_what, frame, code) => {
    const { session } = await connected();
    const before = endpoint.state();
    const socket = await endpoint.open();
    socket.webSocket.send(frame);
    expect(await socket.closed()).toBe(code);
    expect(endpoint.state()).toEqual(before);
    expect(session.ended).toBe(false);
  });

  it('B-22 is closed when it floods, and its session stays', async () => {
    await restart({ messagesPerSecond: 10, messageBurst: 20 });
    const { socket, session } = await connected();
    for (let n = 0; n < 20; n += 1) socket.send({ channel: '/meta/nothing' });
    expect(await socket.closed()).toBe(1008);
    expect(session.ended).toBe(false);
  });

  it('B-22 is refused when there are as many as there may be', async () => {
    await restart({ sockets: 1 });
    const first = await endpoint.open();
    expect(await endpoint.attempt().refusal()).toBe(503);
    first.webSocket.close();
    await first.closed();
    await endpoint.open();
  });

  it('B-24 is refused to pages of a foreign origin', async () => {
    expect(await endpoint.attempt({ origin: 'https://evil.example' }).refusal()).toBe(403);
    await endpoint.open({ origin: 'https://shop.example' });
  });

  it('B-34 is opened below the path too, and nowhere else', async () => {
    await endpoint.attempt({}, `${PATH}/handshake`).opened();
    expect(await endpoint.attempt({}, `${PATH}x`).refusal()).toBe(404);
    expect(await endpoint.attempt({}, '/').refusal()).toBe(404);
  });

  it('B-34 is not there where the server does not offer it', async () => {
    await restart({ connectionTypes: ['long-polling'] });
    expect(await endpoint.attempt().refusal()).toBe(404);
    expect(await endpoint.ask(HANDSHAKE)).toMatchObject({ supportedConnectionTypes: ['long-polling'] });
  });

  it('B-34 refuses a handshake that is none in the words of the house', async () => {
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const stream = createConnection(endpoint.port, '127.0.0.1', () => {
        stream.write(`GET ${PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      });
      stream.on('data', (chunk) => (text += chunk.toString()));
      stream.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"malformed-http"/s);
  });

  it('B-28 is cut when its client does not answer a ping until the next, and the session waits', async () => {
    const { socket, session } = await connected();
    socket.webSocket.pause();
    endpoint.clock.advance(25_000);
    endpoint.clock.advance(25_000);
    await until(() => endpoint.pending('bayeux connect').length === 0);
    expect(endpoint.pending('bayeux ping')).toEqual([]);
    expect(session.ended).toBe(false);
  });

  it('B-28 lives on when its client answers', async () => {
    const socket = await endpoint.open();
    for (let n = 0; n < 3; n += 1) {
      const ping = new Promise((resolve) => socket.webSocket.once('ping', resolve));
      endpoint.clock.advance(25_000);
      await ping;
      // The answer is there before whatever is sent after it.
      await socket.ask({ channel: '/meta/nothing' });
    }
    expect(endpoint.pending('bayeux ping')).toHaveLength(1);
  });

  it('B-28 is cut when its client reads too slowly, and nothing of what was not written is lost', async () => {
    await restart({ socketBacklogBytes: 100_000, queuedMessages: 10_000 });
    const { socket, clientId, session } = await connected();
    socket.webSocket.pause();
    const filling = 'x'.repeat(50_000);
    await until(() => {
      if (session.queue.length === 0) session.deliver(CHAT, filling);
      return endpoint.pending('bayeux connect').length === 0;
    });
    expect(session.queue).toHaveLength(1);
    expect((await endpoint.post([connectOf(clientId)])).messages).toMatchObject([{}, { data: filling }]);
  });

  it('B-29 is closed when the server closes, after its held connect was answered', async () => {
    const { socket } = await connected();
    const closing = endpoint.app.close();
    expect(await socket.frame()).toMatchObject([
      { channel: '/meta/connect', successful: true, advice: { reconnect: 'retry', interval: 2000 } },
    ]);
    expect(await socket.closed()).toBe(1001);
    await closing;
  });
});
