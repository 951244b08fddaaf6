import type { Locator, Page } from '@playwright/test';
import { accessibilityProblems } from '../fixtures/accessibility.js';
import { CallCard } from '../fixtures/call-card.js';
import { LocalFusion } from '../fixtures/local-fusion.js';
import { ServerProcess } from '../fixtures/server-process.js';
import { expect, test } from '../fixtures/test.js';
import { worldFile } from '../fixtures/world-file.js';

function chooser(fusion: LocalFusion): Locator {
  return fusion.toolbar.getByRole('button', { name: 'Choose your state' });
}

async function choose(fusion: LocalFusion, name: string): Promise<void> {
  await chooser(fusion).click();
  await fusion.toolbar.getByRole('menuitemradio', { name }).click();
}

/** What the switch says of agent 5001: `NotReady LUNCH`. */
async function atSwitch(server: ServerProcess): Promise<string> {
  const { dns } = await server.get<{
    dns: { agentId?: string; agentState: string; reasons?: { value: string }[] }[];
  }>('/control/state');
  const dn = dns.find(({ agentId }) => agentId === '5001');
  return [dn?.agentState ?? 'Null', ...(dn?.reasons ?? []).map(({ value }) => value)].join(' ');
}

function reload(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Reload toolbar' }).click();
}

async function lastStateTold(fusion: LocalFusion): Promise<unknown> {
  const told = (await fusion.log()).filter(({ direction, name }) => direction === 'in' && name === 'agentStateEvent');
  return told.at(-1)?.payload.data ?? told.at(-1)?.payload;
}

/** A server whose agents have so many seconds of after-call work. */
async function wrappingUp(seconds: number): Promise<ServerProcess> {
  const path = await worldFile((world) => ({
    ...world,
    agents: world.agents.map((agent) => ({ ...agent, wrapUpTime: seconds })),
  }));
  return ServerProcess.start({ CTI_WORLD: path });
}

async function takeCall(server: ServerProcess, fusion: LocalFusion): Promise<void> {
  await server.ring('8001');
  await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
  await expect(fusion.active).toContainText('Connected');
}

test.describe('the state of an agent', () => {
  test('V-15 has a reason: chosen in the toolbar, known at the switch, told to Fusion', async ({ server, fusion }) => {
    await fusion.open(server.url);
    await expect(chooser(fusion)).toBeHidden();
    await fusion.becomeAvailable();
    await choose(fusion, 'Lunch');
    await expect(fusion.goAvailable).toContainText('Lunch');
    await expect(fusion.agentState).toContainText('Lunch');
    expect(await atSwitch(server)).toBe('NotReady LUNCH');
    expect(await lastStateTold(fusion)).toMatchObject({
      isAvailable: false,
      isLoggedIn: true,
      state: 'UNAVAILABLE',
      stateDisplayString: 'Lunch',
      reason: 'LUNCH',
      reasonDisplayString: 'Lunch',
    });
    await choose(fusion, 'Training');
    await expect(fusion.agentState).toContainText('Training');
    await fusion.becomeAvailable();
    expect(await atSwitch(server)).toBe('Ready');
  });

  test('V-16 keeps its reason and its time through a reload', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    await choose(fusion, 'Meeting');
    await expect(fusion.goAvailable).toContainText(/Meeting/);
    await expect(fusion.goAvailable).toContainText(/00:00:0[2-9]/);
    await reload(page);
    await expect(fusion.goAvailable).toContainText('Meeting');
    await expect(fusion.goAvailable).not.toContainText(/00:00:0[01]/);
    await expect(fusion.agentState).toContainText('Meeting');
  });

  test('A-01 is chosen by keyboard alone', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    await chooser(fusion).focus();
    await page.keyboard.press('ArrowDown');
    const item = (name: string) => fusion.toolbar.getByRole('menuitemradio', { name });
    await expect(item('Available')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await expect(item('Training')).toBeFocused();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(chooser(fusion)).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(fusion.goAvailable).toContainText('Signed off');
    await expect(chooser(fusion)).toBeHidden();
  });

  test('V-17 settles on the last of quick clicks while the server takes its time', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    await page.route('**/genesys/events', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    for (const name of ['Lunch', 'Available', 'Break', 'Training']) await choose(fusion, name);
    await expect(fusion.goAvailable).toContainText('Training');
    await expect.poll(() => atSwitch(server)).toBe('NotReady TRAINING');
    await expect(fusion.agentState).toContainText('Training');
    for (const name of ['Break', 'Available']) await choose(fusion, name);
    await expect(fusion.goUnavailable).toBeVisible();
    await expect(fusion.agentState).toHaveText('Available');
    await expect.poll(() => atSwitch(server)).toBe('Ready');
  });

  test('V-18 is chosen during a call, shown, kept through a reload, and comes after it', async ({
    server,
    fusion,
    page,
  }) => {
    await fusion.openAvailable(server.url);
    await takeCall(server, fusion);
    await choose(fusion, 'Lunch');
    await expect(fusion.toolbar.getByText('Next: Lunch', { exact: true })).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await atSwitch(server)).toBe('Ready');
    await reload(page);
    await expect(fusion.toolbar.getByText('Next: Lunch', { exact: true })).toBeVisible();
    await fusion.toolbar.getByRole('button', { name: 'Cancel what comes next: Lunch' }).click();
    await expect(fusion.toolbar.getByText('Next: Lunch', { exact: true })).toBeHidden();
    await choose(fusion, 'Training');
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.goAvailable).toContainText('Training');
    await expect(fusion.agentState).toContainText('Training');
    expect(await atSwitch(server)).toBe('NotReady TRAINING');
  });

  test('V-19 is after-call work with its clock, also after a reload', async ({ fusion, page }) => {
    const server = await wrappingUp(300);
    await fusion.openAvailable(server.url);
    await takeCall(server, fusion);
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    const clock = /After-call work · available again in 04:\d\d/;
    await expect(fusion.goAvailable).toContainText(clock);
    await reload(page);
    await expect(fusion.goAvailable).toContainText(clock);
    await fusion.goAvailable.click();
    await expect(fusion.goUnavailable).toBeVisible();
    await server.kill();
  });

  test('V-19 is ended early, by going on to what was chosen', async ({ fusion }) => {
    const server = await wrappingUp(300);
    await fusion.openAvailable(server.url);
    await takeCall(server, fusion);
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.goAvailable).toContainText('After-call work');
    await choose(fusion, 'Meeting');
    await fusion.toolbar.getByRole('button', { name: 'End after-call work' }).click();
    await expect(fusion.goAvailable).toContainText('Meeting');
    expect(await atSwitch(server)).toBe('NotReady MEETING');
    await server.kill();
  });

  test('C-21 is told to Fusion when it asks, and changed when it asks for that', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url, 'tools=developer');
    await choose(fusion, 'Lunch');
    await expect(fusion.goAvailable).toContainText('Lunch');
    const reply = page.getByRole('status', { name: 'Reply' });
    const ask = (command: string) => page.getByRole('button', { name: command, exact: true }).click();
    await ask('getCurrentAgentState');
    await expect(reply).toContainText('"reason": "LUNCH"');
    await expect(reply).toContainText('"reasonDisplayString": "Lunch"');
    await ask('makeAvailable');
    await expect(fusion.goUnavailable).toBeVisible();
    await takeCall(server, fusion);
    await ask('getActiveEngagements');
    await expect(reply).toContainText('"activeCount": 1');
    await ask('makeUnavailable');
    await expect(fusion.goAvailable).toBeVisible();
    expect(await atSwitch(server)).toBe('NotReady');
  });

  test('C-20 a reload in the middle of a conference brings everybody back', async ({ server, fusion, page }) => {
    await fusion.openAvailable(server.url);
    await server.ring('7001');
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    const maria = new CallCard(fusion, 'Call with Maria Gonzalez');
    const ben = new LocalFusion(await page.context().newPage());
    await ben.open(server.url, 'agent=5002');
    await ben.becomeAvailable();
    await maria.bring('Conference', 'At once', 'Ben Okafor');
    await ben.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(maria.participants).toHaveText(['Maria Gonzalez', 'Ben Okafor']);
    // Without what the page had kept: then only the server can tell.
    await page.bringToFront();
    await page.addInitScript(() => sessionStorage.clear());
    await reload(page);
    await fusion.goAvailable.click();
    await expect(maria.participants).toHaveText(['Maria Gonzalez', 'Ben Okafor']);
  });
});
