import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../bayeux/testing/endpoint.js';
import { CometdClient } from '../bayeux/testing/real-clients.js';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';
import { RawCometd } from './testing/raw-cometd.js';
import { RestClient } from './testing/rest-client.js';

const CHANNEL = '/service/chatV2/customer-support';
const COMETD = '/genesys/cometd';

/**
 * What an acceptance of the whole asks for and no other test has, against the server as it is composed. The rest of it:
 * clients N-73, operations N-60, positions N-02, coming back N-80 to N-84, files N-50 to N-55, pushes N-62 to N-72.
 */
describe('acceptance', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start({}, { chat: { defaults: { gms: { profile: 'silent' } } } });
  });
  afterEach(() => server.stop());
  const restart = async (...given: Parameters<typeof TestServer.start>) => {
    await server.stop();
    server = await TestServer.start(...given);
  };
  const inject = (chatId: string | undefined, body: object) =>
    server.post(`/genesys/2/mock/chat/customer-support/${chatId ?? ''}/send`, body);
  const keys = () => server.get<string[]>('/genesys/2/mock/sessions/keys');

  it('N-74 A thousand events of both sides: no index twice, none out of order', async () => {
    await restart(
      { gms: { requestBurst: 2000 } },
      { chat: { defaults: { gms: { profile: 'silent' } } } },
      { wallClock: new SystemClock() },
    );
    const client = new CometdClient('websocket');
    await client.start(`${server.url}${COMETD}`, CHANNEL);
    await client.publish(CHANNEL, { operation: 'requestChat', nickname: 'Rita' });
    await until(() => client.heard.length === 1);
    const { secureKey, chatId } = client.heard[0] as Envelope;
    const from = { nickname: 'Ola', type: 'Agent' };
    await inject(chatId, { from, type: 'ParticipantJoined' });
    const batch = Array.from({ length: 45 }, (_, n) => ({ from, type: 'Message', text: String(n) }));
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([
        inject(chatId, batch),
        ...Array.from({ length: 5 }, (_, n) =>
          client.publish(CHANNEL, { operation: 'sendMessage', secureKey, message: `${round} ${n}` }),
        ),
      ]);
    }
    const indices = () => (client.heard as Envelope[]).flatMap(({ messages }) => messages.map(({ index }) => index));
    await until(() => indices().length === 1002);
    expect(indices()).toEqual(Array.from({ length: 1002 }, (_, n) => n + 1));
    await client.stop();
  });

  it('N-74 Files as another deployment limits them', async () => {
    const chatServer = {
      'client-file-transfer': {
        'upload-max-files': 5,
        'upload-max-file-size': 10_485_760,
        'upload-max-total-size': 99_614_720,
        'download-attempts': 2,
        'upload-need-agent': false,
        'upload-file-types': 'jpeg:jpg:pdf:png:zip',
      },
    };
    await restart({}, { chat: { defaults: { gms: { profile: 'silent' }, chatServer } } });
    const client = await new RestClient(server).begin();
    expect((await client.in('file/limits')).body.messages[0]?.userData).toMatchObject({
      'upload-max-files': '5',
      'upload-max-file-size': '10485760',
      'upload-max-total-size': '99614720',
      'download-attempts': '2',
      'upload-need-agent': 'false',
      'upload-file-types': 'jpeg:jpg:pdf:png:zip',
    });
    const upload = async (name: string, bytes: number) => {
      const { chatId, ...ids } = client.ids;
      const form = new FormData();
      for (const [key, value] of Object.entries(ids)) form.append(key, value);
      form.append('file', new File([new Uint8Array(bytes)], name));
      return (await client.send(`/${chatId}/file`, form)).body;
    };
    // More than a body that is no file may have.
    const { userData } = await upload('photo.JPG', 5_242_880);
    for (const status of [200, 200, 500]) {
      expect((await client.download(`file/${userData?.['file-id'] ?? ''}/download`)).status).toBe(status);
    }
    expect((await upload('a.txt', 1)).errors?.[0]?.code).toBe(203);
  });

  it('N-74 Profiles: one that there is not, one that is changed while it runs, and all as they were', async () => {
    const profile = (name: string, text: string) => ({
      profile: name,
      settings: { chat: { autoMessages: [{ from: { type: 'External' }, type: 'Message', timeout: 1.5, text }] } },
    });
    await server.post('/genesys/2/mock/profiles', [profile('silent', 'before')]);
    const client = await new RestClient(server).begin({ profile: 'nobody' });
    await server.post('/genesys/2/mock/profiles/silent', profile('silent', 'after'));
    server.clock.advance(1499);
    const texts = async () => (await client.in('refresh')).body.messages.map(({ text }) => text);
    expect(await texts()).toEqual([undefined]);
    server.clock.advance(1);
    expect(await texts()).toEqual([undefined, 'before']);
    await server.get('/genesys/2/mock/profiles/reset');
    expect(await server.get('/genesys/2/mock/profiles/silent')).toMatchObject({
      settings: { chat: { autoMessages: [] } },
    });
  });

  it('N-74 Chats that have ended can be looked at for an hour; who hears one is told when it is removed', async () => {
    const [ended, removed] = [await new RestClient(server).begin(), await (await RawCometd.to(server)).begin()];
    await ended.in('disconnect');
    server.clock.advance(20_000);
    expect(await keys()).toEqual([ended.ids.chatId, removed.ids.chatId]);
    await server.delete(`/genesys/2/mock/sessions?chatId=${removed.ids.chatId ?? ''}`);
    expect((await removed.poll()).at(-1)).toMatchObject({ chatEnded: true });
    expect((await removed.does('sendMessage', { message: 'x' })).errors?.[0]?.code).toBe(249);
    server.clock.advance(3_580_000 - 1);
    expect(await keys()).toEqual([ended.ids.chatId]);
    server.clock.advance(1);
    expect(await keys()).toEqual([]);
  });

  it('N-74 The endpoint as pages meet it: credentials, origins, sizes, names of functions', async () => {
    const origin = 'http://localhost:3000';
    const handshake = [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }];
    const post = (body: string, from = origin) =>
      fetch(`${server.url}${COMETD}/handshake`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: from },
        body,
      });
    const { headers, status } = await post(JSON.stringify(handshake));
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'cache-control': 'no-store',
    });
    expect(headers.get('vary')).toMatch(/Origin/i);
    expect((await post(JSON.stringify(handshake), 'https://evil.example')).status).toBe(403);
    const preflight = await fetch(`${server.url}${COMETD}/connect`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-requested-with,pragma,apikey,gms_user',
      },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe(
      'content-type,x-requested-with,pragma,apikey,gms_user',
    );
    expect((await post(JSON.stringify([{ ...handshake[0], ext: 'x'.repeat(66_000) }]))).status).toBe(413);
    const foreign = server.open({ origin: 'https://evil.example' }, [], COMETD);
    expect((await foreign.refusal()).status).toBe(403);
    const socket = await server.open({ origin }, [], COMETD).opened();
    socket.webSocket.send(JSON.stringify([{ ...handshake[0], ext: 'x'.repeat(66_000) }]));
    expect((await socket.closed()).code).toBe(1009);
    const load = async (name: string) => {
      const query = new URLSearchParams({ jsonp: name, message: JSON.stringify(handshake) });
      const answer = await fetch(`${server.url}${COMETD}?${query.toString()}`);
      return [answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')];
    };
    expect(await load('a.b')).toEqual([200, 'text/javascript; charset=utf-8', 'nosniff']);
    for (const name of ['alert(1)//', 'a b', '', '1a', 'a.', 'a\u2028b']) {
      expect(await load(name)).toEqual([400, 'application/json; charset=utf-8', 'nosniff']);
    }
  });

  it('N-74 Who does not fetch a thousand messages has to shake hands again, and has missed none', async () => {
    const client = await (await RawCometd.to(server)).begin();
    const from = { nickname: 'Ola', type: 'Agent' };
    const batch = Array.from({ length: 500 }, (_, n) => ({ from, type: 'Message', text: String(n) }));
    for (let half = 0; half < 2; half += 1) await inject(client.ids.chatId, batch);
    await inject(client.ids.chatId, batch.slice(0, 1));
    const [answer] = await client.post({
      channel: '/meta/connect',
      clientId: client.clientId,
      connectionType: 'long-polling',
    });
    expect(answer).toMatchObject({
      successful: false,
      error: '402::Unknown client',
      advice: { reconnect: 'handshake' },
    });
    await client.handshake();
    const { messages } = await client.does('requestNotifications', { transcriptPosition: 2 });
    expect(messages.map(({ index }) => index)).toEqual(Array.from({ length: 1001 }, (_, n) => n + 2));
  });

  it('N-74 A balancer can ask whether the node is there', async () => {
    expect((await fetch(`${server.url}/genesys/1/node`)).status).toBe(200);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('N-74 A socket that is opened below the endpoint’s address is one of it', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}${COMETD}/handshake`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.close();
  });
});
