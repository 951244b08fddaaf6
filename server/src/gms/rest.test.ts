import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';
import { GMS_ERRORS } from './errors.js';
import { type Encoding, RestClient } from './testing/rest-client.js';

const indices = ({ messages }: Envelope) => messages.map(({ index }) => index);
const types = ({ messages }: Envelope) => messages.map(({ from, type }) => `${from.type} ${type}`);

describe('chats by REST', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
  });
  afterEach(() => server.stop());

  const ready = (agentId = '5001') => server.post(`/control/chat-agents/${agentId}/state`, { state: 'Ready' });
  const agent = async (client: RestClient, deed: string, body: object = {}) => {
    const answer = await server.post(`/control/chats/${client.ids.chatId}/${deed}`, body);
    expect(answer.body).not.toHaveProperty('code');
    return answer;
  };
  const served = async (client: RestClient) => {
    await ready();
    await client.begin();
    await agent(client, 'accept');
    return client;
  };

  it.each<Encoding>(['form', 'multipart', 'json'])(
    'N-01 Whole trace in %s: request, talk, and the end',
    async (encoding) => {
      const client = new RestClient(server, encoding);
      await ready();
      await client.begin({
        firstName: 'Rita',
        lastName: 'Moss',
        nickname: '',
        subject: 'Loan',
        emailAddress: 'rita@example.com',
        userData: { key1: 'value 1', 'a&b': 'ü' },
      });
      expect(client.last).toEqual({
        messages: [
          {
            from: { nickname: 'Rita Moss', participantId: 1, type: 'Client' },
            index: 1,
            type: 'ParticipantJoined',
            utcTime: server.clock.now(),
          },
        ],
        chatEnded: false,
        statusCode: 0,
        alias: expect.stringMatching(/^\d{3}$/) as string,
        secureKey: expect.stringMatching(/^[0-9a-f]{20}$/) as string,
        userId: expect.stringMatching(/^[0-9A-F]{16}$/) as string,
        chatId: expect.stringMatching(/^000[0-9A-Za-z]{13}$/) as string,
        nextPosition: 2,
      });
      const { chat } = await server.get<{ chat: object }>(`/control/chats/${client.ids.chatId}`);
      expect(chat).toMatchObject({ userData: { key1: 'value 1', 'a&b': 'ü' } });
      await agent(client, 'accept');
      await agent(client, 'typing', { text: 'Good mor' });
      await agent(client, 'say', { cannedReply: 'greeting' });
      const sent = await client.in('send', { message: 'Hello & ü', messageType: 'text', transcriptPosition: 2 });
      expect(types(sent.body)).toEqual(['Agent ParticipantJoined', 'Agent Message', 'Client Message']);
      expect(sent.body.messages[2]).toMatchObject({ text: 'Hello & ü', messageType: 'text', index: 5 });
      for (const [operation, fields, type, text] of [
        ['startTyping', { message: 'He' }, 'TypingStarted', 'He'],
        ['stopTyping', {}, 'TypingStopped', undefined],
        ['pushUrl', { pushUrl: 'http://example.com/?a=1' }, 'PushUrl', 'http://example.com/?a=1'],
        ['updateNickname', { nickname: 'RM' }, 'NicknameUpdated', 'RM'],
        ['customNotice', { message: 'ORDER' }, 'CustomNotice', 'ORDER'],
      ] as const) {
        const { body } = await client.in(operation, { ...fields, transcriptPosition: 6 });
        expect(body.messages.at(-1)).toMatchObject({ type, from: { type: 'Client' } });
        expect(body.messages.at(-1)?.text).toBe(text);
      }
      expect((await client.in('readReceipt', { transcriptPosition: '4' })).body).toMatchObject({
        messages: [],
        nextPosition: 11,
      });
      expect((await client.in('updateData', { userData: { key1: 'new' } })).body).toMatchObject({
        messages: [],
        statusCode: 0,
      });
      const gone = await client.in('disconnect');
      expect(Object.keys(gone.body).sort()).toEqual([
        'alias',
        'chatEnded',
        'chatId',
        'messages',
        'nextPosition',
        'statusCode',
      ]);
      expect(gone.body).toMatchObject({ chatEnded: true, messages: [] });
      const { chatId, alias } = client.ids;
      expect((await client.in('refresh')).body).toMatchObject({
        statusCode: 2,
        chatEnded: true,
        chatId,
        alias,
        errors: [{ code: 249 }],
      });
      expect(await server.get(`/control/chats/${client.ids.chatId}`)).toMatchObject({
        chat: {
          state: 'Ended',
          endReason: 'customer',
          userData: { key1: 'new' },
          parties: [{ readUpTo: 4, nickname: 'RM' }, {}],
        },
      });
    },
  );

  it('N-02 transcriptPosition means three things, as number and as text', async () => {
    const client = await served(new RestClient(server, 'json'));
    await agent(client, 'say', { text: 'one' });
    const read = async (transcriptPosition?: unknown) =>
      indices((await client.in('refresh', transcriptPosition === undefined ? {} : { transcriptPosition })).body);
    expect(await read()).toEqual([1, 2, 3]);
    expect(await read(0)).toEqual([]);
    expect(await read('1')).toEqual([1, 2, 3]);
    expect(await read(3)).toEqual([3]);
    expect(await read('4')).toEqual([]);
    expect(await read('99')).toEqual([]);
    expect(await read('x')).toEqual([1, 2, 3]);
    expect(await read(-1)).toEqual([1, 2, 3]);
    const send = async (fields: object) => indices((await client.in('send', { message: 'm', ...fields })).body);
    expect(await send({})).toEqual([]);
    expect(await send({ transcriptPosition: 0 })).toEqual([]);
    expect(await send({ transcriptPosition: '1' })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await send({ transcriptPosition: 7 })).toEqual([7]);
    expect((await client.in('refresh', { transcriptPosition: 9 })).body.nextPosition).toBe(8);
    for (const transcriptPosition of [0, 8, 'x', '']) {
      expect((await client.in('readReceipt', { transcriptPosition })).body.errors?.[0]?.code).toBe(901);
    }
  });

  it('N-03 Old typing is left out, and what only agents see is never there: gaps, but no disorder', async () => {
    const client = await served(new RestClient(server));
    await agent(client, 'typing');
    await agent(client, 'say', { text: 'secret', visibility: 'agents' });
    await agent(client, 'say', { text: 'public' });
    await client.in('startTyping', { message: 'He' });
    const { body } = await client.in('refresh');
    expect(indices(body)).toEqual([1, 2, 5, 6]);
    expect(body.nextPosition).toBe(7);
    await client.in('send', { message: 'Hello' });
    expect(indices((await client.in('refresh')).body)).toEqual([1, 2, 5, 7]);
  });

  it('N-04 An end by the agent is heard by the next refresh, and then nothing more can be done', async () => {
    const client = await served(new RestClient(server));
    await agent(client, 'end');
    const { status, body } = await client.in('refresh', { transcriptPosition: 3 });
    expect([status, types(body)]).toEqual([200, ['Agent ParticipantLeft', 'Client ParticipantLeft']]);
    expect(body).toMatchObject({ chatEnded: true, statusCode: 0 });
    expect(body).not.toHaveProperty('secureKey');
    expect(body).not.toHaveProperty('userId');
    const late = await client.in('send', { message: 'Wait!' });
    expect(late).toMatchObject({
      status: 200,
      body: { messages: [], chatEnded: true, statusCode: 2, alias: client.ids.alias, chatId: client.ids.chatId },
    });
    expect(late.body.errors).toEqual([{ code: 249, advice: expect.stringMatching(/referenceId\[\d+\]$/) as string }]);
  });

  it('N-05 Every error of the table has its HTTP status and the envelope', async () => {
    const nobody = new RestClient(server, 'json');
    const codeOf = async (fields: object) => {
      const { status, body } = await nobody.post('', fields as Record<string, unknown>);
      const [error] = body.errors ?? [];
      expect(body).toMatchObject({ messages: [], statusCode: expect.any(Number) as number, chatEnded: false });
      expect(error?.advice).toMatch(/referenceId\[\d+\]$/);
      expect(status).toBe(GMS_ERRORS[error?.code as keyof typeof GMS_ERRORS].http);
      return error?.code;
    };
    expect(await codeOf({})).toBe(161);
    expect(await codeOf({ lastName: 'M' })).toBe(102);
    expect(await codeOf({ firstName: 'R' })).toBe(103);
    expect(await codeOf({ nickname: 'R', emailAddress: 'nonsense' })).toBe(364);
    expect(await codeOf({ nickname: 'n'.repeat(256) })).toBe(204);
    expect(await codeOf({ nickname: { a: 1 } })).toBe(901);
    expect(await codeOf({ nickname: 'R', userData: '[1]' })).toBe(901);
    expect(
      await codeOf({ nickname: 'R', userData: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [n, 'v'])) }),
    ).toBe(901);
    const client = await served(new RestClient(server, 'json'));
    const inChat = async (operation: string, fields: object) => {
      const { status, body } = await client.in(operation, fields as Record<string, unknown>);
      return [status, body.errors?.[0]?.code, body.chatEnded];
    };
    expect(await inChat('send', { message: 'x'.repeat(14_701) })).toEqual([400, 204, false]);
    expect(await inChat('send', {})).toEqual([400, 901, false]);
    expect(await inChat('send', { message: '' })).toEqual([400, 901, false]);
    expect(await inChat('pushUrl', {})).toEqual([400, 901, false]);
    expect(await inChat('updateNickname', {})).toEqual([400, 901, false]);
    expect(await inChat('send', { message: 'x', secureKey: '' })).toEqual([400, 901, false]);
    expect(await inChat('send', { message: 'x', secureKey: 'wrong' })).toEqual([200, 249, true]);
    expect(await inChat('dance', {})).toEqual([404, 903, false]);
    // Nothing of all that has come to the chat.
    expect((await client.in('refresh')).body.nextPosition).toBe(3);
  });

  it('N-05 What cannot be read is refused as such, and ends nothing', async () => {
    const client = await new RestClient(server).begin();
    const codes = async (type: string, body: string) => {
      const answer = await client.send('', body, type === '' ? {} : { 'content-type': type });
      return [answer.status, answer.body.errors?.[0]?.code];
    };
    expect(await codes('application/json', '{')).toEqual([400, 902]);
    expect(await codes('application/json', '{"nickname":"x","__proto__":{"a":1}}')).toEqual([400, 902]);
    expect(await codes('application/json', '[]')).toEqual([400, 902]);
    expect(await codes('application/json', 'null')).toEqual([400, 161]);
    expect(await codes('text/plain', 'nickname=x')).toEqual([415, 902]);
    expect(await codes('application/xml', '<a/>')).toEqual([415, 902]);
    expect(await codes('multipart/form-data', 'x')).toEqual([400, 902]);
    expect(await codes('multipart/form-data; boundary=b', 'not parts')).toEqual([400, 902]);
    expect(await codes('application/x-www-form-urlencoded', `nickname=${'x'.repeat(70_000)}`)).toEqual([413, 902]);
    expect(await codes('application/x-www-form-urlencoded', 'userData[__proto__]=1&nickname=p')).toEqual([
      200,
      undefined,
    ]);
    expect((await client.in('refresh')).body.statusCode).toBe(0);
  });

  it('N-06 Names, cases and slashes as real clients write them', async () => {
    const client = new RestClient(server);
    const form = 'Subject=Loan&nickname=first&nickname=last&userData%5BTimeZone%5D=-480&userData[empty]=';
    const answer = await client.send('/', form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.body.messages[0]?.from.nickname).toBe('last');
    const { chat } = await server.get<{ chat: object }>(`/control/chats/${answer.body.chatId ?? ''}`);
    expect(chat).toMatchObject({ userData: { TimeZone: '-480', empty: '' } });
    client.last = answer.body;
    expect((await client.in('refresh/')).status).toBe(200);
    const { secureKey } = client.ids;
    expect((await client.post(`/${client.ids.chatId}/refresh`, { secureKey })).body.nextPosition).toBe(2);
  });

  it('N-07 A key is good for its own chat and service only; ids that contradict it are refused in strict mode', async () => {
    const [one, two] = [await new RestClient(server).begin(), await new RestClient(server).begin()];
    const { userId, chatId } = one.ids;
    const code = async (client: RestClient, path: string, fields: Record<string, unknown>) =>
      (await client.post(path, fields)).body.errors?.[0]?.code;
    const { secureKey } = two.ids;
    expect(await code(one, `/${chatId}/refresh`, { secureKey })).toBe(249);
    expect(await code(new RestClient(server, 'form', 'sales'), `/${two.ids.chatId}/refresh`, { secureKey })).toBe(249);
    expect(await code(two, `/${two.ids.chatId}/refresh`, { secureKey, userId, alias: 'no' })).toBeUndefined();
    await server.stop();
    server = await TestServer.start({}, { chat: { defaults: { gms: { strict: true } } } });
    const strict = await new RestClient(server).begin();
    const refresh = (fields: object) => strict.in('refresh', fields as Record<string, unknown>);
    expect((await refresh({})).body.statusCode).toBe(0);
    for (const wrong of [{ userId }, { alias: '0' }, { chatId }])
      expect((await refresh(wrong)).body.errors?.[0]?.code).toBe(249);
    for (const transcriptPosition of ['x', '-1', '1.5']) {
      expect((await refresh({ transcriptPosition })).body.errors?.[0]?.code).toBe(901);
    }
  });

  it('N-08 A service asks for its credentials, and the others do not', async () => {
    await server.stop();
    const auth = { username: 'user1', password: 'p:ss' };
    server = await TestServer.start(
      {},
      {
        chat: {
          services: [
            { name: 'locked', options: { gms: { auth } } },
            { name: 'always', options: { gms: { auth, authEveryCall: true } } },
          ],
        },
      },
    );
    const header = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    const locked = new RestClient(server, 'form', 'locked');
    for (const headers of [{}, header('user1:pass'), header('user1'), { authorization: 'Bearer x' }]) {
      const answer = await locked.post('', { nickname: 'R' }, headers);
      expect([answer.status, answer.body.errors?.[0]?.code, answer.body.chatEnded]).toEqual([401, 904, true]);
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="chat"');
    }
    const good = header('user1:p:ss');
    locked.last = (await locked.post('', { nickname: 'R' }, good)).body;
    expect((await locked.in('refresh')).status).toBe(200);
    const always = new RestClient(server, 'form', 'always');
    always.last = (await always.post('', { nickname: 'R' }, good)).body;
    expect((await always.in('refresh')).status).toBe(401);
    const { chatId, ...ids } = always.ids;
    expect((await always.post(`/${chatId}/refresh`, ids, good)).status).toBe(200);
    expect((await new RestClient(server).begin()).last?.statusCode).toBe(0);
    expect(JSON.stringify(await server.get('/control/world'))).not.toContain('p:ss');
    expect(JSON.stringify(await server.get('/control/journal'))).not.toMatch(new RegExp(`p:ss|${ids.secureKey}`));
  });

  it('N-09 Pages that are allowed may come with credentials, others get nothing', async () => {
    const origin = 'http://localhost:3000';
    const client = new RestClient(server);
    const { headers } = await client.post('', { nickname: 'R' }, { origin });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('vary')).toMatch(/Origin/);
    expect(headers.get('cache-control')).toBe('no-store');
    const preflight = await fetch(`${server.url}/genesys/2/chat/customer-support`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, authorization, apikey, gms_user',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/apikey.*gms_user/);
    expect(preflight.headers.get('access-control-max-age')).toBe('86400');
    expect((await client.post('', { nickname: 'R' }, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('N-10 Chats and requests are limited; a client that goes slower is served', async () => {
    await server.stop();
    server = await TestServer.start({
      gms: { requestBurst: 3, requestsPerSecond: 1, chatBurst: 2, chatsPerSecond: 1, chats: 3 },
    });
    const client = await new RestClient(server).begin();
    for (let n = 0; n < 3; n += 1) expect((await client.in('refresh')).status).toBe(200);
    const refused = await client.in('refresh');
    expect([refused.status, refused.body.statusCode, refused.body.errors?.[0]?.code]).toEqual([429, 1, 909]);
    await new RestClient(server).begin();
    expect((await client.post('', { nickname: 'R' })).body.errors?.[0]?.code).toBe(909);
    server.clock.advance(1000);
    expect((await client.in('refresh')).status).toBe(200);
    await new RestClient(server).begin();
    server.clock.advance(1000);
    const full = await client.post('', { nickname: 'R' });
    expect([full.status, full.body.errors?.[0]?.code]).toEqual([503, 240]);
  });

  it('N-11 A service that nobody named is there, or not, as configured', async () => {
    expect((await new RestClient(server, 'form', 'anything').begin()).last?.statusCode).toBe(0);
    const odd = await new RestClient(server, 'form', 'a%20b').post('', { nickname: 'R' });
    expect([odd.status, odd.body.errors?.[0]?.code]).toEqual([404, 905]);
    await server.stop();
    server = await TestServer.start({ gms: { anyService: false } });
    expect((await new RestClient(server).begin()).last?.statusCode).toBe(0);
    expect((await new RestClient(server, 'form', 'anything').post('', { nickname: 'R' })).status).toBe(404);
  });

  it('N-12 Whoever stops asking for 45 seconds is gone, but not in asynchronous mode; whoever is silent is warned', async () => {
    const [client, patient] = [
      await served(new RestClient(server)),
      await new RestClient(server).begin({ userData: { GCTI_Chat_AsyncMode: 'true' } }),
    ];
    server.clock.advance(44_999);
    await client.in('refresh');
    server.clock.advance(44_999);
    expect((await client.in('refresh')).body.chatEnded).toBe(false);
    server.clock.advance(45_000);
    const { body } = await client.in('refresh', { transcriptPosition: 3 });
    expect([types(body), body.chatEnded]).toEqual([['Client ParticipantLeft', 'Agent ParticipantLeft'], true]);
    server.clock.advance(255_000 - 134_998);
    const warned = (await patient.in('refresh', { transcriptPosition: 2 })).body;
    expect(warned.messages).toMatchObject([{ type: 'Notice', from: { nickname: 'system', type: 'External' } }]);
    server.clock.advance(45_000);
    expect((await patient.in('refresh', { transcriptPosition: 3 })).body).toMatchObject({
      chatEnded: true,
      messages: [{}, {}],
    });
  });
});
