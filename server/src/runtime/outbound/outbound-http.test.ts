import type { RequestListener } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { OutboundHttp } from './outbound-http.js';
import { OutboundGuard } from './outbound-guard.js';
import { PARTNER, type TestCaller, testCaller } from './testing/callers.js';
import { TEST_HOST } from './testing/certificate.js';
import { Partner } from './testing/partner.js';

const ok: RequestListener = (_request, response) => response.end('hello');
const GET = { method: 'GET' } as const;

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.reverse()) await close();
  open = [];
});

async function partner(answer = ok, options: Parameters<typeof Partner.start>[1] = {}): Promise<Partner> {
  const started = await Partner.start(answer, options);
  open.push(() => started.stop());
  return started;
}

function caller(...given: Parameters<typeof testCaller>): TestCaller {
  const made = testCaller(...given);
  open.push(() => made.http.close());
  return made;
}

describe('a call', () => {
  test('O-09 goes by TLS to the host that was meant, with what was given', async () => {
    const bodies: string[] = [];
    const { port, requests, hosts } = await partner(
      (request, response) => {
        request.on('data', (piece: Buffer) => bodies.push(`${String(request.headers['x-id'])}: ${piece.toString()}`));
        request.on('end', () => response.writeHead(201, { 'x-answer': 'yes' }).end('done'));
      },
      { isSecure: true },
    );
    const answer = await caller().http.request(`https://${TEST_HOST}:${port}/hook?a=1`, {
      method: 'POST',
      headers: { 'x-id': '7', Host: 'evil.test' },
      body: 'text é',
    });
    expect(answer).toMatchObject({ status: 201, headers: { 'x-answer': 'yes' }, body: Buffer.from('done') });
    expect(requests).toEqual(['POST /hook?a=1']);
    expect(hosts).toEqual([`${TEST_HOST}:${port}`]);
    expect(bodies).toEqual(['7: text é']);
  });

  test('O-09 A certificate that nobody vouches for, or that is of another host, ends the call before a word is said', async () => {
    const { port, requests } = await partner(ok, { isSecure: true });
    const { options, http } = caller({ 'other.test': [['127.0.0.1']] }, [PARTNER, { ...PARTNER, host: 'other.test' }]);
    const { trust: _none, ...untrusting } = options;
    const strict = new OutboundHttp(untrusting);
    open.push(() => strict.close());
    await expect(strict.request(`https://${TEST_HOST}:${port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-unreachable',
      details: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    await expect(http.request(`https://other.test:${port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-unreachable',
      details: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect(requests).toEqual([]);
  });

  test('O-01 Without TLS only this machine is called, whatever is on the list', async () => {
    const plain = await partner();
    const { http } = caller({}, [{ ...PARTNER, plain: true, networks: ['127.0.0.0/8', '10.0.0.0/8'] }]);
    expect((await http.request(`http://${TEST_HOST}:${plain.port}/`, GET)).status).toBe(200);
    const far = caller({ [TEST_HOST]: [['127.0.0.1', '10.0.0.1']] }, [
      { ...PARTNER, plain: true, networks: ['127.0.0.0/8', '10.0.0.0/8'] },
    ]);
    await expect(far.http.request(`http://${TEST_HOST}:${plain.port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-scheme-forbidden',
    });
    expect(plain.requests).toHaveLength(1);
  });

  test('O-02 Who is not on the list is neither resolved nor connected to', async () => {
    const { port, ...rest } = await partner();
    const { http, resolver } = caller({ 'evil.test': [['127.0.0.1']] });
    await expect(http.request(`https://evil.test:${port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-host-forbidden',
      status: 403,
    });
    expect(resolver.asked).toEqual([]);
    expect(rest.connections).toBe(0);
  });

  test.each([
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    'fd00:ec2::254',
  ])('O-04 A listed name that leads to %s is refused before a connection is made', async (address) => {
    const there = await partner(ok, { isSecure: true });
    const { http } = caller({ [TEST_HOST]: [[address]] }, [{ host: TEST_HOST, ports: 'any' }]);
    await expect(http.request(`https://${TEST_HOST}:${there.port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-address-forbidden',
    });
    expect(there.connections).toBe(0);
  });

  test('O-04 One forbidden address among good ones is enough', async () => {
    const there = await partner(ok, { isSecure: true });
    const { http } = caller({ [TEST_HOST]: [['127.0.0.1', '8.8.8.8', '192.168.0.1']] });
    await expect(http.request(`https://${TEST_HOST}:${there.port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-address-forbidden',
      details: 'a private network',
    });
    expect(there.connections).toBe(0);
  });

  test('O-04 A name that leads nowhere, and a DNS that fails, have a code', async () => {
    const { http } = caller({ 'nothing.test': [[]] }, [{ host: '.test', ports: 'any' }]);
    for (const host of ['nothing.test', 'unknown.test'])
      await expect(http.request(`https://${host}/`, GET)).rejects.toMatchObject({ code: 'outbound-unresolved' });
  });

  test('O-05 A name that leads elsewhere the moment after it was judged gains nothing: it is resolved once', async () => {
    const judged = await partner((_request, response) => response.end('judged'), { isSecure: true });
    const { port } = judged;
    const victim = await partner((_request, response) => response.end('victim'), {
      isSecure: true,
      host: '127.0.0.2',
      port,
    });
    const { http, resolver } = caller({ [TEST_HOST]: [['127.0.0.1'], ['127.0.0.2']] });
    const answer = await http.request(`https://${TEST_HOST}:${port}/`, GET);
    expect(answer.body.toString()).toBe('judged');
    expect(resolver.asked).toEqual([TEST_HOST]);
    expect(victim.connections).toBe(0);
  });

  test('O-05 Each call judges anew, although a connection is kept', async () => {
    const { port, ...rest } = await partner(ok, { isSecure: true });
    const { http, resolver } = caller({ [TEST_HOST]: [['127.0.0.1'], ['127.0.0.1'], ['10.0.0.1']] });
    const call = () => http.request(`https://${TEST_HOST}:${port}/`, GET);
    await call();
    await call();
    await expect(call()).rejects.toMatchObject({ code: 'outbound-address-forbidden' });
    expect(resolver.asked).toHaveLength(3);
    expect(rest.connections).toBe(0);
  });

  test('O-05 A kept connection serves only calls whose name leads to the same addresses', async () => {
    const first = await partner((_request, response) => response.end('first'), { isSecure: true });
    const { port } = first;
    const second = await partner((_request, response) => response.end('second'), {
      isSecure: true,
      host: '127.0.0.2',
      port,
    });
    const { http } = caller({ [TEST_HOST]: [['127.0.0.1'], ['127.0.0.1'], ['127.0.0.2']] });
    const call = async () => (await http.request(`https://${TEST_HOST}:${port}/`, GET)).body.toString();
    expect([await call(), await call(), await call()]).toEqual(['first', 'first', 'second']);
    expect([first.connections, second.connections]).toEqual([1, 1]);
  });

  test('O-05 Where one address does not answer, the next of those that were judged does', async () => {
    const { port } = await partner(ok, { isSecure: true });
    const { http } = caller({ [TEST_HOST]: [['127.0.0.9', '127.0.0.1']] });
    expect((await http.request(`https://${TEST_HOST}:${port}/`, GET)).status).toBe(200);
  });

  test.each([301, 302, 303, 307, 308, 300, 304])('O-06 The redirection %i is not followed', async (status) => {
    const target = await partner();
    const { port } = await partner((_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${target.port}/` }).end();
    });
    await expect(caller().http.request(`http://localhost:${port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-redirected',
      details: `${status}`,
    });
    expect(target.connections).toBe(0);
  });

  test('O-06 Other answers are answers, failures too', async () => {
    const { port } = await partner((_request, response) => response.writeHead(503).end('later'));
    const answer = await caller().http.request(`http://localhost:${port}/`, GET);
    expect([answer.status, answer.body.toString()]).toEqual([503, 'later']);
  });

  test('O-07 An answer of exactly the limit is read, a byte more is not', async () => {
    const { port } = await partner((request, response) => response.end(Buffer.alloc(Number(request.url?.slice(1)))));
    const { http } = caller();
    const bytes = async (n: number, answerBytes?: number) =>
      (await http.request(`http://localhost:${port}/${n}`, { ...GET, ...(answerBytes && { answerBytes }) })).body
        .length;
    expect(await bytes(65_536)).toBe(65_536);
    await expect(bytes(65_537)).rejects.toMatchObject({ code: 'outbound-answer-too-large' });
    expect(await bytes(65_537, 65_537)).toBe(65_537);
    await expect(bytes(11, 10)).rejects.toMatchObject({ code: 'outbound-answer-too-large' });
  });

  test('O-07 An answer without an end is cut off at the limit, and its connection ended', async () => {
    let ended: () => void = () => undefined;
    const isEnded = new Promise<void>((resolve) => (ended = resolve));
    const { port } = await partner((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(10_000)));
      };
      response.on('drain', more).on('close', ended);
      more();
    });
    await expect(caller().http.request(`http://localhost:${port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-answer-too-large',
    });
    await isEnded;
  });

  test('O-07 Headers have a limit too', async () => {
    const { port } = await partner((_request, response) => response.setHeader('x', 'y'.repeat(20_000)).end());
    await expect(caller().http.request(`http://localhost:${port}/`, GET)).rejects.toMatchObject({
      code: 'outbound-answer-too-large',
    });
  });

  test('O-08 A DNS that does not answer costs no more than the time for a connection', async () => {
    const { clock, options } = caller();
    const guard = new OutboundGuard([PARTNER], { resolve: () => new Promise(() => undefined) });
    const http = new OutboundHttp({ ...options, guard });
    const call = http.request(`https://${TEST_HOST}/`, GET);
    expect(clock.pending().map(({ name }) => name)).toEqual([
      `outbound connection: ${TEST_HOST}`,
      `outbound call: ${TEST_HOST}`,
    ]);
    clock.advance(5000);
    await expect(call).rejects.toMatchObject({ code: 'outbound-timeout', details: 'no connection in time' });
    expect(clock.pending()).toEqual([]);
  });

  test('O-08 A server that takes the connection and says no TLS costs no more than the time for a connection', async () => {
    const sockets: Socket[] = [];
    let connected: () => void = () => undefined;
    const isConnected = new Promise<void>((resolve) => (connected = resolve));
    const server = createServer((socket) => {
      sockets.push(socket);
      connected();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(
      () => server.close(),
      () => sockets.forEach((socket) => socket.destroy()),
    );
    const { clock, http } = caller();
    const call = http.request(`https://${TEST_HOST}:${(server.address() as { port: number }).port}/`, GET);
    await isConnected;
    clock.advance(5000);
    await expect(call).rejects.toMatchObject({ code: 'outbound-timeout', details: 'no connection in time' });
  });

  test.each([
    ['says nothing', () => undefined],
    ['does not come to an end', (_request, response) => void response.write('begin')],
  ] satisfies [string, RequestListener][])(
    'O-08 A server that %s has the time of a call, and no more',
    async (_what, answer) => {
      const there = await partner(answer);
      const { clock, http } = caller();
      const call = http.request(`http://localhost:${there.port}/`, GET);
      await there.until(({ requests }) => requests.length === 1);
      clock.advance(9999);
      clock.advance(1);
      await expect(call).rejects.toMatchObject({ code: 'outbound-timeout', details: 'no answer in time' });
      expect(clock.pending()).toEqual([]);
    },
  );

  test('O-08 A call that ended leaves no timer', async () => {
    const { port } = await partner();
    const { clock, http } = caller();
    await http.request(`http://localhost:${port}/`, GET);
    await expect(http.request('https://evil.test/', GET)).rejects.toThrow();
    expect(clock.pending()).toEqual([]);
  });

  test('O-11 No error repeats the address, or what was sent', async () => {
    const { port } = await partner((_request, response) => response.writeHead(302, { location: '/s3cret' }).end());
    const closed = await Partner.start(ok);
    const closedPort = closed.port;
    await closed.stop();
    const { http } = caller({ [TEST_HOST]: [['10.9.8.7']] });
    const secret = { method: 'POST', headers: { authorization: 'Bearer s3cret' }, body: 's3cret' } as const;
    for (const address of [
      `http://localhost:${port}/s3cret?token=s3cret`,
      `http://localhost:${closedPort}/s3cret`,
      `https://${TEST_HOST}/s3cret`,
      'https://s3cret.test/',
      'https://user:s3cret@localhost/',
      's3cret',
    ]) {
      const error: unknown = await http.request(address, secret).catch((refusal: unknown) => refusal);
      expect(error).toMatchObject({ code: expect.stringMatching(/^outbound-/) as string });
      expect(JSON.stringify(error) + String(error)).not.toMatch(/s3cret|10\.9\.8\.7/);
    }
  });

  test('O-03 A header that would begin another one is refused', async () => {
    const there = await partner();
    const headers = { 'x-name': 'a\r\nx-other: b' };
    await expect(caller().http.request(`http://localhost:${there.port}/`, { ...GET, headers })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect(there.requests).toEqual([]);
  });
});
