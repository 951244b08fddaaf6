import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../runtime/config.js';
import { exchange } from '../testing/exchange.js';
import { TestServer } from '../testing/test-server.js';
import { LOCAL_INTEGRATION, Together, wordsOf } from './testing/together.js';

let together: Together | undefined;
let server: TestServer | undefined;
afterEach(async () => {
  await together?.stop();
  await server?.stop();
  together = undefined;
  server = undefined;
});

test.each([
  ['older', false],
  ['3.0', true],
])(
  'J-86 One server is both: what a customer says reaches an agent of the emulated tenant, and the answer comes back, the %s way',
  async (_way, outboundApiForReplies) => {
    together = await Together.start({ integration: { outboundApiForReplies } });
    const { platform } = together;
    const { thread, chatId } = await together.served();
    await together.agent(`/chats/${chatId}/say`, { text: 'How can I help?' });
    await platform.until(() => platform.story(thread).length > 0);
    expect(platform.story(thread)).toEqual(['How can I help?']);
    expect(platform.unsigned).toEqual([]);
    const state = await together.until(({ messages }) => messages.at(-1)?.delivery.status === 'delivered');
    expect(wordsOf(state, thread)).toEqual(['hello']);
  },
);

const GUARDED = { agentId: '5001', name: 'Ava Martin', dn: '7001', password: 'hush', queues: [] };
const TOKEN = '/byoc/integration/box/1.0/token';
const GRANT = { grant_type: 'client_credentials', client_id: 'cxone', client_secret: 'only-on-this-machine' };

test('J-86 The development start has it, with the tenant of the world that ships with the server', async () => {
  expect(readConfig({}).byoc).toMatchObject({ local: true, brands: [] });
  server = await TestServer.start();
  expect((await server.post(TOKEN, GRANT)).status).toBe(200);
  const tried = await server.post('/cxone/_emu/integrations/watering-hole/test', {});
  expect(tried).toMatchObject({ status: 200, body: { ok: true } });
  const form = await exchange('PUT', `${server.url}/cxone/_emu/integrations/watering-hole`, {
    outboundApiForReplies: false,
  });
  expect(form.body).toMatchObject({
    integrationBoxUrl: `${server.url}/byoc/integration/box`,
    authorizationUrl: `${server.url}${TOKEN}`,
  });
});

test.each([
  ['it is off', { byoc: { local: false } }, {}],
  ['the server is not in open mode', { open: false, byoc: {} }, { agents: [GUARDED] }],
])('J-86 There is no local tenant when %s', async (_why, config, world) => {
  server = await TestServer.start(config, world);
  expect((await server.post(TOKEN, GRANT)).status).toBe(404);
});

test('J-86 Integrations that the world file leads elsewhere are not for this middleware', async () => {
  together = await Together.start({ integration: { integrationBoxUrl: 'http://127.0.0.1:9/box' } });
  expect((await together.server.post(TOKEN, GRANT)).status).toBe(404);
  const form = await together.emulator('PUT', `/integrations/${LOCAL_INTEGRATION}`, { name: 'Elsewhere' });
  expect(form.body).toMatchObject({ authorizationUrl: 'http://127.0.0.1:9/box/1.0/token' });
});
