import { describe, expect, it } from 'vitest';
import { aContact } from './testing/a-contact.js';
import type { CallFacts } from './call-facts.js';
import { reduceContacts, type CallEvent, type Contact, type Contacts } from './contacts.js';

const connected = aContact({ party: 'Connected', name: 'Maria Gonzalez', since: 1000, answeredAt: 1000 });

function told(trigger: CallEvent['trigger'], facts: CallFacts = {}, before: Contact = connected, at = 5000): Contact {
  const { eventId, connectionId, direction, number } = before;
  const event: CallEvent = { trigger, eventId, connectionId, direction, number, facts };
  const [after] = reduceContacts([before], { type: 'callEvent', event, at });
  if (after === undefined) throw new Error('The contact is gone.');
  return after;
}

describe('what the switch tells of a call', () => {
  it('C-13 changes its phase, and a hold has a time of its own while the conversation goes on', () => {
    const held = told('EventHeld');
    expect(held).toMatchObject({ party: 'Held', since: 5000, answeredAt: 1000 });
    expect(told('EventRetrieved', {}, held, 9000)).toMatchObject({ party: 'Connected', since: 9000, answeredAt: 1000 });
  });

  it('C-13 mutes it, sends its tones and replaces its data, and says nothing else of it', () => {
    expect(told('EventMuteOn')).toEqual({ ...connected, muted: true });
    expect(told('EventMuteOff', {}, { ...connected, muted: true })).toEqual(connected);
    const tones = told('EventDtmfSent', { tones: '2#' }, { ...connected, tones: '1' });
    expect(tones).toEqual({ ...connected, tones: '12#' });
    const userData = [{ key: 'Topic', type: 'str', value: 'Boiler' }] as const;
    expect(told('EventAttachedDataChanged', { userData })).toEqual({ ...connected, userData });
  });

  it('C-13 means nothing in a phase in which it cannot happen', () => {
    const held: Contact = { ...connected, party: 'Held' };
    expect(told('EventMuteOn', {}, held)).toBe(held);
  });

  it('C-14 gives it another ConnID and another other side, and leaves it the same contact', () => {
    const colleague = aContact({ party: 'Connected', number: '7001', name: 'Ava', consultation: true });
    const event: CallEvent = {
      trigger: 'EventPartyChanged',
      eventId: 'e1',
      connectionId: 'c-main',
      direction: 'inbound',
      number: '7001',
      facts: { otherNumber: '+14155550100', consultation: false, thirdParty: '7001' },
    };
    const [after] = reduceContacts([colleague], { type: 'callEvent', event, at: 1 });
    expect(after).toMatchObject({
      eventId: 'e1',
      connectionId: 'c-main',
      number: '+14155550100',
      name: undefined,
      consultation: false,
      participants: [],
    });
  });

  it('C-14 ties a consultation to the contact that it is for', () => {
    const begin = (over: Partial<CallEvent>): Contact | undefined => {
      const event: CallEvent = {
        trigger: 'EventDialing',
        eventId: 'e2',
        connectionId: 'c2',
        direction: 'outbound',
        number: '7002',
        facts: { consultation: true, consultationFor: 'c1' },
        ...over,
      };
      return reduceContacts([connected], { type: 'callEvent', event, at: 1 })[1];
    };
    expect(begin({})).toMatchObject({ consultation: true, consultationFor: 'e1' });
    // The colleague who is asked may be in the other call too: theirs is no consultation of this desk.
    expect(begin({ trigger: 'EventRinging', direction: 'inbound' })).not.toHaveProperty('consultationFor');
  });

  it('C-17 lists who is in a conference as they come and go', () => {
    const two = told('EventPartyAdded', { party: '7002', conference: true });
    expect(two).toMatchObject({ conference: true, participants: ['+14155550100', '7002'] });
    const three = told('EventPartyAdded', { party: '7003', conference: true }, two);
    expect(three.participants).toEqual(['+14155550100', '7002', '7003']);
    expect(told('EventPartyAdded', { party: '7003', conference: true }, three).participants).toHaveLength(3);
    const left = told('EventPartyDeleted', { party: '7002', conference: true }, three);
    expect(left.participants).toEqual(['+14155550100', '7003']);
    expect(told('EventPartyDeleted', { party: '7003', conference: false }, left)).toMatchObject({
      conference: false,
      participants: [],
    });
    // The customer has gone; whoever is left is not the one whose name is on the card.
    expect(told('EventPartyDeleted', { party: '+14155550100', conference: false }, left).participants).toEqual([
      '7003',
    ]);
  });

  it('C-17 tells who was called into a conference of the two that were there', () => {
    const colleague = aContact({ party: 'Connected', number: '7001', consultation: true });
    const facts: CallFacts = { conference: true, otherNumber: '+14155550100', thirdParty: '7001' };
    expect(told('EventPartyChanged', facts, colleague)).toMatchObject({
      conference: true,
      number: '+14155550100',
      participants: ['+14155550100', '7001'],
    });
  });

  it('C-13 keeps what was asked of a call apart from what has happened to it', () => {
    const contacts: Contacts = [connected];
    const waits = reduceContacts(contacts, { type: 'contactWaits', eventId: 'e1', waiting: 'hold' });
    expect(waits).toEqual([{ ...connected, waiting: 'hold' }]);
    expect(reduceContacts(waits, { type: 'contactWaits', eventId: 'e1', waiting: undefined })).toEqual([connected]);
  });
});
