import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../runtime/clock.js';
import type { ByocConfig } from '../../runtime/config-byoc.js';
import { BACK_URL, EmulatedCxone } from '../testing/emulated-cxone.js';
import { middlewareApp } from '../testing/middleware-app.js';

let cxone: EmulatedCxone;
let clock: ManualClock;
let app: FastifyInstance;
let manage: string;
const log: string[] = [];

beforeEach(async () => {
  log.length = 0;
  cxone = await EmulatedCxone.start();
  await start();
});
afterEach(async () => {
  await app.close();
  await cxone.stop();
});

async function start(byoc: Partial<ByocConfig> = {}): Promise<void> {
  clock = new ManualClock();
  const logTo = (line: string) => log.push(line);
  app = await middlewareApp(cxone.base, 'http://127.0.0.1:9/hook', {
    byoc: { emulator: true, ...byoc },
    clock,
    logTo,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  manage = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/byoc/manage/box-client`;
  await cxone.setPages(manage);
}

interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

async function get(url: URL | string, cookie = ''): Promise<Page> {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function post(path: string, cookie: string, form: Record<string, string>): Promise<Page> {
  const body = new URLSearchParams(form);
  const response = await fetch(manage + path, { method: 'POST', redirect: 'manual', headers: { cookie }, body });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Opened from CXone: the cookie, and what each form brings. */
async function enter(action = 'add', backUrl = BACK_URL): Promise<{ cookie: string; form: string }> {
  const { status, headers } = await get(await cxone.pageUrl(action, backUrl));
  expect(status).toBe(303);
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  const { text } = await get(new URL(headers.get('location') ?? '', manage), cookie);
  return { cookie, form: /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '' };
}

test('I-40 A page is opened by a one-time token, which is gone from the address at once and is nowhere in the log', async () => {
  const url = await cxone.pageUrl();
  const token = url.searchParams.get('token')!;
  const first = await get(url);
  expect(first.status).toBe(303);
  expect(first.headers.get('location')).toBe('/byoc/manage/box-client/add');
  expect(first.headers.get('referrer-policy')).toBe('no-referrer');
  expect(first.headers.get('cache-control')).toBe('no-store');
  const [cookie = '', ...attributes] = first.headers.get('set-cookie')!.split('; ');
  expect(attributes.toSorted()).toEqual([
    'HttpOnly',
    'Max-Age=900',
    'Path=/byoc/manage/box-client',
    'SameSite=Lax',
    'Secure',
  ]);
  const page = await get(`${manage}/add`, cookie);
  expect(page.status).toBe(200);
  expect(page.text).toContain('You are Ava');
  expect(page.text).not.toContain(token);
  expect(log.length).toBeGreaterThan(0);
  expect(log.join('')).not.toContain(token);
  expect(log.join('')).not.toContain(cookie.split('=')[1]);
});

test('I-40 The same token again opens nothing, and neither does one that CXone does not know or that is too old', async () => {
  const url = await cxone.pageUrl();
  const answers = await Promise.all([get(url), get(url)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 403]);
  expect(await get(url)).toMatchObject({ status: 403 });
  const late = await cxone.pageUrl();
  cxone.clock.advance(60_000);
  expect(await get(late)).toMatchObject({ status: 403 });
  const made = await cxone.pageUrl();
  made.searchParams.set('token', 'made-up');
  const { status, text } = await get(made);
  expect([status, text]).toEqual([403, expect.stringContaining('CXone does not confirm who you are')]);
});

test.each([
  ['another brand', { brandId: '99' }, 400],
  ['a brand that is no number', { brandId: '1234x' }, 400],
  ['a user that is no number', { userId: 'ann' }, 400],
  ['a host of somebody else', { apiHost: 'https://evil.example' }, 400],
  ['a host that only ends alike', { apiHost: 'https://evilniceincontact.com' }, 400],
  ['a host that only begins alike', { apiHost: 'https://api.niceincontact.com.evil.example' }, 400],
  ['a user in front of the host', { apiHost: 'https://api.niceincontact.com@evil.example' }, 400],
  ['a password for the right host', { apiHost: 'https://me:me@api-de-eu1.niceincontact.com' }, 400],
  ['a bare address', { apiHost: 'https://203.0.113.7' }, 400],
  ['an address inside', { apiHost: 'http://169.254.169.254/latest' }, 400],
  ['another port', { apiHost: 'https://api-de-eu1.niceincontact.com:8443' }, 400],
  ['a host without TLS', { apiHost: 'http://api-de-eu1.niceincontact.com' }, 400],
  ['no host', { apiHost: '' }, 400],
  ['no token', { token: '' }, 400],
])('I-41 The query is checked before the token is used: %s', async (_what, changes, expected) => {
  const url = await cxone.pageUrl();
  const good = new URL(url);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  const { status, headers } = await get(url);
  expect([status, headers.get('set-cookie')]).toEqual([expected, null]);
  expect(headers.get('content-security-policy')).toContain("form-action 'none'");
  // It was shown to nobody: it is still good.
  expect((await get(good)).status).toBe(303);
});

test('I-41 Hosts of CXone are taken, with or without a scheme; this machine only where an emulator is expected', async () => {
  for (const apiHost of ['api-de-eu1.niceincontact.com', 'https://app-de-na1.niceincontact.com/dfo/3.0']) {
    const url = await cxone.pageUrl();
    url.searchParams.set('apiHost', apiHost);
    expect((await get(url)).status).toBe(303);
  }
  await app.close();
  await start({ emulator: false });
  expect(await get(await cxone.pageUrl())).toMatchObject({ status: 400 });
});

test('I-42 Channels of this integration are shown, escaped, and no others; nothing runs or is framed', async () => {
  const { cookie } = await enter('remove');
  const { text, headers } = await get(`${manage}/remove`, cookie);
  expect(text).toContain('&lt;b&gt;Hole &amp; &quot;Co&quot;&lt;/b&gt;');
  expect(text).not.toContain('<b>');
  expect(text).not.toContain('Foreign');
  expect(text).not.toContain('<script');
  const policy = headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("form-action 'self' https://na1.niceincontact.com");
});

test('I-43 A channel is added, connected again and removed, in the name of who is there', async () => {
  const { cookie, form } = await enter();
  const added = await post('/add', cookie, { form, channel: 'pond', name: ' The Pond ' });
  expect([added.status, added.headers.get('location')]).toEqual([303, '/byoc/manage/box-client/add?told=added']);
  expect((await cxone.channels()).find(({ id }) => id === 'pond')).toMatchObject({
    name: 'The Pond',
    channelIntegrationId: 'int-1',
    realExternalPlatformId: 'custom',
    ownerUserId: 5001,
    canSendSenderActions: true,
  });
  const page = await get(`${manage}/add?told=added`, cookie);
  expect(page.text).toContain('The channel was added.');
  expect(page.text).not.toContain('All channels of the middleware are connected.');
  expect(await post('/add', cookie, { form, channel: 'puddle', name: 'A puddle' })).toMatchObject({ status: 303 });
  expect((await get(`${manage}/add`, cookie)).text).toContain('All channels of the middleware are connected.');
  expect(await post('/reconnect', cookie, { form, channel: 'pond' })).toMatchObject({ status: 303 });
  const confirm = await get(`${manage}/remove?channel=pond`, cookie);
  expect(confirm.text).toContain('Remove “The Pond”?');
  expect((await cxone.channels()).map(({ id }) => id)).toContain('pond');
  expect(await post('/remove', cookie, { form, channel: 'pond' })).toMatchObject({ status: 303 });
  expect((await cxone.channels()).map(({ id }) => id)).toEqual(['hole', 'foreign', 'puddle']);
});

test('I-43 A channel of another integration, one that is not configured, and a name that is none are not touched', async () => {
  const { cookie, form } = await enter();
  expect(await post('/remove', cookie, { form, channel: 'foreign' })).toMatchObject({ status: 404 });
  expect(await post('/reconnect', cookie, { form, channel: 'foreign' })).toMatchObject({ status: 404 });
  expect(await post('/add', cookie, { form, channel: 'unheard-of', name: 'X' })).toMatchObject({ status: 404 });
  const nameless = await post('/add', cookie, { form, channel: 'pond', name: '  ' });
  expect(nameless.status).toBe(400);
  expect(nameless.text).toContain('aria-invalid="true"');
  expect((await cxone.channels()).map(({ id }) => id)).toEqual(['hole', 'foreign']);
});

test('I-44 A form without the token of the visit, or of another visit, changes nothing', async () => {
  const [mine, other] = [await enter(), await enter()];
  for (const form of ['', 'guessed', other.form])
    expect(await post('/add', mine.cookie, { form, channel: 'pond', name: 'Pond' })).toMatchObject({ status: 403 });
  expect(await post('/add', '', { form: mine.form, channel: 'pond', name: 'Pond' })).toMatchObject({ status: 403 });
  expect(await cxone.channels()).toHaveLength(2);
});

test('I-45 A visit ends by its time, for another integration, and where it should go back to', async () => {
  const { cookie, form } = await enter();
  const elsewhere = manage.replace('box-client', 'other-client');
  expect(await get(`${elsewhere}/add`, cookie)).toMatchObject({ status: 403 });
  expect(await get(manage.replace('box-client', 'nobody') + '/add', cookie)).toMatchObject({ status: 404 });
  const finished = await post('/finish', cookie, { form });
  expect([finished.status, finished.headers.get('location')]).toEqual([303, BACK_URL]);
  expect(finished.headers.get('set-cookie')).toContain('Max-Age=0');
  expect(await get(`${manage}/add`, cookie)).toMatchObject({ status: 403 });
  const late = await enter();
  clock.advance(900_000);
  expect(await get(`${manage}/add`, late.cookie)).toMatchObject({ status: 403 });
});

test.each(['https://evil.example/', 'http://na1.niceincontact.com/', 'https://na1.niceincontact.com:444/'])(
  'I-45 A visit that should go back to a stranger ends on a page of its own: %s',
  async (backUrl) => {
    const { cookie, form } = await enter('add', backUrl);
    expect((await get(`${manage}/add`, cookie)).headers.get('content-security-policy')).toContain(
      "form-action 'self';",
    );
    const finished = await post('/finish', cookie, { form });
    expect([finished.status, finished.headers.get('location')]).toEqual([200, null]);
    expect(finished.text).toContain('You can close this page.');
  },
);

test('I-46 When CXone refuses, or does not answer, a page says so; who comes too often waits', async () => {
  const { cookie, form } = await enter();
  const fault = (refuse: object, operation: string) => cxone.emulator('POST', '/faults', { operation, refuse });
  await fault({ status: 503 }, 'getChannels');
  const down = await get(`${manage}/add`, cookie);
  expect([down.status, down.text]).toEqual([503, expect.stringContaining('CXone does not answer')]);
  await fault({ status: 400 }, 'createChannel');
  expect(await post('/add', cookie, { form, channel: 'pond', name: 'Pond' })).toMatchObject({ status: 409 });
  await cxone.emulator('POST', '/expire-tokens');
  const over = await get(`${manage}/add`, cookie);
  expect([over.status, over.text]).toEqual([403, expect.stringContaining('Your visit is over')]);
  await app.close();
  await start({ visitsPerMinute: 1 });
  await enter();
  expect(await get(await cxone.pageUrl())).toMatchObject({ status: 429 });
});
