import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import { valuesOf } from '../testing/read-metrics.js';
import type { MiddlewareOptions } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';

let registry: Registry;
let rig: Rig;
beforeEach(() => {
  registry = new Registry();
});
afterEach(() => rig.stop());

async function start(options: MiddlewareOptions = {}): Promise<void> {
  rig = await Rig.start({ metrics: registry, ...options });
}

const figures = async () => valuesOf(await registry.metrics());

/** Asks again and again: what is counted is counted a moment after what one sees of it. */
async function until(isSo: (values: Map<string, number>) => boolean): Promise<Map<string, number>> {
  for (;;) {
    const values = await figures();
    if (isSo(values)) return values;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('J-93 Callbacks and events are counted and timed by what was asked and answered, and calls to CXone likewise', async () => {
  await start();
  const thread = await rig.open();
  await rig.reply(thread, 'an answer');
  await rig.outbound({ thread: { idOnExternalPlatform: 'nobody knows it' } });
  await rig.outbound({}, 'hole', 'a wrong token');
  await rig.box('/1.0/posts/unknown/messages', { text: 'x' });
  await rig.token('box-client', 'a wrong secret');
  await rig.cxone.until(() => rig.cxone.statuses.length === 1);
  const values = await until((now) => now.get('byoc_callbacks_total{endpoint="token",code="401"}') === 1);
  for (const [labels, count] of Object.entries({
    'endpoint="token",code="200"': 1,
    'endpoint="outbound",code="200"': 1,
    'endpoint="outbound",code="404"': 1,
    'endpoint="outbound",code="401"': 1,
    'endpoint="reply",code="404"': 1,
    'endpoint="events",code="202"': 1,
  }))
    expect(values.get(`byoc_callbacks_total{${labels}}`), labels).toBe(count);
  expect(values.get('byoc_callback_seconds_count{endpoint="outbound"}')).toBe(3);
  expect(values.get('byoc_callback_seconds_bucket{le="0.5",endpoint="events"}')).toBe(1);
  for (const operation of ['token', 'create_message', 'status'])
    expect(values.get(`byoc_cxone_answers_total{brand="1234",operation="${operation}",code="200"}`), operation).toBe(1);
  expect(values.get('byoc_cxone_seconds_count{operation="create_message"}')).toBe(1);
});

test('J-94 What waits, and for how long, and what a limit held up', async () => {
  const clock = new ManualClock();
  await start({ clock, channel: { idle: 'never' } });
  const thread = await rig.open();
  rig.cxone.fault = (operation) => (operation === 'createMessage' ? { status: 429, retryAfter: '7' } : undefined);
  await rig.say('held up', thread);
  await rig.untilDue('cxone', 7_000);
  const values = await until((now) => now.get('byoc_throttled_total{by="cxone"}') === 1);
  expect(values.get('byoc_throttled_seconds_total{by="cxone"}')).toBe(7);
  expect(values.get('byoc_parcels_total{outbox="cxone",kind="message",outcome="again"}')).toBe(1);
  expect(values.get('byoc_cxone_answers_total{brand="1234",operation="create_message",code="429"}')).toBe(1);
  expect(values.get('byoc_outbox_waiting{outbox="cxone"}')).toBe(1);
  expect(values.get('byoc_outbox_oldest_seconds{outbox="channel"}')).toBe(0);
  clock.advance(5_000);
  expect((await figures()).get('byoc_outbox_oldest_seconds{outbox="cxone"}')).toBe(5);
});

test('J-94 What is dead, and how long the rest took', async () => {
  await start();
  const thread = await rig.open();
  rig.cxone.fault = (operation) => (operation === 'createMessage' ? { status: 400 } : undefined);
  await rig.say('refused for good', thread);
  await rig.platform.until(() => rig.platform.story(thread).includes('refused'));
  const values = await until((now) => now.get('byoc_parcel_seconds_count{outbox="channel"}') === 1);
  expect(values.get('byoc_dead_letters{outbox="cxone"}')).toBe(1);
  expect(values.get('byoc_dead_letters{outbox="channel"}')).toBe(0);
  expect(values.get('byoc_parcels_total{outbox="cxone",kind="message",outcome="dead"}')).toBe(1);
  expect(values.get('byoc_outbox_waiting{outbox="cxone"}')).toBe(0);
});

test('J-94 Who is left alone', async () => {
  await start({ byoc: { breakerFailures: 2, breakerMs: 3_600_000 } });
  const thread = await rig.open();
  expect((await figures()).get('byoc_breaker_open{brand="1234"}')).toBe(0);
  rig.cxone.fault = () => ({ status: 500 });
  await rig.say('unlucky', thread);
  const values = await until((now) => now.get('byoc_breaker_open{brand="1234"}') === 1);
  expect(values.get('byoc_breaker_open{brand="99"}')).toBe(0);
});

test('J-94 Conversations that begin and end, prompts, answers in time, refusals, content that nobody can show', async () => {
  const clock = new ManualClock();
  await start({ clock, byoc: { pollMs: 5_000 } });
  const told = (thread: string, word: string) => rig.platform.until(() => rig.platform.story(thread).includes(word));
  const [silent, talking, ended] = [await rig.open(), await rig.open(), await rig.open()];
  await rig.untilQuiet();
  rig.cxone.case(ended).status = 'closed';
  clock.advance(5_000);
  await told(ended, 'ended agent');
  let values = await until((now) => now.get('byoc_case_looks_total{outcome="done"}') === 1);
  expect(values.get('byoc_threads_open{brand="1234",state="open"}')).toBe(3);
  expect(values.get('byoc_case_look_age_seconds')).toBe(0);
  expect((await rig.say('too late', ended)).status).toBe(409);
  await rig.reply(talking, '', { messageContent: { type: 'ADAPTIVE_CARD', payload: { body: [] } } });
  await rig.reply(talking, '', { messageContent: { type: 'from the future', payload: {} } });
  for (let passed = 5_000; passed < 120_000; passed += 5_000) clock.advance(5_000);
  await told(silent, 'asked');
  await told(talking, 'asked');
  await rig.event({ type: 'active', threadId: talking });
  await rig.untilQuiet();
  clock.advance(20_000);
  await told(silent, 'ended idle');
  values = await until((now) => now.get('byoc_threads_ended_total{cause="idle"}') === 1);
  expect(values.get('byoc_threads_begun_total')).toBe(3);
  expect(values.get('byoc_idle_prompts_total')).toBe(2);
  expect(values.get('byoc_countdowns_cancelled_total')).toBe(1);
  expect(values.get('byoc_threads_ended_total{cause="agent"}')).toBe(1);
  expect(values.get('byoc_refused_after_end_total{when="at_once"}')).toBe(1);
  expect(values.get('byoc_unsupported_content_total{type="ADAPTIVE_CARD"}')).toBe(1);
  expect(values.get('byoc_unsupported_content_total{type="other"}')).toBe(1);
});

test('J-95 Nothing in the figures says who talks, what is said, where it goes, or by which right', async () => {
  await start();
  const thread = await rig.open();
  await rig.reply(thread, 'a word of the agent');
  await rig.say('a word of the customer', thread);
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  const text = await registry.metrics();
  expect(text).toContain('byoc_parcels_total');
  const secrets = ['a word', 'Zed', 'user-1', 'Ann', 'box-', 'api-', 'key=', '127.0.0.1', 'hole', thread];
  for (const secret of [...secrets, ...rig.cxone.goodTokens]) expect(text.includes(secret), secret).toBe(false);
});

test('J-95 A message is followed through the log by its ids, and to CXone by the id of the call', async () => {
  await start();
  const thread = await rig.open();
  let tries = 0;
  rig.cxone.fault = (operation) => (operation === 'createMessage' && (tries += 1) === 1 ? { status: 503 } : undefined);
  await rig.say('again', thread, { message: { id: 'm-7', text: 'again' } });
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
  const { body } = await rig.reply(thread, 'an answer');
  const { idOnExternalPlatform: replyId } = body.message as { idOnExternalPlatform: string };
  await rig.cxone.until(() => rig.cxone.statuses.length === 1);
  await until((now) => now.get('byoc_parcels_total{outbox="cxone",kind="status",outcome="done"}') === 1);
  const lines = rig.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  const of = (messageId: string) => lines.filter((line) => line.messageId === messageId);
  const about = { channelId: 'hole', threadId: thread };
  expect(of('m-7')).toMatchObject([
    { msg: 'a message of a customer is stored', brandId: 1234, ...about },
    { msg: 'CXone did not take it', brandId: 1234, ...about, attempt: 1, status: 503 },
    { msg: 'a parcel is tried again', ...about, attempt: 1 },
    { msg: 'CXone took it', brandId: 1234, ...about, operation: 'create_message' },
    { msg: 'a parcel has arrived', ...about, attempt: 2 },
  ]);
  const calls = of('m-7').flatMap(({ traceId }) => (typeof traceId === 'string' ? [traceId] : []));
  expect(calls).toHaveLength(2);
  // Of the one that was refused, CXone has kept nothing.
  expect(calls.map((traceId) => rig.cxone.traces.has(traceId))).toEqual([false, true]);
  expect(of(replyId).map(({ msg }) => msg)).toEqual([
    'a message of an agent is stored',
    'a parcel has arrived',
    'CXone took it',
    'a parcel has arrived',
  ]);
});
