import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Advice, ROOT } from './steps.mjs';

const PROMISE = /^\| ([A-Z]-\d{2}) \|/gm;
// A title is the first argument of `it(…)`, `test(…)` or of the call that `it.each(…)` returns.
const TITLE = /\(\s*['"`]([A-Z]-\d{2})\b/g;
const SKIP = new Set([
  'node_modules',
  'dist',
  'dist-harness',
  'dist-types',
  'dist-types-harness',
  '.git',
  '.tmp',
  'test-results',
]);

/** Fails when a promise has no test, or a test cites a promise that nobody made. */
export function checkPromises() {
  const promised = new Set(
    [...readFileSync(join(ROOT, 'docs/PROTOCOL.md'), 'utf8').matchAll(PROMISE)].map(([, id]) => id),
  );
  const proved = new Set(
    testFiles(ROOT).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(TITLE)].map(([, id]) => id)),
  );
  const unproved = [...promised].filter((id) => !proved.has(id));
  const unmade = [...proved].filter((id) => !promised.has(id));
  if (promised.size === 0) throw new Advice('docs/PROTOCOL.md makes no promise at all; its tables must have changed.');
  if (unproved.length > 0) throw new Advice(`No test title begins with ${unproved.join(', ')} of docs/PROTOCOL.md.`);
  if (unmade.length > 0) throw new Advice(`Tests cite ${unmade.join(', ')}, which docs/PROTOCOL.md does not promise.`);
  console.log(`  ${promised.size} promises, each with a test.`);
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIP.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return /\.(test|spec)\.ts$/.test(entry.name) ? [path] : [];
  });
}
