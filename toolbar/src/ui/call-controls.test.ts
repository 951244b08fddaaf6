// @vitest-environment happy-dom
import { commandTypes } from '@fusion-cti/protocol';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../state/contacts.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import { aContact } from '../state/testing/a-contact.js';
import { AVAILABLE, EQUIPPED, isOff, listenToActions, NOW, show, type Shown } from './testing/shown-toolbar.js';

const main = aContact({ party: 'Connected', name: 'Maria', answeredAt: NOW - 65_000, since: NOW - 5000 });
const held: Contact = { ...main, party: 'Held' };
const asking = aContact({
  eventId: 'e2',
  connectionId: 'c2',
  direction: 'outbound',
  number: '7002',
  party: 'Connected',
  consultation: true,
  consultationFor: 'e1',
});
const directory = [{ name: 'Ben Okafor', number: '7002' }];

const heard = listenToActions(document);
/** Its panels come later on a page; a test waits for them once. */
beforeAll(() => import('./call-panels.js'));
afterEach(() => {
  document.body.replaceChildren();
  heard.length = 0;
});

const inCall = (contacts: readonly Contact[], over: Partial<ToolbarState> = {}): Partial<ToolbarState> => ({
  ...EQUIPPED,
  directory,
  contacts,
  ...over,
});
const open = (panel: 'keypad' | 'transfer' | 'conference' | 'data', contact = main): Promise<Shown> =>
  show(inCall([contact], { panel: { eventId: 'e1', panel } }));

function type(field: HTMLInputElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input'));
}

function submit(button: HTMLElement): void {
  button.closest('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
}

/** All but those that are about the agent and the line. */
/** Of the state above, and at the foot. */
const ELSEWHERE: readonly string[] = ['Choose your state', 'Call log', 'More', 'Settings'];

function callButtons({ buttons }: Shown): readonly string[] {
  return buttons.slice(1).filter((name) => !ELSEWHERE.includes(name));
}

describe('the card of a call', () => {
  it('C-13 offers what can be done with the call, and asks for it', async () => {
    const shown = await show(inCall([main]));
    expect(callButtons(shown)).toEqual([
      ...['Hold', 'Mute', 'Keypad', 'Transfer', 'Conference', 'Details', 'Notes', 'Hang up'],
    ]);
    shown.button('Hold').click();
    shown.button('Mute').click();
    shown.button('Keypad').click();
    expect(heard).toEqual([
      { type: 'control', eventId: 'e1', control: { type: 'hold' } },
      { type: 'control', eventId: 'e1', control: { type: 'mute' } },
      { type: 'openPanel', eventId: 'e1', panel: 'keypad' },
    ]);
  });

  it('C-13 shows a hold with its own time, a talk with that of the conversation, and a mute', async () => {
    const shown = await show(inCall([held]));
    expect(shown.roles('timer')).toEqual(['00:05']);
    expect(callButtons(shown).slice(0, 4)).toEqual(['Resume', 'Details', 'Notes', 'Hang up']);
    await shown.change(inCall([{ ...main, muted: true }]));
    expect(shown.roles('timer')).toEqual(['01:05']);
    expect(shown.text).toContain('Connected, muted');
    shown.button('Unmute').click();
    expect(heard).toEqual([{ type: 'control', eventId: 'e1', control: { type: 'unmute' } }]);
  });

  it('C-10 offers nothing more at a server of the published level', async () => {
    const shown = await show({ ...AVAILABLE, contacts: [main] });
    expect(callButtons(shown)).toEqual(['Notes', 'Hang up']);
    expect(shown.roles('group')).toEqual(['Call with Maria', 'Call controls']);
  });

  it('C-13 takes no second press while the first one waits', async () => {
    const shown = await show(inCall([{ ...main, waiting: 'hold' }]));
    expect(isOff(shown.button('Hold'))).toBe(true);
    shown.button('Hold').click();
    expect(heard).toEqual([]);
  });

  it('C-15 shows both calls of a consultation, and what can become of them', async () => {
    const shown = await show(inCall([held, asking]));
    expect(shown.roles('group')).toEqual([
      'Call with Maria',
      'Call controls',
      'Consultation with Ben Okafor',
      'Both calls',
      'Call controls',
    ]);
    expect(callButtons(shown)).toEqual([
      ...['Switch', 'Details', 'Notes', 'Hang up'],
      ...['Complete transfer', 'Join all', 'Back to Maria', 'Hold', 'Mute', 'Keypad', 'Hang up'],
    ]);
    shown.button('Switch').click();
    shown.button('Complete transfer').click();
    shown.button('Back to Maria').click();
    expect(heard).toEqual([
      { type: 'control', eventId: 'e1', control: { type: 'alternate' } },
      { type: 'control', eventId: 'e2', control: { type: 'completeTransfer' } },
      { type: 'control', eventId: 'e2', control: { type: 'reconnect' } },
    ]);
  });

  it('C-15 joins two calls that have nothing to do with each other', async () => {
    const second = aContact({ eventId: 'e3', direction: 'outbound', number: '+1', party: 'Connected' });
    const shown = await show(inCall([held, second]));
    shown.button('Join the calls').click();
    expect(heard).toEqual([{ type: 'control', eventId: 'e3', control: { type: 'merge' } }]);
  });

  it('C-17 names who is in a conference, and removes one of them', async () => {
    const shown = await show(inCall([{ ...main, conference: true, participants: ['+14155550100', '7002', '7003'] }]));
    expect(shown.text).toContain('Conference');
    const remove = shown.buttons.filter((name) => name.startsWith('Remove'));
    expect(remove).toEqual([
      'Remove Maria from the call',
      'Remove Ben Okafor from the call',
      'Remove 7003 from the call',
    ]);
    shown.button('Remove Ben Okafor from the call').click();
    expect(heard).toEqual([
      { type: 'control', eventId: 'e1', control: { type: 'deleteFromConference', number: '7002' } },
    ]);
  });

  it('A-03 announces what has become of the call', async () => {
    const shown = await show(inCall([main]));
    const said = (): string | undefined => shown.roles('status').find((text) => text.includes('Maria'));
    expect(said()).toBe('Connected: Maria.');
    await shown.change(inCall([held]));
    expect(said()).toBe('On hold: Maria.');
    await shown.change(inCall([{ ...main, muted: true }]));
    expect(said()).toBe('Connected, muted: Maria.');
    await shown.change(inCall([{ ...main, conference: true, participants: ['+14155550100', '7002'] }]));
    expect(said()).toBe('Conference: Maria.');
  });

  it('A-01 keeps the focus where it is when a press leads to its opposite', async () => {
    const shown = await show(inCall([main]));
    shown.button('Hold').focus();
    await shown.change(inCall([held]));
    expect(shown.focused).toBe('button Resume');
    await shown.change(inCall([main]));
    expect(shown.focused).toBe('button Hold');
  });

  it('A-01 puts the focus on the card when the button with the focus is gone', async () => {
    const shown = await show(inCall([main]));
    shown.button('Keypad').focus();
    await shown.change(inCall([held]));
    expect(shown.focused).toBe('group Call with Maria');
  });
});

describe('what opens on the card', () => {
  it('A-01 gets the focus from its button, and gives it back', async () => {
    const shown = await show(inCall([main]));
    shown.button('Transfer').focus();
    await shown.change(inCall([main], { panel: { eventId: 'e1', panel: 'transfer' } }));
    expect(shown.focused).toBe('input Colleague, queue or number');
    shown
      .field('Colleague, queue or number')
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    expect(heard).toEqual([{ type: 'openPanel', eventId: 'e1' }]);
    await shown.change(inCall([main]));
    expect(shown.focused).toBe('button Transfer');
  });

  it('C-16 sends the tones of its keys and of the keyboard, and shows those that went out', async () => {
    const shown = await open('keypad');
    shown.button('5').click();
    const press = (init: KeyboardEventInit): unknown =>
      shown.button('5').dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, composed: true }));
    press({ key: '#' });
    press({ key: 'a' });
    press({ key: '1', ctrlKey: true });
    expect(heard).toEqual([
      { type: 'control', eventId: 'e1', control: { type: 'sendDtmf', digits: '5' } },
      { type: 'control', eventId: 'e1', control: { type: 'sendDtmf', digits: '#' } },
    ]);
    await shown.change(inCall([{ ...main, tones: '5#' }], { panel: { eventId: 'e1', panel: 'keypad' } }));
    expect(shown.text).toContain('5#');
  });

  it.each([
    ['Consult', 'Call them', 'initiateTransfer'],
    ['Blind', 'Transfer', 'singleStepTransfer'],
    ['Mute', 'Transfer', 'muteTransfer'],
  ])('C-13 transfers to a number or a name: %s', async (way, words, command) => {
    const shown = await open('transfer');
    expect(isOff(shown.submit(words === 'Transfer' ? 'Call them' : words))).toBe(true);
    shown.choice(way).click();
    type(shown.field('Colleague, queue or number'), 'ben okafor');
    await shown.settle();
    submit(shown.submit(words));
    expect(heard).toEqual([{ type: 'control', eventId: 'e1', control: { type: command, toNumber: '7002' } }]);
  });

  it('C-13 adds somebody to the call at once', async () => {
    const shown = await open('conference');
    shown.choice('At once').click();
    type(shown.field('Colleague, queue or number'), '+1 (415) 555-0102');
    await shown.settle();
    submit(shown.submit('Add to call'));
    expect(heard).toEqual([
      { type: 'control', eventId: 'e1', control: { type: 'singleStepConference', toNumber: '+14155550102' } },
    ]);
  });

  it('C-10 offers only the ways that the server has', async () => {
    const commands = commandTypes().filter((command) => command !== 'muteTransfer' && command !== 'initiateTransfer');
    const connection = { status: 'online', level: 'ours', commands } as const;
    const shown = await show(inCall([main], { connection, panel: { eventId: 'e1', panel: 'transfer' } }));
    expect(shown.choices).toEqual(['Blind']);
  });

  it('C-13 shows the data of the call, changes, adds and deletes', async () => {
    const userData = [
      { key: 'Topic', type: 'str', value: 'Boiler' },
      { key: 'Tries', type: 'int', value: 2 },
      { key: 'Path', type: 'kvlist', value: [{ key: 'Menu', type: 'str', value: '3' }] },
    ] as const;
    const shown = await open('data', { ...main, userData });
    expect(shown.text).toContain('Menu: 3');
    expect(shown.buttons).not.toContain('Delete Path');
    shown.button('Delete Topic').click();
    type(shown.field('Tries'), '3');
    await shown.settle();
    shown.button('Save Tries').click();
    type(shown.field('New key'), ' Note ');
    type(shown.field('New value'), 'Calls back');
    submit(shown.button('Add'));
    expect(heard).toEqual([
      { type: 'control', eventId: 'e1', control: { type: 'deleteData', key: 'Topic' } },
      { type: 'control', eventId: 'e1', control: { type: 'updateData', userData: { Tries: 3 } } },
      { type: 'control', eventId: 'e1', control: { type: 'attachData', userData: { Note: 'Calls back' } } },
    ]);
    await shown.settle();
    // Not what was typed, but what the contact centre knows.
    expect(shown.field('Tries').value).toBe('2');
  });
});

describe('after-call work', () => {
  it('C-18 is shown with the time that is left of it', async () => {
    const pause = { since: NOW - 12_000, until: NOW + 18_000 };
    const shown = await show({ ...EQUIPPED, availability: { phase: 'unavailable', why: 'After-call work', pause } });
    expect(shown.text).toContain('After-call work · available again in 00:18');
    expect(shown.roles('status')).toEqual(['You are unavailable: After-call work.']);
    shown.button('Go available').click();
    expect(heard).toEqual([{ type: 'toggleAvailability' }]);
  });

  it('C-09 counts the time since the end of the call', async () => {
    const shown = await show({ ...EQUIPPED, contacts: [{ ...main, party: 'Null', since: NOW - 31_000 }] });
    expect(shown.roles('group')).toEqual(['Wrap-up for Maria']);
    expect(shown.roles('timer')).toEqual(['00:31']);
  });
});
