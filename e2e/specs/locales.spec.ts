import { accessibilityProblems, toolbarFrame } from '../fixtures/accessibility.js';
import { tellCallStory } from '../fixtures/call-story.js';
import { LocalFusion } from '../fixtures/local-fusion.js';
import { overflows } from '../fixtures/overflow.js';
import { expect, test } from '../fixtures/test.js';
import { wordsIn } from '../fixtures/words.js';

/** Each as a browser may ask for it. */
const LOCALES = { en: 'en-GB', de: 'de-AT', es: 'es-MX', fr: 'fr-CA', ja: 'ja-JP' };

for (const [locale, asked] of Object.entries(LOCALES)) {
  for (const theme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${theme}`, () => {
      test.use({ locale: asked, colorScheme: theme });

      test(`A-05 everything is said, fits, and can be used by everybody: ${locale}, ${theme}`, async ({
        server,
        page,
      }) => {
        const problems: string[] = [];
        await tellCallStory({ page, server, locale, query: `theme=${theme}` }, async (state) => {
          const found = [...(await overflows(page)), ...(await accessibilityProblems(page))];
          problems.push(...found.map((problem) => `${state}: ${problem}`));
        });
        expect(problems).toEqual([]);
        expect(await toolbarFrame(page).evaluate(() => document.documentElement.lang)).toBe(locale);
      });
    });
  }
}

test.describe('a browser that asks for a language that the toolbar does not speak', () => {
  test.use({ locale: 'pt-BR' });

  test('A-05 gets the configured one', async ({ server, fusion, page }) => {
    await page.route('**/toolbar/config.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ json: { ...((await response.json()) as object), locale: 'fr' } });
    });
    await fusion.open(server.url);
    await expect(fusion.toolbar.getByRole('button', { name: wordsIn('fr')('Go available') })).toBeVisible();
  });

  test('A-05 gets English when none is configured', async ({ server, fusion }) => {
    await fusion.open(server.url);
    await expect(fusion.goAvailable).toBeVisible();
  });
});

test.describe('a language that cannot be loaded', () => {
  test.use({ locale: 'de-DE' });

  test('A-06 leaves English, and everything works', async ({ server, fusion, page }) => {
    await page.route(/\/toolbar\/assets\/de-[^/]+\.js$/, (route) => route.abort());
    await fusion.openAvailable(server.url);
    expect(await toolbarFrame(page).evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('A-07 what was refused is said in it', async ({ server, page }) => {
    const words = wordsIn('de');
    const fusion = new LocalFusion(page);
    const number = '+14155550999';
    await fusion.open(server.url);
    await fusion.toolbar.getByRole('button', { name: words('Go available') }).click();
    await fusion.toolbar.getByRole('textbox', { name: words('Number to dial') }).fill(`${number}999999`);
    await fusion.toolbar.getByRole('button', { name: words('Call'), exact: true }).click();
    const notice = fusion.toolbar.getByRole('alert').filter({ hasText: 'kam nicht zustande' });
    await expect(notice).toContainText(words('The number cannot be dialled. Check it and try again.'));
  });
});

test.describe('from right to left', () => {
  test.use({ locale: 'de-DE' });

  test('A-08 the whole toolbar turns round, and fits', async ({ server, page }) => {
    const problems: string[] = [];
    await tellCallStory({ page, server, locale: 'de' }, async (state) => {
      await toolbarFrame(page).evaluate(() => (document.documentElement.dir = 'rtl'));
      problems.push(...(await overflows(page)).map((problem) => `${state}: ${problem}`));
      // What begins the button stands at the right now.
      const mark = page.frameLocator('iframe[title="Media toolbar"]').locator('.toggle .mark');
      if (!(await mark.isVisible())) return;
      const [icon, words] = [
        await mark.boundingBox(),
        await mark.locator('xpath=../*[contains(@class,"words")]').boundingBox(),
      ];
      expect(icon!.x).toBeGreaterThan(words!.x);
    });
    expect(problems).toEqual([]);
  });
});
