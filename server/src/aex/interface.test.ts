import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PUBLISHED_MESSAGE, type PublishedInitiate } from './testing/published.js';
import { Rig } from './testing/rig.js';

const KEY = 'key-of-acme-number-one';
const SECOND_KEY = 'key-of-acme-number-two';
const OTHER_KEY = 'key-of-others-number-one';
const LOOPBACK = { host: '127.0.0.1', ports: 'any' as const, networks: ['127.0.0.0/8'], plain: true };
const ACME = { name: 'acme', keys: [KEY, SECOND_KEY], returnTargets: [LOOPBACK] };
const OTHERS = { name: 'others', keys: [OTHER_KEY], returnTargets: [LOOPBACK] };

let rig: Rig;
afterEach(() => rig.stop());

describe('in open mode', () => {
  beforeEach(async () => {
    rig = await Rig.start();
  });

  test('X-02 A second initiate for the same channel is the same conversation, at the same time or later', async () => {
    const request = rig.request();
    const answers = await Promise.all([rig.initiate(request), rig.initiate(request), rig.initiate(request)]);
    const later = await rig.initiate(request);
    expect(new Set([...answers, later].map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(rig.cloud.requests.filter((one) => one === 'create')).toHaveLength(1);
    const other = await rig.initiate();
    expect(other.body).not.toEqual(later.body);
  });

  test('X-02 After the end the same channel begins a new conversation', async () => {
    const request = rig.request();
    const first = await rig.open(request);
    first.end();
    await rig.told(first.id, 'ended');
    const second = await rig.open(request);
    expect(second.id).not.toBe(first.id);
  });

  test('X-03 What is not handed over is false with a reason, and never an error', async () => {
    expect(await rig.call('POST', '/genesys_wrapper/message', PUBLISHED_MESSAGE)).toEqual({
      status: 200,
      body: false,
      reason: 'conversation_unknown',
    });
    rig.headers = { 'X-Cf-App-Instance': 'another:7' };
    expect(await rig.say(PUBLISHED_MESSAGE.id, 'hello')).toMatchObject({ body: false, reason: 'wrong_instance' });
    rig.headers = {};
    const chat = await rig.listening();
    expect(await rig.say(chat.id, '\u0000')).toMatchObject({ body: false, reason: 'empty' });
    rig.cloud.fault = (operation) => (operation === 'send' ? { status: 403 } : undefined);
    expect(await rig.say(chat.id, 'no')).toMatchObject({ status: 200, body: false, reason: 'refused' });
  });

  test('X-03 What is said before the stream is attached is true, and arrives', async () => {
    let isHeld = true;
    rig.cloud.fault = (operation) => (operation === 'stream' && isHeld ? 'cut-before' : undefined);
    const { body } = await rig.initiate();
    const { id } = body as { id: string };
    expect(await rig.say(id, 'early')).toEqual({ status: 200, body: true, reason: 'queued' });
    expect(rig.cloud.requests).not.toContain('send');
    isHeld = false;
    await rig.cloud.until(() => rig.cloud.chat(id).fromUser.length > 0);
    expect(rig.cloud.chat(id).fromUser).toEqual(['early']);
  });

  test('X-14 A long text reaches the agent in parts of 4,000 characters, in order', async () => {
    const chat = await rig.listening();
    const text = Array.from({ length: 1500 }, (_, n) => `word${n}`).join(' ');
    expect((await rig.say(chat.id, text)).body).toBe(true);
    expect(chat.fromUser.every((part) => part.length <= 4000)).toBe(true);
    expect(chat.fromUser.join(' ')).toBe(text);
  });

  test.each<[string, (body: PublishedInitiate) => unknown]>([
    ['no hostname', ({ hostname: _, ...body }) => body],
    ['no return context', ({ ReturnContext: _, ...body }) => body],
    ['no return endpoints', ({ ReturnEndpoints: _, ...body }) => body],
    ['no deployment', (body) => ({ ...body, initiationParams: { ...body.initiationParams, deploymentId: undefined } })],
    [
      'a deployment that is no id',
      (body) => ({ ...body, initiationParams: { ...body.initiationParams, deploymentId: 'x' } }),
    ],
    ['no name', (body) => ({ ...body, initiationParams: { ...body.initiationParams, memberInfo: {} } })],
    [
      'a target that is no queue',
      (body) => ({
        ...body,
        initiationParams: { ...body.initiationParams, routingTarget: { targetType: 'agent', targetAddress: 'x' } },
      }),
    ],
    [
      'too many fields',
      (body) => ({
        ...body,
        initiationParams: {
          ...body.initiationParams,
          memberInfo: {
            displayName: 'x',
            customFields: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])),
          },
        },
      }),
    ],
    [
      'a token that breaks the header',
      (body) => ({ ...body, ReturnEndpoints: { ...body.ReturnEndpoints, token: 'Bearer a\r\nX: y' } }),
    ],
    [
      'something too deep',
      (body) => ({
        ...body,
        ReturnContext: { ...body.ReturnContext, a: { b: { c: { d: { e: { f: { g: { h: {} } } } } } } } },
      }),
    ],
  ])('X-04 A body with %s is refused, with the bridge’s own error', async (_name, change) => {
    const { status, body } = await rig.initiate(change(rig.request()));
    expect(status).toBe(400);
    expect(body).toEqual({
      error: 'invalid_request',
      message: expect.any(String) as string,
      correlationId: expect.any(String) as string,
    });
    expect(rig.cloud.requests).toEqual([]);
  });

  test('X-04 What is no JSON, or would change prototypes, is refused alike', async () => {
    const url = '/genesys_wrapper/message';
    const post = async (payload: string) =>
      (await rig.app?.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } }))?.json<{
        error: string;
      }>().error;
    expect(await post('{')).toBe('invalid_request');
    expect(await post('{"id":"x","msg":"y","__proto__":{}}')).toBe('invalid_request');
  });

  test('X-04 Custom fields become texts', async () => {
    const request = rig.request();
    await rig.open({
      ...request,
      initiationParams: {
        ...request.initiationParams,
        memberInfo: { displayName: 'A', email: null, customFields: { n: 5, o: { a: 1 } } },
      },
    });
    expect(rig.cloud.bodies[0]).toMatchObject({
      memberInfo: { displayName: 'A', customFields: { n: '5', o: '{"a":1}' } },
    });
  });

  test('X-07 Typing is always taken, and reaches the agent when it can', async () => {
    const chat = await rig.listening();
    expect((await rig.call('POST', '/genesys_wrapper/typing', { id: chat.id })).status).toBe(202);
    expect(rig.cloud.requests.filter((one) => one === 'typing')).toHaveLength(1);
    expect((await rig.call('POST', '/genesys_wrapper/typing', { id: 'nobody' })).status).toBe(202);
  });

  test('X-07 The end takes the guest out, is told once, and may be asked for twice', async () => {
    const chat = await rig.open();
    expect(await rig.end(chat.id)).toMatchObject({ status: 202 });
    await rig.told(chat.id, 'ended');
    expect(chat.ended).toBe(true);
    expect((await rig.end(chat.id)).status).toBe(202);
    expect(await rig.end('nobody')).toMatchObject({ status: 404, body: { error: 'conversation_unknown' } });
    expect(rig.aex.story(chat.id)).toEqual(['ended']);
  });

  test('X-07 Support staff see the state of a conversation, and no word of it', async () => {
    const chat = await rig.open();
    chat.join('Agatha');
    await rig.told(chat.id, 'agent-joined');
    const { body } = await rig.call('GET', `/genesys_wrapper/conversations/${chat.id}`);
    expect(body).toMatchObject({ id: chat.id, state: 'with_agent', attached: true, caller: 'anybody' });
    expect(JSON.stringify(body)).not.toMatch(/Agatha|guest-|PLACEHOLDER|user@/);
    expect((await rig.call('GET', '/genesys_wrapper/conversations/nobody')).status).toBe(404);
  });
});

describe('with API keys', () => {
  const as = (key: string) => ({ authorization: `Bearer ${key}` });

  test('X-05 Only who has a key may use it; two keys of a caller are good at once', async () => {
    rig = await Rig.start({ aex: { callers: [ACME, OTHERS] } });
    const bad: Record<string, string>[] = [{}, as('wrong'), { authorization: KEY }, as('')];
    for (const headers of bad) {
      rig.headers = headers;
      expect(await rig.initiate()).toMatchObject({ status: 401, body: { error: 'unauthorized' } });
      expect((await rig.say(PUBLISHED_MESSAGE.id, 'x')).status).toBe(401);
    }
    const good: Record<string, string>[] = [as(KEY), as(SECOND_KEY), { 'x-api-key': KEY }];
    for (const headers of good) {
      rig.headers = headers;
      expect((await rig.initiate()).status).toBe(200);
    }
  });

  test('X-05 A conversation belongs to who began it', async () => {
    rig = await Rig.start({ aex: { callers: [ACME, OTHERS] } });
    rig.headers = as(KEY);
    const request = rig.request();
    const chat = await rig.open(request);
    rig.headers = as(OTHER_KEY);
    expect(await rig.say(chat.id, 'x')).toMatchObject({ body: false, reason: 'conversation_unknown' });
    expect((await rig.end(chat.id)).status).toBe(404);
    expect((await rig.open(request)).id).not.toBe(chat.id);
    expect(chat.fromUser).toEqual([]);
  });

  test('X-05 Support needs a token of its own, and there is none by default', async () => {
    rig = await Rig.start({ open: false, aex: { callers: [ACME] } });
    rig.headers = as(KEY);
    expect((await rig.call('GET', '/genesys_wrapper/dead_letters')).status).toBe(401);
    await rig.stop();
    rig = await Rig.start({ open: false, aex: { callers: [ACME], adminToken: 'for-support-staff' } });
    rig.headers = as('for-support-staff');
    expect(await rig.call('GET', '/genesys_wrapper/dead_letters')).toMatchObject({ status: 200, body: [] });
  });

  test('X-05 Outside open mode there is nobody without a key', async () => {
    rig = await Rig.start({ open: false });
    expect((await rig.initiate()).status).toBe(401);
  });

  test('X-06 There are limits for users, callers and chats', async () => {
    rig = await Rig.start({
      aex: {
        callers: [ACME, OTHERS],
        userBurst: 1,
        callerBurst: 2,
        userPerMinute: 1,
        callerPerMinute: 1,
        messageBurst: 1,
        messagesPerSecond: 1,
      },
    });
    rig.headers = as(KEY);
    const from = (User: string) => {
      const request = rig.request();
      return { ...request, ReturnContext: { ...request.ReturnContext, User } };
    };
    const chat = await rig.open(from('one'));
    expect(await rig.initiate(from('one'))).toMatchObject({ status: 429, body: { error: 'rate_limited' } });
    expect((await rig.initiate(from('two'))).status).toBe(200);
    expect((await rig.initiate(from('three'))).status).toBe(429);
    rig.headers = as(OTHER_KEY);
    expect((await rig.initiate(from('one'))).status).toBe(200);
    rig.headers = as(KEY);
    await rig.say(chat.id, 'one');
    expect(await rig.say(chat.id, 'two')).toMatchObject({ status: 200, body: false, reason: 'rate_limited' });
  });
});

describe('asking Genesys Cloud', () => {
  test.each([400, 401, 403, 500])(
    'X-08 A refusal with status %i is a coded error, and nothing stays',
    async (status) => {
      rig = await Rig.start();
      rig.cloud.fault = (operation) => (operation === 'create' ? { status } : undefined);
      const request = rig.request();
      expect(await rig.initiate(request)).toMatchObject({ status: 502, body: { error: 'upstream_error' } });
      expect(rig.cloud.requests).toEqual(['create']);
      rig.cloud.fault = () => undefined;
      expect((await rig.initiate(request)).status).toBe(200);
    },
  );

  test.each([429, 503])('X-08 After status %i, which has certainly done nothing, it is asked again', async (status) => {
    rig = await Rig.start();
    let refusals = 2;
    rig.cloud.fault = (operation) =>
      operation === 'create' && (refusals -= 1) >= 0 ? { status, retryAfter: '0.01' } : undefined;
    expect((await rig.initiate()).status).toBe(200);
    expect(rig.cloud.requests.filter((one) => one === 'create')).toHaveLength(3);
  });

  test('X-08 After a time-out, or a connection that broke, it is not asked again: there may be a chat already', async () => {
    rig = await Rig.start({ aex: { callMs: 60 } });
    rig.cloud.fault = (operation) => (operation === 'create' ? { delayMs: 150 } : undefined);
    expect(await rig.initiate()).toMatchObject({ status: 504, body: { error: 'upstream_timeout' } });
    rig.cloud.fault = (operation) => (operation === 'create' ? 'cut-after' : undefined);
    expect(await rig.initiate()).toMatchObject({ status: 502, body: { error: 'upstream_error' } });
    expect(rig.cloud.requests).toEqual(['create', 'create']);
  });

  test('X-09 Without a token of the caller it gets its own: once for all, and once more when it is refused', async () => {
    const oauth = [{ domain: 'emulator.local', clientId: 'id', clientSecret: 'secret' }];
    rig = await Rig.start({ aex: { oauth } });
    const request = () => {
      const { authorization: _authorization, ...rest } = rig.request();
      return rest;
    };
    const answers = await Promise.all([rig.initiate(request()), rig.initiate(request()), rig.initiate(request())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(rig.cloud.tokens).toBe(1);
    expect(rig.cloud.authorizations[0]).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`);
    expect(rig.cloud.bodies[0]).toBe('grant_type=client_credentials');
    rig.cloud.goodTokens.clear();
    expect((await rig.initiate(request())).status).toBe(200);
    expect(rig.cloud.tokens).toBe(2);
  });
});
