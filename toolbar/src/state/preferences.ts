import { fits, type Shape } from '@fusion-cti/protocol';
import { DEFAULT_SHORTCUTS, isShortcuts, type Shortcuts } from './shortcuts.js';

/** How an agent wants to be told of calls, and by which keys to work. Kept for each agent in each browser. */
export interface Preferences {
  readonly sound: boolean;
  /** 0 to 1. */
  readonly volume: number;
  /** Where it rings, as the browser calls it; empty: where everything else is heard. */
  readonly device: string;
  /** Desktop notifications. They also need the browser's permission. */
  readonly notify: boolean;
  /** The title of the page changes while it rings. */
  readonly title: boolean;
  readonly keys: boolean;
  /** Keys without a modifier may be shortcuts. */
  readonly singleKeys: boolean;
  readonly shortcuts: Shortcuts;
}

export const DEFAULT_PREFERENCES: Preferences = {
  sound: true,
  volume: 0.6,
  device: '',
  notify: false,
  title: true,
  keys: true,
  singleKeys: false,
  shortcuts: DEFAULT_SHORTCUTS,
};

const SHAPE = {
  sound: 'boolean',
  volume: 'number',
  device: 'string',
  notify: 'boolean',
  title: 'boolean',
  keys: 'boolean',
  singleKeys: 'boolean',
  shortcuts: 'object',
} as const satisfies Shape;

/** What was kept, as far as this version understands it. */
export function preferencesFrom(kept: unknown): Preferences {
  const value = { ...DEFAULT_PREFERENCES, ...(typeof kept === 'object' ? kept : undefined) };
  const understood = fits(SHAPE, value) && isShortcuts(value.shortcuts) && value.volume >= 0 && value.volume <= 1;
  return understood ? value : DEFAULT_PREFERENCES;
}
