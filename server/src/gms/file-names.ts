import { decentName } from '../runtime/file-names.js';
import { GmsError } from './errors.js';

/** @throws GmsError 901 when nothing decent is left of what a client calls its file */
export function baseNameOf(name: string): string {
  const base = decentName(name);
  if (base === undefined) throw GmsError.of(901, 'The file has no name that could be used.');
  return base;
}
