import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Says what is about to happen, so that nobody wonders what takes so long. */
export function say(text) {
  console.log(`\n▸ ${text}`);
}

/** A failure that a person can do something about: printed without a stack. */
export class Advice extends Error {}

/** Runs a program of this repository, showing its output; fails when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Advice(`"${command} ${args.join(' ')}" ended with ${signal ?? `code ${code}`}; see above.`));
    });
  });
}

/** Runs one of the tools that the workspace installs. */
export function tool(name, args, options) {
  return run(
    process.execPath,
    [fileURLToPath(new URL(`../node_modules/${BINARIES[name]}`, import.meta.url)), ...args],
    options,
  );
}

const BINARIES = {
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
};

/** Runs a script to its end, and tells a person what to do when it cannot. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(`\n✗ ${error instanceof Advice ? error.message : (error.stack ?? error)}`);
    process.exitCode = 1;
  }
}
