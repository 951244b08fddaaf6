import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { main, ROOT, say } from './steps.mjs';

/**
 * Pictures of the toolbar in every state, both themes and three sizes, and with long words, in another script and the
 * other way round, to be looked at: they are not kept.
 */
const FOLDER = join(ROOT, '.tmp/gallery');
const SIZES = {
  bar: { width: 1024, height: 70 },
  panel: { width: 320, height: 560 },
  wide: { width: 720, height: 560 },
};

const LOOKS = [
  ['light', { theme: 'light' }],
  ['dark', { theme: 'dark' }],
  ['german', { theme: 'light', language: 'de' }],
  ['japanese', { theme: 'dark', language: 'ja' }],
  ['right-to-left', { theme: 'light', dir: 'rtl' }],
];

await main(async () => {
  if (!process.argv.includes('--built')) await build();
  const server = await preview({
    root: join(ROOT, 'toolbar/harness'),
    configFile: join(ROOT, 'toolbar/harness/vite.config.ts'),
    preview: { port: 0, host: '127.0.0.1' },
    logLevel: 'error',
  });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const url = `http://127.0.0.1:${server.httpServer.address().port}/gallery.html`;
  try {
    const page = await browser.newPage();
    // At one state, without the frames of all.
    await page.goto(`${url}#state=available&theme=light`);
    const states = (await page.locator('body[data-states]').getAttribute('data-states')).split(' ');
    for (const [look, options] of LOOKS) {
      for (const [size, viewport] of Object.entries(SIZES)) {
        const folder = join(FOLDER, look, size);
        mkdirSync(folder, { recursive: true });
        await page.setViewportSize(viewport);
        for (const state of states) {
          const hash = Object.entries({ state, ...options })
            .map((pair) => pair.join('='))
            .join('&');
          await page.evaluate((wanted) => (globalThis.location.hash = wanted), hash);
          await page.locator(`body[data-ready='${state} ${options.theme}']`).waitFor();
          // Parts that are loaded by the first state that needs them.
          await page.waitForLoadState('networkidle');
          await page.screenshot({ path: join(folder, `${state}.png`), animations: 'disabled' });
        }
        say(`${states.length} pictures in ${folder}`);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
});
