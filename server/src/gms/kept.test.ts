import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServerFrame, subprotocolsFor } from '@fusion-cti/protocol';
import { until } from '../bayeux/testing/endpoint.js';
import type { ChatEvent, ChatView } from '../chat/index.js';
import { ManualClock } from '../runtime/clock.js';
import { openSealedStore } from '../runtime/sealed-store.js';
import { TestServer } from '../testing/test-server.js';
import { readWorld } from '../world/world-file.js';
import type { WorldData } from '../world/world-schema.js';
import { type Keeping, keepers } from './testing/keepings.js';
import { Receiver } from './push/testing/receiver.js';
import { RawCometd } from './testing/raw-cometd.js';
import { RestClient } from './testing/rest-client.js';

interface Found {
  readonly chat: ChatView;
  readonly transcript: readonly ChatEvent[];
}

/** Who is at work in the agents' faces has a minute to come back. */
const GRACE_MS = 60_000;

describe.each(keepers())('chats after a restart, kept in $name', (keeper) => {
  let keeping: Keeping;
  let clock: ManualClock;
  let server: TestServer;
  let options: object;
  let push: Record<string, string>;
  beforeAll(() => keeper.begin());
  afterAll(() => keeper.end());
  beforeEach(async () => {
    keeping = keeper.place();
    clock = new ManualClock();
    push = {};
    options = { gms: { profile: 'agent' }, files: { needAgent: false } };
    await start();
  });
  afterEach(() => server.stop());

  async function start(changes: Partial<WorldData> = {}): Promise<void> {
    const world = { chat: { defaults: options }, ...changes };
    server = await TestServer.start({ gms: { ...keeping, push: { sections: { push } } } }, world, {
      clock,
      wallClock: clock,
    });
  }
  /** @param downMs how long there is no server */
  async function restart(downMs = 0, changes: Partial<WorldData> = {}): Promise<void> {
    await server.stop();
    clock.advance(downMs);
    await start(changes);
  }
  const ready = (agentId = '5001') => server.post(`/control/chat-agents/${agentId}/state`, { state: 'Ready' });
  const agent = (chatId: string, deed: string, body: object = {}) =>
    server.post(`/control/chats/${chatId}/${deed}`, body);
  const find = (chatId: string) => server.get<Found>(`/control/chats/${chatId}`);
  const session = (chatId: string) => server.get<object>(`/genesys/2/mock/sessions/${chatId}`);
  const again = (client: RestClient) => Object.assign(new RestClient(server), { last: client.last });
  const types = ({ transcript }: Found) => transcript.map(({ type, from }) => `${from.type} ${type}`);

  it('N-91 A chat is as it was: lines, times, parties, names, data, receipts, files, keys, device, profile', async () => {
    await ready();
    const client = await new RestClient(server, 'json').begin({
      firstName: 'Rita',
      lastName: 'Moss',
      nickname: 'Rita',
      emailAddress: 'rita@example.com',
      userData: { key1: 'value1', GCTI_Chat_AsyncMode: 'true' },
    });
    const { chatId, secureKey } = client.ids;
    await agent(chatId, 'accept');
    await agent(chatId, 'say', { text: 'Ünïcödé 🙂' });
    await agent(chatId, 'notice', { text: 'n', userData: { a: 'b' } });
    clock.advance(1_234);
    await client.in('updateNickname', { nickname: 'Rita M.' });
    await client.in('updateData', { userData: { key2: 'value2' } });
    await client.in('readReceipt', { transcriptPosition: 3 });
    await client.in('startTyping');
    await server.post(`/genesys/2/mock/sessions/${chatId}/fault`, { gap: 3, move: true });
    const content = Buffer.alloc(1_500_000, 'bytes ');
    const form = new FormData();
    form.append('secureKey', secureKey);
    form.append('file', new Blob([content]), 'photo.png');
    const { body } = await client.send(`/${chatId}/file`, form);
    const fileId = body.userData?.['file-id'] ?? '';
    await client.download(`file/${fileId}/download`);
    const before = [await find(chatId), await session(chatId)];
    await restart(5_000);
    expect([await find(chatId), await session(chatId)]).toEqual(before);
    const back = again(client);
    const answer = await back.download(`file/${fileId}/download`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
    expect((await back.in('send', { message: 'still here' })).body).toMatchObject({ statusCode: 0, chatEnded: false });
    const { chat, transcript } = await find(chatId);
    expect(transcript.at(-1)).toMatchObject({ text: 'still here', from: { nickname: 'Rita M.', participantId: 1 } });
    expect(chat.files).toMatchObject([{ downloads: 2 }]);
  });

  it('N-91 What a script has still to do happens when it is due', async () => {
    options = {};
    await restart();
    const client = await new RestClient(server).begin({ profile: 'default' });
    const { chatId } = client.ids;
    clock.advance(2_500);
    await restart();
    expect(await session(chatId)).toMatchObject({ pendingAutoMessages: 3 });
    clock.advance(499);
    expect((await find(chatId)).transcript).toHaveLength(3);
    clock.advance(1);
    expect((await find(chatId)).transcript).toHaveLength(4);
    await restart(10_000);
    clock.advance(1_000);
    expect(types(await find(chatId)).slice(4)).toEqual(['Agent ParticipantJoined', 'Agent Message']);
  });

  it('N-91 The device that wanted to be told is told', async () => {
    const receiver = await Receiver.http();
    push = { pushEnabled: 'customhttp', 'customhttp.url': receiver.url };
    await restart();
    const device = { push_notification_deviceid: 'dev-77', push_notification_type: 'customhttp' };
    const { chatId = '' } = (await (await RawCometd.to(server)).begin({ userData: device })).ids;
    await restart();
    await server.post(`/genesys/2/mock/chat/customer-support/${chatId}/send`, { type: 'Message', text: 'Hello' });
    await until(() => receiver.received.length > 0);
    expect(receiver.bodies).toEqual([{ deviceId: 'dev-77', message: 'Hello' }]);
    await receiver.stop();
  });

  it('N-92 Deadlines go on from where they were; what was due meanwhile happens at once', async () => {
    await ready();
    const client = await (await RawCometd.to(server)).begin({ userData: { GCTI_Chat_AsyncMode: 'true' } });
    const { chatId = '' } = client.ids;
    await agent(chatId, 'accept');
    clock.advance(200_000);
    await restart(10_000);
    clock.advance(44_999);
    expect((await find(chatId)).transcript).toHaveLength(2);
    clock.advance(1);
    expect(types(await find(chatId)).slice(2)).toEqual(['External Notice']);
    clock.advance(10_000);
    await restart(100_000);
    clock.advance(0);
    expect((await find(chatId)).chat).toMatchObject({ state: 'Ended', endReason: 'inactivity' });
  });

  it('N-92 A customer who asks by plain posts has the whole time again, as nobody could be asked', async () => {
    const client = await new RestClient(server).begin();
    clock.advance(40_000);
    await restart(600_000 - 40_000 - 345_000);
    clock.advance(44_999);
    expect((await again(client).in('refresh')).body).toMatchObject({ chatEnded: false });
    clock.advance(45_000);
    expect((await again(client).in('refresh')).body).toMatchObject({ chatEnded: true });
  });

  it('N-92 An offer is still the same agent’s, until its time is over', async () => {
    await ready();
    const { chatId } = (await new RestClient(server).begin()).ids;
    clock.advance(20_000);
    await restart();
    expect((await find(chatId)).chat).toMatchObject({ state: 'Offered', offeredTo: '5001' });
    clock.advance(9_999);
    expect((await find(chatId)).chat).toMatchObject({ state: 'Offered' });
    clock.advance(1);
    expect((await find(chatId)).chat).toMatchObject({ state: 'Waiting' });
  });

  it('N-93 What has ended stays ended; what is forgotten is removed from the store', async () => {
    const client = await new RestClient(server).begin();
    const { chatId, ...ids } = client.ids;
    const form = new FormData();
    form.append('secureKey', ids.secureKey);
    form.append('file', new Blob(['x']), 'a.txt');
    await client.send(`/${chatId}/file`, form);
    expect((await client.in('disconnect')).body).toMatchObject({ statusCode: 0, chatEnded: true });
    await restart();
    expect((await again(client).in('refresh')).body).toMatchObject({ errors: [{ code: 249 }] });
    expect((await find(chatId)).chat).toMatchObject({ state: 'Ended', endReason: 'customer' });
    const other = await new RestClient(server).begin();
    await server.delete(`/genesys/2/mock/sessions/${other.ids.chatId}`);
    clock.advance(3_600_000);
    await restart();
    expect(await server.get('/control/chats')).toEqual({ chats: [] });
    await server.stop();
    const { store: opened } = await openSealedStore({ ...keeping, name: 'gms', clock });
    for (const kind of ['chat', 'file', 'gone']) {
      expect([kind, await opened.records.list(`chats/${kind}/`, '', 10)]).toEqual([kind, []]);
    }
    for (const gone of [chatId, other.ids.chatId]) {
      expect(await opened.logs.read(`chats/lines/${gone}`, 0, 10)).toMatchObject({ last: 0, entries: [] });
    }
    await opened.close();
    await start();
  });

  it('N-93 A new world has no old chats, after a restart either', async () => {
    const { chatId } = (await new RestClient(server).begin()).ids;
    await server.post('/control/reset', {});
    await restart();
    expect([chatId.length, await server.get('/control/chats')]).toEqual([16, { chats: [] }]);
  });

  it('N-97 An agent whose toolbar comes back has the chats; one who does not come back is logged out', async () => {
    await ready('5001');
    const first = await new RestClient(server).begin();
    clock.advance(1);
    const second = await new RestClient(server).begin();
    for (const { ids } of [first, second]) await agent(ids.chatId, 'accept');
    await ready('5002');
    await restart();
    expect(await agentsOf()).toMatchObject([{ state: 'NotReady' }, { state: 'NotReady' }, { state: 'LoggedOut' }]);
    clock.advance(GRACE_MS / 2);
    const toolbar = await signIn();
    expect(toolbar.chats).toMatchObject([
      { chatId: first.ids.chatId, place: 'Engaged' },
      { chatId: second.ids.chatId, place: 'Engaged' },
    ]);
    const said = await server.command('chatSay', {
      session: toolbar.session,
      chatId: first.ids.chatId,
      text: 'I am back',
    });
    expect(said.body).toMatchObject({ status: 'Success' });
    for (const client of [first, second]) await again(client).in('refresh');
    clock.advance(GRACE_MS / 2);
    expect(await agentsOf()).toMatchObject([{ state: 'NotReady' }, { state: 'LoggedOut' }, {}]);
    expect((await find(second.ids.chatId)).chat).toMatchObject({ state: 'Served' });
    await restart();
    for (const client of [first, second]) await again(client).in('refresh');
    await ready('5002');
    clock.advance(44_000);
    for (const client of [first, second]) await again(client).in('refresh');
    clock.advance(16_000);
    expect((await find(second.ids.chatId)).chat).toMatchObject({ state: 'Offered', offeredTo: '5002' });
  });

  it('N-97 Who is not in the world any more serves nobody: their chats go to others', async () => {
    await ready('5003');
    const [served, offered] = [await new RestClient(server).begin(), await new RestClient(server).begin()];
    await agent(served.ids.chatId, 'accept');
    const { data } = await readWorld('');
    await restart(0, {
      agents: data.agents.map(({ chat, ...one }) =>
        one.agentId === '5003' || chat === undefined ? one : { ...one, chat },
      ),
    });
    expect(types(await find(served.ids.chatId)).slice(2)).toEqual(['Agent ParticipantLeft']);
    for (const { ids } of [served, offered]) expect((await find(ids.chatId)).chat).toMatchObject({ state: 'Waiting' });
    // Both are kept as they have become.
    await restart();
    await ready('5002');
    for (const { ids } of [served, offered]) {
      expect((await find(ids.chatId)).chat).toMatchObject({ state: 'Offered', offeredTo: '5002' });
    }
    expect(types(await find(served.ids.chatId)).slice(2)).toEqual(['Agent ParticipantLeft']);
  });

  async function agentsOf(): Promise<readonly object[]> {
    return (await server.get<{ agents: object[] }>('/control/chat-agents')).agents;
  }

  async function signIn() {
    const { body } = await server.post('/genesys/session', { agent: '5001', chats: true });
    const socket = server.open({}, subprotocolsFor(body.ticket as string));
    const frames: ServerFrame[] = [await socket.next(), await socket.next()];
    const hello = frames.find(({ kind }) => kind === 'hello') as Extract<ServerFrame, { kind: 'hello' }>;
    const snapshot = frames.find(({ kind }) => kind === 'snapshot') as Extract<ServerFrame, { kind: 'snapshot' }>;
    return { session: hello.frame.session, chats: snapshot.frame.chats };
  }
});
