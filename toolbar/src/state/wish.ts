import type { Preferences } from './preferences.js';

/** What an agent asks of this page alone, and not of the contact centre. */
export type Wish =
  | { readonly type: 'prefer'; readonly change: Partial<Preferences> }
  /** On a click, because browsers take it only so. */
  | { readonly type: 'allowSound' }
  | { readonly type: 'allowNotifications' }
  | { readonly type: 'tryRing' };

/** What the browser lets the page do. */
export interface Means {
  /** `blocked`: the browser keeps the page silent until somebody has clicked in it. */
  readonly sound: 'off' | 'ready' | 'blocked';
  readonly notifications: 'granted' | 'denied' | 'default' | 'none';
  /** Where it can ring; empty when the browser does not let the page choose. */
  readonly devices: readonly { readonly id: string; readonly label: string }[];
}

export const NO_MEANS: Means = { sound: 'off', notifications: 'none', devices: [] };
