import { commandTypes } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES, preferencesFrom } from './preferences.js';
import { actionOf, chordOf, DEFAULT_SHORTCUTS, isSingleKey, problemOf, SHORTCUT_NAMES, type Key } from './shortcuts.js';
import { aContact } from './testing/a-contact.js';
import { INITIAL_STATE, type ToolbarState } from './toolbar-state.js';

const NONE = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

function key(name: string, modifiers: Partial<Key> = {}, code = ''): Key {
  return { key: name, code, ...NONE, ...modifiers };
}

function withCalls(...contacts: ToolbarState['contacts']): ToolbarState {
  return { ...INITIAL_STATE, contacts, connection: { status: 'online', level: 'ours', commands: commandTypes() } };
}

describe('A-14 keys', () => {
  test.each([
    [key('a', { altKey: true, shiftKey: true }, 'KeyA'), 'Alt+Shift+A'],
    [key('å', { altKey: true }, 'KeyA'), 'Alt+A'],
    [key('q', { altKey: true }, 'KeyA'), 'Alt+Q'],
    [key(' ', { ctrlKey: true }), 'Ctrl+Space'],
    [key('F7'), 'F7'],
    [key('ö'), 'Ö'],
    [key('Shift', { shiftKey: true }), undefined],
  ])('A-14 %j are %s', (pressed, chord) => {
    expect(chordOf(pressed)).toBe(chord);
  });

  test('A-14 no shortcut of the installation is a single key, taken twice, or the browser’s', () => {
    for (const name of SHORTCUT_NAMES) {
      expect(isSingleKey(DEFAULT_SHORTCUTS[name])).toBe(false);
      expect(problemOf(name, DEFAULT_SHORTCUTS[name], DEFAULT_SHORTCUTS, false)).toBeUndefined();
    }
  });

  test.each([
    ['Alt+Shift+A', true, { is: 'taken', by: 'answer' }],
    ['A', false, { is: 'single' }],
    ['Shift+A', false, { is: 'single' }],
    ['A', true, undefined],
    ['Ctrl+W', true, { is: 'reserved' }],
    ['Tab', true, { is: 'reserved' }],
    ['Enter', true, { is: 'reserved' }],
    ['Ctrl+Alt+X', false, undefined],
  ])('A-14 %s for holding a call, single keys %s: %j', (chord, singleKeys, problem) => {
    expect(problemOf('hold', chord, DEFAULT_SHORTCUTS, singleKeys)).toEqual(problem);
  });
});

describe('A-13 what a shortcut means', () => {
  const rings = aContact({ eventId: 'r' });
  const talks = aContact({ eventId: 't', party: 'Connected' });
  const waits = aContact({ eventId: 'w', party: 'Held' });

  test.each([
    ['answer', [talks, rings], { type: 'answer', eventId: 'r' }],
    ['decline', [rings], { type: 'decline', eventId: 'r' }],
    ['hangUp', [waits, talks], { type: 'hangUp', eventId: 't' }],
    ['hangUp', [waits], undefined],
    ['hangUp', [rings], undefined],
    ['hold', [talks], { type: 'control', eventId: 't', control: { type: 'hold' } }],
    ['hold', [waits], { type: 'control', eventId: 'w', control: { type: 'retrieve' } }],
    ['mute', [talks], { type: 'control', eventId: 't', control: { type: 'mute' } }],
    ['mute', [{ ...talks, muted: true }], { type: 'control', eventId: 't', control: { type: 'unmute' } }],
    ['keypad', [talks], { type: 'openPanel', eventId: 't', panel: 'keypad' }],
    ['transfer', [talks], { type: 'openPanel', eventId: 't', panel: 'transfer' }],
    ['answer', [{ ...rings, lost: true }], undefined],
    ['answer', [], undefined],
    ['availability', [], { type: 'toggleAvailability' }],
    ['settings', [talks], undefined],
  ] as const)('A-13 %s, with %j, is %j', (name, contacts, action) => {
    expect(actionOf(name, withCalls(...contacts))).toEqual(action);
  });
});

test.each([null, 'x', { volume: 7 }, { shortcuts: { answer: 3 } }])('A-10 %j is kept by no version of this', (kept) => {
  expect(preferencesFrom(kept)).toEqual(DEFAULT_PREFERENCES);
});

test('A-10 what an older version kept is kept', () => {
  expect(preferencesFrom({ sound: false })).toEqual({ ...DEFAULT_PREFERENCES, sound: false });
});
