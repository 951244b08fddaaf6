import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { Partner } from '../../runtime/outbound/testing/partner.js';
import { Rig } from '../testing/rig.js';

const TESTING = fileURLToPath(new URL('../testing', import.meta.url));
/** Inside the package, so that what is built finds its dependencies. */
const BUILT = join(TESTING, '../../../node_modules/.cache/files-child');

// Node 20 runs no TypeScript.
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: TESTING,
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source'], externalConditions: ['node'] }, noExternal: [/^@fusion-cti\//] },
    build: { ssr: join(TESTING, 'middleware-child.ts'), outDir: BUILT, target: 'node20', emptyOutDir: true },
  });
}, 60_000);

test('I-53 A file that a killed process was fetching fails where the agent sees it, and the thread goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cti-files-'));
  const rig = await Rig.start();
  await rig.stopMiddleware();
  const partner = await Partner.start(() => undefined);
  let child = await start();
  try {
    const thread = await rig.open();
    const url = `http://127.0.0.1:${partner.port}/a.png`;
    expect((await rig.reply(thread, 'look', { attachments: [{ friendlyName: 'a.png', url }] })).status).toBe(200);
    await rig.reply(thread, 'next');
    await partner.until(({ requests }) => requests.length === 1);
    await kill(child);
    child = await start();
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
    expect(rig.platform.story(thread)).toEqual(['next']);
    await rig.cxone.until(() => rig.cxone.statuses.length === 2);
    const [failed] = rig.cxone.statuses.filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ reason: 'attachment_lost' });
    expect(partner.requests).toHaveLength(1);
  } finally {
    await kill(child);
    await rig.stop();
    await partner.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  async function start(): Promise<ChildProcess> {
    const { base } = rig.cxone;
    const started = spawn(
      process.execPath,
      [join(BUILT, 'middleware-child.js'), join(folder, 'store'), base, rig.platform.url],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
    rig.atPort(Number(line));
    return started;
  }
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
