import type { Browser, Page } from '@playwright/test';
import { goAvailable, openFusion, toolbarOf, withBrowser } from '../browser.js';
import type { Figure } from '../report.js';

const TABS = [1, 5];
/** Longer than the server's pings are apart. Milliseconds. */
const WATCHED_MS = 20_000;
const SETTLE_MS = 2_000;

/**
 * What toolbars cost that nobody looks at: the CPU of the pages' processes beside that of as many empty pages. The agent
 * is available, so one tab has the line and the others follow it. The local Fusion around each is counted too.
 */
export function benchIdle(): Promise<Figure[]> {
  return withBrowser(async (browser, url) => {
    const figures: Figure[] = [];
    for (const count of TABS) {
      const empty = await watched(browser, count, (page) => page.goto('about:blank'));
      const ours = await watched(browser, count, (page, index) => openAvailable(page, url, index));
      const tabs = count === 1 ? 'a hidden idle tab' : `each of ${count} hidden idle tabs`;
      figures.push(
        {
          what: `main thread of ${tabs}`,
          value: ours.mainThread / count,
          unit: 'ms/s',
          budget: { max: 5 },
          note: `${WATCHED_MS / 1000} s, local Fusion included`,
        },
        { what: `CPU of the process of ${tabs}`, value: ours.cpu / count, unit: 'ms/s' },
        { what: 'the same of an empty page, main thread', value: empty.mainThread / count, unit: 'ms/s' },
        { what: 'the same of an empty page, CPU', value: empty.cpu / count, unit: 'ms/s' },
      );
    }
    return figures;
  });
}

async function openAvailable(page: Page, url: string, index: number): Promise<void> {
  await openFusion(page, url);
  if (index === 0) await goAvailable(page);
  else
    await toolbarOf(page)
      .getByRole('button', { name: /go unavailable/ })
      .waitFor();
}

/** Milliseconds of work a second, of all pages together. */
interface Work {
  readonly mainThread: number;
  readonly cpu: number;
}

async function watched(
  browser: Browser,
  count: number,
  load: (page: Page, index: number) => Promise<unknown>,
): Promise<Work> {
  const context = await browser.newContext();
  // A Chromium without a screen hides nothing by itself, and does not slow timers down: this is the most that it can be.
  await context.addInitScript(() => {
    // Of every document: a frame gets another one after this has run in it.
    Object.defineProperty(Document.prototype, 'hidden', { get: () => true });
    Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden' });
  });
  const pages = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  for (const [index, page] of pages.entries()) await load(page, index);
  for (const frame of pages.flatMap((page) => page.frames())) {
    if (!(await frame.evaluate(() => document.hidden))) throw new Error(`${frame.url()} is not hidden`);
  }
  const sessions = await Promise.all(pages.map((page) => context.newCDPSession(page)));
  for (const session of sessions) await session.send('Performance.enable');
  const system = await browser.newBrowserCDPSession();
  /** Seconds since they began. */
  const work = async (): Promise<Work> => {
    const metrics = await Promise.all(sessions.map((session) => session.send('Performance.getMetrics')));
    const { processInfo } = await system.send('SystemInfo.getProcessInfo');
    return {
      mainThread: sum(metrics.map((of) => of.metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)),
      cpu: sum(processInfo.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => cpuTime)),
    };
  };
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const before = await work();
  await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
  const after = await work();
  await system.detach();
  await context.close();
  const perSecond = (seconds: number): number => (seconds * 1000) / (WATCHED_MS / 1000);
  return { mainThread: perSecond(after.mainThread - before.mainThread), cpu: perSecond(after.cpu - before.cpu) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
