import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAT, Endpoint, HANDSHAKE, type WireMessage } from './testing/endpoint.js';

// Each bad input has its error, and changes nothing.
describe('bad input', () => {
  let endpoint: Endpoint;
  let clientId: string;
  let before: unknown;
  beforeEach(async () => {
    endpoint = await Endpoint.start({ messageBurst: 1_000_000, subscriptionsPerSession: 10 });
    clientId = await endpoint.handshake();
    await endpoint.ask({ channel: '/meta/subscribe', clientId, subscription: '/a' });
    endpoint.session(clientId).deliver('/a', 'waiting');
    before = endpoint.state();
  });
  afterEach(() => endpoint.stop());

  it.each<[string, string, number, string]>([
    ['nothing', '', 400, '400::body_malformed'],
    ['malformed JSON', '[{"channel":', 400, '400::body_malformed'],
    ['a number', '5', 400, '400::body_malformed'],
    ['null', 'null', 400, '400::body_malformed'],
    ['a text', '"/meta/handshake"', 400, '400::body_malformed'],
    ['a list with something that is no message', '[{"channel":"/meta/handshake"},5]', 400, '400::body_malformed'],
    ['lists in a list', '[[{"channel":"/meta/handshake"}]]', 400, '400::body_malformed'],
    ['a key that could reach every object', '{"channel":"/meta/handshake","__proto__":{}}', 400, '400::body_malformed'],
    ['that key in disguise', '{"channel":"/meta/handshake","_\\u005fpr\\u006fto__":{}}', 400, '400::body_malformed'],
    ['that key far below', '[{"channel":"/a","data":[{"x":{"__proto__":1}}]}]', 400, '400::body_malformed'],
    ['too many messages', `[${'{"channel":"/meta/handshake"},'.repeat(100)}{}]`, 413, '413::too_many_messages'],
    ['a body too large', JSON.stringify([{ ...HANDSHAKE, ext: 'x'.repeat(65_536) }]), 413, '413::body_too_large'],
  ])('B-20 refuses %s as a whole', async (_what, body, status, error) => {
    const answer = await endpoint.post(body);
    expect(answer).toMatchObject({ status, messages: [{ successful: false, error }] });
    expect(answer.messages).toHaveLength(1);
    expect(endpoint.state()).toEqual(before);
  });

  it('B-20 refuses what does not say that it is JSON: a form of a foreign page could post it', async () => {
    const answer = await endpoint.post([HANDSHAKE], { 'content-type': 'text/plain' });
    expect(answer).toMatchObject({ status: 415, messages: [{ error: '415::media_type_unsupported' }] });
    expect(endpoint.state()).toEqual(before);
  });

  it('B-20 takes texts that only look like that key', async () => {
    const data = { text: '__proto__ \u0001', constructor: { prototype: 1 } };
    const { messages } = await endpoint.post([{ channel: CHAT, clientId, data }]);
    expect(messages).toMatchObject([{ successful: true }, {}, { data: { echo: data } }]);
  });

  const CASES: readonly [string, WireMessage, string][] = [
    ['no channel', {}, '400::channel_missing'],
    ['a channel that is no text', { channel: 5 }, '400::channel_invalid'],
    ['a channel that is no name', { channel: 'meta' }, '400::channel_invalid'],
    ['a channel too long', { channel: `/${'x'.repeat(255)}` }, '400::channel_invalid'],
    ['publishing to a wildcard', { channel: '/a/*', data: 1 }, '400::channel_invalid'],
    ['an id that is neither text nor number', { channel: CHAT, id: {}, data: 1 }, '400:id:field_invalid'],
    ['a client id that is no text', { channel: CHAT, clientId: 5, data: 1 }, '400:clientId:field_invalid'],
    ['publishing nothing', { channel: CHAT }, '400:data:field_invalid'],
    ['subscribing to nothing', { channel: '/meta/subscribe' }, '400:subscription:field_invalid'],
    ['subscribing to no list', { channel: '/meta/subscribe', subscription: [] }, '400:subscription:field_invalid'],
    [
      'subscribing to what is no name',
      { channel: '/meta/subscribe', subscription: 'a' },
      '400:subscription:field_invalid',
    ],
    [
      'subscribing to one thing that is no name',
      { channel: '/meta/subscribe', subscription: ['/b', '/*/b'] },
      '400:subscription:field_invalid',
    ],
    [
      'unsubscribing from an object',
      { channel: '/meta/unsubscribe', subscription: {} },
      '400:subscription:field_invalid',
    ],
    [
      'a connection type that is no text',
      { channel: '/meta/connect', connectionType: 1 },
      '400:connectionType:field_invalid',
    ],
    ['advice that is no object', { channel: '/meta/connect', advice: 0 }, '400:advice:field_invalid'],
    ['a negative timeout', { channel: '/meta/connect', advice: { timeout: -1 } }, '400:advice:field_invalid'],
  ];

  it.each(CASES)('B-20 answers %s, and goes on with the batch', async (_what, fields, error) => {
    const message = { id: '1', clientId, ...fields };
    const { status, messages } = await endpoint.post([message, { channel: '/meta/nothing', id: '2' }]);
    expect(status).toBe(200);
    expect(messages.slice(0, 2)).toMatchObject([
      { successful: false, error, ...(typeof message.id === 'string' && { id: '1' }) },
      { id: '2', error: '402::Unknown client' },
    ]);
    expect(endpoint.session(clientId).subscriptions).toEqual(new Set(['/a']));
  });

  it('B-22 answers a client that sends too much, until it has become slower', async () => {
    await endpoint.stop();
    endpoint = await Endpoint.start({ messagesPerSecond: 10, messageBurst: 20 });
    clientId = await endpoint.handshake();
    const publish = { channel: CHAT, clientId, data: 1 };
    const { messages } = await endpoint.post(Array.from({ length: 21 }, () => publish));
    expect(messages[19]).toMatchObject({ successful: true });
    expect(messages[20]).toEqual({
      channel: CHAT,
      successful: false,
      error: '429::rate_limited',
      advice: { reconnect: 'retry', interval: 1000 },
    });
    expect(messages.filter(({ data }) => data !== undefined)).toHaveLength(20);
    const other = await endpoint.handshake();
    expect(await endpoint.ask({ ...publish, clientId: other })).toMatchObject({ successful: true });
    endpoint.clock.advance(100);
    expect(await endpoint.ask(publish)).toMatchObject({ successful: true });
  });

  it('B-21 survives any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const { status, messages } = await endpoint.post(body);
        expect(status).toBeLessThan(500);
        expect(messages).toBeInstanceOf(Array);
        expect(endpoint.state()).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it('B-21 survives any fields of any message of a client that nobody knows', async () => {
    const anything = fc.jsonValue();
    const message = fc.record(
      {
        channel: fc.oneof(
          fc.constantFrom(
            '/meta/connect',
            '/meta/subscribe',
            '/meta/unsubscribe',
            '/meta/disconnect',
            CHAT,
            '/a',
            '/**',
          ),
          anything,
        ),
        id: fc.oneof(fc.string(), anything),
        clientId: fc.oneof(fc.constantFrom('', 'stranger', '__proto__', 'constructor'), anything),
        subscription: fc.oneof(fc.constantFrom('/a', '/**', '/meta/*'), anything),
        data: anything,
        advice: anything,
        ext: anything,
        connectionType: fc.oneof(fc.constant('long-polling'), anything),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 5 }), async (batch) => {
        const { status, messages } = await endpoint.post(batch);
        expect(status).toBeLessThan(500);
        if (status === 200) expect(messages).toHaveLength(batch.length);
        for (const reply of messages) expect(reply).toMatchObject({ successful: false });
        for (const reply of messages) expect(reply.error).toMatch(/^4\d\d:[^:]*:[\w ]+$/);
        expect(endpoint.state()).toEqual(before);
        expect(endpoint.failures).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('B-21 survives any fields of any message of a client that is known', async () => {
    const channels = ['/meta/handshake', '/meta/connect', '/meta/subscribe', '/meta/unsubscribe', CHAT, '/a'];
    const fields = fc.dictionary(
      fc.constantFrom(
        'subscription',
        'data',
        'advice',
        'ext',
        'id',
        'connectionType',
        'version',
        'supportedConnectionTypes',
      ),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...channels), fields, async (channel, rest) => {
        const { subscriptions } = endpoint.session(clientId);
        // Beside another message no connect is held.
        const { status, messages } = await endpoint.post([
          { ...rest, channel, clientId },
          { channel: '/meta/nothing' },
        ]);
        expect(status).toBeLessThan(500);
        const [reply] = messages.filter((message) => 'successful' in message && message.channel === channel);
        if (reply?.successful === false) expect(reply.error).toMatch(/^4\d\d:[^:]*:[\w ]+$/);
        if (channel !== '/meta/subscribe' && channel !== '/meta/unsubscribe') {
          expect(endpoint.session(clientId).subscriptions).toEqual(subscriptions);
        }
        expect(endpoint.failures).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
