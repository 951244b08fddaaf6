import { afterEach, beforeEach, expect, test } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import { AexStub } from './testing/aex-stub.js';
import { PUBLISHED_INITIATE } from './testing/published.js';

let aex: AexStub;
beforeEach(async () => {
  aex = await AexStub.start();
});

let server: TestServer;
afterEach(async () => {
  await server.stop();
  await aex.stop();
});

test.each(['webchat', 'messaging'] as const)(
  'X-51 The published bodies reach an agent of the local contact centre, and come back, by %s',
  async (backend) => {
    const clock = new SystemClock();
    server = await TestServer.start({ aex: { backend } }, {}, { clock, wallClock: clock });
    const control = (path: string, body: object) => server.post(`/control${path}`, body);
    const { authorization: _theirs, ...published } = PUBLISHED_INITIATE;
    const request = {
      ...published,
      hostname: 'emulator.local',
      ReturnEndpoints: { ...published.ReturnEndpoints, url: aex.url },
    };
    const { status, body } = await server.post('/genesys_wrapper/initiate_connection', request);
    expect(status).toBe(200);
    const id = body.id as string;
    const said = await server.post('/genesys_wrapper/message', { id, msg: 'hello' });
    expect(said).toMatchObject({ body: true });

    const agentId = '5001';
    await control(`/chat-agents/${agentId}/state`, { state: 'Ready' });
    let chatId = '';
    // The stream begins the routing; until then there is no chat.
    while (chatId === '') {
      const { chats } = await server.get<{ chats: { chatId: string; state: string }[] }>('/control/chats');
      chatId = chats.find(({ state }) => state === 'Offered')?.chatId ?? '';
    }
    expect((await control(`/chats/${chatId}/accept`, { agentId })).status).toBe(200);
    await aex.until(() => aex.of(id).some(({ type }) => type === 'agent-joined') || backend === 'messaging');
    await control(`/chats/${chatId}/say`, { agentId, text: 'How can I help?' });
    await aex.until(() => aex.story(id).includes('How can I help?'));
    const transcript = JSON.stringify(await server.get(`/control/chats/${chatId}`));
    expect(transcript.match(/"hello"/g)).toHaveLength(1);
    const headers = { 'content-type': 'application/json' };
    const ended = await fetch(`${server.url}/genesys_wrapper/end`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id }),
    });
    expect(ended.status).toBe(202);
    await aex.until(() => aex.of(id).some(({ type }) => type === 'ended'));
    expect(aex.story(id).filter((one) => one !== 'typing')).toEqual(['agent-joined', 'How can I help?', 'ended']);
  },
);
