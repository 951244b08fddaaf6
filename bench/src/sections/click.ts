import type { Frame } from '@playwright/test';
import { openFusion, toolbarFrame, withBrowser } from '../browser.js';
import { type Figure, percentile } from '../report.js';

const ROUNDS = 40;
const WARM_UP = 5;

/** From the click on the availability button to its change, which comes when switch and Fusion both agreed. */
export function benchClick(): Promise<Figure[]> {
  return withBrowser(async (browser, url) => {
    const page = await browser.newPage();
    await openFusion(page, url);
    const frame = toolbarFrame(page);
    const rounds: number[] = [];
    for (let n = 0; n < ROUNDS; n += 1) {
      rounds.push(await timedClick(frame, 'Go available', 'go unavailable'));
      await timedClick(frame, 'go unavailable', 'Go available');
    }
    const warm = rounds.slice(WARM_UP);
    return [
      { what: 'click on availability to Fusion accepted, first', value: rounds[0] ?? Number.NaN, unit: 'ms' },
      { what: 'click on availability to Fusion accepted, p50', value: percentile(warm, 50), unit: 'ms' },
      {
        what: 'click on availability to Fusion accepted, p95',
        value: percentile(warm, 95),
        unit: 'ms',
        budget: { max: 150 },
        note: `${warm.length} rounds`,
      },
    ];
  });
}

/** Clicks the button whose name holds `from`, and waits until one whose name holds `to` is there. Milliseconds. */
function timedClick(frame: Frame, from: string, to: string): Promise<number> {
  return frame.evaluate(
    ([fromName, toName]) => {
      const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
        root,
        ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : roots(shadowRoot))),
      ];
      const named = (name: string) =>
        roots(document)
          .flatMap((root) => [...root.querySelectorAll('button')])
          .find((button) => (button.ariaLabel ?? button.textContent).includes(name) && !button.disabled);
      return new Promise<number>((resolve, reject) => {
        const button = named(fromName);
        if (button === undefined) {
          reject(new Error(`No button "${fromName}"`));
          return;
        }
        let start = 0;
        const observer = new MutationObserver(() => {
          if (named(toName) === undefined) return;
          observer.disconnect();
          resolve(performance.now() - start);
        });
        const options = { subtree: true, childList: true, attributes: true, characterData: true };
        for (const root of roots(document)) observer.observe(root, options);
        start = performance.now();
        button.click();
      });
    },
    [from, to] as const,
  );
}
