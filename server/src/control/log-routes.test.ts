import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import { readWorld } from '../world/world-file.js';

let server: TestServer;
let session: string;
beforeEach(async () => {
  server = await TestServer.start();
  ({ session } = await server.atWork());
});
afterEach(() => server.stop());

const log = async (query = '') => (await fetch(`${server.url}/control/journal.log${query}`)).text();
/** The requests and events, in order. */
const messages = (text: string) => [...text.matchAll(/(?:^|: )message (\w+)$/gm)].map(([, name]) => name);
const newest = async () => (await server.get<{ newest: number }>('/control/journal?limit=1')).newest;

test('W-31 After a call the log has its requests and events once and in order, and nothing else.', async () => {
  const before = await newest();
  const connectionId = await server.ring('7001', '+14155550100', { Intent: 'billing' });
  await server.command('accept', { session, connectionId });
  await server.post(`/control/calls/${connectionId}/release`, {});
  const text = await log(`?after=${before}`);
  expect(messages(text)).toEqual([
    'EventRinging',
    'RequestAnswerCall',
    'EventOffHook',
    'EventEstablished',
    'EventReleased',
    'EventOnHook',
  ]);
  const [, , request] = text.split('\n\n');
  expect(request?.split('\n')).toEqual([
    expect.stringMatching(/^\S+ Trc 04541 RequestAnswerCall received from \[1\] \(00000001 desktop:5001\)$/),
    'message RequestAnswerCall',
    "\tAttributeThisDN\t'7001'",
    `\tAttributeConnID\t${connectionId}`,
    expect.stringMatching(/^\tAttributeReferenceID\t\d+$/),
  ]);
  expect(text).toContain("\tAttributeUserData\t[20] 00 01 00 00..\n\t\t'Intent'\t'billing'\n");
  expect(text.match(/Trc 04542 EventRinging sent to \[1\] \(00000001 desktop:5001\)/g)).toHaveLength(1);
});

test('W-31 The log is plain text, begins with a head, and has everything that the journal keeps.', async () => {
  const response = await fetch(`${server.url}/control/journal.log`);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const text = await response.text();
  expect(text).toMatch(/^Application name: TServer\nLocal time: {7}2026-01-01T00:00:00\.000\n/);
  const { entries } = await server.get<{ entries: { seam: string; name: string }[] }>('/control/journal');
  const ofSwitch = entries.filter(({ seam }) => seam === 'switch').map(({ name }) => name);
  expect(ofSwitch.length).toBeGreaterThan(5);
  expect(messages(text)).toEqual(ofSwitch);
});

test('W-31 A journal of many portions is told to its end.', async () => {
  for (let n = 0; n < 150; n += 1) {
    const connId = await server.ring('7001');
    await server.post(`/control/calls/${connId}/release`, {});
  }
  expect(await newest()).toBeGreaterThan(1000);
  expect(messages(await log()).filter((name) => name === 'EventRinging')).toHaveLength(150);
});

test('W-31 After the newest entry there is no text, and an entry that is no number is refused.', async () => {
  expect(await log(`?after=${(await newest()) + 5}`)).toBe('');
  expect((await fetch(`${server.url}/control/journal.log?after=soon`)).status).toBe(400);
});

test('documents itself as text by OpenAPI', async () => {
  const { paths } = await server.get<{ paths: Record<string, unknown> }>('/docs/json');
  expect(paths['/control/journal.log']).toMatchObject({
    get: { responses: { 200: { content: { 'text/plain': { schema: { type: 'string' } } } } } },
  });
});

test('W-32 The password of a login is not in the log.', async () => {
  await server.stop();
  const { data } = await readWorld('');
  const agents = data.agents.map((agent) => ({ ...agent, password: 'correct horse' }));
  server = await TestServer.start({}, { agents });
  const { hello } = await server.signIn({ agent: '5001', password: 'correct horse' });
  await server.command('initialize', { session: hello.session });
  const text = await log();
  expect(messages(text)).toContain('RequestAgentLogin');
  expect(text).toContain("\tAttributePassword\t'[redacted]'\n");
  expect(text).not.toContain('correct horse');
});
