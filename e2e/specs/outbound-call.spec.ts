import { expect, test } from '../fixtures/test.js';
import type { ServerProcess } from '../fixtures/server-process.js';

interface Call {
  connId: string;
}
const onlyCall = async (server: ServerProcess) => {
  const { calls } = await server.get<{ calls: Call[] }>('/control/state');
  expect(calls).toHaveLength(1);
  return calls[0]!.connId;
};

test.describe('an outbound call', () => {
  test.beforeEach(async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
  });

  test('C-07 is placed by a click on a number in Fusion, and answered', async ({ server, fusion }) => {
    await fusion.clickToDial('Maria Gonzalez', '+14155550100');
    await expect(fusion.dialling).toBeVisible();
    await expect(fusion.active).toContainText('+1 415 555 0100');
    await server.post(`/control/calls/${await onlyCall(server)}/answer`);
    await expect(fusion.engagement).toContainText('Connected');
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await fusion.saveWrapUp();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
    const dialled = (await fusion.log()).find(({ name }) => name === 'onOutgoingEvent');
    expect(await fusion.contactIds()).toHaveLength(1);
    expect(dialled).toBeDefined();
  });

  test('C-03 is cancelled by the agent', async ({ server, fusion }) => {
    await fusion.clickToDial('Maria Gonzalez', '+14155550100');
    await expect(fusion.dialling).toBeVisible();
    await fusion.dialling.getByRole('button', { name: 'Cancel call' }).click();
    await expect(fusion.dialling).toBeHidden();
    await expect(fusion.active).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent CANCELED']);
    expect((await server.get<{ calls: unknown[] }>('/control/state')).calls).toEqual([]);
  });

  test('C-03 finds the far end busy', async ({ fusion }) => {
    await fusion.clickToDial('Daniel Weber', '+14155550199');
    await expect(fusion.active).toContainText('Busy');
    await expect(fusion.dialling).toBeHidden();
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.active).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent REJECT']);
  });

  test('C-03 is declined by the far end', async ({ server, fusion }) => {
    await fusion.clickToDial('Maria Gonzalez', '+14155550100');
    await expect(fusion.dialling).toBeVisible();
    await server.post(`/control/calls/${await onlyCall(server)}/release`);
    await expect(fusion.dialling).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent REJECT']);
  });

  test('C-07 to a wrong number is an error in Fusion, and never an offer', async ({ fusion, page }) => {
    await fusion.clickToDial('Amara Diallo', '+14155550000');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('cannot be dialled');
    await expect(fusion.active).toBeHidden();
    expect(await fusion.contactActions()).toEqual(['outboundCommError INVALID_NUMBER']);
  });

  test('C-10 is placed from the dial pad, by keyboard', async ({ server, fusion, page }) => {
    await fusion.toolbar.getByRole('textbox', { name: 'Number to dial' }).focus();
    await page.keyboard.type('+14155550101');
    await page.keyboard.press('Enter');
    await expect(fusion.active).toContainText('+1 415 555 0101');
    await server.post(`/control/calls/${await onlyCall(server)}/answer`);
    await expect(fusion.engagement).toContainText('Connected');
  });
});
