import {
  createSecureServer,
  type Http2SecureServer,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { OutboundHttp2 } from './outbound-http2.js';
import { type TestCaller, testCaller } from './testing/callers.js';
import { TEST_CERTIFICATE, TEST_HOST, TEST_KEY } from './testing/certificate.js';

const POST = { method: 'POST', body: 'é' } as const;

describe('a call by HTTP/2', () => {
  let server: Http2SecureServer | undefined;
  let http: OutboundHttp2 | undefined;
  let sessions: ServerHttp2Session[] = [];
  afterEach(async () => {
    http?.close();
    for (const session of sessions) session.destroy();
    sessions = [];
    await new Promise<void>((resolve) => void (server === undefined ? resolve() : server.close(() => resolve())));
  });

  async function start(
    answer: (stream: ServerHttp2Stream, path: string) => void,
    given: TestCaller = testCaller(),
  ): Promise<{ url: string; caller: TestCaller; http: OutboundHttp2 }> {
    server = createSecureServer({ key: TEST_KEY, cert: TEST_CERTIFICATE });
    server.on('session', (session) => sessions.push(session));
    server.on('stream', (stream, headers) => {
      stream.on('error', () => undefined);
      answer(stream, headers[':path'] ?? '');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    http = new OutboundHttp2(given.options);
    return { url: `https://${TEST_HOST}:${(server.address() as AddressInfo).port}`, caller: given, http };
  }
  const hello = (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200, 'x-answer': 'yes' });
    stream.end('hello');
  };

  test('Q-01 goes by TLS, brings what was given and gets the answer; later calls take the same connection', async () => {
    const bodies: string[] = [];
    const { url, http } = await start((stream, path) => {
      stream.on('data', (piece: Buffer) => bodies.push(`${path} ${piece.toString()}`));
      stream.on('end', () => hello(stream));
    });
    const [first, second] = await Promise.all([http.request(`${url}/a?b=1`, POST), http.request(`${url}/c`, POST)]);
    expect(first).toMatchObject({ status: 200, headers: { 'x-answer': 'yes' }, body: Buffer.from('hello') });
    expect(second.status).toBe(200);
    expect([bodies.sort(), sessions.length]).toEqual([['/a?b=1 é', '/c é'], 1]);
  });

  test('Q-01 takes a new connection when the old one says goodbye, or is gone', async () => {
    const { url, http } = await start(hello);
    await http.request(url, POST);
    // The end may not have been heard of at once.
    const onNewLine = async (): Promise<number> => {
      const before = sessions.length;
      for (;;) {
        const status = await http.request(url, POST).then(
          (answer) => answer.status,
          () => 0,
        );
        if (sessions.length > before && status === 200) return status;
      }
    };
    sessions[0]?.close();
    await onNewLine();
    sessions[1]?.destroy();
    await onNewLine();
    expect(sessions).toHaveLength(3);
  });

  test('Q-01 is refused by the same guard: networks, hosts, redirections, size', async () => {
    const { url, http } = await start(
      (stream, path) => {
        if (path === '/moved') stream.respond({ ':status': 302, location: 'https://evil.test/' }, { endStream: true });
        else stream.end('x'.repeat(70_000));
      },
      testCaller({ 'inner.test': [['10.0.0.1']] }, [
        { host: TEST_HOST, ports: 'any', networks: ['127.0.0.0/8'] },
        { host: 'inner.test' },
      ]),
    );
    const code = async (address: string) => http.request(address, POST).catch((error: { code: string }) => error.code);
    expect(await code('https://inner.test/')).toBe('outbound-address-forbidden');
    expect(await code('https://other.test/')).toBe('outbound-host-forbidden');
    expect(await code(`${url}/moved`)).toBe('outbound-redirected');
    expect(await code(`${url}/large`)).toBe('outbound-answer-too-large');
  });

  test('Q-01 ends when its time is over, and its connection serves others', async () => {
    let isSilent = true;
    const { url, http, caller } = await start((stream) => {
      if (isSilent) caller.clock.advance(10_000);
      else hello(stream);
    });
    await expect(http.request(url, POST)).rejects.toMatchObject({ code: 'outbound-timeout' });
    isSilent = false;
    expect([(await http.request(url, POST)).status, sessions.length]).toEqual([200, 1]);
  });

  test('Q-01 does not trust a certificate that nobody vouches for', async () => {
    const { trust: _none, ...untrusting } = testCaller().options;
    const { url } = await start(hello);
    http?.close();
    http = new OutboundHttp2(untrusting);
    await expect(http.request(url, POST)).rejects.toMatchObject({ code: 'outbound-unreachable' });
  });

  test('Q-01 leaves a connection that is silent for two pings', async () => {
    const { url, http, caller } = await start(hello);
    await http.request(url, POST);
    caller.clock.advance(60_000);
    caller.clock.advance(60_000);
    expect([(await http.request(url, POST)).status, sessions.length]).toEqual([200, 2]);
  });
});
