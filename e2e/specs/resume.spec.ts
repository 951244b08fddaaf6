import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from '../fixtures/server-process.js';
import { TcpProxy } from '../fixtures/tcp-proxy.js';
import { expect, test } from '../fixtures/test.js';

const TOLD = ['newCommEvent', 'startCommEvent', 'closeCommEvent WRAPUP'];

/** What a toolbar said when it asked for a ticket, each time. */
async function resumes(server: ServerProcess): Promise<boolean[]> {
  const { entries } = await server.get<{ entries: { name: string; payload?: { resumes?: boolean } }[] }>(
    '/control/journal',
  );
  return entries.filter(({ name }) => name === 'session').map(({ payload }) => payload?.resumes === true);
}

test.describe('a reload of the toolbar', () => {
  test.beforeEach(async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
  });

  test('R-08 while it rings brings the offer back, and repeats nothing', async ({ server, fusion }) => {
    await server.ring();
    await expect(fusion.incoming).toContainText('Maria Gonzalez');
    await fusion.reloadToolbar();
    await expect(fusion.goUnavailable).toBeVisible();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.wrapUp).toBeVisible();
    expect(await fusion.contactActions()).toEqual(TOLD);
    expect(await resumes(server)).toEqual([false, true]);
  });

  test('R-08 in a call brings back state, call, times and buttons', async ({ server, fusion }) => {
    await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    // Long enough for the times to have something to lose.
    await expect(fusion.active).toContainText(/0:0[2-9]/);
    await fusion.reloadToolbar();
    await expect(fusion.goUnavailable).toBeVisible();
    await expect(fusion.agentState).toHaveText('Available');
    await expect(fusion.active).toContainText('Maria Gonzalez');
    await expect(fusion.active).not.toContainText(/0:0[01]/);
    await fusion.reloadToolbar();
    await fusion.active.getByRole('button', { name: 'Hang up' }).click();
    await expect(fusion.wrapUp).toBeVisible();
    await fusion.reloadToolbar();
    await fusion.saveWrapUp();
    await expect(fusion.goUnavailable).toBeVisible();
    expect(await fusion.contactActions()).toEqual(TOLD);
    expect(await fusion.contactIds()).toHaveLength(1);
  });

  test('R-07 hears how the call ended while no page was there', async ({ server, fusion, page }) => {
    const connId = await server.ring();
    await expect(fusion.offer).toBeVisible();
    let held = (): void => undefined;
    const mayLoad = new Promise<void>((resolve) => (held = resolve));
    await page.route('**/toolbar/config.json', async (route) => {
      await mayLoad;
      await route.continue();
    });
    await fusion.reloadToolbar();
    await expect
      .poll(
        async () => (await server.get<{ sessions: { connected: boolean }[] }>('/control/state')).sessions[0]?.connected,
      )
      .toBe(false);
    await server.post(`/control/calls/${connId}/release`);
    held();
    await expect(fusion.offer).toBeHidden();
    await expect(fusion.goUnavailable).toBeVisible();
    // Why it ended is known only from what was missed: a truth without it would say MISSED.
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'closeCommEvent ABANDONED']);
  });

  test('R-08 of all of Fusion announces the call anew, because Fusion has lost it', async ({
    server,
    fusion,
    page,
  }) => {
    await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    await page.reload();
    await expect(fusion.goUnavailable).toBeVisible();
    await expect(fusion.engagement).toContainText('Connected');
    await expect(fusion.active).toContainText('Maria Gonzalez');
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent']);
  });
});

test.describe('a command on its way when the network breaks', () => {
  test.beforeEach(async ({ server, fusion }) => {
    await fusion.openAvailable(server.url);
  });

  for (const [what, arrives] of [
    ['is lost', false],
    ['arrives, and its answer is lost', true],
  ] as const) {
    test(`R-06 ${what}: it is sent again, and acts once`, async ({ server, fusion, page }) => {
      const ids: string[] = [];
      await page.route('**/genesys/events', async (route) => {
        const body = route.request().postDataJSON() as { type: string; commandId: string };
        if (body.type !== 'makeCall') return route.continue();
        ids.push(body.commandId);
        if (ids.length > 1) return route.continue();
        if (arrives) await route.fetch();
        return route.abort('connectionreset');
      });
      await fusion.clickToDial('Maria Gonzalez', '+14155550100');
      await expect(fusion.active).toContainText('Maria Gonzalez');
      await expect.poll(() => ids.length).toBe(2);
      expect(new Set(ids).size).toBe(1);
      expect((await server.get<{ calls: unknown[] }>('/control/state')).calls).toHaveLength(1);
      expect((await fusion.contactActions()).filter((action) => action === 'newCommEvent')).toHaveLength(1);
      await expect(fusion.toolbar.getByRole('alert')).toHaveCount(0);
    });
  }

  test('R-07 is sent by the page that is loaded next', async ({ server, fusion, page }) => {
    await server.ring();
    await expect(fusion.incoming).toContainText('Maria Gonzalez');
    let lost = 0;
    await page.route('**/genesys/events', async (route) => {
      const { type } = route.request().postDataJSON() as { type: string };
      if (type !== 'accept' || lost > 0) return route.continue();
      lost += 1; // It hangs, as requests do on a dead line, until the page is gone.
    });
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect.poll(() => lost).toBe(1);
    await fusion.reloadToolbar();
    await expect(fusion.engagement).toContainText('Connected');
    await expect(fusion.active).toContainText('Maria Gonzalez');
    expect(await fusion.contactActions()).toEqual(['newCommEvent', 'startCommEvent']);
  });
});

test.describe('a network that breaks', () => {
  test('R-01 R-03 is come back to: little is repeated, much is told as it is now', async ({ fusion }) => {
    const folder = await mkdtemp(join(tmpdir(), 'fusion-cti-'));
    const config = join(folder, 'config.json');
    await writeFile(config, JSON.stringify({ desktop: { resumeFrames: 3 } }));
    const server = await ServerProcess.start({ CTI_CONFIG: config });
    const network = await TcpProxy.start(server.port);
    await fusion.open(network.url);
    await fusion.becomeAvailable();
    const first = await server.ring();
    await expect(fusion.incoming).toBeVisible();

    network.cut();
    await expect(fusion.incoming).toContainText('Connection lost');
    await server.post(`/control/calls/${first}/release`);
    network.mend();
    await expect(fusion.goUnavailable).toBeVisible();
    await expect(fusion.incoming).toBeHidden();

    const second = await server.ring();
    await fusion.incoming.getByRole('button', { name: 'Answer' }).click();
    await expect(fusion.engagement).toContainText('Connected');
    network.cut();
    await expect(fusion.active).toContainText('Connection lost');
    await server.post(`/control/calls/${second}/release`);
    await server.ring('7001', '+14155550102');
    network.mend();
    await expect(fusion.incoming).toContainText('Yuki Tanaka');
    await expect(fusion.wrapUp).toBeVisible();
    expect(await fusion.contactActions()).toEqual([
      'newCommEvent',
      'closeCommEvent ABANDONED',
      'newCommEvent',
      'startCommEvent',
      'closeCommEvent WRAPUP',
      'newCommEvent',
    ]);
    network.stop();
    await server.kill();
    await rm(folder, { recursive: true });
  });
});
