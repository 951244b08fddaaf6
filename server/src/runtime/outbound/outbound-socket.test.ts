import { afterEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { openOutboundSocket } from './outbound-socket.js';
import { PARTNER, testCaller } from './testing/callers.js';
import { TEST_HOST } from './testing/certificate.js';
import { Partner } from './testing/partner.js';

const ignore = () => undefined;

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.reverse()) await close();
  open = [];
});

interface Options {
  readonly host?: string;
  readonly port?: number;
  /** Instead of opening a WebSocket. */
  readonly answer?: string;
  readonly greeting?: string;
}

async function partner({ answer, greeting, ...listen }: Options = {}): Promise<Partner> {
  const started = await Partner.start((_request, response) => response.writeHead(404).end(), {
    isSecure: true,
    ...listen,
  });
  const webSockets = new WebSocketServer({ noServer: true });
  started.server.on('upgrade', (request, stream, head) => {
    if (answer !== undefined) return void stream.end(answer);
    webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      if (greeting !== undefined) webSocket.send(greeting);
    });
  });
  open.push(() => started.stop());
  return started;
}

describe('a WebSocket', () => {
  test('O-10 is opened by TLS, with its subprotocol and headers, and loses nothing that is said at once', async () => {
    const there = await partner({ greeting: 'hello' });
    const { options, clock } = testCaller();
    const heard: string[] = [];
    const webSocket = await new Promise<WebSocket>((resolve, reject) => {
      const listen = (socket: WebSocket) =>
        socket.on('message', (data: Buffer) => {
          heard.push(data.toString());
          resolve(socket);
        });
      const request = { subprotocols: ['chat'], headers: { authorization: 'Bearer x' } };
      openOutboundSocket(`wss://${TEST_HOST}:${there.port}/stream?id=1`, options, listen, request).catch(reject);
    });
    open.push(() => webSocket.terminate());
    expect(heard).toEqual(['hello']);
    expect(webSocket.protocol).toBe('chat');
    expect(there.requests).toEqual(['GET /stream?id=1']);
    expect(there.hosts).toEqual([`${TEST_HOST}:${there.port}`]);
    expect(clock.pending()).toEqual([]);
  });

  test.each([
    ['another scheme', 'https://partner.test/', 'outbound-scheme-forbidden'],
    ['no TLS', 'ws://partner.test/', 'outbound-scheme-forbidden'],
    ['another host', 'wss://evil.test/', 'outbound-host-forbidden'],
    ['a user', 'wss://user@partner.test/', 'outbound-url-invalid'],
    ['a network behind the name', 'wss://inner.test/', 'outbound-address-forbidden'],
    ['a name without address', 'wss://nowhere.test/', 'outbound-unresolved'],
  ])('O-10 With %s it is refused as every call is', async (_what, address, code) => {
    const { options } = testCaller({ 'inner.test': [['10.0.0.1']] }, [
      PARTNER,
      { host: 'inner.test' },
      { host: 'nowhere.test' },
    ]);
    const refused = openOutboundSocket(address, options, () => expect.unreachable());
    await expect(refused).rejects.toMatchObject({ code });
  });

  test('O-10 It connects to the address that was judged, whatever the name leads to a moment later', async () => {
    const judged = await partner();
    const victim = await partner({ host: '127.0.0.2', port: judged.port });
    const { options, resolver } = testCaller({ [TEST_HOST]: [['127.0.0.1'], ['127.0.0.2']] });
    const webSocket = await openOutboundSocket(`wss://${TEST_HOST}:${judged.port}/`, options, ignore);
    open.push(() => webSocket.terminate());
    expect(resolver.asked).toEqual([TEST_HOST]);
    expect([judged.connections, victim.connections]).toEqual([1, 0]);
  });

  test('O-10 A certificate of another host ends it', async () => {
    const there = await partner();
    const { options } = testCaller({ 'other.test': [['127.0.0.1']] }, [{ ...PARTNER, host: 'other.test' }]);
    await expect(openOutboundSocket(`wss://other.test:${there.port}/`, options, ignore)).rejects.toMatchObject({
      code: 'outbound-unreachable',
      details: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect(there.requests).toEqual([]);
  });

  test('O-10 A redirection is not followed, and another answer is a refusal', async () => {
    const target = await partner();
    const location = `Location: wss://${TEST_HOST}:${target.port}/\r\n`;
    const redirecting = await partner({ answer: `HTTP/1.1 302 Found\r\n${location}Content-Length: 0\r\n\r\n` });
    const refusing = await partner({ answer: 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n' });
    const { options } = testCaller();
    const call = ({ port }: Partner) => openOutboundSocket(`wss://${TEST_HOST}:${port}/`, options, ignore);
    await expect(call(redirecting)).rejects.toMatchObject({ code: 'outbound-redirected', details: '302' });
    await expect(call(refusing)).rejects.toMatchObject({ code: 'outbound-refused', details: '401' });
    expect(target.connections).toBe(0);
  });

  test('O-10 A handshake without an answer ends with the time of a call', async () => {
    const silent = await Partner.start(ignore, { isSecure: true });
    silent.server.on('upgrade', ignore);
    open.push(() => silent.stop());
    const { options, clock } = testCaller();
    const call = openOutboundSocket(`wss://${TEST_HOST}:${silent.port}/`, options, ignore);
    await silent.until(({ requests }) => requests.length === 1);
    clock.advance(10_000);
    await expect(call).rejects.toMatchObject({ code: 'outbound-timeout' });
    expect(clock.pending()).toEqual([]);
  });

  test('O-10 A message above the limit ends the socket with 1009', async () => {
    const there = await partner({ greeting: 'x'.repeat(65_537) });
    const { options } = testCaller();
    const closed = new Promise<number>((resolve, reject) => {
      const listen = (socket: WebSocket) => socket.on('close', resolve);
      openOutboundSocket(`wss://${TEST_HOST}:${there.port}/`, options, listen).catch(reject);
    });
    // The code that this side gives is what the other side reads; here it ends as broken.
    expect([1006, 1009]).toContain(await closed);
  });
});
