import { fits, isRecord, type CommandType } from '@fusion-cti/protocol';
import { commandsFor } from './call-commands.js';
import type { Contact } from './contacts.js';
import { ringing, underWay } from './selectors.js';
import type { ToolbarState } from './toolbar-state.js';
import type { UiAction } from './ui-action.js';

/** What can be done by a key, in the order in which it is listed. */
export const SHORTCUT_NAMES = [
  'answer',
  'decline',
  'hangUp',
  'hold',
  'mute',
  'keypad',
  'transfer',
  'availability',
  'focus',
  'settings',
] as const;
export type ShortcutName = (typeof SHORTCUT_NAMES)[number];

/** `Alt+Shift+A`; empty: no key. Modifiers in the order Ctrl, Alt, Shift, Meta. */
export type Chord = string;
export type Shortcuts = Readonly<Record<ShortcutName, Chord>>;

/** Alt and Shift together are taken neither by browsers nor by Fusion. */
export const DEFAULT_SHORTCUTS: Shortcuts = {
  answer: 'Alt+Shift+A',
  decline: 'Alt+Shift+D',
  hangUp: 'Alt+Shift+E',
  hold: 'Alt+Shift+H',
  mute: 'Alt+Shift+M',
  keypad: 'Alt+Shift+K',
  transfer: 'Alt+Shift+T',
  availability: 'Alt+Shift+V',
  focus: 'Alt+Shift+C',
  settings: 'Alt+Shift+S',
};

/** A key of the keyboard, as events tell of it. */
export interface Key {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const MODIFIERS: readonly string[] = ['Control', 'Alt', 'AltGraph', 'Shift', 'Meta'];
/** What moves through the toolbar and works its buttons. */
const OF_THE_PAGE = /^(?:Shift\+)?(?:Tab|Enter|Space|Escape|Backspace|Delete|Home|End|PageUp|PageDown|Arrow\w+|F\d+)$/;
/** What browsers keep for themselves, or what everybody expects of them. */
const OF_THE_BROWSER = /^(?:Ctrl|Meta)\+(?:Shift\+)?[A-Z0-9]$|^Alt\+(?:F4|Arrow\w+|Home|Tab)$/;

/** The keys that are down, in words; `undefined` while only modifiers are. */
export function chordOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: Key): Chord | undefined {
  if (MODIFIERS.includes(key)) return undefined;
  // With Alt, some keyboards write other characters: then the place of the key says which one it is.
  const letter = /^[a-z0-9]$/i.test(key) ? key : (/^(?:Key|Digit)(\w)$/.exec(code)?.[1] ?? key);
  const name = letter === ' ' ? 'Space' : letter.length === 1 ? letter.toUpperCase() : letter;
  return [ctrlKey && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', metaKey && 'Meta', name].filter(Boolean).join('+');
}

/** A single character, which somebody may press without meaning it. */
export function isSingleKey(chord: Chord): boolean {
  return /^(?:Shift\+)?.$/u.test(chord);
}

export type ChordProblem =
  | { readonly is: 'taken'; readonly by: ShortcutName }
  | { readonly is: 'reserved' }
  /** The agent has not allowed single keys. */
  | { readonly is: 'single' };

/** Why a shortcut cannot have these keys; `undefined` when it can. */
export function problemOf(
  name: ShortcutName,
  chord: Chord,
  shortcuts: Shortcuts,
  singleKeys: boolean,
): ChordProblem | undefined {
  if (OF_THE_PAGE.test(chord) || OF_THE_BROWSER.test(chord)) return { is: 'reserved' };
  if (isSingleKey(chord) && !singleKeys) return { is: 'single' };
  const by = SHORTCUT_NAMES.find((other) => other !== name && shortcuts[other] === chord);
  return by === undefined ? undefined : { is: 'taken', by };
}

export function isShortcuts(value: unknown): value is Shortcuts {
  return isRecord(value) && SHORTCUT_NAMES.every((name) => fits({ [name]: 'string' }, value));
}

const ACTIONS: Readonly<
  Record<Exclude<ShortcutName, 'focus' | 'settings'>, (state: ToolbarState) => UiAction | undefined>
> = {
  availability: () => ({ type: 'toggleAvailability' }),
  answer: (state) => about(ringing(state), state, 'accept', ({ eventId }) => ({ type: 'answer', eventId })),
  decline: (state) => about(ringing(state), state, 'reject', ({ eventId }) => ({ type: 'decline', eventId })),
  hangUp: (state) =>
    // A call on hold is ended on purpose only.
    about(
      underWay(state).filter(({ party }) => party !== 'Held'),
      state,
      'hangup',
      ({ eventId }) => ({ type: 'hangUp', eventId }),
    ),
  hold: (state) => control(state, 'hold') ?? control(state, 'retrieve'),
  mute: (state) => control(state, 'mute') ?? control(state, 'unmute'),
  keypad: (state) =>
    about(underWay(state), state, 'sendDtmf', ({ eventId }) => ({ type: 'openPanel', eventId, panel: 'keypad' })),
  transfer: (state) =>
    about(underWay(state), state, 'initiateTransfer', ({ eventId }) => ({
      type: 'openPanel',
      eventId,
      panel: 'transfer',
    })),
};

/** What a shortcut asks for now; `undefined` when there is nothing that it could mean, or nobody has to be asked. */
export function actionOf(name: ShortcutName, state: ToolbarState): UiAction | undefined {
  return name === 'focus' || name === 'settings' ? undefined : ACTIONS[name](state);
}

function control(state: ToolbarState, type: 'hold' | 'retrieve' | 'mute' | 'unmute'): UiAction | undefined {
  return about(underWay(state), state, type, ({ eventId }) => ({ type: 'control', eventId, control: { type } }));
}

/** The first of these calls for which the contact centre takes the command now. */
function about(
  contacts: readonly Contact[],
  state: ToolbarState,
  command: CommandType,
  action: (contact: Contact) => UiAction,
): UiAction | undefined {
  const meant = contacts.find((contact) => !contact.lost && commandsFor(state, contact).includes(command));
  return meant === undefined ? undefined : action(meant);
}
