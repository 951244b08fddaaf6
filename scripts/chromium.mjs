import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium as playwrightChromium } from '@playwright/test';
import { Advice, ROOT, say } from './steps.mjs';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
// The last version for Node 20; its binary is inside the package, so nothing else has to be downloaded.
const NPM_CHROMIUM = '@sparticuz/chromium@147.0.0';

/**
 * A Chromium to test in, the nearest first: the one named by CHROME_PATH, Playwright's own, one of the system, one
 * that npm can bring, and at last Debian's.
 * @returns the path of an executable that starts
 */
export async function findChromium() {
  if (process.env.CHROME_PATH) {
    const given = working(process.env.CHROME_PATH);
    if (given) return given;
    throw new Advice(`CHROME_PATH is ${process.env.CHROME_PATH}, but that does not start. Correct it or unset it.`);
  }
  const found =
    working(playwrightChromium.executablePath()) ??
    SYSTEM_NAMES.map(onPath).find(Boolean) ??
    working(MAC_CHROME) ??
    (await fromNpm()) ??
    fromDebian();
  if (found) return found;
  throw new Advice(
    'No Chromium was found, and none could be installed. Install Chromium or Chrome, or name one in CHROME_PATH.',
  );
}

function working(path) {
  if (!path || !existsSync(path)) return undefined;
  try {
    const version = execFileSync(path, ['--version', '--no-sandbox'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    console.log(`  Browser: ${version.trim()} (${path})`);
    return path;
  } catch {
    console.log(`  ${path} is there but does not start; looking further.`);
    return undefined;
  }
}

function onPath(name) {
  const folder = (process.env.PATH ?? '')
    .split(':')
    .find((candidate) => candidate && existsSync(join(candidate, name)));
  return folder && working(join(folder, name));
}

async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const prefix = join(ROOT, '.tmp/chromium');
  try {
    if (!existsSync(join(prefix, 'node_modules/@sparticuz/chromium'))) {
      say(`Fetching a Chromium from npm (${NPM_CHROMIUM}, 70 MB)`);
      execFileSync('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--no-save', NPM_CHROMIUM], {
        stdio: 'inherit',
      });
    }
    const { default: bundled } = await import(createRequire(join(prefix, 'x.js')).resolve('@sparticuz/chromium'));
    return working(await bundled.executablePath());
  } catch (error) {
    console.log(`  npm could not bring one: ${error.message}`);
    return undefined;
  }
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  say('Installing the Debian package "chromium"');
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'inherit' });
  return onPath('chromium');
}
