import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemsIn } from '../fixtures/accessibility.js';
import { configFile } from '../fixtures/config-file.js';
import { CxoneEmulator } from '../fixtures/cxone-emulator.js';
import { focused, tabTo } from '../fixtures/focused.js';
import { HolePage } from '../fixtures/hole-page.js';
import { fitsPhone } from '../fixtures/overflow.js';
import { ServerProcess } from '../fixtures/server-process.js';
import { expect, test as base } from '../fixtures/test.js';

/** How soon the middleware notices what agents do while nobody writes. */
const SOON = { pollMs: 200 };

const test = base.extend<{ customer: HolePage }>({
  /** In front of the widget, with an agent who takes what comes. */
  customer: async ({ server, fusion, context }, use) => {
    await fusion.openAvailable(server.url);
    await use(await HolePage.open(context, server.url));
  },
});
test.use({ settings: { byoc: SOON } });

test('I-30 A customer writes in the widget, an agent answers in the toolbar and ends it, and the customer begins anew', async ({
  server,
  fusion,
  context,
  chat,
}) => {
  await fusion.openAvailable(server.url);
  const form = fusion.page.getByRole('form', { name: 'Start a chat' });
  await form.getByRole('combobox', { name: 'Customer' }).selectOption('Maria Gonzalez');
  const opening = context.waitForEvent('page');
  await form.getByRole('button', { name: 'Chat by CXone' }).click();
  const popup = await opening;
  await popup.close();
  expect(popup.url()).toContain('/watering-hole.html?name=Maria+Gonzalez');

  const customer = await HolePage.open(context, server.url);
  await customer.say('Is the water fresh?');
  await customer.isSent(1);
  await chat.accept();
  await expect(chat.log).toContainText('Is the water fresh?');
  await chat.box.pressSequentially('It ca');
  await expect(customer.typing).toContainText('is typing…');
  await chat.say('It came this morning');
  await expect(customer.log).toContainText('It came this morning');
  await expect(customer.typing).toBeEmpty();
  await expect(chat.log).toContainText('Read');
  await customer.box.pressSequentially('Th');
  await expect(chat.card).toContainText('Maria Gonzalez is typing…');
  await customer.say('Thank you');
  await expect(chat.log).toContainText('Thank you');
  await chat.button('End').click();
  await expect(customer.log).toContainText('Our agent has ended the conversation.');
  await expect(customer.box).toBeHidden();
  await fusion.saveWrapUp();

  await customer.button('Start a new conversation').click();
  await customer.say('One more thing');
  await chat.accept();
  await expect(chat.log).toContainText('One more thing');
  await expect(chat.log).not.toContainText('Thank you');
  await customer.button('End chat').click();
  await expect(customer.log).toContainText('You have ended the conversation.');
  await expect(chat.box).toBeHidden();
  await chat.button('Close').click();
  expect(server.log).not.toContain('the water fresh');
  expect(server.log).not.toContain('One more thing');
});

test.describe('silence', () => {
  test.use({ settings: { byoc: { ...SOON, rules: { idleMs: 2_000, countdownMs: 8_000 } } } });

  test('I-31 A silent customer is asked with a count-down, goes on by a click, and is let go at the next silence', async ({
    server,
    customer,
    chat,
  }) => {
    await customer.say('Hello?');
    await chat.accept();
    await expect(customer.asked).toContainText('Are you still there?');
    await expect(customer.asked.getByRole('timer')).toHaveText(/^0:0\d$/);
    await customer.button('I am here').click();
    await expect(customer.asked).toBeHidden();
    await expect(customer.asked).toBeVisible();
    await expect(customer.log).toContainText('We have not heard from you');
    await expect(chat.box).toBeHidden();
    await chat.button('Close').click();
    await expect(chat.card).toBeHidden();
    const { contacts } = await new CxoneEmulator(server).state();
    expect(contacts.map(({ status }) => status)).toEqual(['resolved']);
  });
});

test('I-32 Buttons answer, links are links, and everything else is text', async ({ server, customer, chat }) => {
  const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
  await customer.say(markup);
  await chat.accept();
  await chat.say(markup);
  const cxone = new CxoneEmulator(server);
  const media = { fileName: 'a.png', mimeType: 'image/png', url: 'https://example.com/a.png' };
  await cxone.reply({
    type: 'RICH_LINK',
    payload: { media, title: { content: markup }, url: 'https://example.com/cool' },
  });
  const actions = [{ type: 'REPLY_BUTTON', text: '<i>River</i>', postback: 'river!' }];
  await cxone.reply({ type: 'QUICK_REPLIES', payload: { text: { content: 'Where?' }, actions } });
  const link = customer.log.getByRole('link', { name: 'https://example.com/cool' });
  await expect(link).toHaveAttribute('rel', /noopener noreferrer/);
  await customer.button('<i>River</i>').click();
  await expect(customer.button('<i>River</i>')).toBeHidden();
  await expect(chat.log).toContainText('<i>River</i>');
  expect(await customer.log.locator('img, b, i').count()).toBe(0);
  const { messages } = await cxone.state();
  expect(messages.filter(({ direction }) => direction === 'inbound').at(-1)?.messageContent.postback).toBe('river!');
});

test('I-33 A page that is loaded anew has everything, once; what was said without a network is said with the next', async ({
  customer,
  chat,
}) => {
  await customer.say('One');
  await chat.accept();
  await chat.say('Two');
  await expect(customer.log).toContainText('Two');
  await customer.page.reload();
  await chat.say('Three');
  await expect(customer.log).toContainText('Three');
  await customer.say('Four');
  await customer.isSent(2);
  const said = (await customer.log.innerText()).split('\n').filter((line) => /^(One|Two|Three|Four)$/.test(line));
  expect(said).toEqual(['One', 'Two', 'Three', 'Four']);
  await expect(chat.log).toContainText('Four');
});

test('I-34 An agent writes first, and the customer answers in that conversation', async ({
  server,
  customer,
  chat,
}) => {
  await expect(customer.presence).toContainText('Write to us');
  await new CxoneEmulator(server).writeFirst(await customer.customerId(), 'Your filter is ready');
  await expect(customer.log).toContainText('We have written to you');
  await expect(customer.log).toContainText('Your filter is ready');
  await customer.say('I will fetch it');
  await chat.accept();
  await expect(chat.log).toContainText('I will fetch it');
});

test('I-35 The middleware is killed in the middle, and the page goes on with the next one', async ({
  server,
  fusion,
  context,
  chat,
}) => {
  await fusion.openAvailable(server.url);
  const cxone = new CxoneEmulator(server);
  // A middleware of its own, beside the one that shares the server with the emulator.
  const store = join(await mkdtemp(join(tmpdir(), 'cti-hole-')), 'store');
  const CTI_CONFIG = await configFile({ byoc: { ...SOON, store, brands: [cxone.brand({ widget: { origins: [] } })] } });
  const first = await ServerProcess.start({ CTI_CONFIG });
  await cxone.useMiddleware(first.url);
  const customer = await HolePage.open(context, first.url);
  await customer.say('Before');
  await chat.accept();
  await chat.say('I am listening');
  await expect(customer.log).toContainText('I am listening');
  await first.kill();
  await expect(customer.presence).toHaveText('Connecting…');
  await customer.say('Meanwhile');
  await expect(customer.log).toContainText('Sending…');
  const second = await ServerProcess.start({ CTI_CONFIG, CTI_PORT: String(first.port) });
  await customer.isSent(2);
  await expect(chat.log).toContainText('Meanwhile');
  await chat.say('And now?');
  await expect(customer.log).toContainText('And now?');
  await second.kill();
});

test('I-36 The widget is used by keyboard alone', async ({ customer, chat }) => {
  await tabTo(customer.page, 'Your message');
  await customer.page.keyboard.type('Hello?');
  await customer.page.keyboard.press('Enter');
  await customer.isSent(1);
  expect(await focused(customer.page)).toBe('Your message');
  await chat.accept();
  await tabTo(customer.page, 'End chat');
  await customer.page.keyboard.press('Enter');
  await expect.poll(() => focused(customer.page)).toBe('Start a new conversation');
  await customer.page.keyboard.press('Enter');
  await expect.poll(() => focused(customer.page)).toBe('Your message');
  await chat.button('Close').click();
});

test('I-38 Files go both ways, and a bad one is explained', async ({ customer, chat }) => {
  await customer.sendFile('leak.txt', 'It drips.');
  await customer.isSent(1);
  await chat.accept();
  await expect(chat.log).toContainText('leak.txt');
  await chat.card
    .locator('input[type=file]')
    .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Turn it off.') });
  expect(await customer.saved('plan.txt')).toBe('Turn it off.');
  await customer.sendFile('page.html', '<script>alert(1)</script>');
  await expect(customer.page.getByRole('alert').first()).toContainText('Files of this kind are not taken.');
});

for (const theme of ['light', 'dark'] as const) {
  test(`I-37 Nothing of the widget is out of anybody’s reach, and it fits a phone (${theme})`, async ({
    server,
    context,
  }) => {
    const customer = await HolePage.open(context, server.url, `theme=${theme}`);
    expect(await problemsIn(customer.page)).toEqual([]);
    await customer.say('Hello');
    await customer.isSent(1);
    const cxone = new CxoneEmulator(server);
    await expect.poll(async () => (await cxone.state()).threads.length).toBe(1);
    const actions = [{ type: 'REPLY_BUTTON', text: 'Yes', description: 'please', postback: 'y' }];
    await cxone.reply({ type: 'QUICK_REPLIES', payload: { text: { content: 'Thirsty?' }, actions } });
    await expect(customer.button('Yes please')).toBeVisible();
    expect(await problemsIn(customer.page)).toEqual([]);
    await fitsPhone(customer.page);
    await customer.button('End chat').click();
    await expect(customer.button('Start a new conversation')).toBeVisible();
    expect(await problemsIn(customer.page)).toEqual([]);
  });
}
