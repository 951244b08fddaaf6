import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../bayeux/testing/endpoint.js';
import { PushRig, readToken } from './testing/push-rig.js';
import type { React, Receiver } from './testing/receiver.js';

const FCM = { push_notification_deviceid: 'device-1', push_notification_type: 'fcm' };
const IOS = { push_notification_deviceid: 'a1b2/c3', push_notification_type: 'ios' };

/** One of each that is told, with its documented texts. */
const TOLD: readonly (readonly [object, title: string, body: string])[] = [
  [{ type: 'ParticipantJoined' }, 'Chat participants changed', 'agent-ola joined chat'],
  [{ type: 'Message', text: 'Good morning' }, 'agent-ola sent new message', 'Good morning'],
  [{ type: 'PushUrl', text: 'https://bank.example' }, 'agent-ola suggests Web page', 'https://bank.example'],
  [{ type: 'FileUploaded', text: 'id' }, 'agent-ola suggests to download file', 'Open app for more info'],
  [{ type: 'IdleAlert' }, 'Chat will close soon', 'Please use app if you want to continue'],
  [{ type: 'IdleClose' }, 'Chat is over', 'Your chat session was ended due to inactivity'],
  [{ type: 'ParticipantLeft' }, 'Chat participants changed', 'agent-ola left chat'],
];
const UNTOLD = ['TypingStarted', 'TypingStopped', 'NicknameUpdated', 'CustomNotice', 'Notice', 'FileDeleted'];

describe('Google', () => {
  let rig: PushRig;
  let google: Receiver;
  /** What the messages' address answers; tokens are given one after the other. */
  let react: React;
  let tokens: number;
  let sections: Parameters<PushRig['start']>[0];
  beforeEach(async () => {
    rig = new PushRig();
    tokens = 0;
    react = () => ({ body: { name: 'projects/bank-app/messages/1' } });
    google = await rig.http((received, count) => {
      if (received.path !== '/token') return react(received, count);
      tokens += 1;
      return { body: { access_token: `token-${tokens}`, expires_in: 3600, token_type: 'Bearer' } };
    });
    const path = rig.serviceAccount(`${google.url}/token`);
    sections = { push: { pushEnabled: 'comet, fcm', 'fcm.serviceAccount': path, 'fcm.endpoint': google.url } };
    await rig.start(sections);
  });
  afterEach(() => rig.stop());
  const messages = () => google.received.filter(({ path }) => path !== '/token');
  const read = (n: number) => JSON.parse(messages()[n]?.text ?? '{}') as { message: Record<string, object> };

  it('N-62 A device is told by FCM, with a token that a signed grant has brought', async () => {
    const chat = await rig.chat(FCM);
    await rig.happens(chat, { type: 'ParticipantJoined' }, { type: 'Message', text: 'Good morning' });
    await until(() => messages().length === 2);
    const [grant, first] = google.received;
    const form = new URLSearchParams(grant?.text);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const iat = Math.floor(rig.server.clock.now() / 1000);
    expect(readToken(form.get('assertion') ?? '', rig.googleKey)).toEqual({
      header: { alg: 'RS256', typ: 'JWT' },
      claims: {
        iss: 'push@bank-app.example',
        scope: 'https://www.googleapis.com/auth/firebase.messaging',
        aud: `${google.url}/token`,
        iat,
        exp: iat + 3600,
      },
    });
    expect(first).toMatchObject({
      method: 'POST',
      path: '/v1/projects/bank-app/messages:send',
      headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
    });
    expect(read(1)).toEqual({
      message: {
        token: 'device-1',
        notification: { title: 'agent-ola sent new message', body: 'Good morning' },
        data: {
          chatId: chat.ids.chatId,
          service: 'bank',
          event: 'Message',
          index: '3',
          fromNickname: 'agent-ola',
          fromType: 'Agent',
        },
        android: { priority: 'HIGH', ttl: '30s' },
      },
    });
  });

  it('N-62 The token is used until shortly before its end, and replaced when it is taken back', async () => {
    const chat = await rig.chat(FCM);
    const used = () => messages().map(({ headers }) => headers.authorization);
    for (const [n, ms] of [0, 3_539_000, 1000].entries()) {
      rig.server.clock.advance(ms);
      await rig.happens(chat, { type: 'Message', text: 'x' });
      await rig.counted('fcm', 'sent', n + 1);
    }
    expect(used()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    react = ({ headers }) => (headers.authorization === 'Bearer token-2' ? { status: 401 } : {});
    await rig.happens(chat, { type: 'Message', text: 'x' });
    await rig.counted('fcm', 'sent', 4);
    expect(used().slice(3)).toEqual(['Bearer token-2', 'Bearer token-3']);
  });

  it('N-62 Seven events are told with their documented texts, and no others', async () => {
    const chat = await rig.chat(FCM);
    const entries = TOLD.map(([entry]) => entry);
    await rig.happens(chat, ...entries.slice(0, 1));
    const from = { nickname: 'system', type: 'External' };
    await rig.happens(chat, ...UNTOLD.map((type) => ({ from, type, text: 'x' })));
    // What the customer does is known to the customer.
    await chat.does('sendMessage', { message: 'mine' });
    await rig.happens(chat, ...entries.slice(1));
    await rig.counted('fcm', 'sent', TOLD.length);
    expect(TOLD.map((_told, n) => read(n).message.notification)).toEqual(
      TOLD.map(([, title, body]) => ({ title, body })),
    );
    expect(messages()).toHaveLength(TOLD.length);
  });

  it('N-62 Silence is told too: the warning, and the end', async () => {
    await rig.server.stop();
    await rig.start(sections, {}, {});
    await rig.chat(FCM);
    rig.server.clock.advance(255_000);
    await rig.counted('fcm', 'sent', 1);
    rig.server.clock.advance(45_000);
    await until(() => messages().length >= 2);
    const titles = messages().map((_message, n) => (read(n).message.notification as { title: string }).title);
    expect(titles.slice(0, 2)).toEqual(['Chat will close soon', 'Chat is over']);
  });

  it('N-63 A name stands once and as it is; a long text ends where a character ends, within the vendors’ limit', async () => {
    const chat = await rig.chat(FCM);
    const from = { nickname: '%s $& x', type: 'Agent' };
    await rig.happens(chat, { from, type: 'ParticipantJoined' }, { from, type: 'Message', text: '😀'.repeat(3000) });
    await until(() => messages().length === 2);
    expect(read(0).message.notification).toMatchObject({ body: '%s $& x joined chat' });
    const { body } = read(1).message.notification as { body: string };
    expect(body).toMatch(/^(?:😀)+…$/u);
    const bytes = Buffer.byteLength(messages()[1]?.text ?? '');
    expect([bytes <= 4096, bytes > 4080]).toEqual([true, true]);
  });

  it('N-67 A device that is not there any more is forgotten; a message that is wrong is not repeated', async () => {
    const [gone, wrong] = [await rig.chat(FCM), await rig.chat({ ...FCM, push_notification_deviceid: 'device-2' })];
    react = ({ text }) =>
      text.includes('device-1')
        ? { status: 404, body: { error: { status: 'UNREGISTERED' } } }
        : { status: 400, body: { error: { status: 'INVALID_ARGUMENT' } } };
    for (const chat of [gone, wrong, gone, wrong]) {
      const before = messages().length;
      await rig.happens(chat, { type: 'Message', text: 'x' });
      if (chat !== gone || before === 0) await until(() => messages().length === before + 1);
    }
    expect(messages().map(({ text }) => /device-\d/.exec(text)?.[0])).toEqual(['device-1', 'device-2', 'device-2']);
    expect(await rig.counted('fcm', 'failed', 3)).toEqual({ sent: 0, failed: 3, retried: 0, dropped: 0 });
  });

  it('N-67 What may succeed later is tried again, after as long as the vendor says, and in order', async () => {
    const chat = await rig.chat(FCM);
    react = (_received, count) => (count === 2 ? { status: 429, headers: { 'retry-after': '7' } } : {});
    await rig.happens(chat, { type: 'Message', text: 'one' }, { type: 'Message', text: 'two' });
    const retry = () => rig.server.clock.pending().filter(({ name }) => name.startsWith('push retry'));
    await until(() => retry().length === 1);
    expect(retry()[0]?.dueAt).toBe(rig.server.clock.now() + 7000);
    rig.server.clock.advance(7000);
    await until(() => messages().length === 3);
    const bodies = [0, 1, 2].map((n) => (read(n).message.notification as { body: string }).body);
    expect(bodies).toEqual(['one', 'one', 'two']);
    expect(await rig.counted('fcm', 'sent', 2)).toEqual({ sent: 2, failed: 0, retried: 1, dropped: 0 });
  });

  it('N-67 What never succeeds is given up after five tries, each pause twice as long', async () => {
    const chat = await rig.chat(FCM);
    react = () => ({ status: 503 });
    await rig.happens(chat, { type: 'Message', text: 'one' });
    for (const pause of [1000, 2000, 4000, 8000]) {
      await until(() => rig.server.clock.pending().some(({ name }) => name.startsWith('push retry')));
      rig.server.clock.advance(pause);
    }
    await until(() => messages().length === 5);
    react = () => ({});
    await rig.happens(chat, { type: 'Message', text: 'two' });
    await until(() => messages().length === 6);
    expect((read(5).message.notification as { body: string }).body).toBe('two');
  });
});

describe('Apple', () => {
  let rig: PushRig;
  let apple: Receiver;
  let react: React;
  beforeEach(async () => {
    rig = new PushRig();
    react = () => ({ headers: { 'apns-id': 'x' } });
    apple = await rig.http2((received, count) => react(received, count));
    await rig.start({
      push: {
        pushEnabled: 'ios',
        defaultSubscriptionExpiration: '120',
        'apple.endpoint': apple.url,
        'apple.keyFile': rig.appleKeyFile(),
        'apple.keyId': 'KEY1234567',
        'apple.teamId': 'TEAM123456',
        'apple.topic': 'com.bank.app',
      },
    });
  });
  afterEach(() => rig.stop());
  const tokenOf = (n: number) => String(apple.received[n]?.headers.authorization).replace('bearer ', '');

  it('N-64 A device is told by APNs, over one connection, with a provider token', async () => {
    const chat = await rig.chat(IOS);
    await rig.happens(chat, ...TOLD.slice(0, 1).map(([entry]) => entry));
    await rig.happens(chat, ...TOLD.slice(1).map(([entry]) => entry));
    await until(() => apple.received.length === TOLD.length);
    const seconds = Math.floor(rig.server.clock.now() / 1000);
    const [first] = apple.received;
    expect(first).toMatchObject({
      method: 'POST',
      path: '/3/device/a1b2%2Fc3',
      headers: {
        'apns-topic': 'com.bank.app',
        'apns-push-type': 'alert',
        'apns-priority': '10',
        'apns-expiration': String(seconds + 120),
      },
    });
    expect(readToken(tokenOf(0), rig.appleKey)).toEqual({
      header: { alg: 'ES256', kid: 'KEY1234567' },
      claims: { iss: 'TEAM123456', iat: seconds },
    });
    expect(apple.bodies[0]).toEqual({
      aps: { alert: { title: 'Chat participants changed', body: 'agent-ola joined chat' }, sound: 'default' },
      chatId: chat.ids.chatId,
      service: 'bank',
      event: 'ParticipantJoined',
      index: 2,
    });
    const alerts = apple.bodies.map((body) => (body as { aps: { alert: object } }).aps.alert);
    expect(alerts).toEqual(TOLD.map(([, title, body]) => ({ title, body })));
    expect([apple.connections(), new Set(apple.received.map((_one, n) => tokenOf(n))).size]).toEqual([1, 1]);
  });

  it('N-64 The token is used for 40 minutes, and replaced when Apple does not want it', async () => {
    const chat = await rig.chat(IOS);
    const say = () => rig.happens(chat, { type: 'Message', text: 'x' });
    const ages = () => apple.received.map((_one, n) => Number(readToken(tokenOf(n), rig.appleKey).claims.iat) - start);
    const start = Math.floor(rig.server.clock.now() / 1000);
    for (const [n, seconds] of [0, 2399, 1].entries()) {
      rig.server.clock.advance(seconds * 1000);
      await say();
      await rig.counted('ios', 'sent', n + 1);
    }
    expect(ages()).toEqual([0, 0, 2400]);
    rig.server.clock.advance(60_000);
    react = (_received, count) => (count === 4 ? { status: 403, body: { reason: 'ExpiredProviderToken' } } : {});
    await say();
    await until(() => apple.received.length === 5);
    expect(ages().slice(3)).toEqual([2400, 2460]);
  });

  it('N-67 A device that has been unregistered is forgotten', async () => {
    const chat = await rig.chat(IOS);
    react = () => ({ status: 410, body: { reason: 'Unregistered', timestamp: 1 } });
    await rig.happens(chat, { type: 'Message', text: 'one' });
    await until(() => apple.received.length === 1);
    await rig.happens(chat, { type: 'Message', text: 'two' });
    // Another device, another try.
    react = () => ({});
    const userData = { ...IOS, push_notification_deviceid: 'new' };
    await chat.does('requestNotifications', { userData });
    await rig.happens(chat, { type: 'Message', text: 'three' });
    await until(() => apple.received.length === 2);
    expect(apple.received.map(({ path }) => path)).toEqual(['/3/device/a1b2%2Fc3', '/3/device/new']);
  });
});
