import { describe, expect, it } from 'vitest';
import type { TEvent, TEventName } from '@fusion-cti/protocol';
import type { CallSnapshotOfSwitch } from '../tserver/index.js';
import { DEFAULT_BEHAVIOUR } from './behaviour.js';
import { LineBook } from './line-book.js';
import type { VoiceMessage } from './projection.js';

const CONN = '0000000000000001';
const OTHER_CONN = '0000000000000002';
const AT = { EventSequenceNumber: 1, TimeinSecs: 1_700_000_000, TimeinuSecs: 250_000, ThisDN: '7001' } as const;

const event = (name: TEventName, fields: Partial<TEvent> = {}): TEvent => ({ event: name, ...AT, ...fields });
const ofCall = (name: TEventName, fields: Partial<TEvent> = {}) =>
  event(name, { ConnID: CONN, ThisDNRole: 'Destination', CallType: 'Inbound', ...fields });

function bookOf(seen: Partial<CallSnapshotOfSwitch> = {}): LineBook {
  const call = { connId: CONN, callUuid: 'U', callType: 'Inbound', parties: [], userData: [], ...seen } as const;
  return new LineBook({
    number: '7001',
    login: { AgentID: '5001' },
    behaviour: DEFAULT_BEHAVIOUR,
    autoComplete: true,
    seen: (connId) => (connId === CONN ? call : undefined),
  });
}

const namesOf = (messages: readonly VoiceMessage[]) => messages.map(({ messageType }) => messageType);

// From T-Library's words to those of the API, event by event; what happens in whole calls is in the conversations.
describe('projection', () => {
  it('G-16 Registration tells nothing, but what it says of the line is known', () => {
    const book = bookOf();
    const Extensions = [
      { key: 'dnd', type: 'int', value: 1 },
      { key: 'fwd', type: 'str', value: '7100' },
    ] as const;
    expect(book.take(event('EventRegistered', { Extensions }))).toEqual([]);
    expect(book.apiDn()).toMatchObject({ dnd: true, forwardTo: '7100', timestamp: 1_700_000_000_250 });
  });

  it.each<[TEventName, Partial<TEvent>, object]>([
    ['EventAgentLogin', { AgentID: '5001' }, { agentState: 'LoggedIn', agentId: '5001', agentWorkMode: 'Unknown' }],
    ['EventAgentReady', { AgentID: '5001', AgentWorkMode: 'AutoIn' }, { agentState: 'Ready', agentWorkMode: 'AutoIn' }],
    ['EventAgentNotReady', { AgentWorkMode: 'LegalGuard' }, { agentState: 'NotReady', agentWorkMode: 'LegalGuard' }],
    ['EventAgentLogout', { AgentID: '5001' }, { agentState: 'LoggedOut', agentId: '5001' }],
    ['EventQueueLogout', {}, { number: '7001' }],
    ['EventDNDOn', {}, { dnd: true }],
    ['EventForwardSet', { OtherDN: '7100' }, { forwardTo: '7100' }],
    ['EventDNOutOfService', {}, { capabilities: [] }],
    ['EventDNBackInService', {}, { capabilities: expect.arrayContaining(['login']) as unknown }],
  ])('G-16 %s is a DnStateChanged', (name, fields, dn) => {
    expect(bookOf().take(event(name, fields))).toMatchObject([{ messageType: 'DnStateChanged', dn }]);
  });

  it.each<TEventName>(['EventOffHook', 'EventOnHook', 'EventLinkConnected', 'EventNetworkReached', 'EventACK'])(
    'G-16 %s is nothing to clients of the API',
    (name) => {
      expect(bookOf().take(event(name, { ConnID: CONN }))).toEqual([]);
    },
  );

  it('G-16 A busy tone is still Dialing, and offers to release', () => {
    const book = bookOf();
    book.take(ofCall('EventDialing', { ThisDNRole: 'Origination', CallType: 'Outbound' }));
    expect(book.take(ofCall('EventDestinationBusy', { CallState: 'Busy' }))).toMatchObject([
      { notificationType: 'StateChange', call: { state: 'Dialing', capabilities: ['release'] } },
    ]);
  });

  it('G-16 An abandoned call is Released, and keeps the participants that it had', () => {
    const book = bookOf({ farEnd: { number: '+1', state: 'Dialing' } });
    book.take(ofCall('EventRinging', { OtherDN: '+1', OtherDNRole: 'Origination' }));
    expect(book.take(ofCall('EventAbandoned'))).toMatchObject([
      { call: { state: 'Released', participants: [{ number: '+1', role: 'RoleOrigination' }] } },
    ]);
  });

  it('G-16 A caller who withholds the number has a role all the same', () => {
    const book = bookOf({ farEnd: { number: '', state: 'Dialing' } });
    expect(book.take(ofCall('EventRinging'))).toMatchObject([
      { call: { participants: [{ role: 'RoleOrigination' }] } },
    ]);
    expect(book.take(ofCall('EventRinging'))).not.toMatchObject([{ call: { ani: expect.anything() as unknown } }]);
  });

  it('G-16 A new ConnID is told with the one before, an old one that stays is not', () => {
    const book = bookOf();
    book.take(ofCall('EventRinging', { ConnID: OTHER_CONN }));
    const [moved] = book.take(ofCall('EventPartyChanged', { PreviousConnID: OTHER_CONN }));
    expect(moved).toMatchObject({ call: { id: CONN, previousConnId: OTHER_CONN, state: 'Ringing' } });
    expect(book.apiCalls(0)).toHaveLength(1);
    const staying = bookOf();
    staying.take(ofCall('EventEstablished'));
    const [stayed] = staying.take(ofCall('EventPartyChanged', { PreviousConnID: CONN }));
    expect(stayed).not.toHaveProperty('call.previousConnId');
  });

  it('G-16 The agent who is listened to hears of it, and cannot stop it', () => {
    const book = bookOf();
    const messages = book.take(event('EventMonitoringNextCall', { OtherDN: '7002', ThisDNRole: 'Destination' }));
    expect(messages).toMatchObject([
      { messageType: 'MonitoringStateChanged', supervisorDN: '7002', monitoringInfo: { monitoredDN: '7001' } },
    ]);
    expect(book.apiDn().capabilities).toContain('start-monitoring');
  });

  it('G-16 Listening to one call is over when that call is there', () => {
    const book = bookOf();
    const started = { OtherDN: '7002', ThisDNRole: 'Observer', MonitorNextCallType: 'OneCall' } as const;
    expect(namesOf(book.take(event('EventMonitoringNextCall', started)))).toEqual([
      'MonitoringStateChanged',
      'DnStateChanged',
    ]);
    expect(book.apiDn().capabilities).toContain('stop-monitoring');
    book.take(ofCall('EventRinging', { ThisDNRole: 'Observer' }));
    expect(book.take(ofCall('EventEstablished', { ThisDNRole: 'Observer' }))).toMatchObject([
      { messageType: 'DnStateChanged', dn: { capabilities: expect.arrayContaining(['start-monitoring']) as unknown } },
      { call: { isMonitoredByMe: true, monitoringInfo: { monitoredDN: '7002', monitorMode: 'mute' } } },
    ]);
  });

  it('G-16 A user event is told with what it says, and whose call it is about', () => {
    const UserData = [{ key: 'a', type: 'str', value: 'b' }] as const;
    expect(bookOf().take(event('EventUserEvent', { UserData, UserEvent: 7, CallUUID: 'U', ConnID: CONN }))).toEqual([
      { messageType: 'EventUserEvent', userData: UserData, userEvent: 7, callUuid: 'U', connId: CONN },
    ]);
  });
});
