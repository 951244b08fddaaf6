import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { accessibilityProblems } from '../fixtures/accessibility.js';
import { CallCard } from '../fixtures/call-card.js';
import { LocalFusion } from '../fixtures/local-fusion.js';
import { ServerProcess } from '../fixtures/server-process.js';
import { expect, test } from '../fixtures/test.js';

const WORLD = new URL('../../server/worlds/default.json', import.meta.url);

interface SwitchState {
  readonly calls: readonly {
    readonly connId: string;
    readonly parties: readonly { readonly dn: string; readonly state: string }[];
    readonly userData: readonly unknown[];
  }[];
}

/** Who is in the only call of the switch, and how. */
async function parties(server: ServerProcess): Promise<Record<string, string>> {
  const { calls } = await server.get<SwitchState>('/control/state');
  expect(calls).toHaveLength(1);
  return Object.fromEntries(calls.flatMap((call) => call.parties.map(({ dn, state }) => [dn, state])));
}

/** A call of Maria Gonzalez, answered in the toolbar of agent 5001. */
async function takeCall(server: ServerProcess, fusion: LocalFusion): Promise<{ maria: CallCard; connId: string }> {
  const connId = await server.ring('7001', '+14155550100', { Topic: 'Boiler' });
  await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
  const maria = new CallCard(fusion, 'Call with Maria Gonzalez');
  await expect(maria.card).toContainText('Connected');
  await expect(fusion.engagement).toContainText('Connected');
  return { maria, connId };
}

/** Another agent at work, in a page of their own. */
async function colleague(page: Page, server: ServerProcess, agentId: string): Promise<LocalFusion> {
  const fusion = new LocalFusion(await page.context().newPage());
  await fusion.openAvailable(server.url, `agent=${agentId}`);
  return fusion;
}

async function answer(fusion: LocalFusion): Promise<void> {
  await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
  await expect(new CallCard(fusion, /^(Call|Consultation) with/).card).toContainText(/Connected|Conference/);
}

test.describe('a call of an agent', () => {
  test.beforeEach(async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
  });

  test('C-13 is held and retrieved, muted and unmuted, in the toolbar', async ({ server, fusion }) => {
    const { maria } = await takeCall(server, fusion);
    await maria.button('Hold').click();
    await expect(maria.card).toContainText('On hold');
    expect(await parties(server)).toMatchObject({ '7001': 'Held' });
    await maria.button('Resume').click();
    await expect(maria.card).toContainText('Connected');
    expect(await parties(server)).toMatchObject({ '7001': 'Connected' });
    await maria.button('Mute').click();
    await expect(maria.card).toContainText('Connected, muted');
    await maria.button('Unmute').click();
    await expect(maria.button('Mute')).toBeVisible();
    await maria.button('Hang up').click();
    await expect(fusion.wrapUp).toBeVisible();
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP']);
  });

  test('C-19 is held and muted by the buttons of Fusion, and its transfer begins in the toolbar', async ({
    server,
    fusion,
  }) => {
    const { maria } = await takeCall(server, fusion);
    const press = (name: string) => fusion.engagement.getByRole('button', { name, exact: true }).click();
    await press('Hold');
    await expect(maria.card).toContainText('On hold');
    await expect(fusion.engagement).toContainText('On hold');
    await press('Resume');
    await press('Mute');
    await expect(maria.card).toContainText('Connected, muted');
    await press('Unmute');
    await press('Transfer');
    await expect(maria.panel('Transfer Maria Gonzalez')).toBeVisible();
  });

  test('C-16 sends tones by keys and keyboard, in their order', async ({ server, fusion, page }) => {
    const { maria } = await takeCall(server, fusion);
    await maria.button('Keypad').click();
    await expect(maria.panel('Keypad')).toBeFocused();
    await page.keyboard.type('0123456789*#');
    await maria.panel('Keypad').getByRole('button', { name: '7' }).click();
    await expect(maria.card.getByRole('status', { name: 'Tones sent' })).toHaveText('0123456789*#7');
  });

  test('C-13 shows its data, and changes it for whoever has the call next', async ({ server, fusion }) => {
    const { maria } = await takeCall(server, fusion);
    await maria.button('Details').click();
    const data = maria.panel('Call data');
    await expect(data.getByRole('textbox', { name: 'Topic' })).toHaveValue('Boiler');
    await data.getByRole('textbox', { name: 'Topic' }).fill('Boiler, urgent');
    await data.getByRole('button', { name: 'Save Topic' }).click();
    await data.getByRole('textbox', { name: 'New key' }).fill('Promise');
    await data.getByRole('textbox', { name: 'New value' }).fill('Calls back');
    await data.getByRole('button', { name: 'Add' }).click();
    await expect(data.getByRole('textbox', { name: 'Promise' })).toHaveValue('Calls back');
    await data.getByRole('button', { name: 'Delete Promise' }).click();
    await expect(data.getByRole('textbox', { name: 'Promise' })).toBeHidden();
    const { calls } = await server.get<SwitchState>('/control/state');
    expect(calls[0]?.userData).toEqual([{ key: 'Topic', type: 'str', value: 'Boiler, urgent' }]);
    // Also for a toolbar that is loaded again in the middle of it, which comes back with what was open.
    await fusion.reloadToolbar();
    await expect(data.getByRole('textbox', { name: 'Topic' })).toHaveValue('Boiler, urgent');
  });

  test('C-14 is transferred after a consultation, and is one contact to each of the two agents', async ({
    server,
    fusion,
    page,
  }) => {
    const { maria, connId } = await takeCall(server, fusion);
    const ben = await colleague(page, server, '5002');
    await maria.bring('Transfer', 'Consult', 'Ben Okafor');
    await expect(maria.card).toContainText('On hold');
    await answer(ben);
    const asked = new CallCard(ben, 'Consultation with Ava Martin');
    await expect(asked.card).toBeVisible();
    await new CallCard(fusion, 'Consultation with Ben Okafor').button('Complete transfer').click();
    await expect(fusion.wrapUp).toBeVisible();
    await expect(fusion.active).toBeHidden();
    const taken = new CallCard(ben, 'Call with +1 415 555 0100');
    await expect(taken.card).toContainText('Connected');
    expect(await parties(server)).toMatchObject({ '7002': 'Connected' });
    await taken.button('Hang up').click();
    await expect(ben.wrapUp).toBeVisible();
    const whole = ['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP'];
    expect(await fusion.contactActions()).toEqual(whole);
    expect(await fusion.contactIds()).toEqual([connId]);
    expect(await ben.contactActions()).toEqual(whole);
    expect(await ben.contactIds()).toHaveLength(1);
  });

  test('C-13 is handed on without a word', async ({ server, fusion, page }) => {
    const { maria } = await takeCall(server, fusion);
    const ben = await colleague(page, server, '5002');
    await maria.bring('Transfer', 'Blind', '7002');
    await expect(fusion.wrapUp).toBeVisible();
    await expect(ben.incoming).toContainText('Maria Gonzalez');
    await answer(ben);
    expect(await parties(server)).toMatchObject({ '7002': 'Connected' });
  });

  test('C-15 changes over between two calls, and goes back to the first', async ({ server, fusion, page }) => {
    const { maria } = await takeCall(server, fusion);
    const ben = await colleague(page, server, '5002');
    await maria.bring('Transfer', 'Consult', '7002');
    await answer(ben);
    const asking = new CallCard(fusion, 'Consultation with Ben Okafor');
    await expect(asking.card).toContainText('Connected');
    await maria.button('Switch').click();
    await expect(maria.card).toContainText('Connected');
    await expect(asking.card).toContainText('On hold');
    await asking.button('Switch').click();
    await expect(asking.card).toContainText('Connected');
    await asking.button('Back to Maria Gonzalez').click();
    await expect(asking.card).toBeHidden();
    await expect(maria.card).toContainText('Connected');
    expect(await parties(server)).toMatchObject({ '7001': 'Connected' });
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent']);
  });

  test('C-17 becomes a conference of three agents and a customer, who come and go', async ({
    server,
    fusion,
    page,
  }) => {
    const { maria } = await takeCall(server, fusion);
    const ben = await colleague(page, server, '5002');
    const chiara = await colleague(page, server, '5003');
    await maria.bring('Conference', 'Consult', 'Ben Okafor');
    await answer(ben);
    await new CallCard(fusion, 'Consultation with Ben Okafor').button('Join all').click();
    await expect(maria.card).toContainText('Conference');
    await expect(maria.participants).toHaveText(['Maria Gonzalez', 'Ben Okafor']);
    await maria.bring('Conference', 'At once', 'Chiara Rossi');
    await answer(chiara);
    await expect(maria.participants).toHaveText(['Maria Gonzalez', 'Ben Okafor', 'Chiara Rossi']);
    await maria.button('Remove Chiara Rossi from the call').click();
    await expect(chiara.wrapUp).toBeVisible();
    await expect(maria.participants).toHaveText(['Maria Gonzalez', 'Ben Okafor']);
    await ben.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(maria.participants).toHaveCount(0);
    await expect(maria.card).toContainText('Connected');
  });

  test('C-18 is followed by after-call work that counts down', async ({ page }) => {
    const world = JSON.parse(await readFile(WORLD, 'utf8')) as { agents: object[] };
    const path = join(await mkdtemp(join(tmpdir(), 'cti-world-')), 'world.json');
    const agents = world.agents.map((agent) => ({ ...agent, wrapUpTime: 300 }));
    await writeFile(path, JSON.stringify({ ...world, agents }));
    const server = await ServerProcess.start({ CTI_WORLD: path });
    const fusion = new LocalFusion(await page.context().newPage());
    await fusion.openAvailable(server.url);
    await server.ring('8001');
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.goAvailable).toContainText(/After-call work · available again in 04:\d\d/);
    await expect(fusion.agentState).toContainText('After-call work');
    await fusion.goAvailable.click();
    await expect(fusion.goUnavailable).toBeVisible();
    await fusion.page.close();
    await server.kill();
  });

  test('A-01 is held, given tones and transferred by keyboard alone', async ({ server, fusion, page }) => {
    const { maria } = await takeCall(server, fusion);
    const ben = await colleague(page, server, '5002');
    await page.bringToFront();
    await maria.button('Hold').focus();
    await page.keyboard.press('Enter');
    await expect(maria.button('Resume')).toBeFocused();
    await page.keyboard.press('Space');
    await expect(maria.button('Hold')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(maria.button('Keypad')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(maria.panel('Keypad')).toBeFocused();
    await page.keyboard.press('5');
    await expect(maria.card.getByRole('status', { name: 'Tones sent' })).toHaveText('5');
    await page.keyboard.press('Escape');
    await expect(maria.button('Keypad')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(maria.card.getByRole('combobox')).toBeFocused();
    await page.keyboard.type('7002');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect(maria.card.getByRole('radio', { name: 'Blind' })).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(ben.incoming).toBeVisible();
    await expect(fusion.toolbar.getByRole('group', { name: /^Wrap-up/ })).toBeFocused();
  });
});

test('A-04 a call is answered, held and ended in a bar of 70 px', async ({ server, fusion, page }) => {
  await fusion.openAvailable(server.url);
  await page.locator('iframe[title="Media toolbar"]').evaluate((frame) => {
    (frame as HTMLElement).style.cssText =
      'position:fixed;inset:auto 0 0 0;width:100vw;height:70px;z-index:99;flex:none';
  });
  await server.ring();
  await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
  const maria = new CallCard(fusion, 'Call with Maria Gonzalez');
  for (const name of ['Hold', 'Mute', 'Keypad', 'Transfer', 'Conference', 'Details', 'Hang up']) {
    const box = await maria.button(name).boundingBox();
    expect([name, (box?.y ?? 0) >= 830 && (box?.y ?? 0) + (box?.height ?? 0) <= 900]).toEqual([name, true]);
  }
  await maria.button('Transfer').click();
  await expect(maria.card.getByRole('combobox')).toBeInViewport({ ratio: 1 });
  await expect(maria.button('Hang up')).toBeInViewport({ ratio: 1 });
  // What is open takes the place of the buttons, which are back when it is closed.
  await expect(maria.button('Hold')).toBeHidden();
  await page.keyboard.press('Escape');
  await maria.button('Hold').click();
  await expect(maria.card).toContainText('On hold');
  await maria.button('Hang up').click();
  await expect(fusion.wrapUp).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`A-02 nothing is wrong with a call in any of its states, ${theme}`, async ({ server, fusion, page }) => {
    const check = async (): Promise<void> => expect(await accessibilityProblems(page)).toEqual([]);
    await fusion.open(server.url, `theme=${theme}`);
    await expect(fusion.goAvailable).toBeVisible();
    await check();
    await fusion.becomeAvailable();
    await check();
    await server.ring();
    await expect(fusion.incoming).toBeVisible();
    await check();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    const maria = new CallCard(fusion, 'Call with Maria Gonzalez');
    await maria.button('Mute').click();
    await expect(maria.button('Unmute')).toBeVisible();
    for (const panel of ['Keypad', 'Transfer', 'Conference', 'Details']) {
      await maria.button(panel).click();
      await expect(maria.button(panel)).toHaveAttribute('aria-expanded', 'true');
      await check();
    }
    await maria.bring('Conference', 'Consult', '7002');
    await expect(fusion.toolbar.getByText('Dialling', { exact: true })).toBeVisible();
    await check();
    const { calls } = await server.get<SwitchState>('/control/state');
    const asking = calls.find((call) => call.parties.some(({ dn }) => dn === '7002'));
    await server.post(`/control/calls/${asking?.connId}/answer`);
    await new CallCard(fusion, 'Consultation with Ben Okafor').button('Join all').click();
    await expect(maria.participants).toHaveCount(2);
    await check();
    await maria.button('Hang up').click();
    await expect(fusion.wrapUp).toBeVisible();
    await check();
  });
}
