import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { until } from '../bayeux/testing/endpoint.js';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';
import { RawCometd } from './testing/raw-cometd.js';
import { RestClient } from './testing/rest-client.js';

const SECRETS = {
  username: 'the-user-name',
  password: 'the-password',
  text: 'what-the-customer-said',
  device: 'the-device-token',
  data: 'the-user-data',
};
const AUTH = { username: SECRETS.username, password: SECRETS.password };

/** Whatever one client does, another one's chat goes on as if it were alone, and no log tells what is nobody's business. */
describe('bad input', () => {
  let server: TestServer;
  let log: MockInstance<typeof process.stderr.write>;
  let bystander: RawCometd;
  beforeEach(async () => {
    log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    server = await TestServer.start(
      {
        logLevel: 'trace',
        gms: { requestBurst: 40, chatBurst: 20, push: { sections: { push: { pushEnabled: 'fcm' } } } },
      },
      { chat: { defaults: { gms: { profile: 'silent', auth: AUTH }, files: { needAgent: false } } } },
    );
    bystander = await (await RawCometd.to(server)).begin({ auth: AUTH, nickname: 'Bystander' });
  });
  afterEach(async () => {
    log.mockRestore();
    await server.stop();
  });

  const begin = async () => {
    const userData = {
      secret: SECRETS.data,
      push_notification_deviceid: SECRETS.device,
      push_notification_type: 'fcm',
    };
    return (await RawCometd.to(server)).begin({ auth: AUTH, userData });
  };
  const inject = (chatId: string | undefined, text: string) =>
    server.post(`/genesys/2/mock/chat/customer-support/${chatId ?? ''}/send`, {
      from: { nickname: 'Ola', type: 'Agent' },
      type: 'Message',
      text,
    });
  /** The bystander's chat works, with every index in its place. */
  let said = 1;
  const goesOn = async () => {
    const heard: Envelope[] = [await bystander.does('sendMessage', { message: SECRETS.text })];
    await inject(bystander.ids.chatId, 'go on');
    heard.push(...(await bystander.poll()));
    expect(heard.flatMap(({ messages }) => messages.map(({ index }) => index))).toEqual([said + 1, said + 2]);
    said += 2;
  };
  beforeEach(() => {
    said = 1;
  });
  const code = (answer: Envelope) => answer.errors?.[0]?.code;

  it('N-75 Wrong keys, ended sessions and the sessions of others', async () => {
    const [mine, other] = [await begin(), await begin()];
    for (const secureKey of ['', 'x', '0'.repeat(20), ' ', '__proto__', 'constructor', 'x'.repeat(201)]) {
      const expected = secureKey === '' || secureKey.length > 200 ? 901 : 249;
      expect(code(await mine.does('sendMessage', { secureKey, message: 'x' }))).toBe(expected);
    }
    // Another's ids with one's own key reach one's own chat only, and by REST no chat at all.
    await mine.does('sendMessage', { chatId: other.ids.chatId, userId: other.ids.userId, message: SECRETS.text });
    expect(await other.poll()).toEqual([]);
    const rest = new RestClient(server);
    const { secureKey } = mine.ids;
    expect(code((await rest.post(`/${other.ids.chatId ?? ''}/send`, { secureKey, message: 'x' })).body)).toBe(249);
    await mine.does('disconnect');
    for (const operation of ['sendMessage', 'startTyping', 'requestNotifications', 'disconnect', 'updateData']) {
      expect(code(await mine.does(operation, { message: 'x' }))).toBe(249);
    }
    expect(code(await other.does('sendMessage', { message: SECRETS.text }))).toBeUndefined();
    await goesOn();
  });

  it('N-75 Wrong types and wrong bodies', async () => {
    const client = await begin();
    const wrong = [
      null,
      7,
      'text',
      [],
      [[]],
      { operation: 7 },
      { operation: ['sendMessage'] },
      { operation: 'toString' },
    ];
    for (const data of wrong) expect((await client.publish(data)).heard.map(code)).toEqual([expect.any(Number)]);
    const fields = [
      { message: {} },
      { message: ['x'] },
      { message: 'x'.repeat(14_701) },
      { message: 'x', messageType: 'x'.repeat(256) },
      { message: 'x', userData: 7 },
      { message: 'x', userData: '[1]' },
    ];
    for (const each of fields) expect(code(await client.does('sendMessage', each))).toEqual(expect.any(Number));
    for (const userData of [
      Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, 'v'])),
      { ['k'.repeat(256)]: 'v' },
      { k: 'v'.repeat(4097) },
    ]) {
      expect(code(await client.does('updateData', { userData }))).toBe(901);
    }
    // A name that would change what objects are is not let in at all.
    const data = JSON.parse('{"__proto__": {"polluted": "yes"}}') as object;
    const { ids, channel, clientId } = client;
    const [refused] = await client.post({
      channel,
      clientId,
      data: { operation: 'updateData', ...ids, userData: data },
    });
    expect(refused).toMatchObject({ successful: false, error: '400::body_malformed' });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    await goesOn();
  });

  it('N-75 Files that are too large, and names that lead elsewhere', async () => {
    const client = await begin();
    const upload = async (name: string, content: BlobPart = 'x') => {
      const form = new FormData();
      form.append('secureKey', client.ids.secureKey ?? '');
      form.append('operation', 'fileUpload');
      form.append('file', new Blob([content]), name);
      const answer = await fetch(`${server.url}/genesys/2/chat-ntf`, { method: 'POST', body: form });
      return (await answer.json()) as Envelope;
    };
    expect(code(await upload('a.txt', new Uint8Array(2_097_153)))).toBe(202);
    for (const name of [
      '..',
      '../..',
      '.',
      'a\u0000.txt',
      'a\u202etxt.exe',
      'con\r\nx: y.txt',
      `${'a'.repeat(252)}.txt`,
    ]) {
      expect([name, code(await upload(name))]).not.toEqual([name, undefined]);
    }
    const names = ['../../etc/passwd.txt', 'C:\\Windows\\system.txt', '/abs/olute.txt'];
    for (const name of names) expect(code(await upload(name))).toBeUndefined();
    const view = await server.get<{ files: { name: string }[] }>(`/genesys/2/mock/sessions/${client.ids.chatId ?? ''}`);
    expect(view.files.map(({ name }) => name)).toEqual(['passwd.txt', 'system.txt', 'olute.txt']);
    await goesOn();
  });

  it('N-75 Floods: of requests, of chats, of frames', async () => {
    const client = await begin();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => client.does('sendMessage', { message: String(n) })),
    );
    const refused = answers.filter((answer) => code(answer) === 909);
    expect(refused.length).toBeGreaterThan(10);
    expect(new Set(refused.map(({ statusCode, chatEnded }) => `${statusCode} ${chatEnded}`))).toEqual(
      new Set(['1 false']),
    );
    const callers = await Promise.all(Array.from({ length: 30 }, () => RawCometd.to(server)));
    const opened = await Promise.all(callers.map((one) => one.does('requestChat', { nickname: 'R', auth: AUTH })));
    expect(opened.filter((answer) => code(answer) === 909).length).toBeGreaterThan(5);
    const socket = await server.open({}, [], '/genesys/cometd').opened();
    for (let n = 0; n < 400; n += 1) socket.webSocket.send('[{"channel":"/meta/handshake"}]');
    expect((await socket.closed()).code).toBe(1008);
    await goesOn();
  });

  it('N-76 No log, however talkative, has a key, a credential, a text or a device in it', async () => {
    const client = await begin();
    await client.does('sendMessage', { message: SECRETS.text });
    await inject(client.ids.chatId, SECRETS.text);
    const nobody = await RawCometd.to(server);
    await nobody.does('requestChat', { nickname: 'R', auth: { ...AUTH, password: `${SECRETS.password}-wrong` } });
    const rest = new RestClient(server);
    await rest.post('', { nickname: 'R' }, { authorization: `Basic ${btoa('the-user-name:nonsense')}` });
    await rest.post(`/none/send?secureKey=${client.ids.secureKey ?? ''}`, { message: SECRETS.text });
    await rest.send('', `{"nickname": "${SECRETS.text}`, { 'content-type': 'application/json' });
    await client.post({ channel: '/service/nothing', clientId: client.clientId, data: { text: SECRETS.text } });
    // A push that cannot be sent is worth a line, and that line is here.
    const lines = () => log.mock.calls.map(([line]) => String(line)).join('');
    await until(() => lines().includes('a push notification did not arrive'));
    for (const secret of [...Object.values(SECRETS), client.ids.secureKey, client.clientId, bystander.clientId]) {
      expect([secret, lines().includes(secret ?? 'nothing')]).toEqual([secret, false]);
    }
  });
});
