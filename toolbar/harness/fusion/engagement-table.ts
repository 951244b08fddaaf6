/**
 * One contact as Fusion sees it, from the click or the first ring to the saved wrap-up. The documentation describes
 * the screens, not a machine: where it is silent, a row says "assumption". A closed contact has no rows: only its id is
 * remembered, so that what comes late about it is no mistake.
 */
import { machineOf, type Transition } from '@fusion-cti/protocol';
import { CLOSE_REASONS } from '@oracle/uef-sdk';

export const ENGAGEMENT_PHASES = [
  'None',
  'Placing',
  'Offered',
  'Expired',
  'Dialling',
  'Engaged',
  'WrapUp',
  'Closed',
] as const;
export type EngagementPhase = (typeof ENGAGEMENT_PHASES)[number];

export type EngagementTrigger =
  | 'NumberClicked'
  | 'NewCommInbound'
  | 'NewCommOutbound'
  | 'OfferExpired'
  | 'StartComm'
  | 'CloseUnanswered'
  | 'CloseWrapUp'
  | 'CloseTransferred'
  | 'CloseEnd'
  | 'CommError'
  | 'CancelUnheard'
  | 'WrapUpSaved';

export type EngagementEffect =
  | 'StartOfferTimer'
  | 'StopOfferTimer'
  | 'TellOfferTimeout'
  | 'PopRecord'
  | 'ShowError'
  | 'TellWrapUpClosed'
  | 'KeepHistory';

type Row = Transition<EngagementPhase, EngagementTrigger, EngagementEffect>;

const closes: readonly EngagementTrigger[] = ['CloseUnanswered', 'CloseWrapUp', 'CloseTransferred', 'CloseEnd'];

function unansweredEnd(from: EngagementPhase, effects: readonly EngagementEffect[]): Row[] {
  return closes.map((on) => ({
    from,
    on,
    to: 'Closed',
    emits: effects,
    spec: 'Whatever the reason, a contact that was never answered has nothing to wrap up (assumption for WRAPUP).',
  }));
}

function repeated(phase: EngagementPhase, on: EngagementTrigger): Row {
  return { from: phase, on, to: phase, spec: 'A repeated event is answered with what is known and changes nothing.' };
}

export const ENGAGEMENT_TABLE: readonly Row[] = [
  { from: 'None', on: 'NumberClicked', to: 'Placing', spec: 'A clicked number is handed to the toolbar.' },
  {
    from: 'None',
    on: 'NewCommInbound',
    to: 'Offered',
    emits: ['StartOfferTimer'],
    spec: 'An inbound contact is offered with Answer and Decline.',
  },
  { from: 'None', on: 'NewCommOutbound', to: 'Dialling', spec: 'The toolbar may dial by itself.' },
  { from: 'Placing', on: 'NewCommOutbound', to: 'Dialling', spec: 'The call that Fusion asked for was placed.' },
  {
    from: 'Placing',
    on: 'CommError',
    to: 'Closed',
    emits: ['ShowError'],
    spec: 'The call could not be placed: banner, and the dialling panel goes.',
  },
  {
    from: 'Placing',
    on: 'CancelUnheard',
    to: 'Closed',
    spec: 'A cancel that nobody took ends what nobody announced (assumption).',
  },
  ...unansweredEnd('Placing', []),
  {
    from: 'Offered',
    on: 'OfferExpired',
    to: 'Expired',
    emits: ['TellOfferTimeout'],
    spec: 'An offer that nobody answers disappears, and the toolbar is told OFFER_TIMEOUT.',
  },
  {
    from: 'Offered',
    on: 'StartComm',
    to: 'Engaged',
    emits: ['StopOfferTimer', 'PopRecord'],
    spec: 'Answered: the engagement panel opens and the record pops.',
  },
  ...unansweredEnd('Offered', ['StopOfferTimer', 'KeepHistory']),
  repeated('Offered', 'NewCommInbound'),
  {
    from: 'Expired',
    on: 'StartComm',
    to: 'Engaged',
    emits: ['PopRecord'],
    spec: 'Answered on the phone in the last moment: the switch is right (assumption).',
  },
  ...unansweredEnd('Expired', ['KeepHistory']),
  repeated('Expired', 'NewCommInbound'),
  {
    from: 'Dialling',
    on: 'StartComm',
    to: 'Engaged',
    emits: ['PopRecord'],
    spec: 'The customer answered: the engagement panel opens and the record pops.',
  },
  {
    from: 'Dialling',
    on: 'CommError',
    to: 'Closed',
    emits: ['ShowError', 'KeepHistory'],
    spec: 'The call could not be placed: banner, and the dialling panel goes.',
  },
  ...unansweredEnd('Dialling', ['KeepHistory']),
  repeated('Dialling', 'NewCommOutbound'),
  { from: 'Engaged', on: 'CloseWrapUp', to: 'WrapUp', spec: 'The conversation is over: the wrap-up form opens.' },
  ...(['CloseUnanswered', 'CloseTransferred', 'CloseEnd'] as const).map((on): Row => ({
    from: 'Engaged',
    on,
    to: 'Closed',
    emits: ['KeepHistory'],
    spec: 'Only WRAPUP asks for a wrap-up; every other reason ends the contact (assumption for TRANSFERRED).',
  })),
  repeated('Engaged', 'NewCommInbound'),
  repeated('Engaged', 'NewCommOutbound'),
  repeated('Engaged', 'StartComm'),
  {
    from: 'WrapUp',
    on: 'WrapUpSaved',
    to: 'Closed',
    emits: ['TellWrapUpClosed', 'KeepHistory'],
    spec: 'Saving the wrap-up tells the toolbar WRAPUP_CLOSED.',
  },
  {
    from: 'WrapUp',
    on: 'CloseEnd',
    to: 'Closed',
    emits: ['KeepHistory'],
    spec: 'ENDCOMMUNICATION closes an open wrap-up.',
  },
  repeated('WrapUp', 'CloseWrapUp'),
  repeated('WrapUp', 'NewCommInbound'),
  repeated('WrapUp', 'NewCommOutbound'),
];

const ORDER: readonly EngagementPhase[] = [
  'None',
  'Placing',
  'Dialling',
  'Offered',
  'Expired',
  'Engaged',
  'WrapUp',
  'Closed',
];

/** Whether a contact can come from one phase to the other, or stay there: no contact ever goes back. */
export function isOnward(from: EngagementPhase, to: EngagementPhase): boolean {
  return ORDER.indexOf(from) <= ORDER.indexOf(to);
}

export const engagementMachine = machineOf(ENGAGEMENT_TABLE);

const CLOSE_TRIGGERS: Readonly<Record<string, EngagementTrigger>> = {
  [CLOSE_REASONS.WRAPUP]: 'CloseWrapUp',
  // One page of the documentation uses this word for WRAPUP.
  HANGUP: 'CloseWrapUp',
  [CLOSE_REASONS.REJECT]: 'CloseUnanswered',
  [CLOSE_REASONS.MISSED]: 'CloseUnanswered',
  [CLOSE_REASONS.ABANDONED]: 'CloseUnanswered',
  [CLOSE_REASONS.TIMEOUT]: 'CloseUnanswered',
  [CLOSE_REASONS.CANCELED]: 'CloseUnanswered',
  [CLOSE_REASONS.TRANSFERRED]: 'CloseTransferred',
  [CLOSE_REASONS.ENDCOMMUNICATION]: 'CloseEnd',
};

/** Reasons are compared without regard to case: the prose of the documentation writes them in lower case. */
export function closeTrigger(reason: string): EngagementTrigger | undefined {
  return CLOSE_TRIGGERS[reason.toUpperCase()];
}
