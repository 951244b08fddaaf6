import type { BrowserContext } from '@playwright/test';
import { problemsIn } from '../fixtures/accessibility.js';
import { BotPage } from '../fixtures/bot-page.js';
import type { LocalFusion } from '../fixtures/local-fusion.js';
import type { ServerProcess } from '../fixtures/server-process.js';
import { focused, tabTo } from '../fixtures/focused.js';
import { fitsPhone } from '../fixtures/overflow.js';
import { expect, test } from '../fixtures/test.js';

interface Scene {
  readonly server: ServerProcess;
  readonly fusion: LocalFusion;
  readonly context: BrowserContext;
}

/** An agent who takes what comes, and a user at the assistant. */
async function meet({ server, fusion, context }: Scene, query = ''): Promise<BotPage> {
  await fusion.openAvailable(server.url);
  return BotPage.open(context, server.url, query);
}

test('E-10 A user asks the assistant, then a person, who takes the chat in the toolbar and ends it; one trace over all hops', async ({
  server,
  fusion,
  context,
  chat,
}) => {
  const user = await meet({ server, fusion, context });
  const form = fusion.page.getByRole('form', { name: 'Start a chat' });
  await form.getByRole('combobox', { name: 'Customer' }).selectOption('Maria Gonzalez');
  const opening = context.waitForEvent('page');
  await form.getByRole('button', { name: 'Ask the assistant' }).click();
  const popup = await opening;
  await popup.close();
  expect(popup.url()).toContain('/bot.html?name=Maria+Gonzalez');

  await user.say('When are you open?');
  await expect(user.log).toContainText('Monday to Friday');
  await user.say('I would like to talk to an agent');
  await expect(user.status).toContainText('Waiting for a person');

  await chat.accept();
  await expect(user.log).toContainText('joined the chat');
  await expect(chat.log).toContainText('User: When are you open?');
  await chat.box.pressSequentially('Goo');
  await expect(user.status).toContainText('is typing…');
  await chat.say('Good morning, how can I help?');
  await expect(user.log).toContainText('Good morning, how can I help?');
  await expect(user.status).toBeEmpty();
  await user.box.pressSequentially('My');
  await expect(chat.card).toContainText('Maria Gonzalez is typing…');
  await user.say('My boiler is cold');
  await expect(chat.log).toContainText('My boiler is cold');
  await chat.button('End').click();
  await expect(user.log).toContainText('The chat has ended');
  await fusion.saveWrapUp();
  await expect(user.trace).toContainText('Publish ended');

  const rows = await user.way();
  expect(new Set(rows.map(({ hop }) => hop))).toEqual(new Set(['assistant', 'bridge', 'cloud', 'centre', 'toolbar']));
  const [id = '', ...others] = new Set(rows.map(({ correlationId }) => correlationId));
  expect(others).toEqual([]);
  await expect(user.page.locator('code')).toHaveText(id);
  for (const passed of [
    'The user writes',
    'Initiate Connection',
    'Create conversation',
    'Click on Accept',
    'Click on End',
  ])
    expect(
      rows.filter(({ text }) => text.includes(passed)),
      passed,
    ).not.toEqual([]);
  // What people say is on the page only, and in no row and no log.
  expect(JSON.stringify(rows)).not.toContain('boiler');
  expect(server.log).not.toContain('boiler');
});

test('E-11 The page is used by keyboard alone, and says what happens to those who hear it', async ({
  server,
  fusion,
  context,
  chat,
}) => {
  const user = await meet({ server, fusion, context });
  await expect(user.button('Talk to a person')).toBeVisible();
  await tabTo(user.page, 'Talk to a person');
  await user.page.keyboard.press('Enter');
  await expect(user.status).toContainText('Waiting for a person');
  await expect.poll(() => focused(user.page)).toBe('Your message');
  await user.page.keyboard.type('Hello?');
  await user.page.keyboard.press('Enter');
  await chat.accept();
  await expect(chat.log).toContainText('Hello?');
  await user.button('End chat').focus();
  await user.page.keyboard.press('Enter');
  await expect(user.log).toContainText('The chat has ended');
  await expect.poll(() => focused(user.page)).toBe('Start again');
  await user.page.keyboard.press('Enter');
  await expect(user.log).not.toContainText('The chat has ended');
  await expect.poll(() => focused(user.page)).toBe('Your message');
  await chat.button('Close').click();
});

for (const theme of ['light', 'dark'] as const) {
  test(`E-12 Nothing of the page is out of anybody’s reach, and it fits a phone (${theme})`, async ({
    server,
    fusion,
    context,
    chat,
  }) => {
    const user = await meet({ server, fusion, context }, `theme=${theme}`);
    await expect(user.log).toContainText('I am the assistant');
    expect(await problemsIn(user.page)).toEqual([]);
    await user.say('agent');
    await chat.accept();
    await chat.say('Hello');
    await expect(user.log).toContainText('Hello');
    expect(await problemsIn(user.page)).toEqual([]);
    await fitsPhone(user.page);
    await chat.button('End').click();
    await expect(user.button('Start again')).toBeVisible();
    expect(await problemsIn(user.page)).toEqual([]);
    await fusion.saveWrapUp();
  });
}
