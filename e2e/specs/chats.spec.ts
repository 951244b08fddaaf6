import { accessibilityProblems } from '../fixtures/accessibility.js';
import { ChatCard } from '../fixtures/chat-card.js';
import { CustomerPage } from '../fixtures/customer-page.js';
import { FusionTabs } from '../fixtures/fusion-tabs.js';
import { focused } from '../fixtures/focused.js';
import { expect, test } from '../fixtures/test.js';

const STORY = ['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP'];

// A real customer's client on the other side: CometD's own, in a page of its own.
test.describe('a chat', () => {
  test.beforeEach(async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
  });

  test('D-18 is accepted, talked in both ways, and ended by the agent', async ({ server, fusion, context, chat }) => {
    const customer = await CustomerPage.chat(context, server.url, { subject: 'Boiler' });
    await expect(chat.offer).toContainText('Boiler');
    await expect(fusion.page.getByRole('alertdialog', { name: 'Incoming chat' })).toContainText('Maria Gonzalez');
    await chat.accept();
    await expect(fusion.engagement).toContainText('Connected');
    await customer.box.pressSequentially('Hel');
    await expect(chat.card).toContainText('Maria Gonzalez is typing…');
    await customer.say('Hello, anybody there?');
    await expect(chat.log).toContainText('Hello, anybody there?');
    await expect(chat.card).not.toContainText('is typing');
    await chat.box.pressSequentially('Goo');
    await expect(customer.page.getByRole('status')).toHaveText('The agent is typing…');
    // Who types need not be told of it.
    await expect(chat.card).not.toContainText('is typing');
    await chat.say('Good morning');
    await expect(customer.log).toContainText('Good morning');
    await expect(chat.log).toContainText('Read');
    await chat.button('End').click();
    await expect(customer.log).toContainText('The chat has ended.');
    await fusion.saveWrapUp();
    await expect(chat.card).toBeHidden();
    expect(await fusion.contactActions()).toEqual(STORY);
  });

  test('D-18 is accepted in Fusion, and ended there', async ({ server, fusion, context, chat }) => {
    const customer = await CustomerPage.chat(context, server.url);
    await fusion.page
      .getByRole('alertdialog', { name: 'Incoming chat' })
      .getByRole('button', { name: 'Answer' })
      .click();
    await expect(chat.box).toBeVisible();
    await fusion.engagement.getByRole('button', { name: 'End chat' }).click();
    await expect(customer.log).toContainText('The chat has ended.');
    await fusion.saveWrapUp();
    expect(await fusion.contactActions()).toEqual(STORY);
  });

  test('D-18 is declined, and offered to somebody else', async ({ server, fusion, context, chat }) => {
    await CustomerPage.chat(context, server.url);
    await chat.offer.getByRole('button', { name: 'Decline' }).click();
    await expect(chat.offer).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent REJECT']);
    const { chats } = await server.get<{ chats: { state: string }[] }>('/control/chats');
    expect(chats.map(({ state }) => state)).toEqual(['Waiting']);
  });

  test('D-18 is ended by the customer, and wrapped up in Fusion', async ({ server, fusion, context, chat }) => {
    const customer = await CustomerPage.chat(context, server.url);
    await chat.accept();
    await customer.end();
    await expect(chat.card).toContainText('Maria Gonzalez ended the chat.');
    await expect(chat.box).toBeHidden();
    await chat.button('Close').click();
    await expect(chat.card).toBeHidden();
    expect((await fusion.contactActions()).at(-1)).toBe('closeCommEvent WRAPUP');
  });

  test('D-19 carries files, pages and canned replies', async ({ server, context, chat }) => {
    const customer = await CustomerPage.chat(context, server.url);
    await chat.accept();
    await customer.sendFile('note.txt', 'from the customer');
    expect(await chat.saved('note.txt')).toBe('from the customer');
    await chat.card
      .locator('input[type=file]')
      .setInputFiles({ name: 'answer.txt', mimeType: 'text/plain', buffer: Buffer.from('from the agent') });
    await expect(customer.log).toContainText('answer.txt');
    expect(await chat.saved('answer.txt')).toBe('from the agent');
    await customer.say('https://example.com/manual');
    const link = chat.log.getByRole('link', { name: 'https://example.com/manual' });
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    await expect(link).toHaveAttribute('target', '_blank');
    expect(context.pages()).toHaveLength(2);
    await chat.button('Show a page').click();
    await chat.card.getByRole('textbox', { name: 'Address' }).fill('https://example.com/help');
    await chat.card.getByRole('textbox', { name: 'Address' }).press('Enter');
    await expect(customer.log.getByRole('link', { name: 'https://example.com/help' })).toBeVisible();
    await chat.button('Canned replies').click();
    await chat.card.getByRole('button', { name: /^One moment/ }).click();
    await expect(chat.box).toHaveValue('One moment please, I am looking into it.');
    await expect(chat.box).toBeFocused();
    await chat.box.press('Enter');
    await expect(customer.log).toContainText('One moment please');
  });

  test('D-10 survives a reload of the toolbar, with its draft and everything said meanwhile', async ({
    server,
    fusion,
    context,
    chat,
  }) => {
    const customer = await CustomerPage.chat(context, server.url);
    await chat.accept();
    await chat.say('One');
    await chat.box.fill('Half a sent');
    await fusion.page.getByRole('button', { name: 'Reload toolbar' }).click();
    await customer.say('Two');
    await expect(chat.log).toContainText('Two');
    await expect(chat.log).toContainText('One');
    await expect(chat.box).toHaveValue('Half a sent');
    await chat.say('Three');
    await expect(customer.log).toContainText('Three');
    await chat.button('End').click();
    await fusion.saveWrapUp();
    expect(await fusion.contactActions()).toEqual(STORY);
  });

  test('D-20 is text, whatever the customer writes', async ({ server, fusion, context }) => {
    const markup = '<img src=x onerror="document.title=1"><script>alert(1)</script><b>bold</b>';
    const customer = await CustomerPage.chat(context, server.url, {
      name: '<img src=x onerror=alert(1)>',
      email: '',
      subject: markup,
    });
    const chat = new ChatCard(fusion, '<img src=x onerror=alert\\(1\\)>');
    await chat.accept();
    await customer.say(markup);
    await customer.sendFile('<b>note.txt', 'x');
    await customer.say('javascript:alert(1)');
    await expect(chat.log).toContainText(markup);
    await expect(chat.log).toContainText('javascript:alert(1)');
    expect(await chat.card.locator('img, script, b').count()).toBe(0);
    expect(await chat.log.getByRole('link').count()).toBe(0);
  });

  test('D-21 goes to a colleague, in whose toolbar it goes on', async ({ server, context, chat }) => {
    const customer = await CustomerPage.chat(context, server.url);
    const tabs = new FusionTabs(context, server.url);
    const ben = await tabs.open('agent=5002');
    await ben.becomeAvailable();
    await chat.accept();
    await chat.say('I ask my colleague');
    await chat.button('Transfer or invite').click();
    await chat.button('Transfer to Ben Okafor').click();
    const taken = new ChatCard(ben);
    await expect(taken.offer).toContainText('Transferred by');
    await taken.accept();
    await expect(taken.log).toContainText('I ask my colleague');
    await expect(chat.card).toContainText('You have left the chat.');
    await taken.say('Ben here');
    await expect(customer.log).toContainText('Ben here');
  });

  test('D-17 is one of several, beside a call, and worked with the keyboard alone', async ({
    server,
    fusion,
    context,
    chat,
  }) => {
    const maria = await CustomerPage.chat(context, server.url);
    await chat.accept();
    const daniel = await CustomerPage.chat(context, server.url, {
      name: 'Daniel Weber',
      email: 'daniel.weber@example.com',
    });
    await chat.offer.getByRole('button', { name: 'Accept' }).press('Enter');
    const tab = (name: RegExp) => fusion.toolbar.getByRole('tab', { name });
    await expect(tab(/Maria/)).toHaveAttribute('aria-selected', 'true');
    await daniel.say('Two things');
    await expect(tab(/Daniel/)).toHaveAccessibleName(/1 new/);
    await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.active).toBeVisible();
    await tab(/Maria/).press('ArrowRight');
    await expect(tab(/Daniel/)).toBeFocused();
    const other = new ChatCard(fusion, 'Daniel Weber');
    await expect(other.log).toContainText('Two things');
    await expect(tab(/Daniel/)).not.toHaveAccessibleName(/new/);
    await other.box.pressSequentially('Draft');
    await tab(/Maria/).click();
    await maria.say('Still there?');
    await expect(chat.log).toContainText('Still there?');
    await tab(/Daniel/).click();
    await expect(other.box).toHaveValue('Draft');
  });

  for (const theme of ['light', 'dark']) {
    test(`D-17 has nothing that an automatic check finds wrong, ${theme}`, async ({
      server,
      fusion,
      context,
      chat,
    }) => {
      await fusion.openAvailable(server.url, `theme=${theme}`);
      const customer = await CustomerPage.chat(context, server.url);
      await expect(chat.offer).toBeVisible();
      expect(await accessibilityProblems(fusion.page)).toEqual([]);
      await chat.accept();
      await customer.say('Hello');
      await customer.say('https://example.com');
      await customer.sendFile('note.txt', 'x');
      await chat.say('Good morning');
      await CustomerPage.chat(context, server.url, { name: 'Daniel Weber', email: '' });
      await chat.offer.getByRole('button', { name: 'Accept' }).click();
      await expect(fusion.toolbar.getByRole('tab')).toHaveCount(2);
      await chat.button('Canned replies').click();
      await chat.button('Transfer or invite').click();
      await expect(chat.card.getByText('Chiara Rossi')).toBeVisible();
      expect(await accessibilityProblems(fusion.page)).toEqual([]);
      await customer.end();
      await expect(chat.card).toContainText('ended the chat');
      expect(await accessibilityProblems(fusion.page)).toEqual([]);
    });
  }

  test('D-22 is had by a customer with the keyboard alone, who is told whom they wait for', async ({
    server,
    fusion,
    context,
  }) => {
    const page = await context.newPage();
    await page.goto(`${server.url}/customer.html?name=Maria+Gonzalez`);
    const status = page.getByRole('status');
    await page.getByRole('textbox', { name: 'Your name' }).press('Enter');
    await expect.poll(() => focused(page)).toBe('Your message');
    await expect(status).toContainText('Please wait');
    const chat = new ChatCard(fusion);
    await chat.accept();
    await expect(status).toBeEmpty();
    await page.keyboard.type('Hello?');
    await page.keyboard.press('Enter');
    await expect(chat.log).toContainText('Hello?');
    await page.getByRole('button', { name: 'End chat' }).press('Enter');
    await expect.poll(() => focused(page)).toBe('Start a new chat');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(status).toContainText('Please wait');
    await server.kill();
    await expect(page.getByRole('alert')).toHaveText('The contact centre does not answer. Trying again…');
  });

  test('D-11 is not offered where Fusion has no channel for chats', async ({ server, context }) => {
    const tabs = new FusionTabs(context, server.url);
    const fusion = await tabs.open('agent=5003&channels=PHONE');
    await fusion.becomeAvailable();
    const { agents } = await server.get<{ agents: { agentId: string; state: string }[] }>('/control/chat-agents');
    expect(agents.find(({ agentId }) => agentId === '5003')?.state).toBe('LoggedOut');
  });
});

test('D-10 is led by one tab of several, and goes on in the next when that one is closed', async ({
  server,
  context,
}) => {
  const tabs = new FusionTabs(context, server.url);
  const first = await tabs.open();
  await first.becomeAvailable();
  const second = await tabs.open();
  await CustomerPage.chat(context, server.url);
  const chat = new ChatCard(second);
  await chat.accept();
  await chat.say('From the tab that follows');
  await expect(new ChatCard(first).log).toContainText('From the tab that follows');
  await tabs.lose(first, (page) => page.close());
  await chat.say('From the tab that leads now');
  await expect(chat.log).toContainText('From the tab that leads now');
  await chat.button('End').click();
  await expect(chat.card).toContainText('The chat is over.');
  expect(await tabs.contactActions()).toEqual([...STORY].sort());
});
