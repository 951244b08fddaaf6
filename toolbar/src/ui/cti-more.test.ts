// @vitest-environment happy-dom
import { PUBLISHED_COMMANDS } from '@fusion-cti/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { aContact } from '../state/testing/a-contact.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import './cti-more.js';
import { AVAILABLE, EQUIPPED, isOff, listenToActions, NOW, show, type Shown } from './testing/shown-toolbar.js';

const DIRECTORY = [{ name: 'Ben Okafor', number: '7002' }];
const BEN = { agentId: '5002', name: 'Ben Okafor', dn: '7002', wrapUp: false, since: NOW - 42_000 } as const;
const READY = { ...BEN, state: 'Ready', onCall: false } as const;

const heard = listenToActions(document);
afterEach(() => {
  document.body.replaceChildren();
  heard.length = 0;
});

async function opened(state: Partial<ToolbarState> = {}): Promise<Shown> {
  const shown = await show({ ...EQUIPPED, directory: DIRECTORY, ...state });
  shown.button('More').click();
  await shown.settle();
  return shown;
}

/** What was asked for, beside a look at the colleagues. */
const asked = (): readonly unknown[] => heard.filter(({ type }) => type !== 'lookAtColleagues');

describe('what is behind "More"', () => {
  it('V-23 is what the greeting announced: nothing at a server of the published level', async () => {
    expect((await show(AVAILABLE)).buttons).not.toContain('More');
    document.body.replaceChildren();
    const connection = {
      status: 'online',
      level: 'ours',
      commands: [...PUBLISHED_COMMANDS, 'dndOn', 'dndOff'],
    } as const;
    const shown = await opened({ connection });
    expect(shown.roles('switch')).toHaveLength(1);
    expect(shown.text).not.toContain('Forward');
    expect(shown.text).not.toContain('Colleagues');
  });

  it('A-01 has the focus when it opens, and gives it back', async () => {
    const shown = await opened();
    expect(shown.focused).toBe('group More');
    shown.button('Close more').click();
    await shown.settle();
    expect(shown.focused).toBe('button More');
  });

  it('V-22 switches do not disturb on and off, as it is at the switch', async () => {
    const shown = await opened();
    const toggle = (): HTMLButtonElement => shown.button('Do not disturb');
    expect(toggle().getAttribute('aria-checked')).toBe('false');
    toggle().click();
    expect(toggle().getAttribute('aria-checked')).toBe('false');
    await shown.change({ ...EQUIPPED, line: { doNotDisturb: true } });
    expect(toggle().getAttribute('aria-checked')).toBe('true');
    toggle().click();
    expect(asked()).toEqual([
      { type: 'controlLine', control: { type: 'dndOn' } },
      { type: 'controlLine', control: { type: 'dndOff' } },
    ]);
  });

  it('V-22 forwards to a number or a colleague, shows where to, and takes it back', async () => {
    const shown = await opened();
    expect(isOff(shown.submit('Forward'))).toBe(true);
    const field = shown.field('');
    field.value = 'ben okafor';
    field.dispatchEvent(new Event('input'));
    await shown.settle();
    shown.submit('Forward').click();
    await shown.change({ ...EQUIPPED, directory: DIRECTORY, line: { doNotDisturb: false, forwardedTo: '7002' } });
    expect(shown.text).toContain('Your calls go to Ben Okafor');
    shown.button('Stop forwarding').click();
    expect(asked()).toEqual([
      { type: 'controlLine', control: { type: 'forward', toNumber: '7002' } },
      { type: 'controlLine', control: { type: 'cancelForward' } },
    ]);
  });

  it.each([
    [undefined, 'Not recorded', ['Record']],
    ['on', 'Recording', ['Pause', 'Stop']],
    ['paused', 'Recording paused', ['Go on', 'Stop']],
  ])('C-23 says of a call whose data say %s: %s, and offers what is possible', async (value, words, buttons) => {
    const userData = value === undefined ? [] : [{ key: 'GSIP_RECORD', type: 'str', value } as const];
    const shown = await opened({ contacts: [aContact({ party: 'Connected', name: 'Maria', userData })] });
    expect(shown.roles('group')).toContain('Recording of Maria');
    expect(shown.roles('status')).toContain(words);
    const offered = shown.buttons.filter((name) => ['Record', 'Stop', 'Pause', 'Go on'].includes(name));
    expect(offered).toEqual(buttons);
    shown.button(buttons[0]!).click();
    const command = { Record: 'startRecording', Pause: 'pauseRecording', 'Go on': 'resumeRecording' }[buttons[0]!];
    expect(asked()).toEqual([{ type: 'control', eventId: 'e1', control: { type: command } }]);
  });

  it('C-22 looks who is at work, and says what they do', async () => {
    const shown = await opened();
    expect(heard).toEqual([{ type: 'lookAtColleagues' }]);
    expect(shown.text).toContain('Looking who is at work…');
    for (const [colleague, words] of [
      [READY, 'Available · 00:42'],
      [{ ...READY, onCall: true }, 'In a call · 00:42'],
      [{ ...BEN, state: 'NotReady', reason: 'Lunch', onCall: false }, 'Lunch · 00:42'],
      [{ ...BEN, state: 'NotReady', wrapUp: true, onCall: false }, 'After-call work · 00:42'],
      [{ ...BEN, state: 'Null', onCall: false }, 'Signed off'],
    ] as const) {
      await shown.change({ ...EQUIPPED, colleagues: [colleague] });
      expect(document.body.querySelector('cti-toolbar')!.shadowRoot).not.toBeNull();
      expect(listText()).toContain(words);
    }
  });

  it('C-22 listens, whispers or joins in, until it is stopped', async () => {
    const shown = await opened({ colleagues: [READY] });
    shown.button('Start with Ben Okafor').click();
    shown.choice('Whisper').click();
    await shown.settle();
    expect(shown.text).toContain('Only your colleague hears you.');
    shown.button('Start with Ben Okafor').click();
    await shown.change({ ...EQUIPPED, colleagues: [READY], line: { doNotDisturb: false, monitoring: '7002' } });
    shown.button('Stop with Ben Okafor').click();
    const monitor = { type: 'monitor', dn: '7002', scope: 'call', monitorType: 'AllCalls' };
    expect(asked()).toEqual([
      { type: 'controlLine', control: { ...monitor, mode: 'mute' } },
      { type: 'controlLine', control: { ...monitor, mode: 'coach' } },
      { type: 'controlLine', control: { type: 'cancelMonitor', dn: '7002' } },
    ]);
  });

  it('C-22 begins no supervision from a call of one’s own: the table says so', async () => {
    const shown = await opened({ colleagues: [READY], contacts: [aContact({ party: 'Connected' })] });
    expect(isOff(shown.button('Start with Ben Okafor'))).toBe(true);
  });
});

function listText(): string {
  const more = document.querySelector('cti-toolbar')!.shadowRoot!.querySelector('cti-more')!;
  const list = more.shadowRoot!.querySelector('cti-colleagues')!.shadowRoot!.querySelector('ul')!;
  return (list.textContent ?? '').replaceAll(/\s+/g, ' ');
}
