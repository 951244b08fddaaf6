import { afterEach, expect, test } from 'vitest';
import { LOOPBACK_TARGETS } from '../runtime/outbound/index.js';
import { OtherSide } from '../testing/other-side.js';
import type { MiddlewareOptions } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';
import { WidgetPage } from './testing/widget-page.js';

let rig: Rig;
let files: OtherSide | undefined;
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  await rig.stop();
  await files?.stop();
  files = undefined;
});

const start = async (byoc: MiddlewareOptions['byoc'] = {}): Promise<void> => {
  rig = await Rig.start({
    channel: { widget: { origins: ['https://shop.example.com'] } },
    byoc: { attachmentHosts: [...LOOPBACK_TARGETS], ...byoc },
  });
};
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64, 7)]);

interface Shown {
  readonly files: readonly { readonly name: string; readonly url: string }[];
}

test('I-16 A file of a customer is uploaded, and reaches CXone with the message that names it', async () => {
  await start();
  const page = await WidgetPage.begin(rig);
  const { status, body } = await page.upload('C:\\photos\\leak.png', PNG);
  expect(status).toBe(201);
  expect(body).toMatchObject({ name: 'leak.png', bytes: PNG.length });
  expect(await page.ask({ type: 'message', id: 'm-1', text: '', files: [body.fileId] })).toMatchObject({
    type: 'done',
  });
  await rig.cxone.until(() => rig.cxone.messages.length === 1);
  expect(rig.cxone.uploads).toEqual([{ content: PNG, mimeType: 'image/png' }]);
  expect(rig.cxone.messages[0]?.body.attachments).toEqual([
    { friendlyName: 'leak.png', url: 'https://files.cxone.example/1' },
  ]);
  await page.until(() => page.entries.length === 1);
  const [{ name, url } = { name: '', url: '' }] = (page.entries[0] as unknown as Shown).files;
  expect(name).toBe('leak.png');
  const own = await fetch(url);
  expect(Buffer.from(await own.arrayBuffer())).toEqual(PNG);
});

test('I-17 A file of an agent is fetched for the page, which never learns its address at CXone', async () => {
  await start();
  files = await new OtherSide((_request, response) => void response.end(PNG)).listen();
  const secret = `${files.url}/a.png?signature=secret`;
  const page = await WidgetPage.begin(rig);
  await page.say('hello');
  await rig.cxone.until(() => rig.cxone.messages.length === 1);
  await rig.reply(page.thread, 'look', { attachments: [{ friendlyName: '../plan.png', url: secret }] });
  await page.untilStory('hello', 'look');
  const [{ name, url } = { name: '', url: '' }] = (page.entries[1] as unknown as Shown).files;
  expect(name).toBe('plan.png');
  expect(JSON.stringify(page.heard)).not.toContain('signature');
  const { headers, status } = await fetch(url);
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toContain('attachment; filename="plan.png"');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain('sandbox');
});

test('I-25 Files that are too large, of another kind, badly named, nobody’s or too many are refused', async () => {
  await start({ widgetFileBytes: 1000, widgetFileBurst: 12, widgetFilesPerMinute: 1 });
  const page = await WidgetPage.begin(rig);
  const foreign = await WidgetPage.begin(rig, 'puddle');
  const refused = async (answer: ReturnType<WidgetPage['upload']>) => {
    const { status, body } = await answer;
    return [status, body.error];
  };
  expect(await refused(page.upload('a.png', Buffer.alloc(1001)))).toEqual([413, 'attachment_too_large']);
  expect(await refused(page.upload('page.html', '<script>alert(1)</script>'))).toEqual([415, 'file_type_refused']);
  expect(await refused(page.upload('a.png', Buffer.from('MZ\x90\x00', 'latin1')))).toEqual([415, 'file_type_refused']);
  for (const name of ['..', 'a/', 'in\u202Egnp.exe'])
    expect(await refused(page.upload(name, PNG))).toEqual([400, 'invalid_request']);
  expect(await refused(page.upload('a.png', ''))).toEqual([400, 'invalid_request']);
  for (const token of ['', 'made-up', foreign.token])
    expect(await refused(page.upload('a.png', PNG, token))).toEqual([401, 'invalid_token']);
  for (const file of ['made-up', '../secret'])
    expect(await page.ask({ type: 'message', id: 'm-1', text: 'x', files: [file] })).toMatchObject({
      error: 'unknown_file',
    });
  expect(await page.ask({ type: 'message', id: 'm-2', text: '  ' })).toMatchObject({ error: 'invalid_request' });
  for (let upload = 1; upload <= 5; upload += 1) expect((await page.upload('a.png', PNG)).status).toBe(201);
  expect(await refused(page.upload('a.png', PNG))).toEqual([429, 'rate_limited']);
});
