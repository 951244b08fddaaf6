// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { Contact } from '../state/contacts.js';
import { aContact } from '../state/testing/a-contact.js';
import { AVAILABLE, isOff, listenToActions, NOW, show } from './testing/shown-toolbar.js';

const ringing = aContact({ queueName: 'Customer care', since: NOW - 7000 });

const heard = listenToActions(document);
afterEach(() => {
  document.body.replaceChildren();
  heard.length = 0;
});

describe('cti-toolbar', () => {
  it('is one button away from available', async () => {
    const shown = await show({});
    expect(shown.roles('status')).toEqual(['You are unavailable.']);
    shown.button('Go available').click();
    expect(heard).toEqual([{ type: 'toggleAvailability' }]);
  });

  it('says what it waits for, and takes no second press', async () => {
    const shown = await show({ availability: { phase: 'connecting', step: 'session' } });
    expect(shown.roles('status')).toEqual(['Connecting: Signing in.']);
    expect(isOff(shown.button('Connecting…'))).toBe(true);
    shown.button('Connecting…').click();
    expect(heard).toEqual([]);
  });

  it('shows for how long the agent has been available, but does not read that out', async () => {
    const shown = await show(AVAILABLE);
    expect(shown.text).toContain('00:12:34');
    expect(shown.roles('status')).toEqual(['You are available.']);
    expect(shown.text).toContain('Connected · agent 5001 · line 7001');
    expect(isOff(shown.button('Available Select to go unavailable'))).toBe(false);
  });

  it('V-03 names the hop and the reason, and offers the same way again', async () => {
    const failure = { hop: 'switch', reason: 'Busy line.', retryable: true } as const;
    const shown = await show({ availability: { phase: 'failed', failure } });
    expect(shown.roles('status')).toEqual(['Not available. Phone switch: Busy line.']);
    shown.button('Retry').click();
    expect(heard).toEqual([{ type: 'toggleAvailability' }]);
  });

  it('announces a call, and offers to answer and to decline it', async () => {
    const shown = await show({ ...AVAILABLE, contacts: [{ ...ringing, name: 'Maria Gonzalez' }] });
    expect(shown.roles('alert')).toEqual(['Incoming call from Maria Gonzalez for Customer care.']);
    expect(shown.roles('group')).toEqual(['Incoming call from Maria Gonzalez']);
    expect(shown.roles('timer')).toEqual(['00:07']);
    shown.button('Answer').click();
    shown.button('Decline').click();
    expect(heard).toEqual([
      { type: 'answer', eventId: 'e1' },
      { type: 'decline', eventId: 'e1' },
    ]);
    expect(shown.tags).not.toContain('cti-dial-pad');
  });

  it('C-10 shows no button for a command that the server does not have', async () => {
    const connection = { status: 'online', level: 'ours', commands: ['reject'] } as const;
    const shown = await show({ ...AVAILABLE, connection, contacts: [ringing] });
    expect(() => shown.button('Answer')).toThrow();
    expect(isOff(shown.button('Decline'))).toBe(false);
  });

  it.each([
    ['Dialling', { direction: 'outbound', party: 'Dialing' }],
    ['Connected', { party: 'Connected' }],
    ['Busy', { direction: 'outbound', party: 'Failed' }],
  ] as const)('shows a call as %s and lets the agent end it', async (words, over) => {
    const shown = await show({ ...AVAILABLE, contacts: [{ ...ringing, ...over }] });
    expect(shown.roles('group')).toEqual(['Call with +14155550100']);
    expect(shown.roles('status')).toContain(`${words}: +14155550100.`);
    shown.button('Hang up').click();
    expect(heard).toEqual([{ type: 'hangUp', eventId: 'e1' }]);
  });

  it('V-04 marks a call whose line is lost, and offers nothing that cannot work', async () => {
    const shown = await show({
      connection: { status: 'lost' },
      contacts: [{ ...ringing, party: 'Connected', lost: true }],
    });
    expect(shown.roles('status')).toContain('Connection lost: +14155550100.');
    expect(isOff(shown.button('Hang up'))).toBe(true);
  });

  it('shows a call before what failed: it is the more urgent of the two', async () => {
    const notice = { id: 'n1', what: 'Fusion was not told', why: 'It refused.', retryable: true };
    const { tags } = await show({ ...AVAILABLE, contacts: [ringing], notices: [notice] });
    expect(tags.filter((tag) => tag === 'cti-incoming-call' || tag === 'cti-notice')).toEqual([
      'cti-incoming-call',
      'cti-notice',
    ]);
  });

  it('F-07 shows what failed and why, with the ways out', async () => {
    const notice = { id: 'n1', what: 'Fusion was not told', why: 'It refused.', retryable: true };
    const shown = await show({ ...AVAILABLE, notices: [notice] });
    expect(shown.roles('alert')).toEqual(['Fusion was not told It refused. Retry Dismiss']);
    shown.button('Retry').click();
    shown.button('Dismiss').click();
    expect(heard).toEqual([
      { type: 'retry', noticeId: 'n1' },
      { type: 'dismiss', noticeId: 'n1' },
    ]);
  });

  it('dials what the keys and the keyboard make together', async () => {
    const shown = await show(AVAILABLE);
    expect(isOff(shown.button('Call'))).toBe(true);
    for (const key of ['7', '0', '0', '2']) {
      shown.button(key).click();
      await shown.settle();
    }
    expect(shown.input?.value).toBe('7002');
    expect(isOff(shown.button('Call'))).toBe(false);
    shown
      .button('Call')
      .closest('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(heard).toEqual([{ type: 'dial', number: '7002' }]);
  });

  it('does not dial for an agent who is not available', async () => {
    const shown = await show({});
    for (const key of ['7', '0']) {
      shown.button(key).click();
      await shown.settle();
    }
    expect(isOff(shown.button('Call'))).toBe(true);
  });

  it('keeps a finished call until it is wrapped up or removed', async () => {
    const shown = await show({ ...AVAILABLE, contacts: [{ ...ringing, party: 'Null', name: 'Maria' }] });
    expect(shown.roles('group')).toEqual(['Wrap-up for Maria']);
    shown.button('Remove from list').click();
    expect(heard).toEqual([{ type: 'closeWrapUp', eventId: 'e1' }]);
  });

  it('V-12 shows nothing but the reason when it cannot start', async () => {
    const shown = await show({
      stopped: { id: 'config', what: 'The toolbar cannot start', why: 'No config.', retryable: false },
    });
    expect(shown.roles('alert')).toEqual(['The toolbar cannot start No config.']);
    expect(shown.tags).not.toContain('button');
  });
});

describe('the focus', () => {
  const answered: Contact = { ...ringing, party: 'Connected', name: 'Maria' };

  it('V-13 stays on the availability button on the way to available, and goes to the failure when there is one', async () => {
    const shown = await show({});
    shown.button('Go available').focus();
    await shown.change({ availability: { phase: 'connecting', step: 'switch' } });
    expect(shown.focused).toBe('button Connecting…');
    await shown.change(AVAILABLE);
    expect(shown.focused).toBe('button Available Select to go unavailable');
    const failure = { hop: 'switch', reason: 'Busy line.', retryable: true } as const;
    await shown.change({ availability: { phase: 'failed', failure } });
    expect(shown.focused).toBe('group Not available');
    shown.button('Retry').focus();
    await shown.change({ availability: { phase: 'connecting', step: 'service' } });
    expect(shown.focused).toBe('button Connecting…');
  });

  it('V-13 follows a call from its ring to its wrap-up, on the card and never on a button of the next', async () => {
    const shown = await show({ ...AVAILABLE, contacts: [ringing] });
    shown.button('Answer').focus();
    await shown.change({ ...AVAILABLE, contacts: [{ ...ringing, asked: 'accept' }] });
    expect(shown.focused).toBe('button Answering…');
    shown.button('Answering…').click();
    expect(heard).toEqual([]);
    await shown.change({ ...AVAILABLE, contacts: [answered] });
    expect(shown.focused).toBe('group Call with Maria');
    shown.button('Hang up').focus();
    await shown.change({ ...AVAILABLE, contacts: [{ ...answered, party: 'Null' }] });
    expect(shown.focused).toBe('group Wrap-up for Maria');
    await shown.change(AVAILABLE);
    expect(shown.focused).toBe('main Contact centre');
  });

  it('V-13 is not lost with a declined call, a dismissed notice or the dial pad', async () => {
    const notice = { id: 'n1', what: 'Fusion was not told', why: 'It refused.', retryable: true };
    const shown = await show({ ...AVAILABLE, contacts: [ringing] });
    shown.button('Decline').focus();
    await shown.change({ ...AVAILABLE, notices: [notice] });
    expect(shown.focused).toBe('main Contact centre');
    shown.button('Dismiss').focus();
    await shown.change(AVAILABLE);
    expect(shown.focused).toBe('main Contact centre');
    shown.button('5').click();
    await shown.settle();
    shown.button('Delete last digit').focus();
    shown.button('Delete last digit').click();
    await shown.settle();
    expect(shown.focused).toBe('input Number to dial');
    await shown.change({ ...AVAILABLE, contacts: [{ ...ringing, direction: 'outbound', party: 'Dialing' }] });
    expect(shown.focused).toBe('group Call with +14155550100');
  });

  it('V-13 is nobody’s business while it is elsewhere', async () => {
    const shown = await show({ ...AVAILABLE, contacts: [ringing] });
    await shown.change({ ...AVAILABLE, contacts: [answered] });
    expect(shown.focused).toBe('');
  });
});
