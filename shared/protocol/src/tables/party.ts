import type { TEventName } from '../tlib/events.js';
import { machineOf, type Transition } from './transition.js';

/** One DN in one call. The trigger is the event that the switch sends about it: the event is the transition. */
export const PARTY_STATES = ['Null', 'Queued', 'Dialing', 'Alerting', 'Connected', 'Failed'] as const;
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
  | 'EventReleased'
  | 'EventAbandoned'
>;

export const PARTY_TABLE: readonly Transition<PartyState, PartyTrigger>[] = [
  { from: 'Null', on: 'EventQueued', to: 'Queued', spec: 'A call in a queue is a party of the call there.' },
  { from: 'Queued', on: 'EventDiverted', to: 'Null', spec: 'Distributed: the call left the queue.' },
  { from: 'Queued', on: 'EventAbandoned', to: 'Null', spec: 'The caller gave up in the queue.' },
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
  { from: 'Alerting', on: 'EventReleased', to: 'Null', spec: 'Rejected by the ringing party.' },
  { from: 'Connected', on: 'EventReleased', to: 'Null', spec: 'Either side ended the call.' },
];

export const party = machineOf(PARTY_TABLE);
