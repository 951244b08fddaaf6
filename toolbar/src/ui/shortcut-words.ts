import { msg, str } from '@lit/localize';
import type { ChordProblem, ShortcutName } from '../state/shortcuts.js';

export const SHORTCUT_WORDS: Readonly<Record<ShortcutName, () => string>> = {
  answer: () => msg('Answer the call that rings'),
  decline: () => msg('Decline the call that rings'),
  hangUp: () => msg('End the call'),
  hold: () => msg('Hold the call, or resume it'),
  mute: () => msg('Mute the call, or unmute it'),
  keypad: () => msg('Open the keypad'),
  transfer: () => msg('Transfer the call'),
  availability: () => msg('Go available or unavailable'),
  focus: () => msg('Go to the toolbar'),
  settings: () => msg('Open the settings'),
};

/** Why keys cannot be taken. */
export function problemWords(problem: ChordProblem): string {
  switch (problem.is) {
    case 'taken':
      return msg(str`Already used for: ${SHORTCUT_WORDS[problem.by]()}`);
    case 'reserved':
      return msg('The browser needs these keys.');
    case 'single':
      return msg('Use Ctrl or Alt with another key, or allow single keys.');
  }
}
