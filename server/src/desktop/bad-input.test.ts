import { createConnection } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '@fusion-cti/protocol';
import { TestServer } from '../testing/test-server.js';

const JSON_TYPE = { 'content-type': 'application/json' };

// Each bad input has a coded answer with a sentence, changes nothing, and ends nothing.
describe('bad input', () => {
  let server: TestServer;
  let session: string;
  beforeEach(async () => {
    server = await TestServer.start();
    ({ session } = await server.atWork());
  });
  afterEach(() => server.stop());

  const state = () => server.get('/control/state');
  const getAnswer = async (path: string) => {
    const response = await fetch(`${server.url}${path}`);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  /** Writes bytes to the server's port, and reads until it hangs up. */
  const speak = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const stream = createConnection(server.port, '127.0.0.1', () => stream.write(bytes));
      let text = '';
      stream.on('data', (chunk) => (text += chunk.toString()));
      stream.on('close', () => resolve(text));
      stream.on('error', reject);
    });
  const upgradeTo = (protocol: string, path: string, origin = 'http://localhost') =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;

  const CASES: readonly [what: string, send: () => Promise<{ status: number; body: unknown }>, code: string][] = [
    ['malformed JSON', () => server.postText('/genesys/events', '{"type":', JSON_TYPE), 'malformed-json'],
    ['an empty body', () => server.postText('/genesys/events', '', JSON_TYPE), 'invalid-command'],
    [
      'another media type',
      () => server.postText('/genesys/events', 'type=x', { 'content-type': 'text/plain' }),
      'unsupported-media-type',
    ],
    ['a list', () => server.post('/genesys/events', []), 'invalid-command'],
    ['no type', () => server.post('/genesys/events', { session }), 'invalid-command'],
    ['a type that is no text', () => server.post('/genesys/events', { type: 5 }), 'invalid-command'],
    ['an unknown type', () => server.command('selfDestruct', { session }), 'unknown-command'],
    ['a missing field', () => server.command('makeCall', { session }), 'invalid-command'],
    ['a field of the wrong kind', () => server.command('makeCall', { session, toNumber: 911 }), 'invalid-command'],
    ['a field too long', () => server.command('makeCall', { session, toNumber: '1'.repeat(65) }), 'invalid-command'],
    ['an oversize body', () => server.command('makeCall', { session, toNumber: '1'.repeat(70_000) }), 'body-too-large'],
    ['an unknown session', () => server.command('ready', { session: 'stolen' }), 'session-unknown'],
    ['a call that is not there', () => server.command('accept', { session, connectionId: 'x' }), 'no-such-call'],
    ['answering when nothing rings', () => server.command('accept', { session }), 'no-such-call'],
    [
      'a number that does not exist',
      () => server.command('makeCall', { session, toNumber: '+14155550000' }),
      'invalid-destination',
    ],
    ['a number that is none', () => server.command('makeCall', { session, toNumber: 'hello' }), 'invalid-destination'],
    ["one's own number", () => server.command('makeCall', { session, toNumber: '7001' }), 'invalid-destination'],
    ['an unknown agent', () => server.post('/genesys/session', { agent: 'nobody' }), 'agent-unknown'],
    ['a session request with surprises', () => server.post('/genesys/session', { admin: true }), 'invalid-request'],
    ['a call to nowhere', () => server.post('/control/calls', { to: '9999', from: '1' }), 'invalid-destination'],
    ['a call without a target', () => server.post('/control/calls', { from: '1' }), 'invalid-request'],
    [
      'answering a call that is not there',
      () => server.post('/control/calls/0000000000000000/answer', {}),
      'no-such-call',
    ],
    [
      'a key that could reach every object',
      () => server.postText('/genesys/events', '{"__proto__":{}}', JSON_TYPE),
      'malformed-json',
    ],
    ['a URL that is none', () => server.post('/genesys/%zz', {}), 'malformed-http'],
    ['a method that is not for this address', () => getAnswer('/genesys/events'), 'method-not-allowed'],
    ['an id longer than any', () => server.post(`/control/calls/${'0'.repeat(200)}/answer`, {}), 'not-found'],
    ['an address where nothing is', () => server.post('/genesys/nothing', {}), 'not-found'],
    ['a plain request to the socket', () => getAnswer('/genesysWs'), 'upgrade-required'],
  ];

  it.each(CASES)('S-05 answers %s with its code, and changes nothing', async (_what, send, code) => {
    const before = await state();
    const { status, body } = await send();
    expect({ status, body }).toMatchObject({
      status: ERROR_CATALOGUE[code as keyof typeof ERROR_CATALOGUE].status,
      body: { status: 'Error', code, message: ERROR_CATALOGUE[code as keyof typeof ERROR_CATALOGUE].sentence },
    });
    expect(await state()).toEqual(before);
  });

  it('S-05 names the field that does not fit', async () => {
    const { body } = await server.command('makeCall', { session, toNumber: 911 });
    expect(body.details).toBe('/toNumber must be string');
  });

  it.each([
    ['accept', 'Connected'],
    ['reject', 'Connected'],
    ['hangup', 'Alerting'],
  ])('S-05 refuses %s of a call that is %s', async (type, wanted) => {
    const connectionId = await server.ring('7001');
    if (wanted === 'Connected') await server.command('accept', { session, connectionId });
    const before = await state();
    expect(await server.command(type, { session, connectionId })).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
    expect(await state()).toEqual(before);
  });

  it('S-05 survives any JSON as a command', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const before = await state();
        const answer = await server.postText('/genesys/events', body, JSON_TYPE);
        expect(await state()).toEqual(before);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.body.message).toMatch(/^[A-Z].+[.}]$/);
      }),
      { numRuns: 200 },
    );
  });

  it('S-04 ends a socket whose frame is too large, and that one only', async () => {
    const { socket } = await server.signIn({ agent: '5002' });
    socket.webSocket.send('x'.repeat(20_000));
    expect(await socket.closed()).toMatchObject({ code: 1009 });
    expect(await server.command('notReady', { session })).toMatchObject({ status: 200 });
  });

  it('S-04 answers a frame that should have been a command', async () => {
    const { socket } = await server.signIn({ agent: '5002' });
    socket.webSocket.send('{"type":"initialize"}');
    const answer = (await socket.until('error')).at(-1);
    expect(answer).toMatchObject({ code: 'commands-by-post' });
  });

  it('S-06 ends a socket that floods', async () => {
    const { socket } = await server.signIn({ agent: '5002' });
    for (let n = 0; n < 61; n += 1) socket.webSocket.send('{}');
    expect(await socket.closed()).toMatchObject({ code: 4429 });
  });

  it('S-06 limits the commands of one session, and of that one only', async () => {
    const other = await server.signIn({ agent: '5002' });
    const answers = [];
    for (let n = 0; n < 101; n += 1) answers.push(await server.command('notReady', { session }));
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'rate-limited', retryable: true } });
    expect(await server.command('initialize', { session: other.hello.session })).toMatchObject({ status: 200 });
    server.clock.advance(1000);
    expect(await server.command('notReady', { session })).toMatchObject({ status: 200 });
  });

  it.each([
    ['bytes that are no HTTP', () => '\x00\x01 nonsense\r\n\r\n', 'malformed-http'],
    ['a header without end', () => `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 'body-too-large'],
    ['an upgrade to a URL that is none', () => upgradeTo('websocket', '//'), 'not-found'],
    ['an upgrade to something else', () => upgradeTo('h2c', '/healthz'), 'unsupported-upgrade'],
    ['a handshake without a key', () => upgradeTo('websocket', '/genesysWs'), 'malformed-http'],
    [
      'a handshake of a foreign page',
      () => upgradeTo('websocket', '/genesysWs', 'http://evil.example'),
      'origin-forbidden',
    ],
  ])('S-05 answers %s with its code, hangs up, and lives', async (_what, bytes, code) => {
    const answer = await speak(bytes());
    const { status } = ERROR_CATALOGUE[code as keyof typeof ERROR_CATALOGUE];
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*\r\n`));
    expect(answer).toContain(`"code":"${code}"`);
    expect(await server.get('/healthz')).toEqual({ status: 'ok' });
  });

  it('S-05 survives pages that hang up in the middle of a refusal', async () => {
    for (let n = 0; n < 300; n += 1) {
      await new Promise<void>((resolve) => {
        const stream = createConnection(server.port, '127.0.0.1', () => {
          stream.write(upgradeTo('websocket', '/genesysWs', 'http://evil.example'));
          setImmediate(() => stream.resetAndDestroy());
        });
        stream.on('error', () => undefined);
        stream.on('close', () => resolve());
      });
    }
    expect(await server.get('/healthz')).toEqual({ status: 'ok' });
  });

  it('takes a post without a body from a tool that says it would be JSON', async () => {
    expect(await server.postText('/control/reset', '', JSON_TYPE)).toMatchObject({ status: 200 });
  });

  it('S-06 limits the sockets there are', async () => {
    await server.stop();
    server = await TestServer.start({ limits: { sockets: 2 } });
    await server.open().opened();
    await server.open().opened();
    expect(await server.open().refusal()).toMatchObject({ status: 503, body: { code: 'too-many-connections' } });
  });

  it('S-06 limits the attempts to sign in as one agent, and as that one only', async () => {
    const attempts = [];
    for (let n = 0; n < 21; n += 1) attempts.push(await server.post('/genesys/session', { agent: '5002' }));
    expect(attempts.at(-1)).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(await server.post('/genesys/session', { agent: '5003' })).toMatchObject({ status: 200 });
    server.clock.advance(1000);
    expect(await server.post('/genesys/session', { agent: '5002' })).toMatchObject({ status: 200 });
  });

  it('S-06 counts a command before it remembers anything of it', async () => {
    const newest = async () => (await server.get<{ newest: number }>('/control/journal?after=0')).newest;
    for (let n = 0; n < 101; n += 1) await server.command('notReady', { session });
    const before = await newest();
    expect(await server.command('notReady', { session })).toMatchObject({ status: 429 });
    expect((await newest()) - before).toBeLessThanOrEqual(1);
  });

  it('S-07 keeps what a command does not need out of the journal', async () => {
    await server.command('notReady', { session, password: 'hunter2' });
    expect(JSON.stringify(await server.get('/control/journal?after=0'))).not.toContain('hunter2');
  });
});
