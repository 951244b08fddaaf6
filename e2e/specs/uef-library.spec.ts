import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../fixtures/test.js';

const STUB = fileURLToPath(new URL('../../shared/uef-sdk/dist/script/ui-events-framework-client.js', import.meta.url));
const PRODUCT_CONFIG = fileURLToPath(new URL('../../toolbar/dist/config.json', import.meta.url));
const ORACLE = 'https://static.oracle.com/cdn/ui-events-framework/libs/ui-events-framework-client.js';

test.describe("Oracle's library", () => {
  test("U-29 is loaded from Oracle's address by the product as it is shipped", async ({ server, fusion, page }) => {
    let asked = 0;
    await page.route('**/toolbar/config.json', (route) => route.fulfill({ path: PRODUCT_CONFIG }));
    await page.route(ORACLE, async (route) => {
      asked += 1;
      await route.fulfill({ contentType: 'text/javascript', body: await readFile(STUB, 'utf8') });
    });
    await fusion.openAvailable(server.url);
    expect(asked).toBe(1);
  });

  test('V-03 that cannot be loaded is named, with retry', async ({ server, fusion, page }) => {
    let down = true;
    await page.route('**/uef/*.js', (route) => (down ? route.abort() : route.continue()));
    await fusion.open(server.url);
    await expect(fusion.toolbar.getByRole('main')).toContainText('library');
    down = false;
    await fusion.toolbar.getByRole('button', { name: 'Retry' }).click();
    await fusion.becomeAvailable();
  });
});
