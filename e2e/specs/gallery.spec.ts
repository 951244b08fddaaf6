import { readdirSync } from 'node:fs';
import { problemsIn } from '../fixtures/accessibility.js';
import { openGallery, showInGallery, tagsIn } from '../fixtures/gallery.js';
import { expect, test } from '../fixtures/test.js';

/** Elements are in files of their own, named after their tags. */
const ELEMENTS = readdirSync(new URL('../../toolbar/src/ui/', import.meta.url))
  .filter((file) => file.startsWith('cti-') && !file.endsWith('.test.ts'))
  .map((file) => file.replace('.ts', ''));

const THEMES = ['light', 'dark'];
const SIZES = 3;

test.describe('the gallery', () => {
  test('Z-05 shows every element, in frames of every state, theme and size', async ({ server, page }) => {
    const states = await openGallery(page, server.url);
    await page.goto('about:blank');
    await page.goto(`${server.url}/gallery.html`, { waitUntil: 'domcontentloaded' });
    await expect(page.locator('iframe')).toHaveCount(states.length * THEMES.length * SIZES);
    await openGallery(page, server.url);
    const shown = new Set<string>();
    for (const state of states) {
      await showInGallery(page, { state, theme: 'light' });
      for (const tag of await tagsIn(page)) shown.add(tag);
    }
    expect(ELEMENTS.filter((element) => !shown.has(element))).toEqual([]);
  });

  for (const theme of THEMES) {
    test(`Z-05 has nothing wrong with it that a check can find, ${theme}`, async ({ server, page }) => {
      const problems: string[] = [];
      for (const state of await openGallery(page, server.url)) {
        await showInGallery(page, { state, theme });
        for (const problem of await problemsIn(page)) problems.push(`${state}: ${problem}`);
      }
      expect(problems).toEqual([]);
    });
  }
});
