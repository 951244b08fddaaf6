import { party, PARTY_TABLE, type PartyState } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import { advance, SwitchFault } from '../model/advance.js';
import { CallModel } from '../testing/call-model.js';
import { elapse } from '../testing/conversation.js';
import { ask, call, Rig, type Ask } from '../testing/rig.js';
import { SAMPLES } from '../testing/samples.js';
import {
  A_CALLS_B,
  A_CONSULTS_D,
  A_HEARS_BUSY,
  A_HOLDS_B,
  A_TALKS_TO_B,
  answer,
  CONFERENCE,
  driver,
  farEndGoes,
  hold,
  inbound,
  release,
  take,
  type Steps,
} from '../testing/steps.js';
import { WHOLE_WORLD } from '../testing/whole-world.js';

const { asked: completeTransfer } = SAMPLES.RequestCompleteTransfer;
const { asked: muteOn } = SAMPLES.RequestSetMuteOn;
const { asked: sendDtmf } = SAMPLES.RequestSendDTMF;
const { asked: routeToD } = SAMPLES.RequestRouteCall;
const { asked: deafenB } = SAMPLES.RequestListenDisconnect;
const { asked: undeafenB } = SAMPLES.RequestListenReconnect;

function attach(dn: string): Ask {
  return ask('RequestAttachUserData', dn, { ConnID: call(1), UserData: [{ key: 'k', type: 'str', value: 'v' }] });
}

function consult(OtherDN: string): Ask {
  return ask('RequestInitiateTransfer', 'A', {
    ConnID: call(1),
    OtherDN,
    Extensions: [{ key: 'ConsultUserData', type: 'str', value: 'joint' }],
  });
}

function add(OtherDN: string): Ask {
  return ask('RequestSingleStepConference', 'A', { ConnID: call(1), OtherDN });
}

function treat(TreatmentType: string): Ask {
  return ask('RequestApplyTreatment', 'P', {
    ConnID: call(1),
    TreatmentType,
    Extensions: [{ key: 'Duration', type: 'int', value: 5 }],
  });
}

/** For each row: the DN that it happens to, and what makes it happen, from an idle switch. */
const DRIVERS: Readonly<Record<string, readonly [dn: string, ...Steps]>> = {
  'Null EventQueued': ['Q', inbound('Q')],
  'Queued EventDiverted': [
    'Q',
    inbound('Q'),
    ask('RequestAgentLogin', 'A', { AgentID: '5002' }),
    ask('RequestAgentReady', 'A'),
  ],
  'Queued EventAbandoned': ['Q', inbound('Q'), farEndGoes()],
  'Queued EventReleased': [
    'P',
    inbound('P'),
    ask('RequestRouteCall', 'P', { ConnID: call(1), OtherDN: 'D', RouteType: 'Reject' }),
  ],
  'Null EventDialing': ['A', ...A_CALLS_B],
  'Dialing EventNetworkReached': ['A', ask('RequestMakeCall', 'A', { OtherDN: 'X' })],
  'Dialing EventEstablished': ['A', ...A_TALKS_TO_B],
  'Dialing EventDestinationBusy': ['A', ...A_HEARS_BUSY],
  'Dialing EventReleased': ['A', ...A_CALLS_B, release('A')],
  'Failed EventReleased': ['A', ...A_HEARS_BUSY, elapse(15_000)],
  'Null EventRinging': ['B', ...A_CALLS_B],
  'Alerting EventEstablished': ['B', ...A_TALKS_TO_B],
  'Alerting EventAbandoned': ['B', inbound('B'), farEndGoes()],
  'Alerting EventReleased': ['B', ...A_CALLS_B, release('B')],
  'Connected EventHeld': ['A', ...A_HOLDS_B],
  'Held EventRetrieved': ['A', ...A_HOLDS_B, ask('RequestRetrieveCall', 'A', { ConnID: call(1) })],
  'Connected EventReleased': ['A', ...A_TALKS_TO_B, release('B')],
  'Held EventReleased': ['A', ...A_HOLDS_B, release('B')],

  'Queued EventPartyChanged': ['Q', ...A_TALKS_TO_B, consult('Q'), completeTransfer],
  'Alerting EventPartyChanged': ['D', ...A_CONSULTS_D, completeTransfer],
  'Connected EventPartyChanged': ['B', ...A_CONSULTS_D, completeTransfer],
  'Held EventPartyChanged': ['B', ...A_TALKS_TO_B, hold('B'), consult('D'), completeTransfer],
  'Alerting EventPartyAdded': ['C', ...A_TALKS_TO_B, add('C'), add('D')],
  'Connected EventPartyAdded': ['B', ...A_TALKS_TO_B, add('C')],
  'Held EventPartyAdded': ['B', ...A_TALKS_TO_B, hold('B'), add('C')],
  'Alerting EventPartyDeleted': ['C', ...A_TALKS_TO_B, add('C'), release('B')],
  'Connected EventPartyDeleted': ['B', ...CONFERENCE, release('C')],
  'Held EventPartyDeleted': ['B', ...CONFERENCE, hold('B'), release('C')],
  'Queued EventAttachedDataChanged': ['Q', ask('RequestMakeCall', 'A', { OtherDN: 'Q' }), attach('A')],
  'Dialing EventAttachedDataChanged': ['A', ...A_CALLS_B, attach('A')],
  'Alerting EventAttachedDataChanged': ['B', ...A_CALLS_B, attach('A')],
  'Connected EventAttachedDataChanged': ['A', ...A_TALKS_TO_B, attach('B')],
  'Held EventAttachedDataChanged': ['A', ...A_HOLDS_B, attach('B')],
  // The consultation that failed shares the data of the call that it was about.
  'Failed EventAttachedDataChanged': ['A', ...A_TALKS_TO_B, consult('X-busy'), attach('B')],

  'Connected EventMuteOn': ['A', ...A_TALKS_TO_B, muteOn],
  'Connected EventMuteOff': ['A', ...A_TALKS_TO_B, muteOn, ask('RequestSetMuteOff', 'A', { ConnID: call(1) })],
  'Connected EventListenDisconnected': ['B', ...CONFERENCE, deafenB],
  'Connected EventListenReconnected': ['B', ...CONFERENCE, deafenB, undeafenB],
  'Held EventListenDisconnected': ['B', ...CONFERENCE, hold('B'), deafenB],
  'Held EventListenReconnected': ['B', ...CONFERENCE, hold('B'), deafenB, undeafenB],
  'Dialing EventDtmfSent': ['A', ...A_CALLS_B, sendDtmf],
  'Connected EventDtmfSent': ['A', ...A_TALKS_TO_B, sendDtmf],
  'Queued EventRouteRequest': ['P', inbound('P')],
  'Queued EventRouteUsed': ['P', inbound('P'), routeToD],
  'Queued EventTreatmentApplied': ['P', inbound('P'), treat('Music')],
  'Queued EventTreatmentNotApplied': ['P', inbound('P'), treat('Poem')],
  'Queued EventTreatmentEnd': ['P', inbound('P'), treat('Music'), elapse(5_000)],
};

/**
 * What became of the parties on a DN, step by step. A state may last no longer than one input, so the states passed
 * through are those of somebody who only hears the events, and in the end knows what the switch knows.
 */
function passedAt(rig: Rig, dn: string): readonly string[] {
  const model = new CallModel(['P'], ['V']);
  const stateIn = (connId: string | undefined): PartyState =>
    model.parties.find((other) => other.dn === dn && other.connId === connId)?.state ?? 'Null';
  const passed = rig.deliveries.map(({ event }) => {
    const { ConnID, PreviousConnID, ThisDN } = event;
    const from = stateIn(event.event === 'EventPartyChanged' ? PreviousConnID : ConnID);
    model.observe(event);
    return ThisDN === dn && ConnID !== undefined ? [`${from} ${event.event} ${stateIn(ConnID)}`] : [];
  });
  expect([...model.breaches, ...model.disagreement(rig.switch.snapshot())]).toEqual([]);
  return passed.flat();
}

describe('parties', () => {
  test.each(PARTY_TABLE)('K-07 Party $from, $on: becomes $to - $spec', (row) => {
    const [dn, ...steps] = driver(DRIVERS, `${row.from} ${row.on}`);
    const rig = Rig.registered({}, WHOLE_WORLD);
    take(rig, steps);
    expect(passedAt(rig, dn)).toContain(`${row.from} ${row.on} ${row.to}`);
  });

  test('K-07 Nothing happens to a party but what a row says.', () => {
    const rows = PARTY_TABLE.map(({ from, on, to }) => `${from} ${on} ${to}`);
    for (const [dn, ...steps] of Object.values(DRIVERS)) {
      const rig = Rig.registered({}, WHOLE_WORLD);
      take(rig, steps);
      for (const passed of passedAt(rig, dn)) expect(rows).toContain(passed);
    }
  });

  test('K-07 Who still dials hears nothing of a phone that sends the call on, for nobody was there yet.', () => {
    const rig = Rig.registered({}, WHOLE_WORLD);
    take(rig, [...A_CALLS_B, ask('RequestRedirectCall', 'B', { ConnID: call(1), OtherDN: 'D' }), answer('D')]);
    expect(passedAt(rig, 'A')).toEqual(['Null EventDialing Dialing', 'Dialing EventEstablished Connected']);
  });

  test('K-18 An event without a row is a fault of the switch, and never silent.', () => {
    expect(() => advance(party, 'Connected', 'EventRinging', 'DN B')).toThrow(SwitchFault);
    expect(() => advance(party, 'Null', 'EventReleased', 'DN B')).toThrow(
      'No row for EventReleased in state Null (DN B)',
    );
  });
});
