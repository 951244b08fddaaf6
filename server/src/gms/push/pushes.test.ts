import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../bayeux/testing/endpoint.js';
import { ConfigError } from '../../runtime/config.js';
import { RestClient } from '../testing/rest-client.js';
import type { Envelope } from '../envelope.js';
import { PushOptions } from './options.js';
import { PushRig } from './testing/push-rig.js';
import type { Receiver } from './testing/receiver.js';

const HTTP = { push_notification_deviceid: 'dev-77', push_notification_type: 'customhttp' };
const say = (text: string) => ({ type: 'Message', text });

describe('pushes', () => {
  let rig: PushRig;
  let target: Receiver;
  beforeEach(async () => {
    rig = new PushRig();
    target = await rig.http();
  });
  afterEach(() => rig.stop());

  const sections = (push: object = {}, others: object = {}) => ({
    push: { pushEnabled: 'customhttp', 'customhttp.url': `${target.url}/push`, ...push },
    ...others,
  });
  const heard = () => target.bodies as { deviceId: string; message: unknown }[];

  it('N-65 An address of one’s own gets device and message, a static one where one is configured', async () => {
    await rig.start(sections({ 'customhttp.authorization': 'Bearer own' }));
    await rig.happens(await rig.chat(HTTP), say('Good morning'));
    await until(() => heard().length === 1);
    expect(target.received[0]).toMatchObject({
      method: 'POST',
      path: '/push',
      headers: { 'content-type': 'application/json', authorization: 'Bearer own' },
    });
    expect(heard()).toEqual([{ deviceId: 'dev-77', message: 'Good morning' }]);
    await rig.server.stop();
    await rig.start(sections({ 'customhttp.message': 'There is news' }));
    await rig.happens(await rig.chat(HTTP), say('Good morning'));
    await until(() => heard().length === 2);
    expect(heard()[1]).toEqual({ deviceId: 'dev-77', message: 'There is news' });
  });

  it('N-65 It gets the event itself where service or client ask for that, and never the key', async () => {
    await rig.start(sections(), { push_notification_include_payload: true });
    const chat = await rig.chat(HTTP);
    await rig.happens(chat, say('Good morning'));
    await until(() => heard().length === 1);
    const { alias, chatId, userId } = chat.ids;
    const envelope = {
      messages: [
        {
          from: { nickname: 'agent-ola', participantId: 2, type: 'Agent' },
          index: 2,
          text: 'Good morning',
          type: 'Message',
          utcTime: Math.floor(rig.server.clock.now() / 1000) * 1000,
        },
      ],
      chatEnded: false,
      statusCode: 0,
      alias,
      userId,
      chatId,
      nextPosition: 3,
    };
    expect(heard()).toEqual([{ deviceId: 'dev-77', message: envelope }]);
    await rig.server.stop();
    const options = { 'customhttp.payloadAsString': 'true', 'flex-push-content': 'session-id, secure-key' };
    await rig.start(sections(options));
    const other = await rig.chat({ ...HTTP, GCTI_GMS_PushIncludePayload: 'true' });
    await rig.happens(other, say('x'));
    await until(() => heard().length === 2);
    const told = JSON.parse(heard()[1]?.message as string) as Envelope;
    expect([told.secureKey, told.chatId, told.userId]).toEqual([other.ids.secureKey, other.ids.chatId, undefined]);
  });

  it('N-65 A REST client asks for it by other keys, and may hear of itself', async () => {
    await rig.start(sections());
    const client = await new RestClient(rig.server, 'form', 'bank').begin({
      userData: {
        GCTI_Chat_PushSubscribe: 'true',
        GCTI_GMS_NodeGroup: 'any',
        GCTI_GMS_PushDeviceId: 'rest-1',
        GCTI_GMS_PushDeviceType: 'customhttp',
        GCTI_GMS_NotifyRequestor: 'true',
      },
    });
    await client.in('send', { message: 'my own' });
    await until(() => heard().length === 1);
    expect(heard()).toEqual([{ deviceId: 'rest-1', message: 'my own' }]);
  });

  it('N-66 The most specific section counts: provider and event, event, provider, default; debug first where asked', async () => {
    const other = await rig.http();
    await rig.start(
      sections(
        { 'customhttp.message': 'default', 'debug.customhttp.url': `${other.url}/debug` },
        {
          'push.provider.event.PushUrl': { 'customhttp.message': 'event' },
          'push.provider.Bank': { 'customhttp.message': 'provider', 'customhttp.url': `${target.url}/bank` },
          'push.provider.Bank.event.FileUploaded': { 'customhttp.message': 'provider and event: %s' },
        },
      ),
    );
    const events = [say('x'), { type: 'PushUrl', text: 'x' }, { type: 'FileUploaded', text: 'x' }];
    const messages = async (userData: object) => {
      const before = heard().length;
      await rig.happens(await rig.chat({ ...HTTP, ...userData }), ...events);
      await until(() => heard().length === before + 3);
      return target.received.slice(before).map(({ path }, n) => `${path} ${String(heard()[before + n]?.message)}`);
    };
    expect(await messages({})).toEqual(['/push default', '/push event', '/push default']);
    expect(await messages({ push_notification_provider: 'Bank' })).toEqual([
      '/bank provider',
      '/bank event',
      '/bank provider and event: agent-ola',
    ]);
    expect(await messages({ push_notification_provider: 'Nobody' })).toEqual([
      '/push default',
      '/push event',
      '/push default',
    ]);
    await rig.happens(await rig.chat({ ...HTTP, push_notification_debug: 'true' }), say('x'));
    await until(() => other.received.length === 1);
    expect(other.received[0]?.path).toBe('/debug');
  });

  it('N-68 By default both hear of everything; a service may leave a device alone while a client is there', async () => {
    await rig.start(sections(), { push_notification_to_active_client: false });
    const chat = await rig.chat(HTTP);
    await rig.happens(chat, say('seen'), say('not yet seen'));
    expect((await chat.poll()).length).toBe(2);
    expect(heard()).toEqual([]);
    // As the iOS library does it: goodbye, and how far it has read.
    await chat.post({ channel: '/meta/disconnect', clientId: chat.clientId, ext: { transcriptPosition: '2' } });
    await until(() => heard().length === 1);
    await rig.happens(chat, say('away'));
    await until(() => heard().length === 2);
    expect(heard().map(({ message }) => message)).toEqual(['not yet seen', 'away']);
    await chat.handshake();
    await chat.does('requestNotifications', { userData: HTTP });
    await rig.happens(chat, say('back'));
    rig.server.clock.advance(41_000);
    await rig.happens(chat, say('expired'));
    await until(() => heard().length === 3);
    expect(heard()[2]?.message).toBe('expired');
  });

  it('N-68 A client whose socket has broken is not there either', async () => {
    await rig.start(sections(), { push_notification_to_active_client: false });
    const chat = await rig.chat(HTTP);
    const socket = await rig.server.open({}, [], '/genesys/cometd').opened();
    const { clientId } = chat;
    socket.webSocket.send(JSON.stringify({ channel: '/meta/connect', clientId, connectionType: 'websocket' }));
    await until(() => rig.server.clock.pending().some(({ name }) => name.startsWith('bayeux connect')));
    await rig.happens(chat, say('there'));
    await until(() => socket.texts.length === 1);
    socket.webSocket.terminate();
    await until(() => !rig.server.clock.pending().some(({ name }) => name.startsWith('bayeux connect')));
    await rig.happens(chat, say('away'));
    await until(() => heard().length === 1);
    expect(heard()[0]?.message).toBe('away');
  });

  it('N-69 One chat’s pushes come in order, one at a time; an address of one’s own is tried once, or again where asked', async () => {
    let [busy, most] = [0, 0];
    const slow = await rig.http(async (_received, count) => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise((resolve) => setImmediate(resolve));
      busy -= 1;
      return { status: count === 1 ? 500 : 200 };
    });
    await rig.start(sections({ 'customhttp.url': slow.url }));
    const texts = Array.from({ length: 20 }, (_, n) => String(n));
    await rig.happens(await rig.chat(HTTP), ...texts.map(say));
    const messages = () => slow.bodies.map((body) => (body as { message: string }).message);
    await until(() => messages().length === 20);
    expect([messages(), most]).toEqual([texts, 1]);
    expect(await rig.counted('customhttp', 'sent', 19)).toEqual({ sent: 19, failed: 1, retried: 0, dropped: 0 });
    await rig.server.stop();
    const failing = await rig.http((_received, count) => ({ status: count < 3 ? 204 : 200 }));
    await rig.start(sections({ 'customhttp.url': failing.url, 'flex-push-resend-delay': '20' }));
    await rig.happens(await rig.chat({ ...HTTP, GCTI_GMS_PushResend: 'true' }), say('again'));
    for (let n = 0; n < 2; n += 1) {
      const waits = () => rig.server.clock.pending().filter(({ name }) => name.startsWith('push retry'));
      await until(() => waits().length === 1);
      rig.server.clock.advance(20_000);
    }
    await until(() => failing.received.length === 3);
  });

  it('N-70 A dead target slows neither its chat nor the pushes through others, and what piles up is bounded', async () => {
    const dead = await rig.http(() => undefined);
    await rig.start(sections({}, { 'push.provider.Dead': { 'customhttp.url': `${dead.url}/dead` } }));
    const lost = await Promise.all(
      Array.from({ length: 70 }, () => rig.chat({ ...HTTP, push_notification_provider: 'Dead' })),
    );
    const [chat] = lost;
    const many = Array.from({ length: 150 }, (_, n) => say(String(n)));
    await Promise.all(lost.map((one) => rig.happens(one, ...(one === chat ? many : [say('x')]))));
    // Only so many wait at the dead end; the chat itself has everything at once.
    await until(() => dead.received.length === 64);
    expect((await chat!.poll()).flatMap(({ messages }) => messages)).toHaveLength(150);
    const healthy = await rig.chat(HTTP);
    await rig.happens(healthy, say('through'));
    await until(() => heard().length === 1);
    expect(await rig.counted('customhttp', 'sent', 1)).toMatchObject({ sent: 1, failed: 0, dropped: 49 });
    rig.server.clock.advance(5000);
    await rig.counted('customhttp', 'failed', 64);
  });

  it('N-71 The address of a profile hears what others do, as the event itself', async () => {
    await rig.start({});
    await rig.server.post('/genesys/2/mock/profiles', {
      profile: 'bot',
      settings: { chat: { pushUrl: `${target.url}/messages`, pushUrlMode: 'aura', autoMessages: [] } },
    });
    const client = await new RestClient(rig.server, 'json', 'bank').begin({ profile: 'bot' });
    const { chatId } = client.ids;
    await client.in('send', { message: 'mine' });
    const inject = (text: string) =>
      rig.server.post(`/genesys/2/mock/chat/bank/${chatId}/send`, {
        from: { nickname: 'bot', type: 'External' },
        ...say(text),
      });
    await inject('one');
    await until(() => heard().length === 1);
    expect(heard()).toMatchObject([
      { deviceId: chatId, message: { messages: [{ type: 'Message', text: 'one', index: 3 }], chatEnded: false } },
    ]);
    expect(heard()[0]?.message).not.toHaveProperty('secureKey');
    await client.in('pushUrl', { pushUrl: `${target.url}/elsewhere` });
    await inject('two');
    await until(() => heard().length === 2);
    expect(target.received.map(({ path }) => path)).toEqual(['/messages', '/elsewhere']);
    await rig.counted('profile', 'sent', 2);
    expect(await rig.server.get(`/genesys/2/mock/sessions/${chatId}`)).toMatchObject({ push: { sent: 2, failed: 0 } });
    // Whoever asks for a chat cannot make the server call its neighbours.
    await client.in('pushUrl', { pushUrl: 'http://169.254.169.254/latest' });
    await inject('three');
    await rig.counted('profile', 'failed', 1);
  });

  it('N-72 What is not enabled, or not known, is not pushed', async () => {
    await rig.start(sections({ pushEnabled: 'comet, fcm' }));
    for (const push_notification_type of ['customhttp', 'gcm', 'nonsense']) {
      const chat = await rig.chat({ ...HTTP, push_notification_type });
      await rig.happens(chat, say('x'));
    }
    // Enabled, and without anything that it takes.
    const chat = await rig.chat({ ...HTTP, push_notification_type: 'fcm' });
    await rig.happens(chat, say('x'));
    await rig.counted('fcm', 'failed', 1);
    expect(heard()).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['a section of no meaning', { 'push.here': {} }, /push\.here/],
    ['an event that there is not', { 'push.provider.event.Typing': {} }, /event\.Typing/],
    ['an option that there is not', { push: { 'fcm.tilte': 'x' } }, /fcm\.tilte.*is no option/],
    ['an option in a wrong place', { 'push.provider.A': { pushEnabled: 'fcm' } }, /no meaning there/],
    ['no address', { push: { 'customhttp.url': 'ftp://x' } }, /no http or https address/],
    ['what Google has switched off', { push: { 'fcm.apiKey': 'x' } }, /fcm\.serviceAccount/],
    ['what would trust anybody', { push: { 'http.ssl_trust_all': 'true' } }, /authorities/],
  ])('N-72 A configuration with %s stops the start with a sentence', (_what, given, sentence) => {
    const make = () => new PushOptions({ sections: given as Record<string, Record<string, string>> });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(sentence);
  });

  it('N-72 A key file that cannot be used stops the start with a sentence', async () => {
    const bad = rig.file('bad.json', { client_email: 'x' });
    await expect(rig.start({ push: { 'fcm.serviceAccount': bad } })).rejects.toThrow(
      /bad\.json of fcm\.serviceAccount/,
    );
    await expect(rig.start({ push: { 'apple.keyFile': bad } })).rejects.toThrow(/bad\.json of apple\.keyFile/);
    await rig.start({});
  });
});
