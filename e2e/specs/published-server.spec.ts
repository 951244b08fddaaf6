import { startPublishedServer } from '../fixtures/published-server.js';
import { expect, test } from '../fixtures/test.js';

// The other way round: our toolbar against a microservice that knows no more than Oracle's page.
test.describe('our toolbar with a server of the published level', () => {
  let published: Awaited<ReturnType<typeof startPublishedServer>>;
  test.beforeEach(async ({ server, fusion, page }) => {
    published = await startPublishedServer();
    await page.route('**/toolbar/config.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ json: { ...((await response.json()) as object), serviceUrl: published.url } });
    });
    await fusion.openAvailable(server.url);
  });
  test.afterEach(() => published.close());

  test('V-07 takes a call from ring to wrap-up', async ({ fusion }) => {
    published.ring('+14155550100');
    await expect(fusion.incoming).toContainText('Maria Gonzalez');
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    published.customerHangsUp();
    await fusion.saveWrapUp();
    expect(published.commands).toEqual(['initialize', 'accept']);
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
  });

  test('V-07 answers in Fusion, and hangs up in Fusion', async ({ fusion }) => {
    published.ring('+14155550100');
    await fusion.offer.getByRole('button', { name: 'Answer', exact: true }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await fusion.engagement.getByRole('button', { name: 'End call' }).click();
    await fusion.saveWrapUp();
    expect(published.commands).toEqual(['initialize', 'accept', 'hangup']);
  });

  test('V-07 declines', async ({ fusion }) => {
    published.ring('+14155550100');
    await fusion.incoming.getByRole('button', { name: 'Decline' }).click();
    await expect(fusion.offer).toBeHidden();
    expect(published.commands).toEqual(['initialize', 'reject']);
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent REJECT']);
  });

  test('V-07 dials by a click in Fusion', async ({ fusion }) => {
    await fusion.clickToDial('Maria Gonzalez', '+14155550100');
    await expect(fusion.dialling).toBeVisible();
    await expect.poll(() => published.commands).toEqual(['initialize', 'makeCall']);
    published.customerAnswers();
    await expect(fusion.engagement).toContainText('Connected');
  });

  test('V-07 goes unavailable by closing the socket', async ({ fusion }) => {
    await fusion.goUnavailable.click();
    await expect(fusion.goAvailable).toBeVisible();
    await expect(fusion.agentState).toContainText('Unavailable');
    await fusion.becomeAvailable();
  });

  test('V-04 ends when the server dies', async ({ fusion }) => {
    published.close();
    await expect(fusion.notAvailable).toContainText('Line to the contact centre');
    await expect(fusion.agentState).toContainText('Unavailable');
  });
});
