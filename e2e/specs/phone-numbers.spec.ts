import { expect, test } from '../fixtures/test.js';

test.describe('numbers', () => {
  for (const [country, shown] of [
    ['US', '(415) 555-0666'],
    ['DE', '+1 415 555 0666'],
    [undefined, '+1 415 555 0666'],
  ] as const) {
    test(`A-09 are written as in ${country ?? 'no country'}, and Fusion gets them as they came`, async ({
      server,
      fusion,
      page,
    }) => {
      await page.route('**/toolbar/config.json', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ json: { ...((await response.json()) as object), ...(country && { country }) } });
      });
      await fusion.openAvailable(server.url);
      await server.ring('7001', '+14155550666');
      await expect(fusion.incoming).toContainText(shown);
      await expect(fusion.offer).toContainText('+14155550666');
    });
  }

  test('A-09 come without a rule before they come too late', async ({ server, fusion, page }) => {
    await page.route(/\/toolbar\/assets\/phone-format-[^/]+\.js$/, (route) => route.abort());
    await fusion.openAvailable(server.url);
    await server.ring('7001', '+14155550666');
    await expect(fusion.incoming).toContainText('+14155550666');
  });
});
