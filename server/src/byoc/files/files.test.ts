import type { RequestListener } from 'node:http';
import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { trusting } from '../../runtime/outbound/index.js';
import { PARTNER } from '../../runtime/outbound/testing/callers.js';
import { TEST_CERTIFICATE, TEST_HOST } from '../../runtime/outbound/testing/certificate.js';
import { FakeResolver } from '../../runtime/outbound/testing/fake-resolver.js';
import { Partner } from '../../runtime/outbound/testing/partner.js';
import type { MiddlewareOptions } from '../testing/middleware-app.js';
import { Rig } from '../testing/rig.js';
import { isLie, typeOfBytes } from './file-types.js';

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64, 7)]);
const png: RequestListener = (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);

let rig: Rig;
let partner: Partner;
let folder: string | undefined;
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  await rig.stop();
  await partner.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});

/** Both CXone's files and those of the platform are at `partner.test`, by TLS. */
async function start(answer: RequestListener, byoc: MiddlewareOptions['byoc'] = {}): Promise<void> {
  partner = await Partner.start(answer, { isSecure: true });
  const resolver = new FakeResolver({
    localhost: [['127.0.0.1']],
    [TEST_HOST]: [['127.0.0.1']],
    'in.test': [['10.0.0.7']],
  });
  rig = await Rig.start({
    resolver,
    trust: trusting([TEST_CERTIFICATE]),
    byoc: { attachmentHosts: [PARTNER], ...byoc },
  });
}

const at = (path = '/a.png') => `https://${TEST_HOST}:${partner.port}${path}`;
const SECRET = '/a.png?X-Signature=very-secret';

function reply(thread: string, url = at(SECRET), friendlyName = 'a.png') {
  return rig.reply(thread, 'look', { attachments: [{ friendlyName, url }] });
}

async function untilFailed(): Promise<string | undefined> {
  await rig.cxone.until(() => rig.cxone.statuses.length > 0);
  expect(rig.platform.told).toEqual([]);
  const [{ status, reason } = { status: '' }] = rig.cxone.statuses;
  expect(status).toBe('failed');
  return reason;
}

interface ToldFile {
  readonly friendlyName: string;
  readonly url: string;
}

function toldFiles(): readonly ToldFile[] {
  return (rig.platform.told[0]?.message as unknown as { attachments: readonly ToldFile[] }).attachments;
}

describe('files of agents', () => {
  test('I-50 A file of an agent is fetched at once, and offered to the channel by an address of our own', async () => {
    await start(png);
    const thread = await rig.open();
    expect((await reply(thread, at(SECRET), '../etc/a b.png')).status).toBe(200);
    await rig.platform.until(() => rig.platform.told.length === 1);
    const [file] = toldFiles();
    expect(file?.friendlyName).toBe('a b.png');
    expect(file?.url).toMatch(/\/byoc\/files\/[\w-]{43}\/a%20b\.png$/);
    const answer = await fetch(file!.url);
    expect([answer.status, Buffer.from(await answer.arrayBuffer()).equals(PNG)]).toEqual([200, true]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="a b.png"/);
    expect(partner.requests).toEqual([`GET ${SECRET}`]);
    expect(rig.log.join('')).not.toContain('very-secret');
    const guessed = file!.url.replace(/files\/[\w-]{43}/, `files/${'A'.repeat(43)}`);
    expect((await fetch(guessed)).status).toBe(404);
  });

  test('I-51 The address at CXone is in no byte of the store, and neither is the file; the own address is good for its time', async () => {
    folder = mkdtempSync(join(tmpdir(), 'cti-files-'));
    await start((_request, response) => response.end(Buffer.concat([PNG, Buffer.from('plain-words-inside')])), {
      store: join(folder, 'store'),
      attachmentSeconds: 1,
    });
    const thread = await rig.open();
    await reply(thread);
    await rig.platform.until(() => rig.platform.told.length === 1);
    const [file] = toldFiles();
    expect((await fetch(file!.url)).status).toBe(200);
    const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
      .join('');
    expect(bytes.length).toBeGreaterThan(0);
    for (const secret of ['very-secret', 'plain-words-inside', /files\/([\w-]{43})/.exec(file!.url)![1]!])
      expect(bytes).not.toContain(secret);
    while ((await fetch(file!.url)).status === 200);
    expect((await fetch(file!.url)).status).toBe(404);
  });

  test.each([
    ['an address that is good no more', 403, 'attachment_gone'],
    ['a server that fails', 503, 'attachment_unreachable'],
  ])('I-52 The agent sees that a message failed whose file did not come: %s', async (_what, status, why) => {
    await start((_request, response) => response.writeHead(status).end());
    const thread = await rig.open();
    expect((await reply(thread)).status).toBe(200);
    expect(await untilFailed()).toBe(why);
    // What may pass is tried once more.
    expect(partner.requests).toHaveLength(status === 503 ? 2 : 1);
  });

  test('I-52 The next message of the thread goes on', async () => {
    await start((_request, response) => response.writeHead(403).end());
    const thread = await rig.open();
    await reply(thread);
    await rig.reply(thread, 'next');
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
    expect(rig.platform.story(thread)).toEqual(['next']);
    expect(rig.cxone.statuses[0]).toMatchObject({ status: 'failed' });
  });
});

describe('what is fetched for whom', () => {
  test.each([
    ['without TLS', 'http://partner.test/a.png'],
    ['to a private network', 'https://in.test/a.png'],
    ['to a bare address', 'https://127.0.0.1/a.png'],
    ['to a bare address that is written otherwise', 'https://[::ffff:7f00:1]/a.png'],
    ['to the metadata of a cloud', 'http://169.254.169.254/latest/meta-data'],
    ['with a user', 'https://me:me@partner.test/a.png'],
    ['to a file', 'file:///etc/passwd'],
  ])('I-54 An address that leads %s is not called', async (_what, url) => {
    await start(png, { attachmentHosts: [] });
    const thread = await rig.open();
    await reply(thread, url);
    expect(await untilFailed()).toBe('attachment_address_refused');
    expect(partner.connections).toBe(0);
  });

  test('I-54 Where hosts are listed, no other is called', async () => {
    await start(png);
    const thread = await rig.open();
    await reply(thread, 'https://elsewhere.example/a.png');
    expect(await untilFailed()).toBe('attachment_address_refused');
  });

  test.each<[string, RequestListener, string, MiddlewareOptions['byoc']?]>([
    [
      'redirects',
      (_request, response) => response.writeHead(302, { location: 'https://partner.test/b.png' }).end(),
      'attachment_address_refused',
    ],
    ['says that it is too large', (_request, response) => response.end(Buffer.alloc(2001)), 'attachment_too_large'],
    [
      'is too large without saying so',
      (_request, response) => {
        response.on('error', () => undefined);
        const more = () =>
          void (response.write(Buffer.alloc(1000)) ? setImmediate(more) : response.once('drain', more));
        more();
      },
      'attachment_too_large',
    ],
    ['is too slow', () => undefined, 'attachment_unreachable', { attachmentMs: 30 }],
    [
      'is a page that is called an image',
      (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<script>1</script>'),
      'attachment_type_refused',
    ],
    [
      'is words that are called an image',
      (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('words'),
      'attachment_type_refused',
    ],
    [
      'is a program',
      (_request, response) => response.end(Buffer.from('MZ\x90\x00\x03\x00\x00', 'latin1')),
      'attachment_type_refused',
    ],
    ['is an archive', (_request, response) => response.end(Buffer.from('PK\x03\x04rest')), 'attachment_type_refused'],
  ])('I-55 A file is refused that %s', async (_what, answer, why, byoc = {}) => {
    await start(answer, { attachmentBytes: 2000, ...byoc });
    const thread = await rig.open();
    await reply(thread);
    expect(await untilFailed()).toBe(why);
  });

  test('I-55 What a file is is told by its bytes', () => {
    const type = (bytes: string, name = 'x') => typeOfBytes(Buffer.from(bytes, 'latin1'), name);
    expect(type('\x89PNG\r\n\x1a\n')).toBe('image/png');
    expect(type('RIFF\x10\x00\x00\x00WEBPVP8 ')).toBe('image/webp');
    expect(type('\x00\x00\x00\x18ftypmp42')).toBe('video/mp4');
    expect(type('%PDF-1.7')).toBe('application/pdf');
    expect(type('a,b\r\n1,2')).toBe('text/plain');
    expect(type('PK\x03\x04', 'a.docx')).toMatch(/wordprocessingml/);
    for (const bytes of [' <svg onload=1>', '#!/bin/sh', 'a\0b', '\xff\xfe\x00', 'PK\x03\x04'])
      expect(type(bytes, 'a.png')).toMatch(/octet-stream|zip/);
    expect([isLie('image/jpg', 'image/jpeg'), isLie('', 'image/png'), isLie('text/plain', 'image/png')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('files of customers', () => {
  const say = (url = at(SECRET)) =>
    rig.say('look', undefined, { message: { id: 'm-1', text: 'look', attachments: [{ friendlyName: 'a.png', url }] } });

  test('I-56 A file of a customer is fetched from the platform and brought to CXone, once for all tries', async () => {
    await start(png);
    let isLost = true;
    rig.cxone.fault = (operation) => {
      if (operation !== 'createMessage' || !isLost) return undefined;
      isLost = false;
      return { status: 503 };
    };
    await say();
    await rig.cxone.until(() => rig.cxone.messages.length === 1);
    expect(rig.cxone.uploads).toEqual([{ content: PNG, mimeType: 'image/png' }]);
    expect(rig.cxone.messages[0]?.body).toMatchObject({
      attachments: [{ friendlyName: 'a.png', url: 'https://files.cxone.example/1' }],
    });
    expect(partner.requests).toEqual([`GET ${SECRET}`]);
    expect(rig.log.join('')).not.toContain('very-secret');
  });

  test('I-56 When it cannot be brought the customer is told, and the thread goes on', async () => {
    await start(png);
    const { body } = await say('https://in.test/a.png');
    await rig.platform.until(() => rig.platform.told.length === 1);
    expect(rig.platform.told[0]).toMatchObject({
      type: 'refused',
      messageId: 'm-1',
      reason: 'attachment_address_refused',
    });
    await rig.say('without', body.threadId);
    await rig.cxone.until(() => rig.cxone.messages.length === 1);
    expect(rig.cxone.texts(body.threadId)).toEqual(['without']);
  });

  test('I-57 The picture of a customer is never fetched, and CXone is told of one by TLS only', async () => {
    await start(png);
    const customer = (id: string, image: string) => ({ customer: { id, image } });
    await rig.say('one', undefined, customer('a', at('/face.png')));
    await rig.say('two', undefined, customer('b', 'http://169.254.169.254/face.png'));
    await rig.say('three', undefined, customer('c', 'javascript:alert(1)'));
    await rig.cxone.until(() => rig.cxone.messages.length === 3);
    const images = rig.cxone.messages.map(({ body }) => (body.authorEndUserIdentity as { image?: string }).image);
    expect(images.filter((image) => image !== undefined)).toEqual([at('/face.png')]);
    expect(partner.connections).toBe(0);
  });
});
