// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { aContact } from '../state/testing/a-contact.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import './cti-agent-menu.js';
import { EQUIPPED, listenToActions, NOW, show, type Shown } from './testing/shown-toolbar.js';

const REASONS = [
  { code: 'LUNCH', text: 'Lunch break' },
  { code: 'MEET', text: 'Meeting' },
];
const CHOOSING: Partial<ToolbarState> = {
  ...EQUIPPED,
  connection: { ...EQUIPPED.connection, notReadyReasons: REASONS } as ToolbarState['connection'],
};
const TALKING: Partial<ToolbarState> = { ...CHOOSING, contacts: [aContact({ party: 'Connected' })] };
const LUNCH = { to: 'unavailable', code: 'LUNCH' } as const;

const heard = listenToActions(document);
afterEach(() => {
  document.body.replaceChildren();
  heard.length = 0;
});

async function opened(state: Partial<ToolbarState>): Promise<Shown> {
  const shown = await show(state);
  shown.button('Choose your state').click();
  await shown.settle();
  return shown;
}

async function press(shown: Shown, key: string): Promise<void> {
  let target = document.activeElement;
  while (target?.shadowRoot?.activeElement != null) target = target.shadowRoot.activeElement;
  target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
  await shown.settle();
}

describe('the menu of states', () => {
  it('V-15 offers what the contact centre lists, and asks for what is chosen', async () => {
    const shown = await opened(CHOOSING);
    expect(shown.roles('menu')).toEqual(['Your state']);
    expect(shown.roles('menuitemradio')).toEqual(['Available', 'Lunch break', 'Meeting', 'Sign off']);
    shown.button('Lunch break').click();
    await shown.settle();
    expect(heard).toEqual([{ type: 'chooseState', wish: LUNCH }]);
    expect(shown.roles('menu')).toEqual([]);
    expect(shown.focused).toBe('button Choose your state');
  });

  it('V-23 is not there at a server of the published level, nor without a line', async () => {
    const published = { status: 'online', level: 'published', commands: ['initialize', 'accept', 'reject'] } as const;
    const shown = await show({ ...EQUIPPED, connection: published });
    expect(shown.buttons).not.toContain('Choose your state');
    await shown.change({ ...EQUIPPED, connection: { status: 'lost' } });
    expect(shown.buttons).not.toContain('Choose your state');
  });

  it('A-01 is walked through by arrows and letters, and gives the focus back', async () => {
    const shown = await opened(CHOOSING);
    expect(shown.focused).toBe('menuitemradio Available');
    await press(shown, 'ArrowDown');
    expect(shown.focused).toBe('menuitemradio Lunch break');
    await press(shown, 'End');
    expect(shown.focused).toBe('menuitemradio Sign off');
    await press(shown, 'ArrowDown');
    expect(shown.focused).toBe('menuitemradio Available');
    await press(shown, 'm');
    expect(shown.focused).toBe('menuitemradio Meeting');
    await press(shown, 'Escape');
    expect(shown.roles('menu')).toEqual([]);
    expect(shown.focused).toBe('button Choose your state');
    expect(heard).toEqual([]);
  });

  it('V-18 says during a call that the choice is for afterwards, shows it, and takes it back', async () => {
    const shown = await opened({ ...TALKING, next: LUNCH });
    expect(shown.roles('menu')).toEqual(['When this is over']);
    expect(shown.roles('status')).toContain('You are available. Next: Lunch break.');
    shown.button('Cancel what comes next: Lunch break').click();
    expect(heard).toEqual([{ type: 'cancelNext' }]);
    await shown.change(TALKING);
    expect(shown.text).not.toContain('Next:');
  });

  it('V-18 says of after-call work what comes after it', async () => {
    const pause = { since: NOW - 12_000, until: NOW + 18_000 };
    const wrapUp = { phase: 'unavailable', why: 'After-call work', wrapUp: true, pause } as const;
    const shown = await show({ ...CHOOSING, availability: wrapUp, next: LUNCH });
    expect(shown.text).toContain('After-call work · Lunch break in 00:18');
    shown.button('End after-call work').click();
    expect(heard).toEqual([{ type: 'toggleAvailability' }]);
  });

  it('V-16 shows the reason, and for how long it has been so', async () => {
    const lunch = { phase: 'unavailable', code: 'LUNCH', why: 'Lunch break', pause: { since: NOW - 61_000 } } as const;
    const shown = await show({ ...CHOOSING, availability: lunch });
    expect(shown.text).toContain('Lunch break');
    expect(shown.text).toContain('00:01:01');
    expect(shown.roles('status')).toContain('You are unavailable: Lunch break.');
  });
});
