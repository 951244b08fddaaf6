import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { checkCompatibility } from './compatibility.mjs';
import { checkDiagrams } from './diagrams.mjs';
import { checkPromises } from './promises.mjs';
import { Advice, main, ROOT, say, tool } from './steps.mjs';
import { checkTexts } from './texts.mjs';

const RESULTS = join(ROOT, '.tmp/results');

const PARTS = {
  async style() {
    say('Format (Prettier)');
    await tool('prettier', ['--check', '--log-level', 'warn', '.']);
    say('Lint (ESLint)');
    await tool('eslint', ['.', '--max-warnings', '0']);
    say('Import boundaries (dependency-cruiser)');
    await tool('depcruise', ['--config', '.dependency-cruiser.cjs', 'shared', 'toolbar', 'server', 'e2e', 'bench']);
    say('Promises of docs/PROTOCOL.md, each with its test');
    checkPromises();
    say('Documents that the code can check');
    await checkDiagrams();
    await checkCompatibility();
    say('Texts, in all languages');
    await checkTexts();
  },
  async unit() {
    say('Types of tests');
    await tool('tsc', ['-p', 'tsconfig.tests.json']);
    say('Unit and contract tests (Vitest)');
    await tool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile=${RESULTS}/unit.json`]);
  },
  async browser() {
    say('Browser tests (Playwright, real Chromium, real server)');
    const CHROME_PATH = await findChromium();
    await tool('playwright', ['test', '--config', 'e2e/playwright.config.ts'], {
      env: { ...process.env, CHROME_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: `${RESULTS}/browser.json` },
    });
  },
};

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    throw new Advice(
      `There is no part "${unknown.join(' ')}". Parts: ${Object.keys(PARTS).join(', ')}; none means all.`,
    );
  }
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const failures = [];
  await build();
  for (const name of wanted.length > 0 ? wanted : Object.keys(PARTS)) {
    try {
      await PARTS[name]();
    } catch (error) {
      if (!(error instanceof Advice)) throw error;
      failures.push(`${name}: ${error.message}`);
    }
  }
  printCounts(failures.length);
  if (failures.length > 0) throw new Advice(failures.join('\n  '));
});

/** The closing line: what ran, of both runners together. */
function printCounts(failedParts) {
  const unit = readJson('unit.json');
  const browser = readJson('browser.json')?.stats;
  const passed = (unit?.numPassedTests ?? 0) + (browser?.expected ?? 0);
  const failed = (unit?.numFailedTests ?? 0) + (browser?.unexpected ?? 0) + (browser?.flaky ?? 0);
  const skipped = (unit?.numPendingTests ?? 0) + (browser?.skipped ?? 0);
  // A part that failed without a failing test (lint, a runner that did not start) still counts.
  console.log(
    `\n${passed} passed, ${Math.max(failed, failedParts)} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
}

function readJson(name) {
  try {
    return JSON.parse(readFileSync(join(RESULTS, name), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined; // That part did not run.
    throw error;
  }
}
