import type { TEventName } from '../tlib/events.js';
import { machineOf, type Transition } from './transition.js';

/** One DN in one call. The trigger is the event that the switch sends about it: the event is the transition. */
export const PARTY_STATES = ['Null', 'Queued', 'Dialing', 'Alerting', 'Connected', 'Held', 'Failed'] as const;
export type PartyState = (typeof PARTY_STATES)[number];
export type PartyTrigger = Extract<
  TEventName,
  | 'EventQueued'
  | 'EventDiverted'
  | 'EventDialing'
  | 'EventNetworkReached'
  | 'EventRinging'
  | 'EventEstablished'
  | 'EventDestinationBusy'
  | 'EventHeld'
  | 'EventRetrieved'
  | 'EventReleased'
  | 'EventAbandoned'
  | 'EventPartyChanged'
  | 'EventPartyAdded'
  | 'EventPartyDeleted'
  | 'EventAttachedDataChanged'
  | 'EventMuteOn'
  | 'EventMuteOff'
  | 'EventListenDisconnected'
  | 'EventListenReconnected'
  | 'EventDtmfSent'
  | 'EventRouteRequest'
  | 'EventRouteUsed'
  | 'EventTreatmentApplied'
  | 'EventTreatmentNotApplied'
  | 'EventTreatmentEnd'
>;

type PartyRow = Transition<PartyState, PartyTrigger>;

const LIVE = PARTY_STATES.filter((state) => state !== 'Null');
/** At a phone that others come to and go from: a call that is only being dialled, or that failed, has nobody else. */
const IN_COMPANY = ['Alerting', 'Connected', 'Held'] as const;

/** Something happened, and the party is in the state it was in. */
function stays(states: readonly PartyState[], on: PartyTrigger, spec: string): readonly PartyRow[] {
  return states.map((state) => ({ from: state, on, to: state, spec }));
}

export const PARTY_TABLE: readonly PartyRow[] = [
  { from: 'Null', on: 'EventQueued', to: 'Queued', spec: 'A call in a queue is a party of the call there.' },
  { from: 'Queued', on: 'EventDiverted', to: 'Null', spec: 'Distributed: the call left the queue.' },
  { from: 'Queued', on: 'EventAbandoned', to: 'Null', spec: 'The caller gave up in the queue.' },
  { from: 'Queued', on: 'EventReleased', to: 'Null', spec: 'The call was ended by the switch.' },
  { from: 'Null', on: 'EventDialing', to: 'Dialing', spec: 'Origination started.' },
  { from: 'Dialing', on: 'EventNetworkReached', to: 'Dialing', spec: 'The call left through a trunk.' },
  { from: 'Dialing', on: 'EventEstablished', to: 'Connected', spec: 'The far end answered.' },
  { from: 'Dialing', on: 'EventDestinationBusy', to: 'Failed', spec: 'CallState says why.' },
  { from: 'Dialing', on: 'EventReleased', to: 'Null', spec: 'Given up before the answer.' },
  { from: 'Failed', on: 'EventReleased', to: 'Null', spec: 'By the caller, or by the switch after a time-out.' },
  { from: 'Null', on: 'EventRinging', to: 'Alerting', spec: 'The phone rings.' },
  { from: 'Alerting', on: 'EventEstablished', to: 'Connected', spec: 'Answered: the talk path is there.' },
  {
    from: 'Alerting',
    on: 'EventAbandoned',
    to: 'Null',
    spec: 'The caller gave up. No EventReleased follows, nor EventOnHook: the phone never left the hook.',
  },
  {
    from: 'Alerting',
    on: 'EventReleased',
    to: 'Null',
    spec: 'Rejected or redirected by the ringing party, or taken away for want of an answer.',
  },
  { from: 'Connected', on: 'EventHeld', to: 'Held', spec: 'The other parties hear music and have no event.' },
  { from: 'Held', on: 'EventRetrieved', to: 'Connected', spec: 'The talk path is back.' },
  { from: 'Connected', on: 'EventReleased', to: 'Null', spec: 'Either side ended the call.' },
  { from: 'Held', on: 'EventReleased', to: 'Null', spec: 'A held party is released like a connected one.' },
  ...stays(['Queued', ...IN_COMPANY], 'EventPartyChanged', 'The opposite party was replaced, or the ConnID changed.'),
  ...stays(IN_COMPANY, 'EventPartyAdded', 'Somebody joined.'),
  ...stays(IN_COMPANY, 'EventPartyDeleted', 'Somebody left, and the call goes on.'),
  ...stays(LIVE, 'EventAttachedDataChanged', 'Every DN of the call is told the new user data.'),
  ...stays(['Connected'], 'EventMuteOn', 'The others do not hear the party.'),
  ...stays(['Connected'], 'EventMuteOff', 'The others hear the party again.'),
  ...stays(['Connected', 'Held'], 'EventListenDisconnected', 'The party does not hear the others, nor they it.'),
  ...stays(['Connected', 'Held'], 'EventListenReconnected', 'The party is back in the conversation.'),
  ...stays(['Dialing', 'Connected'], 'EventDtmfSent', 'Tones went out.'),
  ...stays(['Queued'], 'EventRouteRequest', 'The routing point asks where to.'),
  ...stays(['Queued'], 'EventRouteUsed', 'The routing point knows where to; EventDiverted follows.'),
  ...stays(['Queued'], 'EventTreatmentApplied', 'The caller hears something while waiting.'),
  ...stays(['Queued'], 'EventTreatmentNotApplied', 'The caller could not be given the treatment.'),
  ...stays(['Queued'], 'EventTreatmentEnd', 'The treatment is over.'),
];

export const party = /* @__PURE__ */ machineOf(PARTY_TABLE);
