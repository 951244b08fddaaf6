import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { operationsAddress, operationsApp } from '../runtime/operations.js';
import { SystemClock } from '../runtime/clock.js';
import { DEFAULT_CONFIG, readConfig } from '../runtime/config.js';
import { Readiness } from '../runtime/readiness.js';
import { TestServer } from '../testing/test-server.js';
import { BOX_SECRET, brandsAt } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function rigOf(...options: Parameters<typeof Rig.start>): Promise<Rig> {
  const rig = await Rig.start(...options);
  open.push(() => rig.stop());
  return rig;
}

async function serverOf(...[changes, world, parts]: Parameters<typeof TestServer.start>): Promise<TestServer> {
  const clock = new SystemClock();
  const server = await TestServer.start(changes, world, { clock, wallClock: clock, ...parts });
  open.push(() => server.stop());
  return server;
}

const NOWHERE = brandsAt('http://127.0.0.1:1', 'http://127.0.0.1:1/hook', {});
const GRANT = { grant_type: 'client_credentials', client_id: 'box-client', client_secret: BOX_SECRET };

test('J-96 While CXone is left alone, or much waits, it is degraded and not dead, and says by which of them', async () => {
  const readiness = new Readiness();
  const rig = await rigOf({ readiness, byoc: { deepItems: 2, breakerFailures: 2, breakerMs: 3_600_000 } });
  const thread = await rig.open();
  expect(await readiness.troubles()).toEqual([]);
  rig.cxone.fault = () => ({ status: 500 });
  for (const text of ['one', 'two']) expect((await rig.say(text, thread)).status).toBe(202);
  let troubles: readonly string[] = [];
  while (troubles.length < 2) {
    troubles = await readiness.troubles();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(troubles).toEqual(['byoc-cxone-suspended', 'byoc-outbox-cxone-deep']);

  const ofServer = new Readiness();
  const server = await serverOf({}, {}, { readiness: ofServer });
  ofServer.watch(async () => troubles);
  expect(await server.get('/readyz')).toEqual({ status: 'degraded', troubles });
  expect(await server.get('/healthz')).toEqual({ status: 'ok' });
});

test('J-96 An instance that drains sends new work away, and says so, while it finishes what it has', async () => {
  const readiness = new Readiness();
  const rig = await rigOf({ readiness });
  const thread = await rig.open();
  rig.platform.fault = () => 503;
  await rig.reply(thread, 'kept');
  readiness.drain();
  const refused = await rig.say('new', thread);
  expect(refused).toMatchObject({ status: 503, body: { error: 'unavailable' } });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect((await rig.call('GET', `/byoc/support/threads/hole/${thread}`)).status).toBe(200);
  rig.platform.fault = () => undefined;
  await rig.platform.until(() => rig.platform.story(thread).includes('kept'));

  const ofServer = new Readiness();
  const server = await serverOf({}, {}, { readiness: ofServer });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  ofServer.drain();
  const answer = await fetch(`${server.url}/readyz`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test('J-96 What is being answered when it stops is answered, stored, and left for the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cti-byoc-stop-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  const rig = await rigOf({
    byoc: { store: join(folder, 'store'), rules: { lookMs: 1, lookWaitMs: 300 }, callMs: 1_000 },
  });
  const thread = await rig.open();
  rig.cxone.fault = () => 'never-answer';
  const looks = () => rig.cxone.requests.filter((operation) => operation === 'threads').length;
  const before = looks();
  const answer = rig.say('just in time', thread);
  await rig.cxone.until(() => looks() > before);
  const stopped = rig.stopMiddleware();
  expect((await answer).status).toBe(202);
  await stopped;
  rig.cxone.fault = () => undefined;
  await rig.startMiddleware();
  await rig.cxone.until(() => rig.cxone.texts(thread).includes('just in time'));
});

test('J-98 With a listener of their own, figures and support are there and not where everybody is', async () => {
  const operations = operationsApp(DEFAULT_CONFIG);
  const agents = [{ agentId: '5001', name: 'Ava', dn: '7001', password: 'hush', queues: [] }];
  const byoc = { brands: NOWHERE, adminToken: 'for-support-staff' };
  const server = await serverOf({ open: false, byoc }, { agents }, { operations });
  await operations.listen({ host: '127.0.0.1', port: 0 });
  const inside = `http://127.0.0.1:${(operations.server.address() as AddressInfo).port}`;
  const statusOf = async (url: string, token = '') =>
    (await fetch(url, { headers: token === '' ? {} : { authorization: `Bearer ${token}` } })).status;
  const letters = '/byoc/support/dead_letters/cxone';
  expect(await statusOf(`${server.url}/metrics`)).toBe(404);
  expect(await statusOf(`${server.url}${letters}`, 'for-support-staff')).toBe(404);
  expect(await statusOf(`${inside}/metrics`)).toBe(200);
  expect(await statusOf(`${inside}/readyz`)).toBe(200);
  expect(await statusOf(`${inside}${letters}`)).toBe(401);
  expect(await statusOf(`${inside}${letters}`, 'for-support-staff')).toBe(200);
  expect(await statusOf(`${inside}/byoc/integration/box/1.0/token`)).toBe(404);
  await server.stop();
  expect(operations.server.listening).toBe(false);
});

test.each([
  ['', undefined],
  ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
  ['[::1]:0', { host: '::1', port: 0 }],
])('J-98 The setting %j names its address', (operationsListen, address) => {
  expect(operationsAddress({ ...DEFAULT_CONFIG, operationsListen })).toEqual(address);
});

test('J-48 Alone, the middleware is there and the rest of the server is not', async () => {
  const server = await serverOf({ open: false, byoc: { alone: true, brands: NOWHERE } });
  expect((await server.post('/byoc/integration/box/1.0/token', GRANT)).status).toBe(200);
  expect((await server.post('/genesys/session', {})).status).toBe(404);
  const folder = mkdtempSync(join(tmpdir(), 'cti-byoc-alone-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ byoc: { alone: true } }));
  expect(() => readConfig({ CTI_CONFIG: file })).toThrow('Setting /byoc/alone leaves nothing');
});
