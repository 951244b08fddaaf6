import { commandTypes, type CommandType } from '@fusion-cti/protocol';
import { describe, expect, it } from 'vitest';
import { aContact } from './testing/a-contact.js';
import { commandsFor } from './call-commands.js';
import type { Contact } from './contacts.js';
import { INITIAL_STATE, type ToolbarState } from './toolbar-state.js';

const main = aContact({ party: 'Connected' });
const held: Contact = { ...main, party: 'Held' };
const consultation = aContact({
  eventId: 'e2',
  connectionId: 'c2',
  direction: 'outbound',
  party: 'Connected',
  consultation: true,
  consultationFor: 'e1',
});

function line(contacts: readonly Contact[], commands: readonly CommandType[] = commandTypes()): ToolbarState {
  return { ...INITIAL_STATE, contacts, connection: { status: 'online', level: 'ours', commands } };
}

function offered(contact: Contact, others: readonly Contact[] = []): ReadonlySet<CommandType> {
  return new Set(commandsFor(line([contact, ...others]), contact));
}

describe('what can be done with a call', () => {
  it('C-15 takes one call from the table and nothing that needs two', () => {
    expect([...offered(main)].toSorted()).toEqual(
      [
        ...['attachData', 'clear', 'deleteData', 'hangup', 'hold', 'initiateConference', 'initiateTransfer', 'mute'],
        ...['muteTransfer', 'redirect', 'sendDtmf', 'singleStepConference', 'singleStepTransfer', 'updateData'],
        'startRecording',
      ].toSorted(),
    );
    expect([...offered(held)].toSorted()).toEqual(
      ['attachData', 'deleteData', 'hangup', 'retrieve', 'startRecording', 'updateData'].toSorted(),
    );
  });

  it('C-15 offers to mute or to unmute, and never both', () => {
    expect(offered(main).has('unmute')).toBe(false);
    expect(offered({ ...main, muted: true }).has('mute')).toBe(false);
    expect(offered({ ...main, muted: true }).has('unmute')).toBe(true);
  });

  it('C-15 completes a consultation, goes back from it, or changes over, from either call', () => {
    const asking = offered(consultation, [held]);
    for (const command of ['completeTransfer', 'completeConference', 'reconnect', 'alternate'] as const) {
      expect([command, asking.has(command)]).toEqual([command, true]);
    }
    expect(asking.has('initiateTransfer')).toBe(false);
    expect(asking.has('merge')).toBe(false);
    const waiting = offered(held, [consultation]);
    expect([waiting.has('alternate'), waiting.has('retrieve')]).toEqual([true, false]);
  });

  it('C-15 completes nothing from the first call, where the switch would refuse it', () => {
    const onHold: Contact = { ...consultation, party: 'Held' };
    expect(offered(main, [onHold]).has('completeTransfer')).toBe(false);
    expect(offered(main, [onHold]).has('alternate')).toBe(true);
    expect(offered(onHold, [main]).has('alternate')).toBe(true);
  });

  it('C-15 gives up a consultation that rings or is busy, and changes over only to a talk', () => {
    const dialling = offered({ ...consultation, party: 'Dialing' }, [held]);
    expect([dialling.has('completeTransfer'), dialling.has('alternate')]).toEqual([true, false]);
    const busy = offered({ ...consultation, party: 'Failed' }, [held]);
    expect([busy.has('completeTransfer'), busy.has('reconnect'), busy.has('hangup')]).toEqual([false, true, true]);
  });

  it('C-15 joins two calls that have nothing to do with each other', () => {
    const second: Contact = { ...aContact({ eventId: 'e3', party: 'Connected' }) };
    const both = offered(second, [held]);
    expect([both.has('merge'), both.has('completeConference')]).toEqual([true, false]);
  });

  it('C-15 means no second call when it could be either of two', () => {
    const second = aContact({ eventId: 'e3', party: 'Connected' });
    const waiting = aContact({ eventId: 'e4', party: 'Held' });
    expect(offered(second, [held, waiting]).has('alternate')).toBe(false);
    expect(offered(consultation, [held, waiting]).has('completeTransfer')).toBe(true);
  });

  it('C-15 lets nobody be removed from a call of two', () => {
    expect(offered(main).has('deleteFromConference')).toBe(false);
    expect(offered({ ...main, conference: true }).has('deleteFromConference')).toBe(true);
  });

  it('C-15 lets who only listens speak or go, and no more', () => {
    expect([...offered({ ...main, observer: true })].toSorted()).toEqual([
      'attachData',
      'deleteData',
      'hangup',
      'mute',
      'updateData',
    ]);
  });

  it('C-10 offers nothing that the server has not announced', () => {
    expect(commandsFor(line([main], ['hold', 'accept']), main)).toEqual(['hold']);
  });
});
