import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import { valuesOf } from '../testing/read-metrics.js';
import { TestServer } from '../testing/test-server.js';
import { LOCAL_CHANNEL, QUICK } from './testing/together.js';

const PROBE = fileURLToPath(new URL('../../../scripts/byoc-probe.mjs', import.meta.url));
const LEGS = ['session', 'stored', 'cxone', 'reply', 'end', 'rest'];

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Report {
  readonly ok: boolean;
  readonly failed: string | null;
  readonly why: string;
  readonly ms: Readonly<Record<string, number>>;
}

interface Probed {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

function probed(...args: string[]): Promise<Probed> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROBE, ...args], (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : failure === null ? 0 : -1, out, error });
    });
  });
}

/** Middleware and tenant in one, as they start with no setting at all, with the waits of tests. */
async function server(byoc: object = {}): Promise<TestServer> {
  const clock = new SystemClock();
  const started = await TestServer.start({ byoc: { ...QUICK.byoc, ...byoc } }, {}, { clock, wallClock: clock });
  open.push(() => started.stop());
  return started;
}

test('J-99 A probe goes the whole way, measures each leg, and leaves nothing behind', async () => {
  const { url } = await server();
  for (const time of [1, 2]) {
    const { code, out, error } = await probed('--url', url);
    expect([code, error], `time ${time}`).toEqual([0, '']);
    const report = JSON.parse(out) as Report;
    expect(report).toMatchObject({ ok: true, failed: null, channel: LOCAL_CHANNEL });
    expect(Object.keys(report.ms)).toEqual(LEGS);
    for (const ms of Object.values(report.ms)) expect(ms).toBeGreaterThan(0);
  }
  const { contacts, messages } = (await (await fetch(`${url}/cxone/_emu/state`)).json()) as {
    contacts: { status: string }[];
    messages: { direction: string }[];
  };
  expect(contacts.map(({ status }) => status)).toEqual(['closed', 'closed']);
  expect(messages.map(({ direction }) => direction)).toEqual(['inbound', 'outbound', 'inbound', 'outbound']);
  const { chats } = (await (await fetch(`${url}/control/chats`)).json()) as { chats: { state: string }[] };
  expect(chats.filter(({ state }) => state !== 'Ended')).toEqual([]);
});

test('J-99 When CXone refuses everything, it ends with 1 and names the leg, in figures and in a sentence', async () => {
  const { url } = await server();
  const faults = { count: 1_000_000, refuse: { status: 503 } };
  const ordered = await fetch(`${url}/cxone/_emu/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  expect(ordered.status).toBe(200);
  const { code, out, error } = await probed('--url', url, '--timeout-ms', '1500', '--format', 'prometheus');
  expect(code).toBe(1);
  expect(error).toContain('The probe failed at "cxone" (CXone has what the customer said): it did not come about');
  expect(error).toContain('byoc_cxone_answers_total');
  const figures = valuesOf(out);
  const failed = LEGS.map((leg) => figures.get(`byoc_probe_failed{channel="${LOCAL_CHANNEL}",leg="${leg}"}`));
  expect(failed).toEqual([0, 0, 1, 0, 0, 0]);
  expect(out.match(/^byoc_probe_seconds\{/gm)).toHaveLength(3);
  expect(out).toContain('# TYPE byoc_probe_time_seconds gauge');
});

test.each([
  ['at a channel that is none', ['--channel', 'nothing'], 'at "session" (a customer opens the widget): POST'],
  ['with the wrong token', ['--admin-token', 'guessed'], 'at "rest" (nothing is left behind): GET'],
])('J-99 A probe %s says so', async (_where, args, sentence) => {
  const { url } = await server({ adminToken: 'for-support-staff' });
  const { code, out, error } = await probed('--url', url, ...args);
  expect([code, (JSON.parse(out) as Report).ok]).toEqual([1, false]);
  expect(error).toContain(sentence);
});

test('J-99 A probe of a server that has gone says so', async () => {
  const { url } = await server();
  await open.pop()?.();
  const { code, error } = await probed('--url', url);
  expect([code, error]).toEqual([1, expect.stringContaining('(a customer opens the widget): ECONNREFUSED. Look')]);
});

test('J-99 A probe shows its token to support alone, and to nobody in what it prints', async () => {
  const { url } = await server({ adminToken: 'for-support-staff' });
  const { code, out, error } = await probed('--url', url, '--admin-token', 'for-support-staff');
  expect([code, error, out.includes('for-support-staff')]).toEqual([0, '', false]);
});

test.each([
  [[], '--url must be an address'],
  [['--url', 'nowhere'], '--url must be an address'],
  [['--url', 'http://127.0.0.1:1', '--format', 'xml'], '--format must be one of json, prometheus'],
  [['--url', 'http://127.0.0.1:1', '--timeout-ms', 'soon'], '--timeout-ms must be a number'],
  [['--ulr', 'http://127.0.0.1:1'], "Unknown option '--ulr'"],
])('J-99 A probe that is asked for with %j says what is wrong, and how it is used', async (args, sentence) => {
  const { code, out, error } = await probed(...args);
  expect([code, out]).toEqual([1, '']);
  expect(error).toContain(sentence);
  expect(error).toContain('Usage: node scripts/byoc-probe.mjs');
});
