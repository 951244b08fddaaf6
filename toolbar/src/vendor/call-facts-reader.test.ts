import type { EventData } from '@fusion-cti/protocol';
import { describe, expect, it } from 'vitest';
import { callFacts } from './call-facts-reader.js';

const read = (eventName: string, eventData: EventData): unknown => callFacts({ eventName, eventData });

describe('what a frame says of a call beside its phase', () => {
  it('is nothing at the published level', () => {
    expect(callFacts({ eventName: 'EventRinging', connectionId: 'c1' })).toBeUndefined();
  });

  it.each([
    ['transfer', { transferConnID: 'c1' }],
    ['conference', { conferenceConnID: 'c1' }],
  ])('C-14 is which call a consultation for a %s is for', (_, named) => {
    expect(read('EventDialing', { callType: 'Consult', otherDN: '7002', thisDNRole: 'Origination', ...named })).toEqual(
      {
        consultation: true,
        consultationFor: 'c1',
        observer: false,
        otherNumber: '7002',
        party: '7002',
      },
    );
  });

  it('C-14 is that a call is no consultation any more, and who is at the other end now', () => {
    const changed = { callType: 'Inbound', callState: 'Transferred', otherDN: '+1', thirdPartyDN: '7001' };
    expect(read('EventPartyChanged', changed)).toEqual({
      consultation: false,
      otherNumber: '+1',
      party: '+1',
      thirdParty: '7001',
    });
  });

  it('C-17 is whether more than two are there', () => {
    const conferenced = { callState: 'Conferenced' };
    expect(read('EventPartyAdded', { ...conferenced, otherDN: '7002' })).toMatchObject({
      conference: true,
      party: '7002',
    });
    expect(read('EventPartyDeleted', { ...conferenced, otherDN: '7002' })).toMatchObject({ conference: true });
    expect(read('EventPartyDeleted', { callState: 'Ok', otherDN: '7002' })).toMatchObject({ conference: false });
    expect(read('EventRinging', { callState: 'Ok', thisDNRole: 'ConferenceMember', ani: '+1' })).toEqual({
      conference: true,
      observer: false,
      otherNumber: '+1',
    });
    expect(read('EventHeld', { callState: 'Ok', thisDNRole: 'ConferenceMember' })).toEqual({ observer: false });
  });

  it('C-13 is the data of the call, which is gone when a change brings none', () => {
    const userData = [{ key: 'Topic', type: 'str', value: 'Boiler' }];
    expect(read('EventHeld', { userData })).toEqual({ userData });
    expect(read('EventHeld', {})).toEqual({});
    expect(read('EventAttachedDataChanged', {})).toEqual({ userData: [] });
    // What is no list of pairs is left alone: it comes from outside.
    expect(read('EventAttachedDataChanged', { userData: [{ key: 1 }] })).toEqual({});
  });

  it('C-13 is which tones went out, and that somebody only listens', () => {
    expect(read('EventDtmfSent', { dtmfDigits: '12#' })).toEqual({ tones: '12#' });
    expect(read('EventEstablished', { thisDNRole: 'Observer' })).toEqual({ observer: true });
  });
});
