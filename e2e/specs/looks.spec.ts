import type { Page } from '@playwright/test';
import { CustomerPage } from '../fixtures/customer-page.js';
import { namesInSight } from '../fixtures/in-sight.js';
import { overflowsIn } from '../fixtures/overflow.js';
import { isLargerThanItsFrame, openGallery, showInGallery } from '../fixtures/gallery.js';
import { LocalFusion } from '../fixtures/local-fusion.js';
import { expect, test } from '../fixtures/test.js';
import { wordsIn } from '../fixtures/words.js';

/** As Fusion may give the toolbar room. */
const SIZES = {
  'a bar of 1024 px': { width: 1024, height: 70 },
  'a panel of 320 px': { width: 320, height: 560 },
} as const;
/** States in which somebody is talked to, and so hung up on. */
const TALKING = [
  ...['call', 'call-with-a-long-name', 'muted', 'keypad', 'call-data', 'transfer', 'conference', 'notes'],
  ...['participants', 'dialling', 'busy', 'what-comes-next', 'two-chats-beside-a-call', 'chat-offered-during-a-call'],
];
/** What must not wait for somebody to scroll, by state. */
const URGENT: Readonly<Record<string, string>> = {
  ringing: 'Answer',
  'ringing-during-wrap-up': 'Answer',
  'chat-offered': 'Accept',
  'chat-offered-during-a-call': 'Accept',
  consultation: 'Complete transfer',
  failed: 'Retry',
  'wrap-up': 'Save wrap-up',
};
/** What says that it is open, by state. */
const OPEN: Readonly<Record<string, string>> = {
  'choice-of-states': 'Sign off',
  keypad: 'Close Keypad',
  'call-data': 'Close Call data',
  notes: 'Close Notes',
  conference: 'Close Add to the call',
  'call-log': 'Close Call log',
  settings: 'Close the settings',
  more: 'Close more',
  status: 'Close Connection',
};
const BAR = 'a bar of 1024 px';

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const [language, dir] of [
    ['en', 'ltr'],
    ['de', 'ltr'],
    ['ja', 'ltr'],
    ['en', 'rtl'],
  ] as const) {
    test.describe(`${size}, ${language}, ${dir}`, () => {
      test.use({ viewport });

      /** Buttons that are wanted in a state, and are not there to be pressed without scrolling. */
      async function missing(page: Page, url: string, wanted: Readonly<Record<string, string>>): Promise<string[]> {
        const words = wordsIn(language);
        await openGallery(page, url);
        const found: string[] = [];
        for (const [state, name] of Object.entries(wanted)) {
          await showInGallery(page, { state, theme: 'light', language, dir });
          const names = await namesInSight(page);
          if (!names.includes(words(name))) found.push(`${state}: no ${words(name)} among ${names.join(', ')}`);
        }
        return found;
      }

      test('A-16 a call can be hung up without scrolling, whatever is open', async ({ server, page }) => {
        const wanted = Object.fromEntries(TALKING.map((state) => [state, 'Hang up']));
        expect(await missing(page, server.url, wanted)).toEqual([]);
      });

      test('A-17 what waits for the agent is in sight beside what goes on', async ({ server, page }) => {
        expect(await missing(page, server.url, URGENT)).toEqual([]);
      });
    });
  }
}

test.describe('a panel that was scrolled', () => {
  test.use({ viewport: { width: 1280, height: 600 } });

  test('A-17 what comes to wait for the agent comes in sight', async ({ server, page, context }) => {
    const fusion = new LocalFusion(page);
    await fusion.openAvailable(server.url);
    const button = (name: string) => fusion.toolbar.getByRole('button', { name, exact: true });
    await button('Settings').click();
    /** To where nothing of the beginning is seen. */
    const scroll = async (): Promise<void> => {
      await fusion.toolbar.locator('main').evaluate((main) => (main.scrollTop = main.scrollHeight));
      await expect(fusion.toolbar.getByRole('switch', { name: 'Ring', exact: true })).not.toBeInViewport();
    };
    await scroll();
    await server.ring();
    await expect(button('Answer')).toBeInViewport({ ratio: 1 });
    await button('Decline').click();
    await expect(fusion.incoming).toBeHidden();
    await scroll();
    await CustomerPage.chat(context, server.url);
    await expect(button('Accept')).toBeInViewport({ ratio: 1 });
    await button('Decline').click();
    await expect(button('Accept')).toBeHidden();
    await scroll();
    await server.kill();
    await expect(button('Retry')).toBeInViewport({ ratio: 1 });
  });
});

test.describe(BAR, () => {
  test.use({ viewport: SIZES[BAR] });

  for (const dir of ['ltr', 'rtl']) {
    test(`A-18 what opens in a bar opens in sight, with its way out, ${dir}`, async ({ server, page }) => {
      await openGallery(page, server.url);
      const found: string[] = [];
      for (const [state, name] of Object.entries(OPEN)) {
        await showInGallery(page, { state, theme: 'light', dir });
        if (await isLargerThanItsFrame(page)) found.push(`${state}: the page scrolls`);
        const names = await namesInSight(page);
        if (!names.includes(name)) found.push(`${state}: no ${name} among ${names.join(', ')}`);
      }
      expect(found).toEqual([]);
    });
  }

  test('A-18 a wheel turns the row of a bar', async ({ server, page }) => {
    await openGallery(page, server.url);
    await showInGallery(page, { state: 'two-chats-beside-a-call', theme: 'light' });
    const end = page.getByRole('button', { name: 'End', exact: true });
    expect(await namesInSight(page)).not.toContain('End');
    await page.mouse.move(600, 35);
    await page.mouse.wheel(0, 2000);
    await expect(end).toBeInViewport({ ratio: 1 });
  });
});

for (const [width, languages] of [
  [320, ['en', 'de', 'fr', 'es', 'ja']],
  [720, ['de']],
] as const) {
  test.describe(`a panel of ${width} px`, () => {
    // What moves is somewhere else each time that one looks.
    test.use({ viewport: { width, height: 560 }, contextOptions: { reducedMotion: 'reduce' } });

    for (const language of languages) {
      test(`A-19 every state fits and is in words, ${language}`, async ({ server, page }) => {
        const problems: string[] = [];
        for (const state of await openGallery(page, server.url)) {
          await showInGallery(page, { state, theme: 'light', language });
          if (await isLargerThanItsFrame(page)) problems.push(`${state}: the page scrolls`);
          const found = [...(await overflowsIn(page.mainFrame())), ...(await noWords(page))];
          problems.push(...found.map((problem) => `${state}: ${problem}`));
        }
        expect(problems).toEqual([]);
      });
    }
  });
}

// Twice as large, in a frame of 360 px.
test.describe('a panel of 180 px', () => {
  test.use({ viewport: { width: 180, height: 560 }, contextOptions: { reducedMotion: 'reduce' } });

  test('A-15 words and buttons of what opens are beside each other, and not upon each other, de', async ({
    server,
    page,
  }) => {
    const problems: string[] = [];
    await openGallery(page, server.url);
    for (const state of ['more', 'settings', 'status', 'call-log', 'call', 'wrap-up', 'ringing']) {
      await showInGallery(page, { state, theme: 'light', language: 'de' });
      const found = await overflowsIn(page.mainFrame());
      problems.push(...found.map((problem) => `${state}: ${problem}`));
    }
    expect(problems).toEqual([]);
  });
});

/** What a programmer left behind where words should be. */
async function noWords(page: Page): Promise<string[]> {
  const text = await page.locator('cti-toolbar').evaluate((toolbar) => {
    const textOf = (root: Element | ShadowRoot): string =>
      [...root.childNodes]
        .map((node) => {
          if (node instanceof Text) return node.data;
          if (!(node instanceof Element) || node.localName === 'style') return '';
          return textOf(node.shadowRoot ?? node);
        })
        .join(' ');
    return textOf(toolbar.shadowRoot ?? toolbar);
  });
  return [...text.matchAll(/.{0,20}(?:=>|\[object|undefined|NaN|\$\{).{0,20}/g)].map(([place]) => `"${place}"`);
}
