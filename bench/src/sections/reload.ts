import { openFusion, withBrowser } from '../browser.js';
import { type Figure, percentile } from '../report.js';

const ROUNDS = 12;
const WARM_UP = 2;

/** From the reload of the toolbar's frame, with a call up, until the call is there with its time and its buttons. */
export function benchReload(): Promise<Figure[]> {
  return withBrowser(async (browser, url) => {
    const page = await browser.newPage();
    await openFusion(page, url);
    const toolbar = page.frameLocator('iframe');
    await toolbar.getByRole('button', { name: 'Go available' }).click();
    await toolbar.getByRole('button', { name: /go unavailable/ }).waitFor();
    await fetch(`${url}/control/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: '100000', from: '+14155550100' }),
    });
    await toolbar.getByRole('button', { name: 'Answer' }).click();
    await toolbar.getByRole('button', { name: 'Hang up' }).waitFor();
    const rounds: number[] = [];
    for (let n = 0; n < ROUNDS; n += 1) rounds.push(await page.evaluate(reloadTimed));
    const warm = rounds.slice(WARM_UP);
    return [
      { what: 'reload in a call to call, time and buttons restored, p50', value: percentile(warm, 50), unit: 'ms' },
      {
        what: 'reload in a call to call, time and buttons restored, p95',
        value: percentile(warm, 95),
        unit: 'ms',
        budget: { max: 1000 },
        note: `${warm.length} rounds`,
      },
    ];
  });
}

/** Runs in the page. Looks each frame, as a person would who waits. Milliseconds. */
function reloadTimed(): Promise<number> {
  const inside = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot === null ? [] : inside(one.shadowRoot))]);
  const frame = inside(document).find((one): one is HTMLIFrameElement => one instanceof HTMLIFrameElement);
  if (frame === undefined) throw new Error('The local Fusion has no toolbar');
  const old = frame.contentDocument;
  const isBack = (): boolean => {
    const page = frame.contentDocument;
    if (page === null || page === old) return false;
    const all = inside(page);
    const buttons = all.filter(({ localName }) => localName === 'button') as HTMLButtonElement[];
    const named = (name: string): boolean =>
      buttons.some((button) => !button.disabled && (button.ariaLabel ?? button.textContent).includes(name));
    const timer = all.find(({ localName }) => localName === 'cti-call-timer');
    return (
      named('Hang up') &&
      named('Hold') &&
      named('go unavailable') &&
      /\d:\d\d/.test(timer?.shadowRoot?.textContent ?? '')
    );
  };
  return new Promise((resolve) => {
    const start = performance.now();
    const look = (): void => {
      if (isBack()) resolve(performance.now() - start);
      else requestAnimationFrame(look);
    };
    frame.contentWindow?.location.reload();
    look();
  });
}
