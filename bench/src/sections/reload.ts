import { goAvailable, openFusion, toolbarOf, withBrowser } from '../browser.js';
import { type Figure, percentile } from '../report.js';

const ROUNDS = 22;
const WARM_UP = 2;

/** From the reload of the toolbar's frame, with a call up, until the same call is there with its time and its buttons. */
export function benchReload(): Promise<Figure[]> {
  return withBrowser(async (browser, url) => {
    const page = await browser.newPage();
    await openFusion(page, url);
    await goAvailable(page);
    const toolbar = toolbarOf(page);
    await fetch(`${url}/control/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: '100000', from: '+14155550100' }),
    });
    await toolbar.getByRole('button', { name: 'Answer' }).click();
    await toolbar.getByRole('button', { name: 'Hang up' }).waitFor();
    // A time that has gone on can be told from one that began again.
    await toolbar
      .locator('cti-active-call')
      .getByText(/^00:0[2-9]/)
      .waitFor();
    const rounds: number[] = [];
    const empty: number[] = [];
    for (let n = 0; n < ROUNDS; n += 1) {
      rounds.push(await page.evaluate(timedReload));
      empty.push(await page.evaluate(timedEmptyPage));
    }
    const warm = rounds.slice(WARM_UP);
    const note = `${warm.length} rounds`;
    const what = 'reload in a call to the same call, time and buttons restored';
    return [
      { what: `${what}, p50`, value: percentile(warm, 50), unit: 'ms', note },
      { what: `${what}, p95`, value: percentile(warm, 95), unit: 'ms', budget: { max: 1000 }, note },
      { what: 'a page without anything in it, p95', value: percentile(empty.slice(WARM_UP), 95), unit: 'ms', note },
    ];
  });
}

/** Runs in the page. Looks each frame, as a person would who waits. Milliseconds. */
function timedReload(): Promise<number> {
  const { eyes } = window;
  const frame = eyes.inside(document).find((one): one is HTMLIFrameElement => one instanceof HTMLIFrameElement);
  const old = frame?.contentDocument ?? undefined;
  if (frame === undefined || old === undefined) throw new Error('The local Fusion has no toolbar');
  /** Whose call it is, and for how many seconds it has been. */
  const callIn = (page: Document): { readonly who: string; readonly seconds: number } | undefined => {
    const card = eyes.inside(page).find(({ localName }) => localName === 'cti-active-call')?.shadowRoot;
    const timer = card?.querySelector('cti-call-timer')?.shadowRoot?.textContent ?? '';
    const [, minutes, seconds] = /(\d+):(\d\d)/.exec(timer) ?? [];
    const who = card?.querySelector('[role=group]')?.getAttribute('aria-label') ?? undefined;
    return who === undefined || seconds === undefined
      ? undefined
      : { who, seconds: Number(minutes) * 60 + Number(seconds) };
  };
  const before = callIn(old);
  if (before === undefined) throw new Error('There is no call');
  const isBack = (): boolean => {
    const page = frame.contentDocument;
    if (page === null || page === old) return false;
    const now = callIn(page);
    return (
      now?.who === before.who &&
      now.seconds >= before.seconds &&
      ['Hang up', 'Hold', 'go unavailable'].every((name) => eyes.button(page, name) !== undefined)
    );
  };
  return eyes.timeUntil(() => frame.contentWindow?.location.reload(), isBack);
}

/** Runs in the page. What a frame of the same server takes in which nothing happens. Milliseconds. */
async function timedEmptyPage(): Promise<number> {
  const frame = document.createElement('iframe');
  const start = performance.now();
  await new Promise((resolve) => {
    frame.onload = resolve;
    frame.src = `/healthz?at=${start}`;
    document.body.append(frame);
  });
  const ms = performance.now() - start;
  frame.remove();
  return ms;
}
