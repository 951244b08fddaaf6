import type { Browser, CDPSession, Page } from '@playwright/test';
import { openFusion, withBrowser } from '../browser.js';
import type { Figure } from '../report.js';

const TABS = [1, 5];
/** Longer than the server's pings are apart. Milliseconds. */
const WATCHED_MS = 20_000;

/**
 * What toolbars cost that nobody looks at: the work of the pages' main threads, beside that of as many empty pages. The
 * toolbar's own page, and no Fusion around it: that has clocks of its own.
 */
export function benchIdle(): Promise<Figure[]> {
  return withBrowser(async (browser, url) => {
    const figures: Figure[] = [];
    for (const count of TABS) {
      const empty = await watched(browser, count, (page) => page.goto('about:blank'));
      const ours = await watched(browser, count, (page) => openFusion(page, url));
      figures.push(
        {
          what: `main thread of ${count} hidden idle tab(s), each`,
          value: ours / count,
          unit: 'ms/s',
          budget: { max: 5 },
          note: `${WATCHED_MS / 1000} s, local Fusion included`,
        },
        { what: `the same of ${count} empty page(s), each`, value: empty / count, unit: 'ms/s' },
      );
    }
    return figures;
  });
}

/** Milliseconds of work a second, of all pages together, while another page is in front. */
async function watched(browser: Browser, count: number, load: (page: Page) => Promise<unknown>): Promise<number> {
  const context = await browser.newContext();
  // A Chromium without a screen hides nothing by itself.
  await context.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  });
  const sessions: CDPSession[] = [];
  for (let n = 0; n < count; n += 1) {
    const page = await context.newPage();
    await load(page);
    sessions.push(await context.newCDPSession(page));
  }
  const busy = async (): Promise<number> => {
    const metrics = await Promise.all(sessions.map((session) => session.send('Performance.getMetrics')));
    return metrics.reduce(
      (sum, { metrics: named }) => sum + (named.find(({ name }) => name === 'TaskDuration')?.value ?? 0),
      0,
    );
  };
  for (const session of sessions) await session.send('Performance.enable');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const before = await busy();
  await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
  const seconds = (await busy()) - before;
  await context.close();
  return (seconds * 1000) / (WATCHED_MS / 1000);
}
