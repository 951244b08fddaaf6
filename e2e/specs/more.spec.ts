import type { Locator, Page } from '@playwright/test';
import { accessibilityProblems } from '../fixtures/accessibility.js';
import { CallCard } from '../fixtures/call-card.js';
import { LocalFusion } from '../fixtures/local-fusion.js';
import type { ServerProcess } from '../fixtures/server-process.js';
import { expect, test } from '../fixtures/test.js';

interface Line {
  readonly dn: string;
  readonly doNotDisturb: boolean;
  readonly forwardedTo?: string;
}

async function line(server: ServerProcess): Promise<Line | undefined> {
  const { dns } = await server.get<{ dns: Line[] }>('/control/state');
  return dns.find(({ dn }) => dn === '7001');
}

async function openMore(fusion: LocalFusion): Promise<Locator> {
  await fusion.toolbar.getByRole('button', { name: 'More', exact: true }).click();
  const panel = fusion.toolbar.getByRole('group', { name: 'More', exact: true });
  await expect(panel).toBeFocused();
  return panel;
}

async function colleague(page: Page, server: ServerProcess): Promise<LocalFusion> {
  const ben = new LocalFusion(await page.context().newPage());
  await ben.open(server.url, 'agent=5002');
  await ben.becomeAvailable();
  await page.bringToFront();
  return ben;
}

test.describe('what is behind "More"', () => {
  test.beforeEach(async ({ server, fusion }) => {
    await fusion.open(server.url);
    await expect(fusion.goAvailable).toBeVisible();
    await expect(fusion.toolbar.getByRole('button', { name: 'More', exact: true })).toBeHidden();
    await fusion.becomeAvailable();
  });

  test('V-22 is do not disturb and forwarding, kept through a reload', async ({ server, fusion, page }) => {
    const panel = await openMore(fusion);
    await panel.getByRole('switch', { name: 'Do not disturb' }).click();
    await expect(panel.getByRole('switch', { name: 'Do not disturb' })).toBeChecked();
    await panel.getByRole('combobox', { name: 'Forward my calls to' }).fill('Ben Okafor');
    await page.keyboard.press('Enter');
    await expect(panel).toContainText('Your calls go to Ben Okafor');
    expect(await line(server)).toMatchObject({ doNotDisturb: true, forwardedTo: '7002' });
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reload toolbar' }).click();
    await expect(fusion.goUnavailable).toBeVisible();
    await openMore(fusion);
    await expect(panel.getByRole('switch', { name: 'Do not disturb' })).toBeChecked();
    await panel.getByRole('button', { name: 'Stop forwarding' }).click();
    await panel.getByRole('switch', { name: 'Do not disturb' }).click();
    await expect(panel.getByRole('switch', { name: 'Do not disturb' })).not.toBeChecked();
    const after = await line(server);
    expect(after).toMatchObject({ doNotDisturb: false });
    expect(after).not.toHaveProperty('forwardedTo');
    await page.keyboard.press('Escape');
    await expect(fusion.toolbar.getByRole('button', { name: 'More', exact: true })).toBeFocused();
  });

  test('C-22 is who is at work, and listening to the next call of one of them', async ({ server, fusion, page }) => {
    const ben = await colleague(page, server);
    const panel = await openMore(fusion);
    const row = panel.getByRole('listitem').filter({ hasText: 'Ben Okafor' });
    await expect(row).toContainText('Available');
    await expect(panel.getByRole('listitem').filter({ hasText: 'Chiara Rossi' })).toContainText('Signed off');
    await panel.getByText('Whisper', { exact: true }).click();
    await row.getByRole('button', { name: 'Start with Ben Okafor' }).click();
    await expect(row.getByRole('button', { name: 'Stop with Ben Okafor' })).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    await server.ring('7002');
    await ben.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(new CallCard(fusion, /^(Call|Listening) (with|to)/).card).toBeVisible();
    await expect(row).toContainText('In a call');
    await row.getByRole('button', { name: 'Stop with Ben Okafor' }).click();
    await expect(row.getByRole('button', { name: 'Start with Ben Okafor' })).toBeVisible();
  });

  test('C-23 is the recording of a call, which everybody in it can see', async ({ server, fusion, page }) => {
    await server.ring('7001');
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    const panel = await openMore(fusion);
    const row = panel.getByRole('group', { name: 'Recording of Maria Gonzalez' });
    const press = (name: string) => row.getByRole('button', { name, exact: true }).click();
    await expect(row).toContainText('Not recorded');
    await press('Record');
    await expect(row).toContainText('Recording');
    expect(await accessibilityProblems(page)).toEqual([]);
    await press('Pause');
    await expect(row).toContainText('Recording paused');
    await page.getByRole('button', { name: 'Reload toolbar' }).click();
    await expect(fusion.active).toBeVisible();
    await openMore(fusion);
    await expect(row).toContainText('Recording paused');
    await press('Go on');
    await press('Stop');
    await expect(row).toContainText('Not recorded');
  });
});
