import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Figure } from '../report.js';

const TOOLBAR = fileURLToPath(new URL('../../../toolbar/dist/', import.meta.url));
const OF_THE_PAGE = /(?:src|href)="\.\/([^"]+\.js)"/g;
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** What an agent's browser loads before the toolbar can be used; what is loaded on demand comes later. */
export function benchBundle(): Figure[] {
  const files = loadedAtFirst();
  const sources = [...files].map((name) => readFileSync(join(TOOLBAR, name)));
  const bytes = sources.reduce((sum, source) => sum + gzipSync(source).length, 0);
  const raw = sources.reduce((sum, source) => sum + source.length, 0);
  return [
    {
      what: 'toolbar JavaScript before first interaction, gzip',
      value: bytes / 1024,
      unit: 'KiB',
      budget: { max: 45 },
      note: `${Math.round(raw / 1024)} KiB unpacked, ${files.size} file(s)`,
    },
  ];
}

/** The scripts of the page, and whatever they cannot run without. */
function loadedAtFirst(): ReadonlySet<string> {
  const page = readFileSync(join(TOOLBAR, 'index.html'), 'utf8');
  const files = new Set([...page.matchAll(OF_THE_PAGE)].map(([, name = '']) => name));
  for (const name of files) {
    const source = readFileSync(join(TOOLBAR, name), 'utf8');
    // A set that grows is walked to its end.
    for (const [, imported = ''] of source.matchAll(STATIC_IMPORT)) files.add(`assets/${imported}`);
  }
  return files;
}
