import { pathToFileURL } from 'node:url';
import { main, say, tool } from './steps.mjs';

const PAGES = [
  ['the toolbar', 'toolbar'],
  ['the local Fusion', 'toolbar/harness'],
  ["the stub of Oracle's library", 'shared/uef-sdk'],
];

/** Builds everything that is served or run. */
export async function build() {
  say('Compiling (TypeScript)');
  await tool('tsc', ['-b']);
  for (const [what, folder] of PAGES) {
    say(`Building ${what} (${folder})`);
    await tool('vite', ['build', folder, '--config', `${folder}/vite.config.ts`, '--logLevel', 'warn']);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(build);
