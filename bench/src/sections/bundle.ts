import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Figure } from '../report.js';

const TOOLBAR = fileURLToPath(new URL('../../../toolbar/dist/', import.meta.url));

/** What an agent's browser loads before the toolbar can be used. */
export function benchBundle(): Figure[] {
  const files = (readdirSync(TOOLBAR, { recursive: true }) as string[]).filter((name) => name.endsWith('.js'));
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(TOOLBAR, name))).length, 0);
  const raw = files.reduce((sum, name) => sum + statSync(join(TOOLBAR, name)).size, 0);
  return [
    {
      what: 'toolbar JavaScript before first interaction, gzip',
      value: bytes / 1024,
      unit: 'KiB',
      budget: { max: 45 },
      note: `${Math.round(raw / 1024)} KiB unpacked, ${files.length} file(s)`,
    },
  ];
}
