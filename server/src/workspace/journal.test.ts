import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { TestServer } from '../testing/test-server.js';
import { ApiClient } from './testing/api-client.js';

interface Entry {
  readonly n: number;
  readonly seam: string;
  readonly direction: string;
  readonly name: string;
  readonly who?: string;
  readonly payload?: unknown;
}

const AGENTS = [{ agentId: '5001', name: 'Ava Martin', dn: '7001', password: 'hunter2', queues: [] }];

describe('what the journal has of this face', () => {
  let server: TestServer;
  let client: ApiClient;
  beforeEach(async () => {
    server = await TestServer.start({}, { agents: AGENTS }, { wallClock: new SystemClock() });
    client = new ApiClient(server);
    await client.signIn('5001', 'hunter2');
    await client.listen();
    await client.does('/activate-channels', { agentId: '5001', dn: '7001' });
    await client.dn('NotReady');
  });
  afterEach(async () => {
    await client.stop();
    await server.stop();
  });

  const journal = async (after = 0) =>
    (await server.get<{ entries: Entry[] }>(`/control/journal?after=${after}`)).entries;
  const newest = async () => (await journal()).at(-1)?.n;
  const lines = (entries: readonly Entry[]) =>
    entries.map(({ seam, direction, name }) => `${seam} ${direction} ${name}`);

  it('W-13 tells of a program that comes, from its token to its line', async () => {
    const ours = (await journal()).filter(({ seam }) => seam === 'workspace');
    expect(new Set(ours.map(({ who }) => who))).toEqual(new Set(['5001']));
    expect(lines(ours)).toEqual([
      'workspace in oauth/token',
      'workspace out Success',
      'workspace in initialize-workspace',
      'workspace out Success',
      'workspace in connect',
      'workspace out WorkspaceInitializationProgress',
      'workspace out WorkspaceInitializationComplete',
      'workspace in activate-channels',
      'workspace out DnStateChanged',
      'workspace out DnStateChanged',
      'workspace out Success',
    ]);
  });

  it('W-13 tells an operation, what the switch made of it, and what was said of both, in order', async () => {
    const before = await newest();
    await client.post('/voice/not-ready', { data: { reasonCode: 'Lunch' }, operationId: 'op-1' });
    const entries = await journal(before);
    expect(lines(entries)).toEqual([
      'workspace in voice/not-ready',
      'switch in RequestAgentNotReady',
      'switch out EventAgentNotReady',
      'workspace out DnStateChanged',
      'workspace out Success',
    ]);
    const [asked, , , told, answered] = entries;
    expect(asked?.payload).toEqual({ operationId: 'op-1', data: { reasonCode: 'Lunch' } });
    expect(told?.payload).toMatchObject({ operationId: 'op-1', dn: { agentState: 'NotReady' } });
    expect(answered?.payload).toEqual({ accepts: 'voice/not-ready' });
  });

  it('W-13 tells of which call an operation was, and how the face refused it', async () => {
    const before = await newest();
    await client.post('/voice/calls/gone/complete', { operationId: 'op-2' });
    expect(await journal(before)).toMatchObject([
      { name: 'voice/calls/complete', payload: { operationId: 'op-2', call: 'gone' } },
      { name: 'no-such-call', payload: { refuses: 'voice/calls/complete' } },
    ]);
  });

  it('W-13 tells of a program that goes', async () => {
    const before = await newest();
    await client.does('/logout');
    await client.stop();
    await expect.poll(async () => lines(await journal(before)).at(-1)).toBe('workspace out Success');
    expect(lines(await journal(before)).filter((line) => line.startsWith('workspace'))).toEqual([
      'workspace in logout',
      'workspace out DnStateChanged',
      'workspace in disconnect',
      'workspace out Success',
    ]);
  });

  it('W-13 tells no message that nobody heard', async () => {
    await client.stop();
    await expect.poll(async () => lines(await journal()).at(-1)).toBe('workspace in disconnect');
    const before = await newest();
    await server.ring('7001');
    expect(lines(await journal(before))).not.toContain('workspace out CallStateChanged');
  });

  it('S-07 keeps passwords, tokens, cookies, and what no operation asks for out of the journal', async () => {
    const token = ((await (await client.token('5001', 'hunter2')).json()) as { access_token: string }).access_token;
    const pair = { key: 'Account', type: 'str', value: '42', pin: 'hunter2' };
    await client.post('/voice/ready', { data: { password: 'hunter2', extensions: [pair] }, pin: 'hunter2' });
    await client.post('/login', { username: '5001', password: 'hunter2' });
    await client.post('/initialize-workspace?code=hunter2', undefined, { authorization: `Bearer ${token}` });
    await client.does('/activate-channels', { agentId: '5001', dn: '7001', password: 'hunter2' });
    const text = JSON.stringify(await journal());
    expect(text).toContain('voice/ready');
    expect(text).toContain('Account');
    for (const secret of ['hunter2', token, client.cookie.split(/[=;]/)[1]!]) expect(text).not.toContain(secret);
  });

  it('S-06 counts an operation before it remembers anything of it', async () => {
    await client.stop();
    await server.stop();
    server = await TestServer.start({ limits: { commandBurst: 1, commandsPerSecond: 1 } });
    client = new ApiClient(server);
    await client.signIn('5001');
    expect(await client.get('/configuration')).toMatchObject({ http: 200 });
    const before = await newest();
    expect(await client.get('/configuration')).toMatchObject({ http: 429 });
    expect(await newest()).toBe(before);
  });
});
