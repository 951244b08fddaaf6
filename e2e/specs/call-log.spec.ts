import { readFile } from 'node:fs/promises';
import { accessibilityProblems } from '../fixtures/accessibility.js';
import { expect, test } from '../fixtures/test.js';

test.describe('the call log', () => {
  test('C-62 C-63 has every call in every tab and after a reload, is searched, and calls back', async ({
    server,
    fusion,
    page,
    context,
  }) => {
    await fusion.openAvailable(server.url);
    const missed = await server.ring('7001', '+14155550102');
    await expect(fusion.incoming).toContainText('Yuki Tanaka');
    await server.post(`/control/calls/${missed}/release`);
    await expect(fusion.incoming).toBeHidden();
    const answered = await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await server.post(`/control/calls/${answered}/release`);
    await fusion.saveWrapUp();
    await fusion.toolbar.getByRole('button', { name: 'Call log' }).click();
    const rows = fusion.toolbar.getByRole('list', { name: 'Calls' }).getByRole('listitem');
    await expect(rows).toContainText([/Maria Gonzalez.*Incoming/s, /Yuki Tanaka.*Missed/s]);
    expect(await accessibilityProblems(page)).toEqual([]);
    const second = await context.newPage();
    await second.goto(server.url);
    const elsewhere = second.frameLocator('iframe[title="Media toolbar"]');
    await elsewhere.getByRole('button', { name: 'Call log' }).click();
    await expect(elsewhere.getByRole('list', { name: 'Calls' }).getByRole('listitem')).toHaveCount(2);
    await second.close();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Reload toolbar' }).click();
    await fusion.becomeAvailable();
    await fusion.toolbar.getByRole('button', { name: 'Call log' }).click();
    await fusion.toolbar.getByRole('searchbox').fill('yuki');
    await expect(rows).toHaveCount(1);
    await rows.getByRole('button', { name: 'Call Yuki Tanaka' }).click();
    await expect(fusion.dialling).toContainText('Yuki Tanaka');
    await expect(fusion.active).toContainText('+1 415 555 0102');
  });

  test('C-64 is exported for a spreadsheet, and runs nothing there', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    const connId = await server.ring('7001', '+14155550666');
    await expect(fusion.incoming).toBeVisible();
    await server.post(`/control/calls/${connId}/release`);
    await expect(fusion.incoming).toBeHidden();
    await fusion.toolbar.getByRole('button', { name: 'Call log' }).click();
    const download = page.waitForEvent('download');
    await fusion.toolbar.getByRole('button', { name: 'Export as CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain(`"'+14155550666"`);
    expect(text).toContain('"Missed"');
    await fusion.toolbar.getByRole('button', { name: 'Clear' }).click();
    await expect(fusion.toolbar.getByText('No calls yet')).toBeVisible();
  });
});
