import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { problemsIn } from '../fixtures/accessibility.js';
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
    expect(await page.locator('iframe').count()).toBe(states.length * THEMES.length * SIZES);
    const shown = new Set<string>();
    for (const state of states) {
      await show(page, state, 'light');
      for (const tag of await tagsIn(page)) shown.add(tag);
    }
    expect(ELEMENTS.filter((element) => !shown.has(element))).toEqual([]);
  });

  for (const theme of THEMES) {
    test(`Z-05 has nothing wrong with it that a check can find, ${theme}`, async ({ server, page }) => {
      const problems: string[] = [];
      for (const state of await openGallery(page, server.url)) {
        await show(page, state, theme);
        for (const problem of await problemsIn(page.mainFrame())) problems.push(`${state}: ${problem}`);
      }
      expect(problems).toEqual([]);
    });
  }
});

/** @returns the states that there are */
async function openGallery(page: Page, url: string): Promise<string[]> {
  await page.goto(`${url}/gallery.html`, { waitUntil: 'domcontentloaded' });
  const links = page.locator('a[data-state]');
  await expect(links.first()).toBeAttached();
  const names = await links.evaluateAll((all) => all.map((link) => (link as HTMLElement).dataset.state ?? ''));
  return [...new Set(names)];
}

/** The state alone, with all its parts: some are loaded by the first state that needs them. */
async function show(page: Page, state: string, theme: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), new URLSearchParams({ state, theme }).toString());
  await expect(page.locator(`body[data-ready='${state} ${theme}']`)).toBeVisible();
  await tagsIn(page);
}

function tagsIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const inside = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [
        one,
        ...(one.shadowRoot === null ? [] : inside(one.shadowRoot)),
      ]);
    const undefinedTags = inside(document).filter((one) => one.matches(':not(:defined)'));
    await Promise.all(undefinedTags.map(({ localName }) => customElements.whenDefined(localName)));
    return inside(document).map(({ localName }) => localName);
  });
}
