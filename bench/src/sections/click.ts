import type { Browser, Frame } from '@playwright/test';
import { openFusion, toolbarFrame, withBrowser } from '../browser.js';
import { type Figure, percentile } from '../report.js';

const ROUNDS = 45;
const WARM_UP = 5;
const FIRST_CLICKS = 9;

/** From the click on the availability button to its change, which comes when switch and Fusion both agreed. */
export function benchClick(): Promise<Figure[]> {
  return withBrowser(async (browser, url) => {
    const firsts: number[] = [];
    for (let n = 0; n < FIRST_CLICKS; n += 1) firsts.push(...(await clicks(browser, url, 1)).toAvailable);
    const { toAvailable, requests } = await clicks(browser, url, ROUNDS);
    const warm = toAvailable.slice(WARM_UP);
    const note = `${warm.length} rounds`;
    return [
      {
        what: 'first click of a page, which opens the line, p50',
        value: percentile(firsts, 50),
        unit: 'ms',
        note: `${firsts.length} new browsers, ${firsts.map(Math.round).join(', ')}`,
      },
      { what: 'click on availability to Fusion accepted, p50', value: percentile(warm, 50), unit: 'ms', note },
      {
        what: 'click on availability to Fusion accepted, p95',
        value: percentile(warm, 95),
        unit: 'ms',
        budget: { max: 150 },
        note,
      },
      { what: 'a bare request of the same page, p50', value: percentile(requests, 50), unit: 'ms' },
      { what: 'a bare request of the same page, p95', value: percentile(requests, 95), unit: 'ms' },
    ];
  });
}

interface Times {
  readonly toAvailable: readonly number[];
  /** Of a request to the same server that does nothing. */
  readonly requests: readonly number[];
}

/** In a browser that nobody has used. Milliseconds. */
async function clicks(browser: Browser, url: string, rounds: number): Promise<Times> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openFusion(page, url);
  const frame = toolbarFrame(page);
  const toAvailable: number[] = [];
  const requests: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    toAvailable.push(await timedClick(frame, 'Go available', 'go unavailable'));
    // Not by what the toolbar says of it, but by Fusion itself.
    if ((await page.locator('button[data-state=available]').count()) !== 1) throw new Error('Fusion did not accept');
    await timedClick(frame, 'go unavailable', 'Go available');
    requests.push(await frame.evaluate(timedRequest));
  }
  await context.close();
  return { toAvailable, requests };
}

/** Clicks the button whose name holds `from`, and waits until one whose name holds `to` is there. Milliseconds. */
function timedClick(frame: Frame, from: string, to: string): Promise<number> {
  return frame.evaluate(
    ([fromName, toName]) => {
      const { eyes } = window;
      const button = eyes.button(document, fromName);
      if (button === undefined) throw new Error(`No button "${fromName}"`);
      return eyes.timeUntil(
        () => button.click(),
        () => eyes.button(document, toName) !== undefined,
      );
    },
    [from, to] as const,
  );
}

/** Runs in the page. */
async function timedRequest(): Promise<number> {
  const start = performance.now();
  await (await fetch('/healthz', { cache: 'no-store' })).text();
  return performance.now() - start;
}
