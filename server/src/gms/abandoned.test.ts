import { afterEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import { RawCometd } from './testing/raw-cometd.js';
import { RestClient } from './testing/rest-client.js';

const LIMIT_MS = 180_000;

describe('a chat in which nothing happens', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  /** A customer with a CometD client, in a chat that an agent serves. */
  async function served(options: object = {}, userData: object = {}): Promise<RawCometd> {
    server = await TestServer.start({}, { chat: { defaults: { gms: { profile: 'agent' }, ...options } } });
    await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
    const client = await (await RawCometd.to(server)).begin({ userData });
    await agent(client, 'accept');
    return client;
  }
  const agent = ({ ids }: RawCometd, deed: string, body: object = {}) =>
    server.post(`/control/chats/${ids.chatId ?? ''}/${deed}`, body);
  const leave = (client: RawCometd) => client.post({ channel: '/meta/disconnect', clientId: client.clientId });
  const stateOf = async ({ ids }: RawCometd) =>
    (await server.get<{ chat: { state: string; endReason?: string } }>(`/control/chats/${ids.chatId ?? ''}`)).chat;

  it('N-86 Without its CometD client, and with nothing happening, it ends after 180 seconds', async () => {
    const client = await served();
    await leave(client);
    server.clock.advance(LIMIT_MS - 1);
    expect(await stateOf(client)).toMatchObject({ state: 'Served' });
    server.clock.advance(1);
    expect(await stateOf(client)).toMatchObject({ state: 'Ended', endReason: 'absence' });
    await client.handshake();
    const heard = await client.does('requestNotifications', { transcriptPosition: 3 });
    expect(heard).toMatchObject({ chatEnded: true });
    expect(heard.messages.map(({ type, from }) => `${from.type} ${type}`)).toEqual([
      'Client ParticipantLeft',
      'Agent ParticipantLeft',
    ]);
  });

  it('N-86 The same after the server has forgotten a client that said nothing', async () => {
    const client = await served();
    server.clock.advance(40_000);
    expect((await client.publish({ operation: 'readReceipt' })).reply).toMatchObject({ successful: false });
    server.clock.advance(LIMIT_MS - 1_000);
    expect(await stateOf(client)).toMatchObject({ state: 'Served' });
    server.clock.advance(31_000);
    expect(await stateOf(client)).toMatchObject({ state: 'Ended', endReason: 'absence' });
  });

  it.each<[string, (client: RawCometd) => Promise<unknown>]>([
    ['the agent says something', (client) => agent(client, 'say', { text: 'Are you there?' })],
    ['the agent types', (client) => agent(client, 'typing')],
    ['a request comes by plain post', (client) => asRest(client).in('readReceipt', { transcriptPosition: 1 })],
  ])('N-87 The time begins anew when %s', async (_what, happens) => {
    const client = await served({ inactivity: { alertMs: 0 } });
    await leave(client);
    for (let round = 0; round < 2; round += 1) {
      server.clock.advance(LIMIT_MS - 1);
      await happens(client);
    }
    server.clock.advance(LIMIT_MS - 1);
    expect(await stateOf(client)).toMatchObject({ state: 'Served' });
    server.clock.advance(1);
    expect(await stateOf(client)).toMatchObject({ state: 'Ended' });
  });

  it('N-87 Whoever comes back in time is there, and is waited for no more', async () => {
    const client = await served({ inactivity: { alertMs: 0 } });
    await leave(client);
    server.clock.advance(LIMIT_MS - 1);
    await client.handshake();
    await client.does('requestNotifications');
    for (let round = 0; round < 20; round += 1) {
      server.clock.advance(20_000);
      await client.poll();
    }
    expect(await stateOf(client)).toMatchObject({ state: 'Served' });
  });

  it('N-88 A service may wait longer, or for ever; an asynchronous chat is not waited for', async () => {
    const waits = async (options: object, userData: object = {}) => {
      const client = await served({ inactivity: { alertMs: 0 }, ...options }, userData);
      await leave(client);
      server.clock.advance(LIMIT_MS + 20_000);
      const early = await stateOf(client);
      server.clock.advance(1_000_000);
      const late = await stateOf(client);
      await server.stop();
      return [early.state, late.state];
    };
    expect(await waits({ abandonedMs: 300_000 })).toEqual(['Served', 'Ended']);
    expect(await waits({ abandonedMs: 0 })).toEqual(['Served', 'Served']);
    expect(await waits({}, { GCTI_Chat_AsyncMode: 'true' })).toEqual(['Served', 'Served']);
    expect(await waits({})).toEqual(['Ended', 'Ended']);
  });

  function asRest({ ids: { chatId = '', userId = '', secureKey = '', alias = '' } }: RawCometd): RestClient {
    const client = new RestClient(server);
    client.last = { messages: [], chatEnded: false, statusCode: 0, chatId, userId, secureKey, alias };
    return client;
  }
});
