import { connections, crash, FusionTabs, setLifecycle } from '../fixtures/fusion-tabs.js';
import { LocalFusion } from '../fixtures/local-fusion.js';
import { ServerProcess } from '../fixtures/server-process.js';
import { TcpProxy } from '../fixtures/tcp-proxy.js';
import { expect, test } from '../fixtures/test.js';

const ONCE = ['closeCommEvent WRAPUP', 'newCommEvent', 'startCommEvent'];

/** All tabs say that the agent is available, in the toolbar and in Fusion. */
async function allAvailable(tabs: FusionTabs): Promise<void> {
  await tabs.each(async (tab) => {
    await expect(tab.goUnavailable).toBeVisible();
    await expect(tab.agentState).toHaveText('Available');
  });
}

/** All tabs show the same call, with the same buttons. */
async function allInCall(tabs: FusionTabs): Promise<void> {
  await tabs.each(async (tab) => {
    await expect(tab.active).toContainText('Maria Gonzalez');
    await expect(tab.active).not.toContainText('Connection lost');
    await expect(tab.active.getByRole('button', { name: 'Hang up' })).toBeVisible();
    await expect(tab.engagement).toContainText('Connected');
  });
}

test.describe('several tabs of one agent', () => {
  test('L-02 have one line, show the same, and tell Fusion once', async ({ server, context }) => {
    const tabs = new FusionTabs(context, server.url);
    const [first, second, third] = [await tabs.open(), await tabs.open(), await tabs.open()];
    await second.goAvailable.click();
    await allAvailable(tabs);
    expect(await connections(server)).toBe(1);

    await server.ring();
    await tabs.each((tab) => expect(tab.incoming).toContainText('Maria Gonzalez'));
    await tabs.each((tab) => expect(tab.offer).toBeVisible());
    await third.incoming.getByRole('button', { name: 'Answer' }).click();
    await allInCall(tabs);
    await second.engagement.getByRole('button', { name: 'End call' }).click();
    await tabs.each((tab) => expect(tab.active).toBeHidden());
    await second.saveWrapUp();
    await tabs.each((tab) => expect(tab.wrapUp).toBeHidden());
    await first.goUnavailable.click();
    await tabs.each((tab) => expect(tab.goAvailable).toBeVisible());

    expect(await tabs.contactActions()).toEqual(ONCE);
    expect(await connections(server)).toBe(1);
  });

  test('L-02 place a call that was clicked in a tab that only follows', async ({ server, context }) => {
    const tabs = new FusionTabs(context, server.url);
    await tabs.open();
    const second = await tabs.open();
    await second.goAvailable.click();
    await allAvailable(tabs);
    await second.clickToDial('Maria Gonzalez', '+14155550100');
    await tabs.each((tab) => expect(tab.active).toContainText('Maria Gonzalez'));
    await second.active.getByRole('button', { name: 'Hang up' }).click();
    await tabs.each((tab) => expect(tab.active).toBeHidden());
    expect((await tabs.contactActions()).filter((action) => action === 'newCommEvent')).toHaveLength(1);
  });

  test('L-03 go on with the call when the tab that leads is closed', async ({ server, context }) => {
    const tabs = new FusionTabs(context, server.url);
    const first = await tabs.open();
    const second = await tabs.open();
    await tabs.open();
    await first.goAvailable.click();
    await allAvailable(tabs);
    await server.ring();
    await second.incoming.getByRole('button', { name: 'Answer' }).click();
    await allInCall(tabs);
    await tabs.lose(first, (page) => page.close());
    await allAvailable(tabs);
    await allInCall(tabs);
    await second.active.getByRole('button', { name: 'Hang up' }).click();
    await tabs.each((tab) => expect(tab.wrapUp).toBeVisible());
    expect(await tabs.contactActions()).toEqual(ONCE);
  });

  test('L-03 go on with the call when the tab that leads crashes while it rings', async ({ server, context }) => {
    const tabs = new FusionTabs(context, server.url);
    const first = await tabs.open();
    const second = await tabs.open();
    await first.goAvailable.click();
    await allAvailable(tabs);
    await server.ring();
    await expect(second.incoming).toContainText('Maria Gonzalez');
    await tabs.lose(first, crash);
    await allAvailable(tabs);
    await second.offer.getByRole('button', { name: 'Answer', exact: true }).click();
    await allInCall(tabs);
    await second.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(second.wrapUp).toBeVisible();
    expect(await tabs.contactActions()).toEqual(ONCE);
  });

  test('L-04 take the lead from a tab that falls asleep, which follows when it wakes', async ({ server, context }) => {
    const tabs = new FusionTabs(context, server.url);
    const first = await tabs.open();
    const second = await tabs.open();
    await first.goAvailable.click();
    await allAvailable(tabs);
    await server.ring();
    await first.incoming.getByRole('button', { name: 'Answer' }).click();
    await allInCall(tabs);
    await setLifecycle(first.page, 'freeze');
    await expect.poll(() => connections(server)).toBe(2);
    await expect(second.active).not.toContainText('Connection lost');
    await second.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(second.wrapUp).toBeVisible();
    await setLifecycle(first.page, 'resume');
    await tabs.each((tab) => expect(tab.active).toBeHidden());
    await allAvailable(tabs);
    expect(await tabs.contactActions()).toEqual(ONCE);
    // Nobody pushes anybody out in turn.
    expect(await connections(server)).toBe(2);
  });

  test('L-05 agree again after the network was cut in the middle of a call', async ({ server, context }) => {
    const network = await TcpProxy.start(server.port);
    const tabs = new FusionTabs(context, network.url);
    const first = await tabs.open();
    const second = await tabs.open();
    await second.goAvailable.click();
    await allAvailable(tabs);
    const connId = await server.ring();
    await first.incoming.getByRole('button', { name: 'Answer' }).click();
    await allInCall(tabs);
    network.cut();
    await tabs.each((tab) => expect(tab.active).toContainText('Connection lost'));
    await tabs.each((tab) => expect(tab.notAvailable).toBeVisible());
    network.mend();
    await allAvailable(tabs);
    await allInCall(tabs);
    await server.post(`/control/calls/${connId}/release`);
    await tabs.each((tab) => expect(tab.wrapUp).toBeVisible());
    expect(await tabs.contactActions()).toEqual(ONCE);
    network.stop();
  });

  test('L-05 agree again after the server was started anew', async ({ server, context }) => {
    const tabs = new FusionTabs(context, server.url);
    const first = await tabs.open();
    await tabs.open();
    await first.goAvailable.click();
    await allAvailable(tabs);
    await server.ring();
    await first.incoming.getByRole('button', { name: 'Answer' }).click();
    await allInCall(tabs);
    await server.kill();
    await tabs.each((tab) => expect(tab.active).toContainText('Connection lost'));
    const anew = await ServerProcess.start({ CTI_PORT: String(server.port) });
    // The new switch knows neither the call nor the agent: nobody is made available who did not ask.
    await tabs.each((tab) => expect(tab.goAvailable).toBeVisible());
    await tabs.each((tab) => expect(tab.active).toBeHidden());
    await first.goAvailable.click();
    await allAvailable(tabs);
    expect(await tabs.contactActions()).toEqual(ONCE);
    await anew.kill();
  });

  test.describe('that cannot find each other', () => {
    test.use({ disagreeing: 'Each has a line of its own, and the server decides whose is the agent.' });

    test('L-06 without locks have a line each, and the newest wins when the agent says so', async ({
      server,
      context,
    }) => {
      await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
      const tabs = new FusionTabs(context, server.url);
      const first = await tabs.open();
      await first.becomeAvailable();
      const second = await tabs.open();
      await second.goAvailable.click();
      await second.notAvailable.getByRole('button', { name: 'Work here instead' }).click();
      await expect(second.goUnavailable).toBeVisible();
      await expect(first.notAvailable).toContainText('another window or browser');
    });
  });
});

test('L-01 a second browser takes over with the call, and the first one can take it back', async ({
  server,
  context,
  browser,
}) => {
  const here = new FusionTabs(context, server.url);
  const first = await here.open();
  const beside = await here.open();
  await first.goAvailable.click();
  await allAvailable(here);
  await server.ring();
  await first.incoming.getByRole('button', { name: 'Answer' }).click();
  await allInCall(here);

  const elsewhere = new LocalFusion(await browser.newPage());
  await elsewhere.open(server.url);
  await elsewhere.goAvailable.click();
  await expect(elsewhere.notAvailable).toContainText('already signed in somewhere else');
  await expect(first.goUnavailable).toBeVisible();
  await elsewhere.notAvailable.getByRole('button', { name: 'Work here instead' }).click();
  await expect(elsewhere.goUnavailable).toBeVisible();
  await expect(elsewhere.active).toContainText('Maria Gonzalez');
  await here.each((tab) => expect(tab.notAvailable).toContainText('another window or browser'));

  await beside.notAvailable.getByRole('button', { name: 'Work here instead' }).click();
  await allAvailable(here);
  await allInCall(here);
  await expect(elsewhere.notAvailable).toContainText('another window or browser');
  expect(await connections(server)).toBe(3);
  await elsewhere.page.close();
});
