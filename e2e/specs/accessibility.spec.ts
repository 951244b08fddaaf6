import type { Page } from '@playwright/test';
import { toolbarFrame } from '../fixtures/accessibility.js';
import { tellCallStory } from '../fixtures/call-story.js';
import { overflows } from '../fixtures/overflow.js';
import { expect, test } from '../fixtures/test.js';

/** Buttons and fields that are smaller than a finger or a trembling hand can meet: 24 px each way. */
async function smallTargets(page: Page): Promise<string[]> {
  return toolbarFrame(page).evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot !== null) look(element.shadowRoot);
        if (!element.matches('button, input, select, a[href]')) continue;
        // A choice is met by its label.
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
        if (width > 0 && (width < 24 || height < 24))
          found.push(`${element.outerHTML.slice(0, 60)} ${width}×${height}`);
      }
    };
    look(document);
    return found;
  });
}

/** Buttons that nothing but a background tells from the page: that is gone when the system forces its colours. */
async function invisibleInForcedColours(page: Page): Promise<string[]> {
  return toolbarFrame(page).evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot !== null) look(element.shadowRoot);
        if (!element.matches('.primary, .good, .bad, .quiet, .toggle')) continue;
        const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
        if (borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1 || borderTopColor === backgroundColor) {
          found.push(element.className);
        }
      }
    };
    look(document);
    return found;
  });
}

test('A-15 every target is at least 24 px, and nothing moves for those who want less motion', async ({
  server,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const problems: string[] = [];
  await tellCallStory({ page, server, locale: 'en' }, async (state) => {
    const moving = await toolbarFrame(page).evaluate(() => document.getAnimations().length);
    problems.push(...(await smallTargets(page)).map((target) => `${state}: ${target}`));
    if (moving > 0) problems.push(`${state}: ${moving} things move`);
  });
  expect(problems).toEqual([]);
});

test('A-15 every button has an edge in the colours that the system forces', async ({ server, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const problems: string[] = [];
  await tellCallStory({ page, server, locale: 'en' }, async (state) => {
    problems.push(...(await invisibleInForcedColours(page)).map((button) => `${state}: ${button}`));
  });
  expect(problems).toEqual([]);
});

// A browser that shows everything twice as large has half the room: 1280 px of a screen are 640, and the toolbar's 360 are 180.
test.describe('in German, whose words are long', () => {
  test.use({ locale: 'de-DE' });

  for (const width of [200, 260, 480]) {
    test(`A-15 everything fits in ${width} px`, async ({ server, page }) => {
      const problems: string[] = [];
      await tellCallStory({ page, server, locale: 'de' }, async (state) => {
        await page
          .locator('iframe[title="Media toolbar"]')
          .evaluate((frame, px) => (frame.style.width = `${px}px`), width);
        await expect.poll(() => toolbarFrame(page).evaluate(() => innerWidth)).toBe(width);
        problems.push(...(await overflows(page)).map((problem) => `${state}: ${problem}`));
      });
      expect(problems).toEqual([]);
    });
  }
});
