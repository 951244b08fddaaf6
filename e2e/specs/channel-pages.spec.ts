import { expect, type Page, test } from '@playwright/test';
import { problemsIn } from '../fixtures/accessibility.js';
import { ServerProcess } from '../fixtures/server-process.js';

let server: ServerProcess;
test.beforeEach(async () => {
  server = await ServerProcess.start();
});
test.afterEach(async () => server.kill());

/** Where CXone sends an administrator, who comes back to this machine. */
async function opened(action: string): Promise<string> {
  const path = '/cxone/_emu/integrations/watering-hole/page';
  const { body } = await server.post(path, { action, agentId: '5001', backUrl: `${server.url}/healthz` });
  return String(body.url);
}

async function looksWell(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await problemsIn(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('I-47 An administrator who comes from CXone removes a channel, adds it again and goes back', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const address = await opened('remove');
  await page.goto(address);
  expect(page.url()).toBe(`${server.url}/byoc/manage/cxone/remove`);
  await expect(page.getByRole('heading', { name: 'Remove a channel' })).toBeVisible();
  await expect(page.getByRole('main')).toHaveCSS('border-radius', '12px');
  await looksWell(page);
  await page.getByRole('link', { name: 'Remove Chat widget' }).click();
  await expect(page.getByRole('heading', { name: 'Remove “Chat widget”?' })).toBeVisible();
  await looksWell(page);
  await page.getByRole('button', { name: 'Remove the channel' }).click();
  await expect(page.getByRole('status')).toHaveText('The channel was removed.');
  await page.getByRole('link', { name: 'Add', exact: true }).click();
  await page.getByLabel('Channel of the middleware').selectOption('watering-hole-chat');
  await page.getByLabel('Name, as agents see it').fill('The <i>hole</i>');
  await looksWell(page);
  await page.getByRole('button', { name: 'Add the channel' }).click();
  await expect(page.getByRole('status')).toContainText('The channel was added.');
  await expect(page.getByRole('listitem')).toContainText('The <i>hole</i>');
  await looksWell(page);
  expect(complaints).toEqual([]);
  await page.getByRole('button', { name: 'Back to CXone' }).click();
  await expect(page).toHaveURL(`${server.url}/healthz`);
});

test('I-47 A page that is opened again, or after the visit, says what to do', async ({ page }) => {
  const address = await opened('reconnect');
  await page.goto(address);
  await page.getByRole('button', { name: 'Reconnect Chat widget' }).click();
  await expect(page.getByRole('status')).toHaveText('The channel was connected again.');
  await page.goto(address);
  await expect(page.getByRole('heading')).toHaveText('CXone does not confirm who you are');
  await looksWell(page);
  await page.goto(`${server.url}/byoc/manage/cxone/add`);
  await page.getByRole('button', { name: 'Back to CXone' }).click();
  await page.goto(`${server.url}/byoc/manage/cxone/add`);
  await expect(page.getByRole('heading')).toHaveText('Your visit is over');
});
