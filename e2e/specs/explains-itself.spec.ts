import { readFile } from 'node:fs/promises';
import { accessibilityProblems } from '../fixtures/accessibility.js';
import { expect, test } from '../fixtures/test.js';

test.describe('a toolbar that explains itself', () => {
  test('E-03 shows by keyboard alone which hop is up, what broke last, and what to do', async ({
    server,
    fusion,
    page,
  }) => {
    await fusion.openAvailable(server.url);
    await fusion.toolbar.getByRole('button', { name: /^Connected/ }).press('Enter');
    const panel = fusion.toolbar.getByRole('region', { name: 'Connection' });
    await expect(panel).toBeFocused();
    await expect(panel.getByRole('listitem')).toContainText([/Up/, /Up/, /Up/, /Up/, /Fusion.*Up/s]);
    await expect(panel).toContainText('Nothing has gone wrong so far.');
    await expect(panel).toContainText(/Toolbar \d/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(fusion.toolbar.getByRole('button', { name: /^Connected/ })).toBeFocused();
    await fusion.toolbar.getByRole('button', { name: /^Connected/ }).press('Enter');
    await server.kill();
    await expect(panel).toContainText('Last error');
    await expect(panel).toContainText(/close-1006|unreachable/);
    await expect(panel).toContainText(/comes back by itself|Check that you are on the network/);
    await expect(panel.getByRole('listitem').filter({ hasText: 'Down' })).not.toHaveCount(0);
  });

  for (const part of ['index-*.js', 'index-*.css', 'compose-*.js'])
    test(`V-24 says that ${part} did not arrive, and asks for it again by itself`, async ({ server, fusion, page }) => {
      await page.route(`**/toolbar/assets/${part}`, (route) => route.abort());
      await fusion.open(server.url);
      await expect(fusion.toolbar.getByRole('alert')).toContainText('It is tried again by itself.');
      await page.unroute(`**/toolbar/assets/${part}`);
      await fusion.becomeAvailable();
    });

  test('E-02 saves diagnostics in which nobody is named', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    const connId = await server.ring('7001', '+14155550100', { Topic: 'Very private' });
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await fusion.active.getByRole('button', { name: 'Notes' }).click();
    await fusion.active.getByRole('textbox', { name: 'Notes' }).fill('Handle broken');
    await fusion.toolbar.getByRole('button', { name: /^Connected/ }).click();
    const download = page.waitForEvent('download');
    await fusion.toolbar.getByRole('button', { name: 'Save diagnostics' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    const kept = await page
      .frames()
      .find((frame) => frame.url().includes('/toolbar/'))!
      .evaluate(() => sessionStorage.getItem('fusion-cti.desk') ?? '');
    const session = /"session":"([^"]+)"/.exec(kept)?.[1] ?? '';
    expect(session).not.toBe('');
    for (const secret of [
      '4155550100',
      'Maria',
      'Gonzalez',
      'Pinnacle',
      'Very private',
      'Topic',
      'Handle',
      connId,
      session,
    ]) {
      expect(text).not.toContain(secret);
    }
    for (const told of ['EventRinging', 'EventEstablished', 'newCommEvent.answer', 'startCommEvent', '"available"']) {
      expect(text).toContain(told);
    }
  });
});
