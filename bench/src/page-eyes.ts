/** What measurements see of a page, through all shadow roots. */
export interface Eyes {
  inside(root: ParentNode): Element[];
  /** Whether a button can be pressed whose name holds these words; the button. */
  button(root: ParentNode, words: string): HTMLButtonElement | undefined;
  /** Resolves with the milliseconds until it is so. Rejects after ten seconds, so that no measuring waits for ever. */
  timeUntil(begin: () => void, isSo: () => boolean): Promise<number>;
}

declare global {
  interface Window {
    eyes: Eyes;
  }
}

/** For `addInitScript`: runs in the page, and so has everything that it needs in itself. */
export function openEyes(): void {
  const inside = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot === null ? [] : inside(one.shadowRoot))]);
  const button = (root: ParentNode, words: string): HTMLButtonElement | undefined =>
    inside(root).find(
      (one): one is HTMLButtonElement =>
        // Not `instanceof`: frames have classes of their own.
        one.localName === 'button' &&
        !(one as HTMLButtonElement).disabled &&
        (one.ariaLabel ?? one.textContent).includes(words),
    );
  const timeUntil = (begin: () => void, isSo: () => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      // A message is the soonest that a page can look again without keeping its other work waiting.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (): void => {
        const ms = performance.now() - start;
        if (isSo()) resolve(ms);
        else if (ms > 10_000) reject(new Error('Waited ten seconds for the page'));
        else requestAnimationFrame(() => port2.postMessage(undefined));
      };
      begin();
      port2.postMessage(undefined);
    });
  window.eyes = { inside, button, timeUntil };
}
