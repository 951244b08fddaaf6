import { describe, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES } from '../state/preferences.js';
import type { Preferences } from '../state/preferences.js';
import { aContact } from '../state/testing/a-contact.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import { PreferenceStorage } from '../preference-storage.js';
import { ManualClock } from '../testing/manual-clock.js';
import type { Bell } from './bell.js';
import { CallNotifications } from './call-notifications.js';
import { Ringer } from './ringer.js';
import { ringTone } from './ring-tone.js';
import { shortcutOf } from './shortcut-keys.js';
import { TitleFlash } from './title-flash.js';

const QUIET = INITIAL_STATE;
const RINGING: ToolbarState = { ...INITIAL_STATE, contacts: [aContact({ name: 'Maria' })] };

/** A ringer whose bell, title and notifications write down what they are told. */
function aRinger() {
  const told: string[] = [];
  const page = { title: 'Fusion' };
  const clock = new ManualClock();
  const bell = {
    set: async (volume: number, device: string) => void told.push(`set ${volume} ${device}`),
    ring: () => void told.push('ring'),
    silence: () => void told.push('silence'),
  };
  const ringer = new Ringer({
    bell: () => bell as unknown as Bell,
    title: new TitleFlash(page, clock),
    notifications: { show: (calls) => void told.push(`show ${[...calls.values()].map(({ title }) => title).join()}`) },
    words: { title: (count) => `${count} calls`, notification: ({ name = '' }) => ({ title: name, body: '' }) },
  });
  const update = (state: ToolbarState, leads = true, preferred: Partial<Preferences> = {}): string[] => {
    told.length = 0;
    ringer.update(state, { ...DEFAULT_PREFERENCES, ...preferred }, leads);
    return [...told];
  };
  return { update, page, clock };
}

describe('A-10 a ring', () => {
  test('A-10 is heard in the tab that leads, at the volume and the device that the agent chose', () => {
    const { update } = aRinger();
    expect(update(QUIET)).toEqual(['set 0.6 ', 'silence', 'show ']);
    expect(update(RINGING, true, { volume: 0.2, device: 'headset' })).toEqual(['set 0.2 headset', 'ring', 'show ']);
    expect(update(RINGING, false)).toEqual(['set 0.6 ', 'silence', 'show ']);
  });

  test('A-10 ends when the agent has reached for the call, and is not there when they want none', () => {
    const { update } = aRinger();
    expect(update(RINGING)).toContain('ring');
    expect(update({ ...RINGING, contacts: [aContact({ asked: 'accept' })] })).toContain('silence');
    expect(update(RINGING, true, { sound: false })).toContain('silence');
    expect(update({ ...RINGING, contacts: [aContact({ lost: true })] })).not.toContain('ring');
  });

  test('A-10 is a bell: loud enough, never louder than there is, and silent between two rings', () => {
    const samples = new Float32Array(3 * 8_000);
    const made = ringTone({
      sampleRate: 8_000,
      createBuffer: () => ({ getChannelData: () => samples }) as unknown as AudioBuffer,
    });
    expect(made).toBeDefined();
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(peak).toBeGreaterThan(0.2);
    expect(peak).toBeLessThan(1);
    expect(samples.slice(2 * 8_000).every((sample) => sample === 0)).toBe(true);
  });
});

describe('A-12 beside the sound', () => {
  test('A-12 the title says it in every tab, turn and turn about, and is then as it was', () => {
    const { update, page, clock } = aRinger();
    update(RINGING, false);
    expect(page.title).toBe('1 calls');
    clock.advance(1_000);
    expect(page.title).toBe('Fusion');
    clock.advance(1_000);
    expect(page.title).toBe('1 calls');
    update(QUIET, false);
    expect(page.title).toBe('Fusion');
    clock.advance(5_000);
    expect(page.title).toBe('Fusion');
    update(RINGING, false, { title: false });
    expect(page.title).toBe('Fusion');
  });

  test('A-12 one notification a call comes from the tab that leads, if the agent wants it', () => {
    const { update } = aRinger();
    expect(update(RINGING, true, { notify: true })).toContain('show Maria');
    expect(update(RINGING, false, { notify: true })).toContain('show ');
    expect(update(RINGING, true, { notify: false })).toContain('show ');
  });

  test('A-12 permission is asked for on a click only, and a notification goes with its call', async () => {
    const open: string[] = [];
    let asked = 0;
    class FakeNotification {
      static permission: NotificationPermission = 'default';
      static async requestPermission(): Promise<NotificationPermission> {
        asked += 1;
        return (FakeNotification.permission = 'granted');
      }
      onclick: (() => void) | null = null;
      readonly #title: string;
      constructor(title: string) {
        this.#title = title;
        open.push(title);
      }
      close(): void {
        open.splice(open.indexOf(this.#title), 1);
      }
    }
    const calls = new Map([['e1', { title: 'Maria', body: '' }]]);
    const notifications = new CallNotifications(
      FakeNotification,
      () => undefined,
      () => undefined,
    );
    notifications.show(calls);
    expect([open, asked]).toEqual([[], 0]);
    await notifications.ask();
    notifications.show(calls);
    notifications.show(calls);
    expect([open, asked]).toEqual([['Maria'], 1]);
    notifications.show(new Map());
    expect(open).toEqual([]);
  });
});

describe('A-14 a shortcut', () => {
  const pressed = (key: string, modifiers = {}) => ({
    key,
    code: '',
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...modifiers,
  });
  const ALT_SHIFT = { altKey: true, shiftKey: true };
  const single = {
    ...DEFAULT_PREFERENCES,
    singleKeys: true,
    shortcuts: { ...DEFAULT_PREFERENCES.shortcuts, hold: 'H' },
  };

  test('A-14 is heard wherever the focus is, unless the agent works without', () => {
    expect(shortcutOf(pressed('a', ALT_SHIFT), DEFAULT_PREFERENCES, { tagName: 'INPUT' })).toBe('answer');
    expect(shortcutOf(pressed('x', ALT_SHIFT), DEFAULT_PREFERENCES, undefined)).toBeUndefined();
    expect(shortcutOf(pressed('a', ALT_SHIFT), { ...DEFAULT_PREFERENCES, keys: false }, undefined)).toBeUndefined();
  });

  test('A-14 of a single key works only where it is allowed, and never while something is typed', () => {
    expect(shortcutOf(pressed('h'), single, { tagName: 'BUTTON' })).toBe('hold');
    expect(shortcutOf(pressed('h'), { ...single, singleKeys: false }, undefined)).toBeUndefined();
    expect(shortcutOf(pressed('h'), single, { tagName: 'INPUT' })).toBeUndefined();
    expect(shortcutOf(pressed('h'), single, { tagName: 'DIV', isContentEditable: true })).toBeUndefined();
  });
});

test('A-10 what an agent prefers is kept for that agent, and for all tabs', () => {
  const kept = new Map<string, string>();
  const tabs: ((event: { key: string | null }) => void)[] = [];
  const frame = {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
    addEventListener: (_: 'storage', heard: (event: { key: string | null }) => void) => void tabs.push(heard),
  };
  const [one, other] = [new PreferenceStorage(frame), new PreferenceStorage(frame)];
  for (const storage of [one, other]) storage.belongTo('5001');
  one.prefer({ volume: 0.1 });
  for (const heard of tabs) heard({ key: [...kept.keys()][0] ?? null });
  expect(other.value.volume).toBe(0.1);
  other.belongTo('5002');
  expect(other.value.volume).toBe(DEFAULT_PREFERENCES.volume);
  other.belongTo('5001');
  expect(other.value.volume).toBe(0.1);
});
