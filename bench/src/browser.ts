import { type Browser, chromium, type Frame, type FrameLocator, type Page } from '@playwright/test';
import { CONTENDERS } from './contenders.js';
import { openEyes } from './page-eyes.js';
import type { ServerProcess } from './processes.js';

/** A Chromium before a server of one agent; both end with the measuring. */
export async function withBrowser<T>(
  measure: (browser: Browser, url: string, server: ServerProcess) => Promise<T>,
): Promise<T> {
  const server = await CONTENDERS['Fusion CTI'](1);
  const browser = await chromium.launch({
    ...(process.env.CHROME_PATH && { executablePath: process.env.CHROME_PATH }),
    args: ['--no-sandbox'],
  });
  try {
    return await measure(browser, `http://127.0.0.1:${server.port}`, server);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The local Fusion, with the toolbar ready to be clicked and eyes in every frame. */
export async function openFusion(page: Page, url: string): Promise<void> {
  await page.addInitScript(openEyes);
  await page.goto(`${url}/?tools=none`);
  await toolbarOf(page).getByRole('button', { name: 'availab' }).first().waitFor();
}

export function toolbarOf(page: Page): FrameLocator {
  return page.frameLocator('iframe');
}

export function toolbarFrame(page: Page): Frame {
  const frame = page.frames().find((candidate) => candidate.url().includes('/toolbar/'));
  if (frame === undefined) throw new Error('The local Fusion has no toolbar');
  return frame;
}

export async function goAvailable(page: Page): Promise<void> {
  const toolbar = toolbarOf(page);
  await toolbar.getByRole('button', { name: 'Go available' }).click();
  await toolbar.getByRole('button', { name: /go unavailable/ }).waitFor();
}
