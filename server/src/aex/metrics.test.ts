import { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { valuesOf } from '../testing/read-metrics.js';
import { TestServer } from '../testing/test-server.js';
import { OAUTH_CLIENT } from './testing/busy-world.js';
import { PUBLISHED_INITIATE } from './testing/published.js';
import { Rig } from './testing/rig.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

describe('figures of the bridge', () => {
  async function counted(aex: object = {}): Promise<{
    rig: Rig;
    text: () => Promise<string>;
    values: () => Promise<Map<string, number>>;
  }> {
    const registry = new Registry();
    const rig = await Rig.start({ aex, metrics: registry });
    open.push(() => rig.stop());
    const text = () => registry.metrics();
    return { rig, text, values: async () => valuesOf(await text()) };
  }

  it('X-61 Messages both ways, open chats and their streams, publishes and how long they took, answers by operation and code', async () => {
    const { rig, values } = await counted();
    const chat = await rig.listening();
    expect((await rig.say(chat.id, 'hello')).body).toBe(true);
    const agent = chat.join();
    chat.say(agent, 'How can I help?');
    await rig.told(chat.id, 'message');
    await rig.say(chat.id, ' ');
    const during = await values();
    expect(during.get('aex_conversations_open{backend="webchat",state="with_agent"}')).toBe(1);
    expect(during.get('aex_streams_open')).toBe(1);
    expect(during.get('aex_user_messages_total{verdict="delivered"}')).toBe(1);
    expect(during.get('aex_user_messages_total{verdict="empty"}')).toBe(1);
    expect(during.get('aex_upstream_answers_total{operation="create",code="200"}')).toBe(1);
    expect(during.get('aex_upstream_answers_total{operation="send",code="200"}')).toBe(1);
    expect(during.get('aex_upstream_seconds_count{operation="send"}')).toBe(1);
    await rig.end(chat.id);
    await rig.told(chat.id, 'ended');
    await rig.stopBridge();
    const after = await values();
    for (const type of ['agent-joined', 'message', 'ended'])
      expect(after.get(`aex_publishes_total{type="${type}",outcome="done"}`), type).toBe(1);
    expect(after.get('aex_publish_seconds_count')).toBe(3);
    expect(after.get('aex_conversations_open{backend="webchat",state="with_agent"}')).toBeUndefined();
    expect(after.get('aex_streams_open')).toBe(0);
  });

  it('X-62 Retries, dead letters, token refreshes and reconnects', async () => {
    const { rig, values } = await counted({ oauth: [{ domain: 'emulator.local', ...OAUTH_CLIENT }] });
    const { authorization: _theirs, ...request } = rig.request();
    const chat = await rig.listening(request);
    let sends = 0;
    chat.callFault = (operation) => (operation === 'send' && (sends += 1) === 1 ? { status: 429 } : undefined);
    expect((await rig.say(chat.id, 'hello')).body).toBe(true);
    let publishes = 0;
    const faults = [500, 401];
    rig.aex.fault = ({ type }) => (type === 'message' ? faults[(publishes += 1) - 1] : undefined);
    chat.say(chat.join(), 'lost for good');
    await rig.aex.until(() => publishes === 2);
    const [before] = chat.streams;
    chat.cut();
    await rig.cloud.until(() => chat.streams.size === 1 && before !== undefined && !chat.streams.has(before));
    await rig.stopBridge();
    const figures = await values();
    expect(figures.get('aex_token_refreshes_total{outcome="got"}')).toBe(1);
    expect(figures.get('aex_upstream_answers_total{operation="send",code="429"}')).toBe(1);
    expect(figures.get('aex_retries_total{operation="message"}')).toBe(1);
    expect(figures.get('aex_retries_total{operation="publish"}')).toBe(1);
    expect(figures.get('aex_publishes_total{type="message",outcome="dead"}')).toBe(1);
    expect(figures.get('aex_dead_letters_total')).toBe(1);
    expect(figures.get('aex_stream_reconnects_total')).toBe(1);
  });

  it('X-63 Nothing in them says who talks, what is said, where it goes, or by which right', async () => {
    const { rig, text: read } = await counted();
    const chat = await rig.listening();
    await rig.say(chat.id, 'a secret of the user');
    chat.say(chat.join('Agatha'), 'a word from the agent');
    await rig.told(chat.id, 'message');
    const text = await read();
    expect(text).toContain('aex_upstream_answers_total');
    const { memberInfo } = PUBLISHED_INITIATE.initiationParams;
    const secrets = [
      ...['a secret', 'a word', 'Agatha', 'PLACEHOLDER', 'agentmessage', '127.0.0.1', 'emulator.local', 'channel-'],
      ...[chat.id, chat.jwt, chat.guest.id, memberInfo.email, memberInfo.phoneNumber, memberInfo.displayName],
    ];
    for (const secret of secrets) expect(text.includes(secret), secret).toBe(false);
  });
});

describe('/metrics', () => {
  const read = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });

  it('X-60 Has the figures of the bridge and of the process, as Prometheus reads them', async () => {
    const server = await TestServer.start();
    open.push(() => server.stop());
    const answer = await read(server.url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    const values = valuesOf(await answer.text());
    expect(values.get('aex_streams_open')).toBe(0);
    expect(values.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect([...values.keys()].some((name) => name.startsWith('nodejs_eventloop_lag'))).toBe(true);
  });

  it('X-64 Outside open mode is read by who has the token, and without one by nobody', async () => {
    const agents = [{ agentId: '5001', name: 'Ava', dn: '7001', password: 'hush', queues: [] }];
    const shut = await TestServer.start({ open: false }, { agents });
    open.push(() => shut.stop());
    expect((await read(shut.url)).status).toBe(404);
    const guarded = await TestServer.start({ open: false, metricsToken: 'for-prometheus' }, { agents });
    open.push(() => guarded.stop());
    expect((await read(guarded.url)).status).toBe(401);
    expect((await read(guarded.url, { authorization: 'Bearer for-prometheuS' })).status).toBe(401);
    expect((await read(guarded.url, { authorization: 'Bearer for-prometheus' })).status).toBe(200);
  });
});
