import fc from 'fast-check';
import type { Page } from '@playwright/test';
import { connections, crash, FusionTabs } from '../fixtures/fusion-tabs.js';
import type { LocalFusion } from '../fixtures/local-fusion.js';
import { ServerProcess } from '../fixtures/server-process.js';
import { TcpProxy } from '../fixtures/tcp-proxy.js';
import { expect, test } from '../fixtures/test.js';

const SEEDS = Number(process.env.CTI_TRUTH_PAGES ?? 1);
/** The same hand every time; another one looks for what is new. */
const FIRST_SEED = Number(process.env.CTI_TRUTH_SEED ?? 2);
const STEPS = 40;
const MOST_TABS = 3;
/** A button that has gone since it was looked for is no loss. Milliseconds. */
const CLICK_MS = 500;

const DOES = [
  ...(['toolbar', 'toolbar', 'toolbar', 'toolbar', 'fusion', 'fusion', 'ring', 'ring', 'release', 'answer'] as const),
  ...(['open', 'reload', 'reloadFusion', 'close', 'crash', 'cut', 'restart', 'switchOver'] as const),
] as const;

/** A hand that clicks whatever there is, while tabs come and go and the world breaks. */
class Monkey {
  readonly #tabs: FusionTabs;
  readonly #network: TcpProxy;
  #server: ServerProcess;

  constructor(server: ServerProcess, network: TcpProxy, tabs: FusionTabs) {
    this.#server = server;
    this.#network = network;
    this.#tabs = tabs;
  }

  async does(what: (typeof DOES)[number], nth: number): Promise<void> {
    const tab = this.#tabs.all[nth % this.#tabs.all.length];
    if (tab === undefined) return void (await this.#tabs.open());
    switch (what) {
      case 'toolbar':
        return this.#click(tab, nth);
      case 'fusion':
        return this.#clickInFusion(tab, nth);
      case 'ring':
        return void (await this.#control('/control/calls', { to: '7001', from: '+14155550100' }));
      case 'release':
      case 'answer':
        return this.#customer(what, nth);
      case 'open':
        if (this.#tabs.all.length < MOST_TABS) await this.#tabs.open();
        return;
      case 'reload':
        return tab.page.getByRole('button', { name: 'Reload toolbar' }).click();
      case 'reloadFusion':
        await tab.page.reload();
        // Who crashes the other tab before this one has heard of it loses what only that one knew, and nobody can help it.
        return tab.toolbar.locator('cti-toolbar').waitFor({ state: 'attached' });
      case 'close':
      case 'crash':
        return this.#tabs.drop(tab, (page: Page) => (what === 'close' ? page.close() : crash(page)));
      case 'cut':
        this.#network.cut();
        return this.#network.mend();
      case 'restart':
        await this.#server.kill();
        this.#server = await ServerProcess.start({ CTI_PORT: String(this.#server.port) });
        return;
      case 'switchOver':
        return void (await this.#control('/control/switch-over', { standBy: 'hot' }));
    }
  }

  end(): Promise<void> {
    this.#network.stop();
    return this.#server.kill();
  }

  async #click({ toolbar }: LocalFusion, nth: number): Promise<void> {
    const buttons = toolbar.getByRole('button', { disabled: false });
    const count = await buttons.count();
    if (count > 0)
      await buttons
        .nth(nth % count)
        .click({ timeout: CLICK_MS })
        .catch(() => undefined);
  }

  async #clickInFusion({ page, offer, engagement, wrapUp, dialling }: LocalFusion, nth: number): Promise<void> {
    const regions = offer.or(engagement).or(wrapUp).or(dialling);
    const buttons = regions.getByRole('button', { disabled: false });
    const count = await buttons.count();
    const button = count > 0 ? buttons.nth(nth % count) : page.getByRole('button', { name: /^Call \+/ }).first();
    await button.click({ timeout: CLICK_MS }).catch(() => undefined);
  }

  async #customer(what: 'release' | 'answer', nth: number): Promise<void> {
    const { calls } = await this.#server.get<{ calls: { connId: string }[] }>('/control/state');
    const call = calls[nth % Math.max(1, calls.length)];
    if (call !== undefined) await this.#control(`/control/calls/${call.connId}/${what}`, {});
  }

  /** Refused or not: a call that is over cannot be answered. */
  async #control(path: string, body: object): Promise<void> {
    await this.#server.post(path, body);
  }
}

for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
  test(`Z-03 The three truths agree after each of ${STEPS} random steps, seed ${seed}`, async ({
    server,
    context,
    truths,
  }) => {
    test.setTimeout(300_000);
    const network = await TcpProxy.start(server.port);
    const tabs = new FusionTabs(context, network.url);
    const monkey = new Monkey(server, network, tabs);
    const first = await tabs.open();
    await first.becomeAvailable();
    expect(await connections(server)).toBe(1);
    const steps = fc.sample(fc.tuple(fc.constantFrom(...DOES), fc.nat(100)), { seed, numRuns: STEPS });
    for (const [what, nth] of steps) {
      await test.step(`${what} ${nth}`, async () => {
        await monkey.does(what, nth);
        await truths.agree();
      });
    }
    await monkey.end();
  });
}
