import { fits, type Shape, type ShapeOf } from '@fusion-cti/protocol';
import { NotArrived } from './not-arrived.js';
import type { Directory } from './state/directory.js';
import type { Disposition } from './state/wrap-up.js';

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
  /** In which language, where the agent's browser asks for none that the toolbar speaks: `en`, `de` ... */
  locale: 'string?',
  /** Where the agents are, by two letters: numbers of this country are shown the way people write them there. */
  country: 'string?',
  /** The socket that tells what is said in calls; absent or empty: there is none. */
  transcriptUrl: 'string?',
  /** What Fusion is asked to give the toolbar: `{ "width", "height" }`, either of them. CSS pixels. */
  toolbarSize: 'object?',
  /** Whom agents may want to call: `[{ "name", "number" }]`. */
  directory: 'list?',
  /** How conversations may be said to have ended: `[{ "code", "name" }]`. */
  dispositions: 'list?',
} as const satisfies Shape;
export type Config = Omit<ShapeOf<typeof CONFIG_SHAPE>, keyof Lists | 'toolbarSize'> &
  Lists & { readonly toolbarSize?: ToolbarSize };

interface Lists {
  readonly directory?: Directory;
  readonly dispositions?: readonly Disposition[];
}

const SIZE_SHAPE = { width: 'number?', height: 'number?' } as const satisfies Shape;
export type ToolbarSize = ShapeOf<typeof SIZE_SHAPE>;

/** What each entry of a list has. */
const ENTRY_SHAPES = {
  directory: { name: 'string', number: 'string' },
  dispositions: { code: 'string', name: 'string' },
} as const satisfies Record<keyof Lists, Shape>;

/** From here on, an answer says that the server is there, but not now. */
const SERVER_ERROR = 500;

/** @throws NotArrived, Error with a sentence for whoever installed the toolbar. */
export async function loadConfig(url: string, fetchFrom: typeof fetch): Promise<Config> {
  const response = await fetchFrom(url, { cache: 'no-store' }).catch(() => undefined);
  if (response === undefined) throw new NotArrived('config.json could not be loaded: the server did not answer.');
  const refused = `config.json could not be loaded: the server answered ${response.status}.`;
  if (response.status >= SERVER_ERROR) throw new NotArrived(refused);
  if (!response.ok) throw new Error(refused);
  const value: unknown = await response.json().catch(() => undefined);
  if (value === undefined) throw new Error('config.json is not valid JSON.');
  if (isConfig(value)) return value;
  throw new Error(`config.json is not complete: ${problems(value).join('; ')}.`);
}

function isConfig(value: unknown): value is Config {
  return fits(CONFIG_SHAPE, value) && fits(SIZE_SHAPE, value.toolbarSize ?? {}) && brokenLists(value).length === 0;
}

function problems(value: unknown): string[] {
  const wrong = Object.entries(CONFIG_SHAPE)
    .filter(([name, kind]) => !fits({ [name]: kind }, value))
    .map(([name, kind]) => `"${name}" must be a ${kind.replace('?', '')}`);
  if (wrong.length > 0) return wrong;
  const { toolbarSize = {} } = value as ShapeOf<typeof CONFIG_SHAPE>;
  if (!fits(SIZE_SHAPE, toolbarSize)) return ['"toolbarSize" must be { "width", "height" } in numbers'];
  return brokenLists(value as ShapeOf<typeof CONFIG_SHAPE>).map(
    (name) =>
      `"${name}" must be a list of { ${Object.keys(ENTRY_SHAPES[name])
        .map((field) => `"${field}"`)
        .join(', ')} }`,
  );
}

function brokenLists(value: Partial<Record<keyof Lists, readonly unknown[]>>): (keyof Lists)[] {
  return (Object.keys(ENTRY_SHAPES) as (keyof Lists)[]).filter(
    (name) => value[name]?.every((entry) => fits(ENTRY_SHAPES[name], entry)) === false,
  );
}
