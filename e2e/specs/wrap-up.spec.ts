import type { Locator } from '@playwright/test';
import { accessibilityProblems } from '../fixtures/accessibility.js';
import type { LocalFusion } from '../fixtures/local-fusion.js';
import type { ServerProcess } from '../fixtures/server-process.js';
import { expect, test } from '../fixtures/test.js';

/** The toolbar's card of a call that is over. */
const card = (fusion: LocalFusion): Locator => fusion.toolbar.getByRole('group', { name: /^Wrap-up for/ });

async function talk(server: ServerProcess, fusion: LocalFusion): Promise<string> {
  const connId = await server.ring();
  await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
  await expect(fusion.engagement).toContainText('Connected');
  return connId;
}

async function userEvents(server: ServerProcess): Promise<unknown[]> {
  const { entries } = await server.get<{ entries: { seam: string; name: string; payload?: unknown }[] }>(
    '/control/journal',
  );
  return entries.filter(({ name }) => name === 'RequestDistributeUserEvent').map(({ payload }) => payload);
}

test.describe('a wrap-up', () => {
  test('F-15 says the same in the toolbar and in Fusion, and is saved from the toolbar', async ({
    server,
    fusion,
    page,
  }) => {
    await fusion.openAvailable(server.url);
    const connId = await talk(server, fusion);
    await server.post(`/control/calls/${connId}/release`);
    await expect(fusion.wrapUp).toBeVisible();
    await card(fusion).getByLabel('Notes').fill('Handle broken');
    await expect(fusion.wrapUp.getByLabel('Notes')).toHaveValue('Handle broken');
    await fusion.wrapUp.getByLabel('Reason').selectOption('Follow-up needed');
    await expect(card(fusion).getByLabel('Outcome')).toHaveValue('FOLLOW_UP');
    await fusion.wrapUp.getByLabel('Notes').fill('Handle broken, sends a photo');
    await expect(card(fusion).getByLabel('Notes')).toHaveValue('Handle broken, sends a photo');
    expect(await accessibilityProblems(page)).toEqual([]);
    await card(fusion).getByRole('button', { name: 'Save wrap-up' }).click();
    await expect(card(fusion)).toBeHidden();
    await expect(fusion.wrapUp).toBeHidden();
    await expect(page.getByRole('region', { name: 'Activity' })).toContainText('Follow-up needed');
    await expect(page.getByRole('region', { name: 'Activity' })).toContainText('sends a photo');
    await expect.poll(() => userEvents(server)).toMatchObject([{ request: { ConnID: connId } }]);
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
  });

  test('F-15 is followed by the toolbar when it is saved in Fusion', async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
    const connId = await talk(server, fusion);
    await server.post(`/control/calls/${connId}/release`);
    await fusion.wrapUp.getByLabel('Reason').selectOption('Resolved');
    await fusion.saveWrapUp();
    await expect(card(fusion)).toBeHidden();
    await expect.poll(async () => JSON.stringify(await userEvents(server))).toContain('RESOLVED');
  });

  test('C-60 C-61 begins during the call: the switch has the outcome, and Fusion all of it', async ({
    server,
    fusion,
  }) => {
    await fusion.openAvailable(server.url);
    const connId = await talk(server, fusion);
    await fusion.active.getByRole('button', { name: 'Notes' }).click();
    await fusion.active.getByLabel('Outcome').selectOption('Resolved');
    await fusion.active.getByRole('textbox', { name: 'Notes' }).fill('Quick one');
    await expect.poll(async () => JSON.stringify(await server.get('/control/state'))).toContain('"DispositionCode"');
    await server.post(`/control/calls/${connId}/release`);
    await expect(fusion.wrapUp.getByLabel('Reason')).toHaveValue('RESOLVED');
    await expect(fusion.wrapUp.getByLabel('Notes')).toHaveValue('Quick one');
    await expect(card(fusion).getByLabel('Notes')).toHaveValue('Quick one');
  });

  test('F-16 that Fusion refuses to save is shown, and saved by retry', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url, 'fail=cxEventBusSaveRecordOperation:reject&tools=developer');
    const connId = await talk(server, fusion);
    await server.post(`/control/calls/${connId}/release`);
    await card(fusion).getByLabel('Notes').fill('Kept');
    await card(fusion).getByRole('button', { name: 'Save wrap-up' }).click();
    const notice = fusion.toolbar.getByRole('alert').filter({ hasText: 'was not saved in Fusion' });
    await expect(notice).toBeVisible();
    await expect(card(fusion).getByLabel('Notes')).toHaveValue('Kept');
    await page.getByRole('button', { name: 'Remove fault cxEventBusSaveRecordOperation' }).click();
    await notice.getByRole('button', { name: 'Retry' }).click();
    await expect(card(fusion)).toBeHidden();
    await expect(fusion.wrapUp).toBeHidden();
  });

  test('F-16 is closed in a Fusion that gives raw answers only, with what was noted', async ({
    server,
    fusion,
    page,
  }) => {
    await fusion.openAvailable(server.url, 'responses=raw');
    const connId = await talk(server, fusion);
    await server.post(`/control/calls/${connId}/release`);
    await card(fusion).getByLabel('Outcome').selectOption('Resolved');
    await card(fusion).getByRole('button', { name: 'Save wrap-up' }).click();
    await expect(fusion.wrapUp).toBeHidden();
    await expect(page.getByRole('region', { name: 'Activity' })).toContainText('Resolved');
  });

  test('F-15 survives a reload of the toolbar, and stays the same in both places', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    const connId = await talk(server, fusion);
    await server.post(`/control/calls/${connId}/release`);
    await card(fusion).getByLabel('Notes').fill('Before');
    await expect(fusion.wrapUp.getByLabel('Notes')).toHaveValue('Before');
    // Not the notes of the page that is about to go.
    const reloaded = page.waitForEvent('framenavigated');
    await page.getByRole('button', { name: 'Reload toolbar' }).click();
    await reloaded;
    await expect(card(fusion).getByLabel('Notes')).toHaveValue('Before');
    await fusion.wrapUp.getByLabel('Notes').fill('After');
    await expect(card(fusion).getByLabel('Notes')).toHaveValue('After');
    await card(fusion).getByLabel('Notes').fill('At last');
    await expect(fusion.wrapUp.getByLabel('Notes')).toHaveValue('At last');
  });
});
