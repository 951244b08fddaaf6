import type { Preferences } from '../state/preferences.js';
import { chordOf, isSingleKey, SHORTCUT_NAMES, type Key, type ShortcutName } from '../state/shortcuts.js';

/** A page that hears the keyboard. */
interface Page {
  addEventListener(type: 'keydown', heard: (event: KeyboardEvent) => void): void;
}

const TYPED_IN = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

/** Hears the agent's shortcuts in these pages, and calls `press`. Says whether it meant something. */
export function listenToKeys(
  pages: readonly Page[],
  preferences: () => Preferences,
  press: (name: ShortcutName) => boolean,
): void {
  const heard = (event: KeyboardEvent): void => {
    const name = shortcutOf(event, preferences(), targetOf(event));
    // A key that means nothing now is left to whoever else waits for it.
    if (name !== undefined && !event.repeat && press(name)) event.preventDefault();
  };
  for (const page of pages) page.addEventListener('keydown', heard);
}

/** The shortcut that these keys are; `undefined` when they are none, or are meant for the field they go to. */
export function shortcutOf(
  key: Key,
  { keys, singleKeys, shortcuts }: Preferences,
  target: { readonly tagName: string; readonly isContentEditable?: boolean } | undefined,
): ShortcutName | undefined {
  const chord = chordOf(key);
  if (!keys || chord === undefined) return undefined;
  const typing = target !== undefined && (TYPED_IN.has(target.tagName) || target.isContentEditable === true);
  if (isSingleKey(chord) && (!singleKeys || typing)) return undefined;
  return SHORTCUT_NAMES.find((name) => shortcuts[name] === chord);
}

/** Inside the shadow roots, where the event began. */
function targetOf(event: KeyboardEvent): HTMLElement | undefined {
  const [target] = event.composedPath();
  // Not `instanceof`: the page around has classes of its own.
  return target !== undefined && 'tagName' in target ? (target as HTMLElement) : undefined;
}

/** This page and those around it, as far as they are of the same origin: nobody else's keyboard is heard. */
export function reachablePages(page: Window): Document[] {
  const pages = [page.document];
  for (let within = page; within !== within.parent;) {
    within = within.parent;
    try {
      pages.push(within.document);
    } catch {
      break; // Fusion's own: its keys are Fusion's.
    }
  }
  return pages;
}
