import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../runtime/clock.js';
import { middlewareApp, type MiddlewareOptions } from './testing/middleware-app.js';
import { Rig } from './testing/rig.js';
import { WidgetPage } from './testing/widget-page.js';

let rig: Rig;
const folders: string[] = [];
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  await rig.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const WIDGET = { channel: { widget: { origins: ['https://shop.example.com'] } } };
const start = async (options: MiddlewareOptions = {}): Promise<void> => {
  rig = await Rig.start({ ...WIDGET, ...options, channel: { ...WIDGET.channel, ...options.channel } });
};

function folder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'cti-widget-')));
  return join(folders.at(-1)!, 'store');
}

/** A page whose conversation CXone knows. */
async function talking(): Promise<{ page: WidgetPage; thread: string }> {
  const page = await WidgetPage.begin(rig);
  await page.say('hello');
  const { thread } = page;
  await rig.cxone.until(() => rig.cxone.texts(thread).length === 1);
  await rig.untilThread(thread, ({ contact }) => contact !== '');
  Object.assign(rig.cxone.case(thread), { status: 'open', assignee: 'Ann' });
  return { page, thread };
}

const content = (type: string, payload: object, fallbackText = '') => ({
  messageContent: { type, payload, fallbackText, postback: null },
});

describe('a page', () => {
  test('I-01 A customer writes in a page and an agent answers: each message is kept before it is answered, and told in order', async () => {
    await start();
    const page = await WidgetPage.begin(rig);
    expect(page.heard[0]).toMatchObject({ type: 'opened', state: 'new', last: 0, customerId: page.customerId });
    const answer = await page.say('hello');
    expect(answer).toMatchObject({ type: 'done', messageId: expect.any(String) as string });
    await page.untilStory('hello');
    const { thread } = page;
    await rig.cxone.until(() => rig.cxone.texts(thread).length === 1);
    expect(rig.cxone.of(thread)[0]?.body).toMatchObject({
      idOnExternalPlatform: answer.messageId,
      authorEndUserIdentity: { idOnExternalPlatform: page.customerId, nickname: 'Zed' },
    });
    expect((await rig.reply(thread, 'Good day')).status).toBe(200);
    await page.untilStory('hello', 'Good day');
    expect(page.entries[1]).toMatchObject({ kind: 'message', author: 'Ann', seq: 2, thread });
    await page.say('how are you?');
    await page.untilStory('hello', 'Good day', 'how are you?');
  });

  test('I-02 The same message again is one message, whether its answer was lost or two came at once', async () => {
    await start();
    const page = await WidgetPage.begin(rig);
    const [one, two] = await Promise.all([page.say('once', 'm-1'), (await page.tab()).say('once', 'm-1')]);
    expect(one).toMatchObject({ type: 'done', messageId: two.messageId });
    await page.cut();
    await page.open();
    expect(await page.say('once', 'm-1')).toEqual({ ...one });
    expect(await page.say('other words', 'm-1')).toMatchObject({ type: 'error', error: 'id_reused' });
    await page.say('last');
    await rig.cxone.until(() => rig.cxone.messages.length === 2);
    expect(rig.cxone.messages.map(({ text }) => text)).toEqual(['once', 'last']);
    const fresh = await page.tab();
    await fresh.untilStory('once', 'last');
  });

  test('I-03 A page that comes back is told what it missed, each thing once, and a new tab all of it', async () => {
    await start();
    const { page, thread } = await talking();
    await rig.reply(thread, 'one');
    await page.untilStory('hello', 'one');
    await page.cut();
    await rig.reply(thread, 'two');
    await rig.reply(thread, 'three');
    expect(await page.open(page.last)).toMatchObject({ type: 'opened', state: 'open', thread });
    await page.untilStory('hello', 'one', 'two', 'three');
    const tab = await page.tab();
    await tab.untilStory('hello', 'one', 'two', 'three');
    await page.say('four');
    await tab.untilStory('hello', 'one', 'two', 'three', 'four');
    expect(tab.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('I-04 Delivered is told when the browser has it, seen when the customer saw it, and neither twice', async () => {
    await start();
    const { page, thread } = await talking();
    const replies = [await rig.reply(thread, 'one'), await rig.reply(thread, 'two')];
    const [one, two] = replies.map(
      ({ body }) => (body.message as { idOnExternalPlatform: string }).idOnExternalPlatform,
    );
    await page.untilStory('hello', 'one', 'two');
    await rig.untilQuiet();
    expect(rig.cxone.statuses).toEqual([]);
    await page.ask({ type: 'got', through: 2 });
    await page.ask({ type: 'got', through: 3 });
    await page.ask({ type: 'got', through: 3 });
    await page.ask({ type: 'seen', through: 3 });
    await page.ask({ type: 'seen', through: 2 });
    await page.ask({ type: 'got', through: 999 });
    await rig.cxone.until(() => rig.cxone.statuses.length === 4);
    await rig.untilQuiet();
    expect(rig.cxone.statuses.map(({ messageId, status }) => [messageId, status])).toEqual([
      [one, 'delivered'],
      [two, 'delivered'],
      [one, 'seen'],
      [two, 'seen'],
    ]);
  });

  test('I-05 Typing goes both ways, and an agent who has written types no more', async () => {
    await start();
    const { page, thread } = await talking();
    await page.ask({ type: 'typing', isTyping: true });
    await rig.cxone.until(() => rig.cxone.typing.length === 1);
    const type = (action: string) =>
      rig.box(`/1.0/channel/hole/thread/${thread}/sender-action`, { brand: { id: 1234 }, senderAction: { action } });
    const typing = () => page.heard.filter((frame) => frame.type === 'typing').map(({ isTyping }) => isTyping);
    await type('isTypingOn');
    await page.until(() => typing().length === 1);
    await type('isTypingOff');
    await page.until(() => typing().length === 2);
    await type('isTypingOn');
    await page.until(() => typing().length === 3);
    await rig.reply(thread, 'done');
    await page.until(() => typing().length === 4);
    expect(typing()).toEqual([true, false, true, false]);
  });
});

describe('what agents send', () => {
  test.each([
    [
      content('QUICK_REPLIES', {
        text: { content: 'Which one?' },
        actions: [{ type: 'REPLY_BUTTON', text: 'Red', description: 'warm', postback: 'red!' }, { text: 7 }],
      }),
      { text: 'Which one?', buttons: [{ text: 'Red', description: 'warm', postback: 'red!' }], links: [] },
    ],
    [
      content('LIST_PICKER', { title: 'Plans', text: 'Pick one', actions: [{ text: 'Gold' }, 'nonsense'] }),
      { text: 'Plans\nPick one', buttons: [{ text: 'Gold', description: '', postback: '' }], links: [] },
    ],
    [
      content('RICH_LINK', { title: { content: 'Manual' }, url: 'https://example.com/m' }),
      { text: 'Manual', buttons: [], links: [{ title: 'Manual', url: 'https://example.com/m' }] },
    ],
    [content('RICH_LINK', { title: 'x', url: 'javascript:alert(1)' }), { text: 'x', buttons: [], links: [] }],
    [
      content('PLUGIN', {
        elements: [
          { type: 'TITLE', text: 'Menu' },
          { type: 'MENU', elements: [{ type: 'BUTTON', text: 'Go', postback: 'go' }] },
        ],
      }),
      { text: 'Menu', buttons: [{ text: 'Go', description: '', postback: 'go' }], links: [] },
    ],
    [content('ADAPTIVE_CARD', { body: [] }, 'A card'), { text: 'A card', buttons: [], links: [] }],
    [content('NEVER_HEARD_OF', {}), { text: 'This message cannot be shown here.', buttons: [], links: [] }],
    [content('TEXT', { text: '<b onclick=x>bold</b>' }), { text: '<b onclick=x>bold</b>', buttons: [], links: [] }],
  ])('I-06 Content of every type is plain text, buttons and links that are links: %j', async (changes, shown) => {
    await start();
    const { page, thread } = await talking();
    await rig.reply(thread, '', changes);
    await page.until(() => page.entries.length === 2);
    expect(page.entries[1]).toMatchObject(shown);
  });

  test('I-07 A click on a button goes back as its words, with what its maker wants to hear', async () => {
    await start();
    const { page, thread } = await talking();
    await page.ask({ type: 'message', id: 'm-click', text: 'Red', postback: 'red!' });
    await rig.cxone.until(() => rig.cxone.texts(thread).length === 2);
    expect(rig.cxone.of(thread)[1]?.body).toMatchObject({
      messageContent: { type: 'TEXT', payload: { text: 'Red' }, postback: 'red!' },
    });
  });
});

describe('the end', () => {
  test('I-08 A silent customer is asked in the page with the rest of the count-down, and a click cancels it', async () => {
    const clock = new ManualClock();
    // Pings are about networks: two minutes at once would be eight without an answer.
    await start({ clock, byoc: { widgetPingMs: 3_600_000 } });
    const { page } = await talking();
    await rig.untilQuiet();
    clock.advance(120_000);
    await page.untilStory('hello', 'asked');
    expect(page.entries[1]).toMatchObject({ leftMs: 20_000 });
    clock.advance(5_000);
    const tab = await page.tab();
    expect(tab.heard[0]).toMatchObject({ type: 'opened', state: 'asked', leftMs: 15_000 });
    await tab.untilStory('hello', 'asked');
    expect(tab.entries[1]).toMatchObject({ leftMs: 15_000 });
    await page.ask({ type: 'active' });
    await tab.untilStory('hello', 'asked', 'resumed');
    await rig.untilQuiet();
    clock.advance(120_000);
    await page.untilStory('hello', 'asked', 'resumed', 'asked');
    clock.advance(20_000);
    await page.untilStory('hello', 'asked', 'resumed', 'asked', 'ended idle');
  });

  test('I-09 After the end nothing is taken, until the customer begins anew; the agent’s end is told', async () => {
    await start({ byoc: { pollMs: 20 } });
    const { page, thread } = await talking();
    await page.ask({ type: 'begin' });
    rig.cxone.case(thread).status = 'closed';
    await page.untilStory('hello', 'ended agent');
    expect(await page.say('wait!')).toMatchObject({ type: 'error', error: 'conversation_closed' });
    expect((await page.tab()).heard[0]).toMatchObject({ state: 'ended', cause: 'agent' });
    await page.ask({ type: 'begin' });
    await page.ask({ type: 'begin' });
    await page.say('again');
    await page.untilStory('hello', 'ended agent', 'began', 'again');
    const { thread: other } = page;
    expect(other).not.toBe(thread);
    await rig.cxone.until(() => rig.cxone.texts(other).length === 1);
    await page.ask({ type: 'end' });
    await page.untilStory('hello', 'ended agent', 'began', 'again', 'ended customer');
    await rig.cxone.until(() => rig.cxone.locked.has(other));
  });

  test('I-10 A customer whose page is gone has left after a while, and one who comes back in time has not', async () => {
    const clock = new ManualClock();
    await start({ clock, channel: { idle: 'left' } });
    const { page, thread } = await talking();
    const isAway = async () => (await rig.call('GET', `/byoc/support/threads/hole/${thread}`)).body.isAway as boolean;
    await page.cut();
    await rig.untilTimer('byoc widget away');
    clock.advance(9_000);
    await page.open(page.last);
    clock.advance(1_000);
    expect(await isAway()).toBe(false);
    await page.cut();
    await rig.untilTimer('byoc widget away');
    clock.advance(10_000);
    await rig.untilThread(thread, (view) => view.isAway === true);
    await page.open(page.last);
    await page.ask({ type: 'active' });
    expect(await isAway()).toBe(false);
    await page.ask({ type: 'left' });
    expect(await isAway()).toBe(true);
  });

  test('I-11 What CXone refuses for good, the page is told of its own message', async () => {
    await start();
    const { page, thread } = await talking();
    rig.cxone.fault = (operation) => (operation === 'createMessage' ? { status: 400 } : undefined);
    const { messageId } = await page.say('impossible');
    await page.until(() => page.entries.length === 3);
    expect(page.entries[2]).toMatchObject({ kind: 'refused', messageId, thread });
  });
});

describe('an agent writes first', () => {
  const outbound = (customer: string, text: string) =>
    rig.outbound({
      endUserRecipients: [{ idOnExternalPlatform: customer, name: 'Zed' }],
      messageContent: { type: 'TEXT', payload: { text }, fallbackText: text, postback: null },
      createdAtWithMilliseconds: undefined,
    });

  test('I-12 An agent reaches who has the widget, in a conversation that the customer goes on with; nobody else', async () => {
    await start();
    const page = await WidgetPage.begin(rig);
    expect(await outbound('made-up', 'Hello?')).toMatchObject({
      status: 400,
      body: { errorCode: 'outboundValidationFailed' },
    });
    const { body } = await outbound(page.customerId, 'Your order is here');
    const { idOnExternalPlatform: thread } = body.thread as { idOnExternalPlatform: string };
    await page.untilStory('began', 'Your order is here');
    expect(page.thread).toBe(thread);
    await page.say('Thank you');
    await rig.cxone.until(() => rig.cxone.texts(thread).length === 1);
  });

  test('I-12 Who talks to one agent is not taken away by another: that message fails where its agent sees it', async () => {
    await start();
    const { page, thread } = await talking();
    const { body } = await outbound(page.customerId, 'Buy this');
    const { idOnExternalPlatform: id } = body.message as { idOnExternalPlatform: string };
    await rig.cxone.until(() => rig.cxone.statuses.length === 1);
    expect(rig.cxone.statuses).toMatchObject([{ messageId: id, status: 'failed' }]);
    await rig.reply(thread, 'still me');
    await page.untilStory('hello', 'still me');
  });
});

describe('several', () => {
  test('I-13 A restart loses nothing and doubles nothing', async () => {
    await start({ byoc: { store: folder() } });
    const { page, thread } = await talking();
    await rig.reply(thread, 'before');
    await page.untilStory('hello', 'before');
    await rig.stopMiddleware();
    await rig.startMiddleware();
    await page.open(page.last);
    await page.say('after');
    await rig.reply(thread, 'and after');
    await page.untilStory('hello', 'before', 'after', 'and after');
  });

  test('I-14 Of two instances with one store either has the page, and both what it is told', async () => {
    const store = folder();
    await start({ byoc: { store } });
    const { page, thread } = await talking();
    const other = await middlewareApp(rig.cxone.base, rig.platform.url, { ...WIDGET, byoc: { store } });
    await other.listen({ host: '127.0.0.1', port: 0 });
    try {
      rig.atPort((other.server.address() as AddressInfo).port);
      const tab = await page.tab(page.last);
      await rig.reply(thread, 'to both');
      await page.untilStory('hello', 'to both');
      await tab.untilStory('to both');
      await tab.say('from the other');
      await page.untilStory('hello', 'to both', 'from the other');
    } finally {
      await other.close();
    }
  });
});
