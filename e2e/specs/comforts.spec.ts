import type { Page } from '@playwright/test';
import { accessibilityProblems, toolbarFrame } from '../fixtures/accessibility.js';
import { CallCard } from '../fixtures/call-card.js';
import { overflows } from '../fixtures/overflow.js';
import { FusionTabs } from '../fixtures/fusion-tabs.js';
import { expect, test } from '../fixtures/test.js';

/** Counts the rings that are heard in each page, and can play a browser that keeps pages silent until a click. */
async function listen(page: Pick<Page, 'addInitScript'>): Promise<void> {
  await page.addInitScript(() => {
    const heard = { now: 0 };
    Object.assign(globalThis, { heard });
    const { start, stop } = AudioBufferSourceNode.prototype as AudioScheduledSourceNode;
    AudioBufferSourceNode.prototype.start = function () {
      heard.now += 1;
      start.call(this);
    };
    AudioBufferSourceNode.prototype.stop = function () {
      heard.now -= 1;
      stop.call(this);
    };
  });
}

const rings = (page: Page): Promise<number> =>
  toolbarFrame(page).evaluate(() => (globalThis as unknown as { heard: { now: number } }).heard.now);

test.describe('a ring', () => {
  test('A-10 is heard in one tab, though it is hidden, until the call is answered', async ({ server, context }) => {
    await listen(context);
    const tabs = new FusionTabs(context, server.url);
    const [first, second] = [await tabs.open(), await tabs.open()];
    await first.becomeAvailable();
    await toolbarFrame(first.page).evaluate(() =>
      Object.defineProperty(document, 'hidden', { value: true, configurable: true }),
    );
    await server.ring();
    await expect.poll(() => rings(first.page)).toBe(1);
    expect(await rings(second.page)).toBe(0);
    await second.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect.poll(() => rings(first.page)).toBe(0);
  });

  test('A-10 is not heard by an agent who wants none, now and after a reload', async ({ server, fusion, page }) => {
    await listen(page);
    await fusion.openAvailable(server.url);
    await fusion.toolbar.getByRole('button', { name: 'Settings' }).click();
    await fusion.toolbar.getByRole('switch', { name: 'Ring', exact: true }).uncheck();
    await page.reload();
    await fusion.becomeAvailable();
    await server.ring();
    await expect(fusion.incoming).toBeVisible();
    expect(await rings(page)).toBe(0);
  });

  test('A-11 that a browser would swallow is announced before the first call, and a click mends it', async ({
    server,
    fusion,
    page,
  }) => {
    // What Chromium does with pages that nobody has touched, whatever its own settings here are.
    await page.addInitScript(() => {
      let state: AudioContextState = 'suspended';
      Object.defineProperty(AudioContext.prototype, 'state', { get: () => state });
      AudioContext.prototype.resume = async function () {
        if (sessionStorage.getItem('let') === null) throw new DOMException('not allowed', 'NotAllowedError');
        state = 'running';
        this.dispatchEvent(new Event('statechange'));
      };
    });
    await fusion.openAvailable(server.url);
    const notice = fusion.toolbar.getByRole('button', { name: /The ring is blocked/ });
    await expect(notice).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    await toolbarFrame(page).evaluate(() => sessionStorage.setItem('let', 'yes'));
    await notice.click();
    await expect(notice).toBeHidden();
    await expect(fusion.incoming).toBeHidden();
  });

  test('A-12 is in the title of the page, and on the desktop once the agent has allowed it', async ({
    server,
    fusion,
    page,
  }) => {
    await page.addInitScript(() => {
      const shown: string[] = [];
      class FakeNotification {
        static permission = 'default';
        static async requestPermission(): Promise<string> {
          shown.push('asked');
          return (FakeNotification.permission = 'granted');
        }
        onclick = null;
        constructor(title: string) {
          shown.push(title);
        }
        close(): void {
          shown.push('closed');
        }
      }
      Object.assign(globalThis, { Notification: FakeNotification, shown });
    });
    const shown = (): Promise<string[]> =>
      toolbarFrame(page).evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
    await fusion.openAvailable(server.url);
    expect(await shown()).toEqual([]);
    await fusion.toolbar.getByRole('button', { name: 'Settings' }).click();
    await fusion.toolbar.getByRole('button', { name: 'Allow', exact: true }).click();
    await expect(fusion.toolbar.getByRole('switch', { name: 'Notification on the desktop' })).toBeChecked();
    const title = await page.title();
    const connId = await server.ring();
    await expect.poll(() => page.title()).toBe('Incoming call');
    await expect.poll(async () => (await shown()).at(-1)).toBe('Incoming call from Maria Gonzalez');
    await server.post(`/control/calls/${connId}/release`);
    await expect.poll(() => page.title()).toBe(title);
    await expect.poll(async () => (await shown()).at(-1)).toBe('closed');
    expect((await shown()).filter((what) => what === 'asked')).toHaveLength(1);
  });
});

test.describe('shortcuts', () => {
  test('A-13 carry a call from the ring to its end, from wherever the focus is', async ({ server, fusion, page }) => {
    await fusion.open(server.url);
    await expect(fusion.goAvailable).toBeVisible();
    // The settings come with what hears the keys.
    await expect(async () => {
      await page.keyboard.press('Alt+Shift+S');
      await expect(fusion.toolbar.getByRole('group', { name: 'Settings' })).toBeFocused({ timeout: 1_000 });
    }).toPass();
    await page.keyboard.press('Escape');
    await expect(fusion.toolbar.getByRole('button', { name: 'Settings' })).toBeFocused();
    await page.keyboard.press('Alt+Shift+V');
    await expect(fusion.goUnavailable).toBeVisible();
    await server.ring();
    await expect(fusion.incoming).toBeVisible();
    await page.keyboard.press('Alt+Shift+A');
    const maria = new CallCard(fusion, 'Call with Maria Gonzalez');
    await expect(maria.card).toContainText('Connected');
    await page.keyboard.press('Alt+Shift+M');
    await expect(maria.card).toContainText('muted');
    await page.keyboard.press('Alt+Shift+M');
    await page.keyboard.press('Alt+Shift+H');
    await expect(maria.card).toContainText('On hold');
    await page.keyboard.press('Alt+Shift+H');
    await expect(maria.button('Hold')).toBeVisible();
    await page.keyboard.press('Alt+Shift+T');
    await expect(maria.panel(/^Transfer/)).toBeVisible();
    await page.keyboard.press('Alt+Shift+E');
    await expect(fusion.wrapUp).toBeVisible();
    await page.keyboard.press('Alt+Shift+C');
    await expect(fusion.toolbar.getByRole('group', { name: 'Wrap-up for Maria Gonzalez' })).toBeFocused();
  });

  test('A-14 are changed by pressing the new keys; taken and single ones are refused', async ({
    server,
    fusion,
    page,
  }) => {
    await fusion.openAvailable(server.url);
    await fusion.toolbar.getByRole('button', { name: 'Settings' }).click();
    const change = fusion.toolbar.getByRole('button', { name: /^Go available or unavailable/ });
    await change.click();
    await page.keyboard.press('Alt+Shift+A');
    await expect(fusion.toolbar.getByText('Already used for: Answer the call that rings')).toBeVisible();
    await page.keyboard.press('x');
    await expect(fusion.toolbar.getByText(/or allow single keys/)).toBeVisible();
    expect([...(await accessibilityProblems(page)), ...(await overflows(page))]).toEqual([]);
    await page.keyboard.press('Control+Alt+x');
    await expect(change).toContainText('Ctrl+Alt+X');
    await page.keyboard.press('Alt+Shift+V');
    await page.keyboard.press('Control+Alt+x');
    await expect(fusion.goAvailable).toBeVisible();
    await fusion.toolbar.getByRole('switch', { name: 'Allow single keys' }).check();
    await change.click();
    await page.keyboard.press('x');
    await expect(change).toHaveText(/\bX\s*$/);
    await page.keyboard.press('x');
    await expect(fusion.goUnavailable).toBeVisible();
    await fusion.toolbar.getByRole('switch', { name: 'Allow single keys' }).uncheck();
    await expect(change).toContainText('none');
  });
});
