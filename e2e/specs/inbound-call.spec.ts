import { expect, test } from '../fixtures/test.js';

// Every case ends with what the toolbar told Fusion: once each, in order, under one id.
test.describe('an inbound call', () => {
  test.beforeEach(async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
  });

  test('C-01 is answered in Fusion, and ended in Fusion', async ({ server, fusion }) => {
    const connId = await server.ring();
    await expect(fusion.offer).toContainText('Maria Gonzalez');
    await expect(fusion.incoming).toContainText('Maria Gonzalez');
    await fusion.offer.getByRole('button', { name: 'Answer', exact: true }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await expect(fusion.active).toContainText('Maria Gonzalez');
    await expect(fusion.offer).toBeHidden();
    await fusion.engagement.getByRole('button', { name: 'End call' }).click();
    await fusion.saveWrapUp();
    await expect(fusion.active).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
    expect(await fusion.contactIds()).toEqual([connId]);
  });

  test('C-01 is answered in the toolbar, and ended in the toolbar', async ({ server, fusion }) => {
    await server.ring('7001', '+14155550102');
    await expect(fusion.incoming).toContainText('Yuki Tanaka');
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.wrapUp).toBeVisible();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
  });

  test('C-02 is answered on the phone itself, and ended there', async ({ server, fusion }) => {
    const connId = await server.ring();
    await expect(fusion.incoming).toBeVisible();
    await server.post(`/control/calls/${connId}/answer`);
    await expect(fusion.active).toContainText('Maria Gonzalez');
    await expect(fusion.engagement).toContainText('Connected');
    await server.post('/control/phones/7001/release');
    await expect(fusion.wrapUp).toBeVisible();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
  });

  test('C-03 is ended by the customer', async ({ server, fusion }) => {
    const connId = await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await server.post(`/control/calls/${connId}/release`);
    await expect(fusion.wrapUp).toBeVisible();
    expect((await fusion.contactActions()).at(-1)).toBe('closeCommEvent WRAPUP');
  });

  test('C-03 is declined in Fusion', async ({ server, fusion }) => {
    await server.ring();
    await fusion.offer.getByRole('button', { name: 'Decline' }).click();
    await expect(fusion.offer).toBeHidden();
    await expect(fusion.incoming).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent REJECT']);
    await expect(fusion.goUnavailable).toBeVisible();
  });

  test('C-03 is declined in the toolbar', async ({ server, fusion }) => {
    await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Decline' }).click();
    await expect(fusion.offer).toBeHidden();
    await expect(fusion.incoming).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent REJECT']);
  });

  test('C-03 is abandoned by the caller', async ({ server, fusion }) => {
    const connId = await server.ring();
    await expect(fusion.offer).toBeVisible();
    await server.post(`/control/calls/${connId}/release`);
    await expect(fusion.offer).toBeHidden();
    await expect(fusion.incoming).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent ABANDONED']);
  });

  test('C-08 ends when its offer runs out in Fusion', async ({ server, fusion, page }) => {
    await page.route('**/toolbar/config.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ json: { ...((await response.json()) as object), offerTimeoutSec: 2 } });
    });
    await fusion.openAvailable(server.url);
    await server.ring();
    await expect(fusion.offer).toBeVisible();
    await expect(fusion.offer).toBeHidden();
    await expect(fusion.incoming).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent TIMEOUT']);
    expect((await server.get<{ calls: unknown[] }>('/control/state')).calls).toEqual([]);
  });

  test('comes through a queue, and says so', async ({ server, fusion }) => {
    await server.ring('8001');
    await expect(fusion.incoming).toContainText('Customer care');
  });

  test('waits in the queue until the agent is available again', async ({ server, fusion }) => {
    await fusion.goUnavailable.click();
    await expect(fusion.goAvailable).toBeVisible();
    await server.ring('8001');
    await expect(fusion.contactCentre.getByRole('list', { name: 'Live calls' })).toContainText('+14155550100');
    await expect(fusion.incoming).toBeHidden();
    await fusion.becomeAvailable();
    await expect(fusion.incoming).toBeVisible();
  });

  test('from an unknown number shows the number', async ({ server, fusion }) => {
    await server.ring('7001', '+14155550666');
    await expect(fusion.incoming).toContainText('+1 415 555 0666');
    await expect(fusion.offer).toContainText('+14155550666');
  });

  test('is rung and hung up from the contact-centre panel', async ({ fusion }) => {
    await fusion.contactCentre.getByRole('button', { name: 'Ring' }).click();
    await expect(fusion.incoming).toBeVisible();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await fusion.contactCentre.getByRole('button', { name: 'Hang up as customer' }).click();
    await expect(fusion.wrapUp).toBeVisible();
  });

  test.describe('that Fusion does not take', () => {
    test.use({ disagreeing: 'Fusion was told what it did not take, or does not know of the call.' });

    test('F-07 is offered again by retry when Fusion refused it', async ({ server, fusion, page }) => {
      await fusion.openAvailable(server.url, 'fail=newCommEvent:reject&tools=developer');
      await server.ring();
      const notice = fusion.toolbar.getByRole('alert').filter({ hasText: 'Fusion' });
      await expect(notice).toBeVisible();
      await expect(fusion.offer).toBeHidden();
      await page.getByRole('button', { name: 'Remove fault newCommEvent' }).click();
      await notice.getByRole('button', { name: 'Retry' }).click();
      await expect(fusion.offer).toBeVisible();
      await fusion.offer.getByRole('button', { name: 'Answer', exact: true }).click();
      await expect(fusion.engagement).toContainText('Connected');
    });

    test('F-08 is named when Fusion never answers, and can still be answered', async ({ server, fusion, page }) => {
      await page.route('**/toolbar/config.json', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ json: { ...((await response.json()) as object), uefTimeoutMs: 1500 } });
      });
      await fusion.openAvailable(server.url, 'fail=newCommEvent:hang');
      await server.ring();
      const notice = fusion.toolbar.getByRole('alert').filter({ hasText: 'Fusion' });
      await expect(notice.getByRole('button', { name: 'Retry' })).toBeVisible();
      await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
      await expect(fusion.active).toContainText('+1 415 555 0100');
    });
  });

  test('F-03 survives a strict Fusion, which drops what comes out of order', async ({ server, fusion }) => {
    await fusion.openAvailable(server.url, 'strict=1');
    const connId = await server.ring();
    await server.post(`/control/calls/${connId}/answer`);
    await expect(fusion.engagement).toContainText('Connected');
    await server.post(`/control/calls/${connId}/release`);
    await fusion.saveWrapUp();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
  });
});
