import { expect, test } from '../fixtures/test.js';
import type { Page } from '@playwright/test';

async function configure(page: Page, changes: object): Promise<void> {
  await page.route('**/toolbar/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: { ...((await response.json()) as object), ...changes } });
  });
}

test.describe('what Fusion can do beside calls', () => {
  test('F-19 the live transcript shows what is said, as it is said', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    const connId = await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    const transcript = page.getByRole('log', { name: 'Transcript' });
    await expect(transcript).toContainText('Nothing was said yet');
    const say = (body: object) => server.post(`/control/calls/${connId}/transcript`, body);
    await expect(async () => {
      await say({ role: 'END_USER', transcript: 'The boiler', final: false, messageId: 'm1' });
      await expect(transcript).toContainText('The boiler', { timeout: 1000 });
    }).toPass();
    await say({ role: 'END_USER', transcript: 'The boiler loses pressure', messageId: 'm1' });
    await say({ role: 'AGENT', transcript: 'Since when?', messageId: 'm2' });
    await expect(transcript.getByRole('listitem')).toHaveText([
      /Customer.*The boiler loses pressure/s,
      /Agent.*Since when/s,
    ]);
    await fusion.contactCentre.getByRole('button', { name: 'Play a conversation' }).click();
    await expect(transcript).toContainText('how can I help you?');
  });

  test('F-19 a Fusion that refuses the transcript is shown, and the call goes on', async ({ server, fusion }) => {
    await fusion.openAvailable(server.url, 'fail=FeedLiveTranscript:reject');
    const connId = await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    const notice = fusion.toolbar.getByRole('alert').filter({ hasText: 'does not show what is said' });
    await expect(async () => {
      await server.post(`/control/calls/${connId}/transcript`, { role: 'AGENT', transcript: 'Hello' });
      await expect(notice).toBeVisible({ timeout: 1000 });
    }).toPass();
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.wrapUp).toBeVisible();
    await expect(notice).toBeVisible();
  });

  test('F-22 the toolbar has the size that it was configured with, as far as Fusion allows', async ({
    server,
    fusion,
    page,
  }) => {
    await configure(page, { toolbarSize: { width: 420 } });
    await fusion.open(server.url);
    await expect(fusion.goAvailable).toBeVisible();
    const frame = page.locator('iframe[title="Media toolbar"]');
    await expect(frame).toHaveCSS('width', /^4(19|20)px$/);
    await configure(page, { toolbarSize: { width: 4000 } });
    await fusion.open(server.url);
    await expect(fusion.toolbar.getByRole('alert')).toContainText('did not give the toolbar the size');
    await expect(frame).toHaveCSS('width', /^4(69|70)px$/);
    await fusion.becomeAvailable();
  });

  test('F-23 what a call is about comes from the contact centre, and is shown as Fusion knows it', async ({
    server,
    fusion,
  }) => {
    await fusion.openAvailable(server.url);
    await server.ring('7001', '+14155550666', { SVCMCA_CONTACT_NUMBER: '300200001' });
    await expect(fusion.offer).toContainText('Maria Gonzalez');
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.active).toContainText('Pinnacle Systems · SR0000401233 Boiler pressure drops overnight');
  });
});
