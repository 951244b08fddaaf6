import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { MiddlewareOptions } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';
import { WidgetPage } from './testing/widget-page.js';

let rig: Rig;
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  await rig.stop();
});

const SHOP = 'https://shop.example.com';
const start = async (options: MiddlewareOptions = {}): Promise<void> => {
  rig = await Rig.start({ channel: { widget: { origins: [SHOP] } }, ...options });
};

/** @returns the status with which a socket is refused; 101 when it is not */
async function knock(path: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${rig.port}${path}`, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
      resolve(statusCode);
      socket.terminate();
    });
    socket.on('error', () => undefined);
  });
}

test('I-20 Without a token of this very channel a socket says nothing and hears nothing', async () => {
  await start();
  const page = await WidgetPage.begin(rig);
  await page.say('mine');
  const foreign = await WidgetPage.begin(rig, 'puddle');
  for (const token of ['made-up', page.customerId, page.thread, foreign.token]) {
    const stranger = await WidgetPage.begin(rig);
    await stranger.cut();
    expect(await stranger.open(0, { token })).toMatchObject({ type: 'error', error: 'invalid_token' });
    await stranger.until(() => stranger.isClosed);
    expect(stranger.closeCode).toBe(4401);
    expect(stranger.story).toEqual([]);
  }
  const mute = await WidgetPage.begin(rig);
  await mute.cut();
  await mute.connect();
  expect(await mute.say('hello?')).toMatchObject({ type: 'error', error: 'invalid_token' });
});

test('I-20 Nobody writes into another’s conversation: a page cannot even name one', async () => {
  await start();
  const [page, other] = [await WidgetPage.begin(rig), await WidgetPage.begin(rig)];
  await page.say('mine', 'm-1');
  const { thread } = page;
  for (const more of [{ thread }, { threadId: thread }, { customerId: page.customerId }])
    expect(await other.ask({ type: 'message', id: 'm-2', text: 'yours?', ...more })).toMatchObject({
      type: 'error',
      error: 'invalid_request',
    });
  // The same id of another browser is another message.
  await other.say('also mine', 'm-1');
  await rig.cxone.until(() => rig.cxone.messages.length === 2);
  expect(rig.cxone.texts(thread)).toEqual(['mine']);
  expect(other.thread).not.toBe(thread);
  await other.untilStory('also mine');
  await page.untilStory('mine');
});

test('I-21 Pages of an origin that the channel does not name get neither a session nor a socket', async () => {
  await start();
  const session = (origin: string) => WidgetPage.session(rig, 'hole', { origin });
  expect((await session(SHOP)).status).toBe(201);
  for (const origin of ['https://evil.example', 'https://shop.example.com.evil.example', 'null', `${SHOP}:8443`])
    expect(await session(origin)).toMatchObject({ status: 403, body: { error: 'origin_forbidden' } });
  expect(await knock('/byoc/widget/hole/socket', { origin: SHOP })).toBe(101);
  expect(await knock('/byoc/widget/hole/socket', { origin: 'https://evil.example' })).toBe(403);
  expect(await knock('/byoc/widget/nowhere/socket', { origin: SHOP })).toBe(404);
  // A channel with a webhook has no widget.
  expect(await knock('/byoc/widget/pond/socket', { origin: SHOP })).toBe(404);
  expect(await WidgetPage.session(rig, 'pond')).toMatchObject({ status: 404, body: { error: 'unknown_channel' } });
});

test('I-21 Outside open mode a page of this machine is as foreign as any', async () => {
  await start({ open: false });
  const local = { origin: 'http://127.0.0.1:8087' };
  expect((await WidgetPage.session(rig, 'hole', local)).status).toBe(403);
  expect((await WidgetPage.session(rig, 'hole', { origin: SHOP })).status).toBe(201);
});

test('I-22 Frames that do not fit are refused with the field, and too large a one ends the socket', async () => {
  await start({ byoc: { widgetFrameBytes: 20_000 } });
  const page = await WidgetPage.begin(rig);
  const before = page.heard.length;
  const bad = [
    'no json',
    '[]',
    'null',
    '{"type":"dance"}',
    '{"type":"__proto__"}',
    '{"type":"message","text":"no id"}',
    '{"type":"message","id":"a b","text":"x"}',
    '{"type":"message","id":"m","text":""}',
    '{"type":"typing","isTyping":"yes"}',
    '{"type":"got","through":-1}',
    JSON.stringify({ type: 'message', id: 'm', text: 'x'.repeat(4001) }),
    JSON.stringify({ type: 'open', token: page.token, after: 0 }),
  ];
  for (const frame of bad) page.send(frame);
  await page.until(() => page.heard.length === before + bad.length);
  for (const heard of page.heard.slice(before))
    expect(heard).toMatchObject({ type: 'error', error: 'invalid_request' });
  expect(page.heard.at(-6)).toMatchObject({ errors: [{ message: '/id must match pattern "^[\\w-]{1,64}$"' }] });
  page.send(JSON.stringify({ type: 'message', id: 'm', text: 'x'.repeat(30_000) }));
  await page.until(() => page.isClosed);
  expect(page.closeCode).toBe(1009);
  expect(await WidgetPage.session(rig, 'hole', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
});

test('I-23 Floods are refused: of sessions, of frames, of messages, of sockets', async () => {
  await start({
    byoc: {
      widgetSessionBurst: 3,
      widgetSessionsPerMinute: 1,
      widgetFrameBurst: 30,
      widgetFramesPerSecond: 1,
      customerBurst: 4,
    },
  });
  const page = await WidgetPage.begin(rig);
  for (let message = 1; message <= 4; message += 1) expect((await page.say('x')).type).toBe('done');
  expect(await page.say('x')).toMatchObject({ type: 'error', error: 'rate_limited' });
  for (let frame = 0; frame < 40; frame += 1) page.send({ type: 'active' });
  await page.until(() => page.isClosed);
  expect(page.closeCode).toBe(4429);
  const tabs = [];
  for (let tab = 1; tab <= 9; tab += 1) tabs.push(await page.tab());
  const [oldest] = tabs;
  await oldest!.until(() => oldest!.isClosed);
  expect(oldest!.closeCode).toBe(4409);
  expect(tabs.slice(1).some(({ isClosed }) => isClosed)).toBe(false);
  await WidgetPage.session(rig);
  await WidgetPage.session(rig);
  expect(await WidgetPage.session(rig)).toMatchObject({ status: 429, body: { error: 'rate_limited' } });
});

test('I-24 Markup in names and words is text on its whole way, and none of it is in the log', async () => {
  await start();
  const markup = '<img src=x onerror=alert(1)>';
  const names = await rig.call('POST', '/byoc/widget/hole/sessions', { nickname: markup });
  expect(names.status).toBe(201);
  const page = await WidgetPage.begin(rig);
  await page.say(markup);
  await rig.cxone.until(() => rig.cxone.messages.length === 1);
  expect(rig.cxone.messages[0]?.text).toBe(markup);
  await rig.reply(page.thread, `${markup}!`, { authorUser: { id: 1, nickname: markup } });
  await page.untilStory(markup, `${markup}!`);
  for (const secret of [markup, page.token]) expect(rig.log.join('\n')).not.toContain(secret);
});
