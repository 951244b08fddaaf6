import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import { ConfigError, readConfig } from '../runtime/config.js';
import { BACK_URL, EmulatedCxone } from './testing/emulated-cxone.js';
import { BOX_SECRET, brandsAt } from './testing/middleware-app.js';
import { WEBHOOK_SECRET } from './testing/platform-stub.js';
import { outboundBody, Rig } from './testing/rig.js';

/*
 * The rules of safety, each by its number. What has a test of its own elsewhere is looked at here from outside once
 * more: addresses that others give us in `files/files.test.ts`, `de/discovery.test.ts` and `pages/pages.test.ts`.
 */

const BOX = '/byoc/integration/box';
const OUTBOUND = `${BOX}/2.0/channel/hole/outbound`;

let rig: Rig;
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(...given: Parameters<typeof Rig.start>): Promise<void> {
  rig = await Rig.start(...given);
  open.push(() => rig.stop());
}

function folderOfStore(): { readonly store: string; readonly bytes: () => string } {
  const folder = mkdtempSync(join(tmpdir(), 'cti-safe-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  const bytes = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
      .join('');
  return { store: join(folder, 'store'), bytes };
}

const grant = (secret: string, client = 'box-client') =>
  rig.call('POST', `${BOX}/1.0/token`, { grant_type: 'client_credentials', client_id: client, client_secret: secret });

describe('rule 1: the token endpoint', () => {
  test('I-65 (rule 1) Wrong id, wrong secret and half a secret are told alike, and guesses are counted by address', async () => {
    await start({ byoc: { tokenBurst: 5, tokensPerMinute: 1 } });
    const answers = [
      await grant('wrong-secret-of-some-length'),
      await grant(BOX_SECRET, 'nobody'),
      await grant(BOX_SECRET.slice(0, -1)),
      await grant(`${BOX_SECRET}x`),
    ];
    const said = answers.map(({ status, body }) => JSON.stringify([status, { ...body, correlationId: '' }]));
    expect(new Set(said).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect((await grant(BOX_SECRET)).status).toBe(200);
    // The right one as well: who has guessed enough is not told when the guess was good.
    expect((await grant(BOX_SECRET)).status).toBe(429);
    expect(rig.log.join('')).not.toContain(BOX_SECRET);
  });

  test('I-65 (rule 1) Two secrets are good while one is being changed, and the old one no longer after that', async () => {
    const [before, after] = ['the-secret-of-before', 'the-secret-of-after'];
    const brands = (boxSecrets: string[]) =>
      brandsAt('http://127.0.0.1:9', 'http://127.0.0.1:9/hook', {}).map((brand) => ({
        ...brand,
        integrations: brand.integrations.map((one) => ({ ...one, boxSecrets })),
      }));
    const { store } = folderOfStore();
    await start({ byoc: { store, brands: brands([after, before]) } });
    expect([(await grant(before)).status, (await grant(after)).status]).toEqual([200, 200]);
    await rig.stop();
    await start({ byoc: { store, brands: brands([after]) } });
    expect([(await grant(before)).status, (await grant(after)).status]).toEqual([401, 200]);
  });

  test('I-65 (rule 1) Tokens expire, are hashed in the store, and are known after a restart', async () => {
    const { store, bytes } = folderOfStore();
    await start({ byoc: { store } });
    const token = await rig.token();
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = bytes();
    expect(stored.length).toBeGreaterThan(0);
    for (const form of [token, Buffer.from(token).toString('base64').replace(/=+$/, ''), BOX_SECRET])
      expect(stored).not.toContain(form);
    await rig.stopMiddleware();
    await rig.startMiddleware();
    expect((await rig.outbound({}, 'hole', token)).status).toBe(200);
  });
});

describe('rule 2: tokens are verified', () => {
  test.each(['', 'Bearer', 'Bearer ', 'Bearer x', 'bearer null', 'Basic eDp5', `Bearer ${'A'.repeat(43)}`])(
    'I-66 (rule 2) No callback is taken with %j',
    async (authorization) => {
      await start();
      const headers = authorization === '' ? {} : { authorization };
      const answer = await rig.call('POST', OUTBOUND, outboundBody(), headers);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    },
  );

  test('I-66 (rule 2) Nothing crosses between brands, integrations and channels', async () => {
    await start();
    const [mine, theirs] = [await rig.token(), await rig.token('other-client')];
    const brand = { brand: { id: 99 } };
    const to = (channel: string, token: string, changes = {}) => rig.outbound(changes, channel, token);
    expect((await to('hole', theirs, brand)).status).toBe(404);
    expect((await to('elsewhere', mine)).status).toBe(404);
    expect((await to('elsewhere', theirs)).status).toBe(400);
    expect((await to('hole', mine, brand)).status).toBe(400);
    const thread = await rig.open();
    const path = `/1.0/channel/hole/thread/${thread}/sender-action`;
    expect((await rig.box(path, { senderAction: { action: 'isTypingOn' } }, theirs)).status).toBe(404);
    const legacy = { text: 'x', thread: { idOnExternalPlatform: thread } };
    expect((await rig.box(`/1.0/posts/${thread}/messages`, legacy, theirs)).status).toBe(404);
    expect((await rig.outbound({ thread: legacy.thread }, 'pond')).status).toBe(404);
    // A platform neither signs for another channel nor knows its threads.
    const say = { type: 'message', threadId: thread, customer: { id: 'user-1' }, message: { id: 'm', text: 'x' } };
    await rig.event(say, { channel: 'pond' });
    await rig.cxone.until(() => rig.cxone.messages.length === 2);
    expect(rig.cxone.messages.map(({ channel }) => channel)).toEqual(['hole', 'pond']);
    expect(rig.platform.told).toEqual([]);
  });
});

test('I-67 (rule 3) Who calls from elsewhere is turned away where networks are listed, whatever they bring', async () => {
  await start({ byoc: { boxNetworks: ['203.0.113.0/24'] } });
  expect(await grant(BOX_SECRET)).toMatchObject({ status: 403, body: { error: 'foreign_address' } });
  expect((await rig.call('POST', OUTBOUND, outboundBody(), { authorization: 'Bearer x' })).status).toBe(403);
  // The platform comes from somewhere else.
  expect((await rig.say('hello')).status).toBe(202);
  await rig.stop();
  await start({ byoc: { boxNetworks: ['127.0.0.0/8', '::1/128'] } });
  expect((await grant(BOX_SECRET)).status).toBe(200);
  await expect(Rig.start({ byoc: { boxNetworks: ['127.0.0.0/99'] } })).rejects.toBeInstanceOf(ConfigError);
});

describe('rules 4 to 7: addresses, one-time tokens and pages', () => {
  async function visit(changes: Record<string, string>, backUrl = BACK_URL) {
    const cxone = await EmulatedCxone.start();
    open.push(() => cxone.stop());
    const server = await TestServer.start({
      byoc: { brands: brandsAt(cxone.base, 'http://127.0.0.1:9/', {}), emulator: true },
    });
    open.push(() => server.stop());
    const manage = `${server.url}/byoc/manage/box-client`;
    await cxone.setPages(manage);
    const url = await cxone.pageUrl('add', backUrl);
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    return { manage, url, get: (to: string | URL, headers = {}) => fetch(to, { redirect: 'manual', headers }) };
  }

  test('I-68 (rule 4) A page that names a host of its own gets no token exchange; discovery, files and pictures neither', async () => {
    const { url, get } = await visit({ apiHost: 'https://evil.example' });
    expect((await get(url)).status).toBe(400);
    await start();
    const thread = await rig.open();
    // The stand-in of CXone accepts loopback in no setting: neither its files nor anybody's pictures are fetched.
    const attachments = [{ friendlyName: 'x', url: 'http://127.0.0.1:1/latest/meta-data' }];
    await rig.reply(thread, 'look', { attachments });
    await rig.cxone.until(() => rig.cxone.statuses.length === 1);
    expect(rig.cxone.statuses[0]).toMatchObject({ status: 'failed', reason: 'attachment_address_refused' });
    await rig.say('me', undefined, { customer: { id: 'u', image: 'http://169.254.169.254/' } });
    await rig.cxone.until(() => rig.cxone.messages.length === 2);
    expect(JSON.stringify(rig.cxone.messages[1]?.body)).not.toContain('169.254');
  });

  test('I-69 (rule 5) Nobody is sent on to a stranger', async () => {
    const { url, manage, get } = await visit({}, 'https://evil.example/niceincontact.com');
    const entered = await get(url);
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await get(`${manage}/add`, { cookie });
    const form = /name="form" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const finished = await fetch(`${manage}/finish`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams({ form }),
    });
    expect([finished.status, finished.headers.get('location')]).toEqual([200, null]);
  });

  test('I-70 (rule 6) A one-time token opens one visit, in one hurry or two, and is sent nowhere by the browser', async () => {
    const { url, get } = await visit({});
    const answers = await Promise.all([get(url), get(url), get(url)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 403, 403]);
    expect(answers.map(({ headers }) => headers.get('referrer-policy'))).toEqual(Array(3).fill('no-referrer'));
    expect(answers.some(({ headers }) => headers.get('location')?.includes('token'))).toBe(false);
  });

  test('I-71 (rule 7) Pages run nothing, are framed by nobody, and take no form of a stranger’s page', async () => {
    const { url, manage, get } = await visit({});
    const cookie = (await get(url)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const { headers } = await get(`${manage}/remove`, { cookie });
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    const attack = (origin: Record<string, string>) =>
      fetch(`${manage}/remove`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, ...origin },
        body: new URLSearchParams({ channel: 'hole' }),
      });
    expect((await attack({})).status).toBe(403);
    expect((await attack({ origin: 'https://evil.example' })).status).toBe(403);
  });
});

test('I-72 (rule 8) Threads cannot be guessed, and nobody writes on another one’s, even when the platform says so', async () => {
  await start();
  const threads = [await rig.open(), (await rig.say('x')).body.threadId];
  for (const thread of threads)
    expect(thread).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(await rig.say('I am him', threads[0], { customer: { id: 'user-2' } })).toMatchObject({
    status: 404,
    body: { error: 'unknown_thread' },
  });
  const unsigned = { id: 'e', type: 'ended', threadId: threads[0] };
  expect((await rig.call('POST', '/byoc/channels/hole/events', unsigned)).status).toBe(401);
  await rig.say('still me', threads[0]);
  await rig.cxone.until(() => rig.cxone.texts(threads[0]!).length === 2);
  expect(rig.cxone.texts(threads[0]!)).toEqual(['hello', 'still me']);
});

test('I-73 (rule 9) Secrets, tokens, signed addresses, names and words are in no line of the log, and sealed in the store', async () => {
  const { store, bytes } = folderOfStore();
  await start({ byoc: { store } });
  const thread = await rig.open();
  await rig.say('my-words', thread, { customer: { id: 'user-1', firstName: 'Zebedee' } });
  const attachments = [{ friendlyName: 'x.png', url: 'https://files.invalid/x?X-Signature=signed-away' }];
  await rig.reply(thread, 'agents-words', { attachments });
  rig.cxone.goodTokens.clear();
  await rig.say('again', thread);
  await rig.cxone.until(() => rig.cxone.statuses.length === 1 && rig.cxone.texts(thread).length === 3);
  const secrets = [BOX_SECRET, WEBHOOK_SECRET, 'key=secret', 'api-secret', await rig.token()];
  const told = ['my-words', 'agents-words', 'signed-away', 'Zebedee', 'user-1'];
  expect(rig.log.length).toBeGreaterThan(0);
  for (const secret of [...secrets, ...told]) {
    expect(rig.log.join('')).not.toContain(secret);
    expect(bytes()).not.toContain(secret);
  }
});

describe('rule 10: bodies', () => {
  const authorized = async () => ({ authorization: `Bearer ${await rig.token()}`, 'content-type': 'application/json' });

  test('I-74 (rule 10) A mebibyte is taken, and a byte more is not', async () => {
    await start();
    const thread = await rig.open();
    const body = JSON.stringify({ ...outboundBody({ thread: { idOnExternalPlatform: thread } }), filler: '' });
    const filled = (bytes: number) => body.replace('"filler":""', `"filler":"${'x'.repeat(bytes - body.length)}"`);
    const headers = await authorized();
    expect((await rig.call('POST', OUTBOUND, filled(1_048_576), headers)).status).toBe(200);
    expect((await rig.call('POST', OUTBOUND, filled(1_048_577), headers)).status).toBe(413);
  });

  test.each<[string, string | Buffer, number]>([
    ['nested too deep', `{"messageContent":{"text":"x"},"deep":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
    ['nested so deep that it hurts', `{"messageContent":{"text":"x"},"deep":${'['.repeat(200_000)}`, 400],
    ['no UTF-8', Buffer.from([...Buffer.from('{"messageContent":{"text":"'), 0xff, 0xfe, ...Buffer.from('"}}')]), 400],
    [
      'half a character',
      Buffer.from([...Buffer.from('{"messageContent":{"text":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}}')]),
      400,
    ],
    ['a prototype', '{"messageContent":{"text":"x"},"__proto__":{"isAdmin":true}}', 400],
    ['a constructor', '{"messageContent":{"text":"x"},"constructor":{"prototype":{"isAdmin":true}}}', 400],
    ['words', 'text=x', 400],
  ])('I-74 (rule 10) A body is refused: %s', async (_what, body, status) => {
    await start();
    const response = await fetch(rig.url + OUTBOUND, {
      method: 'POST',
      headers: await authorized(),
      body: new Uint8Array(Buffer.from(body)),
    });
    expect(response.status).toBe(status);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
    await rig.untilQuiet();
    expect(rig.platform.told).toEqual([]);
  });

  test('I-74 (rule 10) What is not known is passed over, since the vendor adds fields', async () => {
    await start();
    const thread = await rig.open();
    const changes = {
      news: [{ of: 'tomorrow' }],
      brand: { id: 1234, moon: 1 },
      authorUser: { nickname: 'Ann', mood: 'good' },
    };
    expect((await rig.reply(thread, 'x', changes)).status).toBe(200);
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
  });
});

test('I-75 (rule 11) The emulator is for this machine: no control outside open mode, no open mode elsewhere, no foreign Host', async () => {
  expect(() => readConfig({ CTI_HOST: '0.0.0.0', CTI_OPEN: 'true' })).toThrow(ConfigError);
  const cxone = await EmulatedCxone.start();
  open.push(() => cxone.stop());
  const rebound = await fetch(`${cxone.base}/_emu/state`, { headers: { origin: 'https://evil.example' } });
  expect(rebound.status).toBe(403);
  // A middleware of another machine is not called.
  await cxone.emulator('PUT', '/integrations/int-1', { authorizationUrl: 'https://203.0.113.7/token' });
  expect(await cxone.emulator('POST', '/integrations/int-1/test')).toMatchObject({ ok: false });
});
