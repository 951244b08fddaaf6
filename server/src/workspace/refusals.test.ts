import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkerOf } from '../runtime/schema.js';
import { TestServer } from '../testing/test-server.js';
import { CALL_OPERATIONS } from './call-operations.js';
import { LINE_OPERATIONS } from './line-operations.js';
import { envelopeOf } from './schemas.js';
import { type Answer, ApiClient } from './testing/api-client.js';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('refusals', () => {
  let server: TestServer;
  let ava: ApiClient;
  beforeEach(async () => {
    server = await TestServer.start({ limits: { commandBurst: 1_000_000, commandsPerSecond: 1_000_000 } });
    ava = await ApiClient.atWork(server, '5001', '7001', { autoCompleteCall: false });
  });
  afterEach(async () => {
    await ava.stop();
    await server.stop();
  });

  const state = () => server.get('/control/state');

  // The answer says that the request went out; the switch's refusal follows, to this session alone.
  it.each<[what: string, path: string, data: object, code: number, message: string]>([
    ['a number that cannot be called', '/voice/make-call', { destination: '+14155550000' }, 71, 'Invalid Called Dn'],
    ["one's own number", '/voice/make-call', { destination: '7001' }, 71, 'Invalid Called Dn'],
    ['another location', '/voice/make-call', { destination: '7002', location: 'Mars' }, 1012, 'Bad location specified'],
    ['no disturbance to end', '/voice/dnd-off', {}, 43, 'Object is already in requested state'],
    ['forwarding to nowhere', '/voice/set-forward', { forwardTo: 'nowhere' }, 195, 'Forward DN is invalid'],
    ['monitoring oneself', '/voice/start-monitoring', { phoneNumberToMonitor: '7001' }, 71, 'Invalid Called Dn'],
    ['no monitoring to stop', '/voice/stop-monitoring', {}, 506, 'Request received in an invalid state'],
    [
      'data of a wrong kind',
      '/voice/make-call',
      { destination: '7002', userData: [{ key: 'a', type: 'int', value: 'b' }] },
      53,
      'Invalid attribute value',
    ],
  ])('G-07 %s is refused by an EventError with the operationId, and changes nothing', async (...row) => {
    const [, path, data, code, message] = row;
    const before = await state();
    const operationId = await ava.does(path, data);
    expect(await ava.type('EventError')).toMatchObject({
      operationId,
      code,
      message,
      error: { errorCode: code, errorMessage: message },
      phoneNumber: '7001',
    });
    expect(await state()).toEqual(before);
  });

  it('G-07 Agent states without login are refused, too', async () => {
    await ava.does('/voice/logout');
    await ava.dn('LoggedOut');
    for (const operation of ['ready', 'not-ready', 'logout']) {
      await ava.does(`/voice/${operation}`);
      expect(await ava.type('EventError')).toMatchObject({ code: 1707 });
    }
  });

  const CASES: readonly [what: string, send: () => Promise<Answer>, http: number, code: number][] = [
    ['a call that is not there', () => ava.post('/voice/calls/0123456789abcdef/answer'), 404, 404],
    ['a call id that is none', () => ava.post('/voice/calls/..%2F..%2Fx/answer'), 404, 404],
    ['a call id too long', () => ava.post(`/voice/calls/${'1'.repeat(65)}/answer`), 400, 400],
    ['a missing parameter', () => ava.post('/voice/make-call', { data: {} }), 400, 400],
    ['no parameters at all', () => ava.post('/voice/make-call'), 400, 400],
    ['a parameter of the wrong kind', () => ava.post('/voice/make-call', { data: { destination: 911 } }), 400, 400],
    ['one too long', () => ava.post('/voice/make-call', { data: { destination: '1'.repeat(65) } }), 400, 400],
    ['a word that is none of the list', () => ava.post('/voice/not-ready', { data: { agentWorkMode: 'x' } }), 400, 400],
    ['a list as the body', () => ava.post('/voice/ready', []), 400, 400],
    ['an operationId too long', () => ava.post('/voice/ready', { data: {}, operationId: 'x'.repeat(65) }), 400, 400],
    ['a body too large', () => ava.post('/voice/ready', { data: { x: '1'.repeat(70_000) } }), 413, 413],
    ['an operation that does not exist', () => ava.post('/voice/levitate'), 404, 404],
    ['an operation that is asked for as if it were a page', () => ava.get('/voice/ready'), 405, 405],
    ['a resource of another service', () => ava.get('/ucs/contacts'), 404, 404],
    ['a user event about an unknown call', () => ava.post('/voice/send-user-event', UNKNOWN_CALL), 404, 404],
    ['activation for another agent', () => ava.post('/activate-channels', { data: { agentId: '5002' } }), 403, 403],
    ["another agent's line", () => activate({ dn: '7002' }), 403, 403],
    ['a line that is not there', () => activate({ dn: '9999' }), 403, 403],
    ['a second line', () => activate({ dn: '7100' }), 409, 409],
    ['a queue that is not there', () => activate({ queueName: 'none' }), 404, 404],
    ['an activation without an agent', () => ava.post('/activate-channels', { data: {} }), 400, 400],
  ];
  const UNKNOWN_CALL = { data: { callUuid: 'x', userData: [{ key: 'a', type: 'str', value: 'b' }] } };
  const activate = (data: object) => ava.post('/activate-channels', { data: { agentId: '5001', ...data } });

  it.each(CASES)('G-08 %s is refused in the envelope, and changes nothing', async (_what, send, http, code) => {
    const before = await state();
    const { heard } = ava;
    const told = heard.length;
    const answer = await send();
    expect(answer).toMatchObject({ http, body: { status: { code, message: expect.any(String) as unknown } } });
    expect(await state()).toEqual(before);
    expect(heard.length).toBe(told);
  });

  it('G-08 A refusal names the field and repeats the operationId', async () => {
    const { body } = await ava.post('/voice/make-call', { data: { destination: 5 }, operationId: 'mine' });
    expect(body).toMatchObject({
      operationId: 'mine',
      status: { message: expect.stringContaining('/data/destination') as unknown },
    });
  });

  it.each([
    [
      'a token that nobody gave',
      () => ava.post('/initialize-workspace', undefined, { authorization: 'Bearer x' }),
      603,
    ],
    ['a field that is missing', () => ava.post('/voice/make-call'), 400],
  ])('G-08 What is said of %s speaks of this API, and leads on', async (_what, send, code) => {
    const { status } = (await send()).body;
    expect(status.code).toBe(code);
    expect(status.message).not.toMatch(/details|genesys|initialize-workspace/);
    expect(status.message).toMatch(/oauth\/token|\/data must have required properties destination/);
  });

  it('G-08 What is no JSON is refused', async () => {
    const headers = { cookie: ava.cookie };
    const malformed = await server.postText('/workspace/v3/voice/ready', '{', { ...JSON_TYPE, ...headers });
    expect(malformed).toMatchObject({ status: 400, body: { status: { code: 400 } } });
    const text = await server.postText('/workspace/v3/voice/ready', 'x', { 'content-type': 'text/plain', ...headers });
    expect(text).toMatchObject({ status: 415, body: { status: { code: 415 } } });
  });

  const EVERYTHING = (other: string) => ({
    destination: '7100',
    heldConnId: other,
    otherConnId: other,
    parentConnId: other,
    dnToDrop: '7002',
    userData: [{ key: 'a', type: 'str', value: 'b' }],
    key: 'a',
    dtmfDigits: '1',
  });
  const answered = async () => {
    const id = await server.ring('7001');
    await ava.onCall(id, 'answer');
    return id;
  };
  const SCENES: readonly [string, () => Promise<string>][] = [
    ['rings', () => server.ring('7001')],
    ['is answered', answered],
    [
      'is on hold',
      async () => {
        const id = await answered();
        await ava.onCall(id, 'hold');
        return id;
      },
    ],
    [
      'is over',
      async () => {
        const id = await answered();
        await ava.onCall(id, 'release');
        return id;
      },
    ],
    [
      'hears the busy tone',
      async () => {
        await ava.does('/voice/make-call', { destination: '+14155550199' });
        return (await ava.call('Dialing')).id;
      },
    ],
  ];

  it.each(SCENES)(
    'G-09 What is not offered for a call that %s is refused, and changes nothing',
    async (_what, begin) => {
      const id = await begin();
      const { calls } = (await ava.get('/voice/calls')).body.data as {
        calls: { id: string; capabilities: string[] }[];
      };
      const offered = calls.find((call) => call.id === id)?.capabilities ?? [];
      expect(offered.length).toBeGreaterThan(0);
      const before = await state();
      for (const { name } of CALL_OPERATIONS.filter((operation) => !offered.includes(operation.name))) {
        const operationId = `try-${name}`;
        const answer = await ava.post(`/voice/calls/${id}/${name}`, { data: EVERYTHING(id), operationId });
        if (answer.http === 200) await ava.next((heard) => heard.operationId === operationId && 'error' in heard);
        else expect(answer).toMatchObject({ http: 409, body: { status: { code: 409 }, operationId } });
      }
      expect(await state()).toEqual(before);
    },
  );

  const OPERATIONS = [
    ...LINE_OPERATIONS.map(({ name, data }) => ({ path: `/voice/${name}`, fits: checkerOf(envelopeOf(data)).fits })),
    ...CALL_OPERATIONS.map(({ name, data }) => ({
      path: `/voice/calls/{id}/${name}`,
      fits: checkerOf(envelopeOf(data)).fits,
    })),
  ];
  const anyOperation = fc.constantFrom(...OPERATIONS);
  /** Bodies that nearly fit: the right names with values of any kind. */
  const NAMES = ['destination', 'userData', 'reasons', 'extensions', 'heldConnId', 'key', 'forwardTo', 'agentWorkMode'];
  const anyBody = fc.oneof(
    fc.jsonValue(),
    fc.record({ data: fc.jsonValue(), operationId: fc.jsonValue() }),
    fc.record({ data: fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue()) }),
  );

  it('G-10 No body that does not fit does anything, and none makes the server fail', async () => {
    const id = await answered();
    await ava.call('Established');
    const before = await state();
    await fc.assert(
      fc.asyncProperty(anyOperation, anyBody, async ({ path, fits }, body) => {
        fc.pre(body !== null && !fits(body) && !fits({ data: body }));
        const { http, body: answer } = await ava.post(path.replace('{id}', id), body);
        expect(http).toBe(400);
        expect(answer.status).toMatchObject({ code: 400 });
      }),
      { numRuns: 300 },
    );
    expect(await state()).toEqual(before);
  });

  it('G-10 No text at all makes the server fail', async () => {
    await fc.assert(
      fc.asyncProperty(anyOperation, fc.string({ unit: 'binary' }), async ({ path }, text) => {
        const url = `/workspace/v3${path.replace('{id}', 'x')}`;
        const { status, body } = await server.postText(url, text, { ...JSON_TYPE, cookie: ava.cookie });
        expect(status).toBeLessThan(500);
        expect(body.status).toHaveProperty('code');
      }),
      { numRuns: 200 },
    );
  });

  it('G-10 Values that fit the schemas make the server fail neither', async () => {
    const id = await answered();
    await ava.call('Established');
    const anyPairs = fc.array(
      fc.record({
        key: fc.string({ minLength: 1, maxLength: 20 }),
        type: fc.constantFrom('str', 'int', 'bin', 'kvlist'),
        value: fc.jsonValue(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const text = fc.string({ minLength: 1, maxLength: 64 });
    const fields = fc.record({
      destination: text,
      forwardTo: text,
      heldConnId: text,
      otherConnId: text,
      parentConnId: text,
      dnToDrop: text,
      phoneNumberToMonitor: text,
      dtmfDigits: text,
      key: text,
      userData: anyPairs,
      reasons: anyPairs,
      extensions: anyPairs,
    });
    await fc.assert(
      fc.asyncProperty(anyOperation, fields, async ({ path }, data) => {
        const { http } = await ava.post(path.replace('{id}', id), { data });
        expect(http).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    expect((await ava.get('/current-session')).http).toBe(200);
  });
});
