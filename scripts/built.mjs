import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Advice, ROOT } from './steps.mjs';

/** A module of the build, so that documents are compared with what runs. */
export async function built(file) {
  try {
    return await import(pathToFileURL(join(ROOT, file)).href);
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') throw new Advice(`${file} is not built: run "pnpm build" first.`);
    throw error;
  }
}

/** Rows by key, in the order in which the keys come. Node 20 has no Map.groupBy. */
export function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups];
}
