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
    'keypad',
    async ({ page, button, toolbar }) => {
      await button('Mute').click();
      await button('Keypad').click();
      await page.keyboard.type('4711#');
      await toolbar.getByText('4711#').waitFor();
    },
  ],
  [
    'call-data',
    async ({ button, toolbar }) => {
      await button('Unmute').click();
      await button('Details').click();
      const field = (name) => toolbar.getByRole('textbox', { name, exact: true });
      await field('New key').fill('Topic');
      await field('New value').fill('Boiler pressure');
      await button('Add').click();
      await field('Topic').waitFor();
    },
  ],
  [
    'transfer',
    async ({ button, toolbar }) => {
      await button('Transfer').click();
      await toolbar.getByRole('combobox').fill('Ben Okafor');
    },
  ],
  [
    'consultation',
    async ({ button, url }) => {
      await button('Call them').click();
      await answerAt(url, '7002');
      await button('Switch').waitFor();
    },
  ],
  [
    'conference',
    async ({ button, toolbar, url }) => {
      await button('Join all').click();
      await button('Conference').click();
      await toolbar.getByRole('combobox').fill('Chiara Rossi');
      await toolbar.getByText('At once', { exact: true }).click();
      await button('Add to call').click();
      await answerAt(url, '7003');
      await button('Remove Chiara Rossi from the call').waitFor();
    },
  ],
  [
    'held',
    async ({ button }) => {
      await button('Remove Chiara Rossi from the call').click();
      await button('Remove Ben Okafor from the call').click();
      await button('Hold').click();
      await button('Resume').waitFor();
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
    const button = (name) => toolbar.getByRole('button', { name, exact: true });
    for (const [name, step] of STORY) {
      await step({ page, toolbar, button, server, url });
      await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), animations: 'disabled' });
      say(`${name}-${colorScheme}.png`);
    }
    await page.close();
  } finally {
    server.kill('SIGKILL');
  }
}

/** Somebody picks up the phone that rings there. */
async function answerAt(url, dn) {
  for (;;) {
    const { calls } = await (await fetch(`${url}control/state`)).json();
    const ringing = calls.find(({ parties }) => parties.some((party) => party.dn === dn && party.state === 'Alerting'));
    if (ringing === undefined) continue;
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}control/calls/${ringing.connId}/answer`, { method: 'POST', headers, body: '{}' });
    return;
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
