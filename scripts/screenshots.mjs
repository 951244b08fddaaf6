import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { Advice, main, ROOT, say } from './steps.mjs';

const FOLDER = join(ROOT, 'docs/screenshots');
const SIZE = { width: 1440, height: 900 };

/** What a customer would be shown, step by step; each step is a picture. */
const STORY = [
  ['unavailable', async ({ toolbar }) => toolbar.getByRole('button', { name: 'Go available' }).waitFor()],
  [
    'available',
    async ({ toolbar }) => {
      await toolbar.getByRole('button', { name: 'Go available' }).click();
      await toolbar.getByRole('button', { name: /go unavailable/ }).waitFor();
    },
  ],
  [
    'ringing',
    async ({ page, toolbar }) => {
      await page.getByRole('button', { name: 'Ring' }).click();
      await toolbar.getByRole('group', { name: 'Incoming call from Maria Gonzalez' }).waitFor();
    },
  ],
  [
    'call',
    async ({ page, toolbar }) => {
      await toolbar.getByRole('button', { name: 'Answer' }).click();
      await page.getByRole('region', { name: 'Engagement' }).getByText('Connected').waitFor();
    },
  ],
  [
    'wrap-up',
    async ({ page }) => {
      await page.getByRole('button', { name: 'Hang up as customer' }).click();
      await page.getByRole('form', { name: 'Wrap-up' }).waitFor();
    },
  ],
  [
    'busy',
    async ({ page, toolbar }) => {
      await page.getByRole('button', { name: 'Save wrap-up' }).click();
      await page.getByRole('button', { name: 'Call Daniel Weber' }).click();
      await toolbar
        .getByRole('group', { name: /^Call with/ })
        .getByText('Busy')
        .waitFor();
    },
  ],
  [
    'failed',
    async ({ toolbar, server }) => {
      await toolbar.getByRole('button', { name: 'Hang up' }).click();
      await toolbar.getByRole('textbox', { name: 'Number to dial' }).waitFor();
      server.kill('SIGKILL');
      await toolbar.getByRole('group', { name: 'Not available' }).waitFor();
    },
  ],
];

await main(async () => {
  await build();
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  mkdirSync(FOLDER, { recursive: true });
  try {
    for (const colorScheme of ['light', 'dark']) await tell(browser, colorScheme);
  } finally {
    await browser.close();
  }
});

async function tell(browser, colorScheme) {
  const { server, url } = await startServer();
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme });
    page.setDefaultTimeout(20_000);
    await page.goto(`${url}?theme=${colorScheme}`);
    const toolbar = page.frameLocator('iframe[title="Media toolbar"]');
    for (const [name, step] of STORY) {
      await step({ page, toolbar, server });
      await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), animations: 'disabled' });
      say(`${name}-${colorScheme}.png`);
    }
    await page.close();
  } finally {
    server.kill('SIGKILL');
  }
}

async function startServer() {
  const server = spawn(process.execPath, ['server/dist/main.js'], {
    cwd: ROOT,
    env: { ...process.env, CTI_PORT: '0', CTI_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /(http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return { server, url };
  }
  throw new Advice('The server did not start; see above.');
}
