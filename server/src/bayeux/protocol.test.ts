import { afterEach, describe, expect, it } from 'vitest';
import { bayeuxError } from './errors.js';
import { accept, refuse } from './options.js';
import {
  CHAT,
  connectOf,
  Endpoint,
  type EndpointChanges,
  HANDSHAKE,
  until,
  type WireMessage,
} from './testing/endpoint.js';

const RETRY = { reconnect: 'retry', interval: 0, timeout: 30_000, maxInterval: 10_000 };
const SHAKE_HANDS_AGAIN = { reconnect: 'handshake', interval: 0 };

// Over HTTP, one post a step: the rules are the same for all transports.
describe('the protocol', () => {
  let endpoint: Endpoint;
  afterEach(() => endpoint.stop());
  const start = async (changes: EndpointChanges = {}) => (endpoint = await Endpoint.start(changes));

  const subscribe = (clientId: string, subscription: unknown, fields: WireMessage = {}) =>
    endpoint.ask({ channel: '/meta/subscribe', clientId, subscription, ...fields });

  describe('handshake', () => {
    it('B-01 is answered with a secret client id, the transports in common, and advice', async () => {
      await start();
      const reply = await endpoint.ask({
        ...HANDSHAKE,
        id: '1',
        supportedConnectionTypes: ['iframe', 'in-process', 'long-polling', 'websocket', 'eventsource'],
      });
      expect(reply).toEqual({
        channel: '/meta/handshake',
        id: '1',
        version: '1.0',
        minimumVersion: '1.0',
        supportedConnectionTypes: ['websocket', 'long-polling'],
        clientId: expect.stringMatching(/^[0-9A-Za-z]{30,}$/) as string,
        successful: true,
        advice: RETRY,
      });
      expect(await endpoint.handshake()).not.toBe(reply.clientId);
    });

    it('B-01 asks neither for a version nor for transports', async () => {
      await start();
      expect(await endpoint.ask({ channel: '/meta/handshake', minimumVersion: '1.0beta' })).toMatchObject({
        successful: true,
        supportedConnectionTypes: ['websocket', 'long-polling'],
      });
    });

    it('B-01 advertises the times that are set', async () => {
      await start({ timeoutMs: 20_000, intervalMs: 500, maxIntervalMs: 5000 });
      const advice = { reconnect: 'retry', interval: 500, timeout: 20_000, maxInterval: 5000 };
      expect(await endpoint.ask(HANDSHAKE)).toMatchObject({ advice });
    });

    it.each<[string, EndpointChanges, WireMessage, string]>([
      [
        'a client that the face does not want',
        { onHandshake: () => refuse(bayeuxError('handshake_forbidden')) },
        {},
        '403::handshake_forbidden',
      ],
      ['no transport in common', {}, { supportedConnectionTypes: ['iframe'] }, '400::connection_type_unsupported'],
      [
        'transports that are no list',
        {},
        { supportedConnectionTypes: 'websocket' },
        '400:supportedConnectionTypes:field_invalid',
      ],
      ['a version that is no text', {}, { version: 1 }, '400:version:field_invalid'],
    ])('B-02 is refused for %s, for good', async (_what, changes, fields, error) => {
      await start(changes);
      expect(await endpoint.ask({ ...HANDSHAKE, id: '1', ...fields })).toEqual({
        channel: '/meta/handshake',
        id: '1',
        successful: false,
        error,
        advice: { reconnect: 'none', interval: 0 },
      });
      expect(endpoint.sessions).toEqual([]);
    });

    it('B-02 shows the face the message and its request, and lets it name the client', async () => {
      const seen: unknown[] = [];
      await start({
        onHandshake: (message, { headers }) => {
          seen.push(message.ext, headers.authorization);
          return accept('agent 5001');
        },
      });
      await endpoint.post([{ ...HANDSHAKE, ext: { token: 't' } }], { authorization: 'Bearer b' });
      expect(seen).toEqual([{ token: 't' }, 'Bearer b']);
      expect(endpoint.sessions.map(({ context }) => context)).toEqual(['agent 5001']);
    });

    it('B-22 is put off while there are as many sessions as there may be', async () => {
      await start({ sessions: 1 });
      const clientId = await endpoint.handshake();
      expect(await endpoint.ask(HANDSHAKE)).toMatchObject({
        successful: false,
        error: '503::too_many_sessions',
        advice: { reconnect: 'handshake', interval: 10_000 },
      });
      endpoint.server.remove(endpoint.session(clientId));
      expect(await endpoint.ask(HANDSHAKE)).toMatchObject({ successful: true });
    });

    it('B-01 tells the face of each session, at its beginning and at its end', async () => {
      const told: string[] = [];
      await start({
        onSessionAdded: ({ number }) => told.push(`added ${number}`),
        onSessionRemoved: ({ number }, { reason }) => told.push(`${reason} ${number}`),
      });
      await endpoint.handshake();
      const leaving = await endpoint.handshake();
      await endpoint.ask({ channel: '/meta/disconnect', clientId: leaving });
      endpoint.clock.advance(40_000);
      expect(told).toEqual(['added 1', 'added 2', 'disconnected 2', 'expired 1']);
    });
  });

  describe('form', () => {
    it('B-03 takes a bare object, and answers with an array', async () => {
      await start();
      const { messages } = await endpoint.post(HANDSHAKE);
      expect(messages).toHaveLength(1);
      expect(messages[0]).not.toHaveProperty('id');
    });

    it.each(['x', 'µ'.repeat(100), 7])('B-03 echoes the id %j', async (id) => {
      await start();
      expect(await endpoint.ask({ ...HANDSHAKE, id })).toMatchObject({ id });
    });

    it('B-03 answers each message of a batch, in order', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const { messages } = await endpoint.post([
        { channel: '/meta/subscribe', id: '1', clientId, subscription: CHAT },
        { channel: CHAT, id: '2', clientId, data: 'x' },
        { channel: '/meta/unsubscribe', id: '3', clientId, subscription: CHAT },
        { channel: '/nowhere/x', id: '4', clientId, data: 'x' },
      ]);
      expect(messages.map(({ id, successful, data }) => [id, successful, data])).toEqual([
        ['1', true, undefined],
        ['2', true, undefined],
        ['3', true, undefined],
        ['4', false, undefined],
        [undefined, undefined, { echo: 'x' }],
      ]);
    });

    it('B-03 answers an empty batch with an empty one', async () => {
      await start();
      expect(await endpoint.post([])).toMatchObject({ status: 200, messages: [] });
    });

    it('B-03 takes messages below its path too, where clients append the kind', async () => {
      await start();
      for (const rest of ['/', '/handshake', '/a/b']) {
        const body = JSON.stringify([HANDSHAKE]);
        const headers = { 'content-type': 'application/json;charset=UTF-8' };
        const response = await fetch(endpoint.url + rest, { method: 'POST', body, headers });
        expect(await response.json()).toMatchObject([{ successful: true }]);
      }
    });
  });

  describe('connect', () => {
    it('B-04 is held, and answered with the messages that come', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const { answer } = await endpoint.hold(clientId, { id: '2' });
      endpoint.session(clientId).deliver(CHAT, { n: 1 });
      expect((await answer).messages).toEqual([
        { channel: '/meta/connect', id: '2', successful: true, clientId, advice: RETRY },
        { channel: CHAT, data: { n: 1 } },
      ]);
    });

    it('B-04 is held for no longer than was advertised', async () => {
      await start();
      const { answer } = await endpoint.hold(await endpoint.handshake());
      endpoint.clock.advance(30_000);
      expect((await answer).messages).toMatchObject([{ channel: '/meta/connect', successful: true }]);
    });

    it.each([
      [1000, 1000],
      [99_000, 30_000],
    ])('B-04 is held for %i ms at most when the client says so, if that is less', async (timeout, heldMs) => {
      await start();
      const { answer } = await endpoint.hold(await endpoint.handshake(), { advice: { timeout } });
      endpoint.clock.advance(heldMs - 1);
      expect(endpoint.pending('bayeux connect')).toHaveLength(1);
      endpoint.clock.advance(1);
      expect((await answer).messages).toHaveLength(1);
    });

    it('B-04 is answered at once when the client does not want to wait', async () => {
      await start();
      const clientId = await endpoint.handshake();
      expect(await endpoint.ask({ ...connectOf(clientId), advice: { timeout: 0 } })).toEqual({
        channel: '/meta/connect',
        successful: true,
        clientId,
        advice: RETRY,
      });
    });

    it('B-05 is not held beside other messages: their answers would have to wait', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const { messages } = await endpoint.post([
        { channel: '/meta/subscribe', clientId, subscription: CHAT },
        connectOf(clientId),
      ]);
      expect(messages.map(({ channel }) => channel)).toEqual(['/meta/subscribe', '/meta/connect']);
    });

    it('B-05 does not wait beside the connect of another client', async () => {
      await start();
      const [one, other] = [await endpoint.handshake(), await endpoint.handshake()];
      endpoint.session(other).deliver(CHAT, 1);
      const { messages } = await endpoint.post([connectOf(one), connectOf(other)]);
      expect(messages).toMatchObject([{ clientId: one }, { clientId: other }, { data: 1 }]);
    });

    it('B-06 releases the one before, which is told to be slow', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const first = await endpoint.hold(clientId);
      const second = endpoint.post([connectOf(clientId)]);
      expect(await first.answer).toMatchObject({
        status: 200,
        messages: [{ successful: true, advice: { reconnect: 'retry', interval: 1000 } }],
      });
      endpoint.session(clientId).deliver(CHAT, 1);
      expect((await second).messages).toMatchObject([{ successful: true, advice: RETRY }, { data: 1 }]);
    });

    it('B-04 takes a connect that does not name its transport, and none by a transport that is not offered', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const connect = { channel: '/meta/connect', clientId, advice: { timeout: 0 } };
      expect(await endpoint.ask(connect)).toMatchObject({ successful: true });
      expect(await endpoint.ask({ ...connect, connectionType: 'iframe' })).toEqual({
        channel: '/meta/connect',
        successful: false,
        error: '400::connection_type_unsupported',
        advice: { reconnect: 'none', interval: 0 },
      });
    });

    it('B-19 loses nothing when the client hangs up', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const { hangUp } = await endpoint.hold(clientId);
      hangUp();
      await until(() => endpoint.pending('bayeux connect').length === 0);
      endpoint.session(clientId).deliver(CHAT, 1);
      expect((await endpoint.post([connectOf(clientId)])).messages).toMatchObject([{ successful: true }, { data: 1 }]);
    });
  });

  describe('subscribe', () => {
    it.each([CHAT, '/service/chatV2/other'])('B-11 succeeds for the service channel %s', async (subscription) => {
      await start({ onSubscribe: () => refuse(bayeuxError('subscription_forbidden')) });
      const clientId = await endpoint.handshake();
      expect(await subscribe(clientId, subscription, { id: '3' })).toEqual({
        channel: '/meta/subscribe',
        id: '3',
        successful: true,
        clientId,
        subscription,
      });
    });

    it.each(['/meta/connect', '/meta/**', '/service/nothing', '/service/**', '/service/chatV2/*'])(
      'B-11 never succeeds for %s',
      async (subscription) => {
        await start();
        expect(await subscribe(await endpoint.handshake(), subscription)).toEqual({
          channel: '/meta/subscribe',
          successful: false,
          error: `403:${subscription}:subscription_forbidden`,
          subscription,
        });
      },
    );

    it('B-11 is up to the face for broadcast channels, wildcards included', async () => {
      const asked: string[] = [];
      await start({
        onSubscribe: ({ context }, subscription) => {
          asked.push(`${context} ${subscription}`);
          return subscription === '/workspace/v3/voice'
            ? accept()
            : refuse(bayeuxError('subscription_forbidden', 'no'));
        },
      });
      const clientId = await endpoint.handshake();
      expect(await subscribe(clientId, '/workspace/v3/voice')).toMatchObject({ successful: true });
      expect(await subscribe(clientId, '/**')).toMatchObject({ error: '403:no:subscription_forbidden' });
      expect(asked).toEqual(['anybody /workspace/v3/voice', 'anybody /**']);
    });

    it('B-11 is refused for all broadcast channels when the face says nothing', async () => {
      endpoint = await Endpoint.start({ onSubscribe: undefined as never });
      expect(await subscribe(await endpoint.handshake(), '/a')).toMatchObject({
        error: '403:/a:subscription_forbidden',
      });
    });

    it('B-11 takes a list, all of it or none', async () => {
      await start();
      const clientId = await endpoint.handshake();
      expect(await subscribe(clientId, ['/a', '/meta/x'])).toMatchObject({
        successful: false,
        error: '403:/meta/x:subscription_forbidden',
        subscription: ['/a', '/meta/x'],
      });
      expect(endpoint.session(clientId).isSubscribed('/a')).toBe(false);
      expect(await subscribe(clientId, ['/a', CHAT])).toMatchObject({ successful: true, subscription: ['/a', CHAT] });
      expect(endpoint.session(clientId).isSubscribed('/a')).toBe(true);
    });

    it('B-22 has a limit', async () => {
      await start({ subscriptionsPerSession: 1 });
      const clientId = await endpoint.handshake();
      await subscribe(clientId, '/a');
      expect(await subscribe(clientId, '/a')).toMatchObject({ successful: true });
      expect(await subscribe(clientId, '/b')).toMatchObject({ error: '403::too_many_subscriptions' });
    });

    it('B-13 ends with unsubscribe, but for service channels, which never depended on it', async () => {
      await start();
      const clientId = await endpoint.handshake();
      await subscribe(clientId, ['/a', CHAT]);
      const subscription = ['/a', CHAT];
      expect(await endpoint.ask({ channel: '/meta/unsubscribe', id: '9', clientId, subscription })).toEqual({
        channel: '/meta/unsubscribe',
        id: '9',
        successful: true,
        clientId,
        subscription,
      });
      endpoint.server.publish('/a', 'not heard');
      const { messages } = await endpoint.post([{ channel: CHAT, clientId, data: 1 }]);
      expect(messages).toEqual([
        { channel: CHAT, successful: true },
        { channel: CHAT, data: { echo: 1 } },
      ]);
    });
  });

  describe('publish', () => {
    it('B-08 is answered without data, and what it causes travels behind the answer, without id', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const held = await endpoint.hold(clientId);
      const { messages } = await endpoint.post([{ channel: CHAT, id: '5', clientId, data: { a: 1 } }]);
      expect(messages).toEqual([
        { channel: CHAT, id: '5', successful: true },
        { channel: CHAT, data: { echo: { a: 1 } } },
      ]);
      expect(endpoint.pending('bayeux connect')).toHaveLength(1);
      held.hangUp();
    });

    it('B-08 waits for a handler that takes its time, and takes along what that causes', async () => {
      await start();
      endpoint.server.service('/service/slow', async (session, data) => {
        await new Promise((resolve) => setImmediate(resolve));
        session.deliver('/service/slow', data);
      });
      const clientId = await endpoint.handshake();
      const publish = (data: number) => ({ channel: '/service/slow', clientId, data });
      expect((await endpoint.post([publish(1), publish(2)])).messages).toMatchObject([
        { successful: true },
        { successful: true },
        { data: 1 },
        { data: 2 },
      ]);
    });

    it('B-08 may come before the first connect', async () => {
      await start();
      const clientId = await endpoint.handshake();
      expect((await endpoint.post([{ channel: CHAT, clientId, data: null }])).messages).toMatchObject([
        { successful: true },
        { data: { echo: null } },
      ]);
    });

    it.each(['/service/nothing', '/meta/nothing', '/meta/handshake/x', '/broadcast'])(
      'B-14 to %s, where nobody listens, is an error',
      async (channel) => {
        await start();
        const clientId = await endpoint.handshake();
        expect(await endpoint.ask({ channel, id: '1', clientId, data: 1 })).toEqual({
          channel,
          id: '1',
          successful: false,
          error: '404::unknown_channel',
        });
      },
    );

    it('B-14 to a broadcast channel reaches its subscribers if the face lets it', async () => {
      await start({
        onPublish: (_session, channel) => (channel === '/a' ? accept() : refuse(bayeuxError('unknown_channel'))),
      });
      const [one, other] = [await endpoint.handshake(), await endpoint.handshake()];
      await subscribe(other, '/a');
      expect(await endpoint.ask({ channel: '/b', clientId: one, data: 1 })).toMatchObject({ successful: false });
      expect(await endpoint.ask({ channel: '/a', clientId: one, data: 1 })).toEqual({
        channel: '/a',
        successful: true,
      });
      expect((await endpoint.post([connectOf(other)])).messages).toMatchObject([{}, { channel: '/a', data: 1 }]);
    });

    it.each<[string, () => void | Promise<void>]>([
      ['throws', () => expect.fail('broken')],
      ['rejects', () => Promise.reject(new Error('broken'))],
    ])('B-15 to a handler that %s costs an error, and the rest of the batch nothing', async (_how, handler) => {
      await start();
      endpoint.server.service('/service/broken', handler);
      const clientId = await endpoint.handshake();
      const { status, messages } = await endpoint.post([
        { channel: '/service/broken', id: '1', clientId, data: 1 },
        { channel: CHAT, id: '2', clientId, data: 2 },
      ]);
      expect(status).toBe(200);
      expect(messages).toEqual([
        { channel: '/service/broken', id: '1', successful: false, error: '500::internal_error' },
        { channel: CHAT, id: '2', successful: true },
        { channel: CHAT, data: { echo: 2 } },
      ]);
      expect(endpoint.failures).toHaveLength(1);
    });

    it('B-15 survives a face that fails when it is told of an end', async () => {
      await start({ onSessionRemoved: () => expect.fail('broken') });
      const clientId = await endpoint.handshake();
      expect(await endpoint.ask({ channel: '/meta/disconnect', clientId })).toMatchObject({ successful: true });
      expect(endpoint.failures).toHaveLength(1);
      expect(endpoint.sessions).toEqual([]);
    });
  });

  describe('messages of the server', () => {
    it('B-12 reach each subscriber once, by name and by wildcard, and are written once for all of them', async () => {
      await start();
      const names = ['/a/b', ['/a/b', '/a/*', '/**'], '/a/**', '/a/*', '/a', '/a/b/*', '/a/b/**'];
      const clients = [];
      for (const name of names) {
        const clientId = await endpoint.handshake();
        await subscribe(clientId, name);
        clients.push(clientId);
      }
      let written = 0;
      endpoint.server.publish('/a/b', { toJSON: () => (written += 1) });
      const queued = clients.map((clientId) => endpoint.session(clientId).queue.length);
      expect(queued).toEqual([1, 1, 1, 1, 0, 0, 0]);
      expect(written).toBe(1);
    });

    it('B-12 reach those whom the face names, as far as they have subscribed', async () => {
      await start();
      const [one, other, third] = [await endpoint.handshake(), await endpoint.handshake(), await endpoint.handshake()];
      await subscribe(one, '/a');
      await subscribe(third, '/a');
      endpoint.server.publish('/a', 1, [endpoint.session(one), endpoint.session(other)]);
      expect([one, other, third].map((clientId) => endpoint.session(clientId).queue.length)).toEqual([1, 0, 0]);
    });

    it('B-12 never leave a service channel for somebody who listens to everything', async () => {
      await start();
      const [one, spy] = [await endpoint.handshake(), await endpoint.handshake()];
      await subscribe(spy, '/**');
      await endpoint.post([{ channel: CHAT, clientId: one, data: { secureKey: 'secret' } }]);
      expect(endpoint.session(spy).queue).toHaveLength(0);
      expect(endpoint.session(spy).isSubscribed(CHAT)).toBe(false);
      expect(() => endpoint.server.publish(CHAT, {})).toThrow('no broadcast channel');
      expect(() => endpoint.server.service('/a', () => undefined)).toThrow('no service channel');
    });

    it('B-10 leave together when they come in one turn', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const { answer } = await endpoint.hold(clientId);
      for (let n = 0; n < 5; n += 1) endpoint.session(clientId).deliver(CHAT, n);
      expect((await answer).messages.slice(1)).toMatchObject([0, 1, 2, 3, 4].map((data) => ({ data })));
    });
  });

  describe('end', () => {
    it('B-16 comes with disconnect: the held connect is released, and the face hears what the client said', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const held = await endpoint.hold(clientId);
      const ext = { transcriptPosition: '4' };
      expect(await endpoint.ask({ channel: '/meta/disconnect', id: '8', clientId, ext })).toEqual({
        channel: '/meta/disconnect',
        id: '8',
        successful: true,
        clientId,
      });
      expect((await held.answer).messages).toMatchObject([
        { successful: true, advice: { reconnect: 'none', interval: 0 } },
      ]);
      expect(endpoint.ends.map(({ end }) => end)).toEqual([{ reason: 'disconnected', ext }]);
      expect(endpoint.clock.pending()).toEqual([]);
      expect(await endpoint.ask(connectOf(clientId))).toMatchObject({ error: '402::Unknown client' });
    });

    it('B-16 takes along what was caused before it in the same batch', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const { messages } = await endpoint.post([
        { channel: CHAT, clientId, data: 1 },
        { channel: '/meta/disconnect', clientId },
      ]);
      expect(messages).toMatchObject([{ channel: CHAT }, { channel: '/meta/disconnect' }, { data: { echo: 1 } }]);
    });

    it.each(['/meta/connect', '/meta/subscribe', '/meta/unsubscribe', '/meta/disconnect', '/meta/nothing'])(
      'B-17 makes %s fail, and says what to do',
      async (channel) => {
        await start();
        for (const clientId of ['stranger', '', undefined]) {
          expect(await endpoint.ask({ channel, id: '1', ...(clientId !== undefined && { clientId }) })).toEqual({
            channel,
            id: '1',
            successful: false,
            error: '402::Unknown client',
            advice: SHAKE_HANDS_AGAIN,
          });
        }
      },
    );

    it('B-17 makes publishing fail', async () => {
      await start();
      expect(await endpoint.ask({ channel: CHAT, clientId: 'stranger', data: 1 })).toEqual({
        channel: CHAT,
        successful: false,
        error: '402::Unknown client',
      });
    });

    it('B-18 comes when the client has been away for too long', async () => {
      await start();
      const clientId = await endpoint.handshake();
      const { answer } = await endpoint.hold(clientId);
      endpoint.clock.advance(30_000);
      await answer;
      endpoint.clock.advance(39_999);
      expect(endpoint.sessions).toHaveLength(1);
      endpoint.clock.advance(1);
      expect(endpoint.ends.map(({ end }) => end)).toEqual([{ reason: 'expired' }]);
      expect(await endpoint.ask(connectOf(clientId))).toMatchObject({ error: '402::Unknown client' });
    });

    it('B-22 comes when too much waits for the client, which then shakes hands again', async () => {
      await start({ queuedMessages: 2 });
      const clientId = await endpoint.handshake();
      const session = endpoint.session(clientId);
      for (let n = 0; n < 3; n += 1) session.deliver(CHAT, n);
      expect(endpoint.ends.map(({ end }) => end)).toEqual([{ reason: 'overflowed' }]);
      expect(await endpoint.ask(connectOf(clientId))).toMatchObject({
        error: '402::Unknown client',
        advice: SHAKE_HANDS_AGAIN,
      });
    });

    it('B-29 comes for all when the server closes: they return after a pause, not all at once', async () => {
      await start();
      const answers = [];
      for (let n = 0; n < 3; n += 1) answers.push((await endpoint.hold(await endpoint.handshake())).answer);
      const closing = endpoint.app.close();
      const advices = (await Promise.all(answers)).map(({ messages }) => messages[0]?.advice);
      expect(advices).toEqual([2000, 3000, 4000].map((interval) => ({ reconnect: 'retry', interval })));
      await closing;
      expect(endpoint.pending('bayeux connect')).toEqual([]);
      expect(endpoint.pending('bayeux expiry')).toEqual([]);
    });
  });

  describe('whose session it is', () => {
    it('B-23 is the face to say: to a request that may not use it, it does not exist', async () => {
      await start({
        onHandshake: (_message, { headers }) => accept(headers.cookie ?? ''),
        mayUse: ({ context }, { headers }) => headers.cookie === context,
      });
      const cookie = 'WORKSPACE_SESSIONID=a';
      const [{ clientId } = {}] = (await endpoint.post([HANDSHAKE], { cookie })).messages;
      const publish = { channel: CHAT, clientId, data: 1 };
      for (const headers of [{}, { cookie: 'WORKSPACE_SESSIONID=b' }]) {
        const before = endpoint.state();
        expect((await endpoint.post([publish], headers as Record<string, string>)).messages).toEqual([
          { channel: CHAT, successful: false, error: '402::Unknown client' },
        ]);
        expect(endpoint.state()).toEqual(before);
      }
      expect((await endpoint.post([publish], { cookie })).messages).toMatchObject([{ successful: true }, {}]);
    });

    it('B-23 asks for nothing but the client id without that', async () => {
      await start({
        mount: {
          cookie: { name: 'BAYEUX_BROWSER', sameSite: 'Lax', secure: false, ids: { secret: () => 's' } as never },
        },
      });
      const { headers, messages } = await endpoint.post([HANDSHAKE]);
      expect(headers.get('set-cookie')).toBe('BAYEUX_BROWSER=s; Path=/; HttpOnly; SameSite=Lax');
      const publish = { channel: CHAT, clientId: messages[0]?.clientId, data: 1 };
      expect((await endpoint.post([publish])).messages).toMatchObject([{ successful: true }, {}]);
    });

    it('B-26 sets the cookie at a handshake only, and where there is none yet', async () => {
      await start({
        mount: {
          cookie: { name: 'BAYEUX_BROWSER', sameSite: 'None', secure: true, ids: { secret: () => 's' } as never },
        },
      });
      const first = await endpoint.post([HANDSHAKE]);
      expect(first.headers.get('set-cookie')).toBe('BAYEUX_BROWSER=s; Path=/; HttpOnly; SameSite=None; Secure');
      const again = await endpoint.post([HANDSHAKE], { cookie: 'a=b; BAYEUX_BROWSER=s' });
      expect(again.headers.get('set-cookie')).toBeNull();
      const publish = await endpoint.post([{ channel: CHAT, clientId: again.messages[0]?.clientId, data: 1 }]);
      expect(publish.headers.get('set-cookie')).toBeNull();
      expect((await endpoint.post([{ channel: '/x' }])).headers.get('set-cookie')).toBeNull();
    });
  });

  describe('HTTP', () => {
    it('B-27 keeps answers out of caches, and allows pages to send credentials', async () => {
      await start();
      const { headers } = await endpoint.post([HANDSHAKE], { origin: 'https://shop.example' });
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('access-control-allow-credentials')).toBe('true');
      const preflight = await fetch(endpoint.url, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
    });

    it('B-24 refuses pages of a foreign origin in the words of the house', async () => {
      await start();
      const answer = await endpoint.post([HANDSHAKE], { origin: 'https://evil.example' });
      expect(answer).toMatchObject({ status: 403, messages: { code: 'origin-forbidden' } });
      expect(endpoint.sessions).toEqual([]);
    });
  });
});
