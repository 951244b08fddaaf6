import type { SwitchTimerName, SwitchTimerOf } from './api.js';
import { legalGuardOver, logOut, wrapUpOver } from './call-control/agent-work.js';
import { noAnswer } from './call-control/no-answer.js';
import { overflow } from './call-control/overflow.js';
import { endReservation } from './call-control/reservation.js';
import { dissolve } from './call-control/release.js';
import { routingTimedOut } from './call-control/routing.js';
import type { SwitchContext } from './context.js';
import type { Dn } from './model/dn.js';
import type { Party } from './model/party.js';

type PartyTimer = Pick<SwitchTimerOf<'no-answer'>, 'dn' | 'connId'>;
type Handlers = {
  readonly [Name in SwitchTimerName]: (context: SwitchContext, timer: SwitchTimerOf<Name>) => void;
};

/** What each reminder is for. One that was overtaken by events means nothing. */
const HANDLERS: Handlers = {
  'busy-tone': (context, { connId }) => {
    const call = context.calls.get(connId);
    if (call?.parties.some(({ state }) => state === 'Failed') !== true) return;
    context.touched = connId;
    dissolve(context, call);
  },
  'queue-overflow': onQueued(overflow),
  'routing-timeout': onQueued(routingTimedOut),
  treatment: onQueued((context, queued) => {
    context.touched = queued.call.connId;
    context.tell.party(queued, 'EventTreatmentEnd');
  }),
  'no-answer': (context, timer) => {
    const party = partyOf(context, timer);
    if (party !== undefined) noAnswer(context, party);
  },
  'wrap-up': onSeat(wrapUpOver),
  'legal-guard': onSeat(legalGuardOver),
  'auto-logout': onSeat((context, dn) => {
    if (dn.seat.phase !== 'Null' && dn.seat.businessCalls === 0) logOut(context, dn);
  }),
  reservation: onSeat(endReservation),
};

export function timerFired<Name extends SwitchTimerName>(context: SwitchContext, timer: SwitchTimerOf<Name>): void {
  HANDLERS[timer.name](context, timer);
}

function onSeat(handle: (context: SwitchContext, dn: Dn) => void) {
  return (context: SwitchContext, timer: { readonly dn: string }): void => {
    const dn = context.directory.find(timer.dn);
    if (dn !== undefined) handle(context, dn);
  };
}

function onQueued(handle: (context: SwitchContext, queued: Party) => void) {
  return (context: SwitchContext, timer: PartyTimer): void => {
    const party = partyOf(context, timer);
    if (party?.state === 'Queued') handle(context, party);
  };
}

function partyOf(context: SwitchContext, { dn, connId }: PartyTimer): Party | undefined {
  return context.directory.find(dn)?.parties.get(connId);
}
