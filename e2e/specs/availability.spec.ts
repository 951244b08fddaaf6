import { LocalFusion } from '../fixtures/local-fusion.js';
import { expect, test } from '../fixtures/test.js';

test.describe('availability', () => {
  test('V-01 goes on when switch and Fusion agree, and off again', async ({ server, fusion }) => {
    await fusion.open(server.url);
    await expect(fusion.agentState).toContainText('Unavailable');
    await fusion.becomeAvailable();
    const agent = async () =>
      (await server.get<{ agents: { agentId: string; state: string }[] }>('/control/state')).agents.find(
        ({ agentId }) => agentId === '5001',
      )?.state;
    expect(await agent()).toBe('Ready');

    await fusion.goUnavailable.click();
    await expect(fusion.goAvailable).toBeVisible();
    await expect(fusion.agentState).toContainText('Unavailable');
    expect(await agent()).toBe('NotReady');

    await fusion.becomeAvailable();
    expect(await agent()).toBe('Ready');
  });

  test('V-02 is a failure at Fusion when Fusion refuses, and the retry works', async ({ server, fusion, page }) => {
    await fusion.open(server.url, 'fail=agentStateEvent:reject&tools=developer');
    await fusion.goAvailable.click();
    await expect(fusion.notAvailable).toContainText('Fusion');
    await expect(fusion.agentState).not.toHaveText('Available');
    await page.getByRole('button', { name: 'Remove fault agentStateEvent' }).click();
    await fusion.notAvailable.getByRole('button', { name: 'Retry' }).click();
    await expect(fusion.goUnavailable).toBeVisible();
    await expect(fusion.agentState).toHaveText('Available');
  });

  test('V-02 is a failure at Fusion when Fusion never answers', async ({ server, fusion, page }) => {
    await page.route('**/toolbar/config.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ json: { ...((await response.json()) as object), uefTimeoutMs: 1500 } });
    });
    await fusion.open(server.url, 'fail=agentStateEvent:hang&tools=developer');
    await fusion.goAvailable.click();
    await expect(fusion.notAvailable).toContainText('Fusion');
    await page.getByRole('button', { name: 'Remove fault agentStateEvent' }).click();
    await fusion.notAvailable.getByRole('button', { name: 'Retry' }).click();
    await expect(fusion.goUnavailable).toBeVisible();
  });

  test('V-03 names the service when the server is not running, and the retry works', async ({
    server,
    fusion,
    page,
  }) => {
    await fusion.open(server.url);
    await expect(fusion.goAvailable).toBeVisible();
    let down = true;
    await page.route('**/genesys/**', (route) => (down ? route.abort('connectionrefused') : route.continue()));
    await page.routeWebSocket('**/genesysWs', (socket) => {
      if (down) void socket.close({ code: 1011 });
      else socket.connectToServer();
    });
    await fusion.goAvailable.click();
    await expect(fusion.notAvailable).toContainText('Contact centre service');
    await expect(fusion.agentState).not.toHaveText('Available');
    down = false;
    await fusion.notAvailable.getByRole('button', { name: 'Retry' }).click();
    await expect(fusion.goUnavailable).toBeVisible();
    await expect(fusion.agentState).toHaveText('Available');
  });

  test('V-03 names the service when the process is really gone', async ({ server, fusion }) => {
    await fusion.open(server.url);
    // Fusion's library comes from this server too: it must have arrived before the process goes.
    await expect(fusion.agentState).toContainText('Unavailable');
    await server.kill();
    await fusion.goAvailable.click();
    await expect(fusion.notAvailable).toContainText('Contact centre service');
    await expect(fusion.notAvailable.getByRole('button', { name: 'Retry' })).toBeVisible();
  });

  test('V-03 names the sign-in when the agent is at work elsewhere', async ({ server, fusion, browser }) => {
    await fusion.openAvailable(server.url);
    const elsewhere = new LocalFusion(await browser.newPage());
    await elsewhere.open(server.url);
    await elsewhere.goAvailable.click();
    await expect(elsewhere.notAvailable).toContainText('already signed in somewhere else');
    await expect(fusion.goUnavailable).toBeVisible();
    await elsewhere.page.close();
  });

  test('V-04 ends when the server is killed, here and in Fusion', async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
    await server.kill();
    await expect(fusion.notAvailable).toContainText('Line to the contact centre');
    await expect(fusion.agentState).toContainText('Unavailable');
  });

  test('V-04 says of a live call that its line is lost', async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
    await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.active).toBeVisible();
    await server.kill();
    await expect(fusion.active).toContainText('Connection lost');
  });

  test('V-11 survives a reload of the toolbar in the middle of a call', async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
    const connId = await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await fusion.reloadToolbar();
    await expect(fusion.goUnavailable).toBeVisible();
    await expect(fusion.active).toContainText('Connected');
    await server.post(`/control/calls/${connId}/release`);
    await expect(fusion.wrapUp).toBeVisible();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
  });

  test('U-02 is explained when Fusion does not answer the handshake', async ({ server, fusion }) => {
    await fusion.open(server.url, 'handshake=reject');
    await expect(fusion.toolbar.getByRole('main')).toContainText('Fusion');
    await expect(fusion.toolbar.getByRole('button', { name: 'Retry' })).toBeVisible();
  });

  test('U-09 works with a Fusion whose answers are raw only', async ({ server, fusion }) => {
    await fusion.openAvailable(server.url, 'responses=raw');
    await server.ring();
    await expect(fusion.incoming).toContainText('Maria Gonzalez');
    await fusion.offer.getByRole('button', { name: 'Answer', exact: true }).click();
    await expect(fusion.engagement).toContainText('Connected');
  });
});
