import { fits, type Shape, type ShapeOf } from '@fusion-cti/protocol';
import type { Directory } from './state/directory.js';

/** `config.json` beside the page: the only thing that differs between two installations. */
export const CONFIG_SHAPE = {
  /** Where Oracle's UI Events Framework, or the local stub of it, is loaded from. */
  uefLibraryUrl: 'string',
  /** Base URL of the service; empty: the origin of this page. */
  serviceUrl: 'string',
  /** AgentID at the switch. Absent: whoever is signed in to Fusion. */
  agent: 'string?',
  /** Must match the tenant: Fusion drops calls with another one silently. */
  appClassification: 'string',
  /** Some tenants find a caller only without the leading plus. */
  stripAniPlus: 'boolean',
  /** How long Fusion offers a call. 0: as long as it rings. Seconds. */
  offerTimeoutSec: 'number',
  /** How long Fusion may take to answer. Milliseconds. */
  uefTimeoutMs: 'number',
  /** Whom agents may want to call: `[{ "name", "number" }]`. */
  directory: 'list?',
} as const satisfies Shape;
export type Config = Omit<ShapeOf<typeof CONFIG_SHAPE>, 'directory'> & { readonly directory?: Directory };

const ENTRY_SHAPE = { name: 'string', number: 'string' } as const satisfies Shape;

/** @throws Error with a sentence for whoever installed the toolbar. */
export async function loadConfig(url: string, fetchFrom: typeof fetch): Promise<Config> {
  const response = await fetchFrom(url, { cache: 'no-store' }).catch(() => undefined);
  if (response === undefined) throw new Error('config.json could not be loaded: the server did not answer.');
  if (!response.ok) throw new Error(`config.json could not be loaded: the server answered ${response.status}.`);
  const value: unknown = await response.json().catch(() => undefined);
  if (value === undefined) throw new Error('config.json is not valid JSON.');
  if (isConfig(value)) return value;
  throw new Error(`config.json is not complete: ${problems(value).join('; ')}.`);
}

function isConfig(value: unknown): value is Config {
  return fits(CONFIG_SHAPE, value) && (value.directory ?? []).every((entry) => fits(ENTRY_SHAPE, entry));
}

function problems(value: unknown): string[] {
  const wrong = Object.entries(CONFIG_SHAPE)
    .filter(([name, kind]) => !fits({ [name]: kind }, value))
    .map(([name, kind]) => `"${name}" must be a ${kind.replace('?', '')}`);
  return wrong.length > 0 ? wrong : ['"directory" must be a list of { "name", "number" }'];
}
