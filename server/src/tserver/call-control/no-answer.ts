import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import type { Details } from '../teller.js';
import { logOut, makeNotReady } from './agent-work.js';
import { tellReplaced, whoHearsOfChange } from './completion.js';
import { destinationOf, numberOf } from './destination.js';
import { divertFor, reach, takesCalls } from './reach.js';
import { goOnWithout, letGo } from './release.js';
import { type NoAnswerAction, supervisionOf } from './ringing.js';

/** Nobody has answered. The call goes elsewhere, back into its queue, or to an end. */
export function noAnswer(context: SwitchContext, party: Party): void {
  const { call, dn, queue, offeredFrom } = party;
  const supervision = supervisionOf(context, party);
  if (party.state !== 'Alerting' || dn === undefined || supervision === undefined) return;
  context.touched = call.connId;
  const { overflowTo, forwards, action } = supervision;
  const overflow = overflowTo === undefined ? undefined : destinationOf(context, overflowTo);
  if (overflow !== undefined) {
    const callState = forwards ? context.behaviour.forwardedCallState : 'Redirected';
    const to = numberOf(overflow);
    letGo(context, party, { callState, details: { ThirdPartyDN: to, ThirdPartyDNRole: 'Destination' } });
    divertFor(context, party, to);
    call.remove(party);
    punish(context, party, action);
    const stays = whoHearsOfChange(call);
    const goesOn = takesCalls(context, overflow, call);
    // As after forwarding at once: the new phone learns whose call it is.
    const details: Details = { ThirdPartyDN: party.number, ThirdPartyDNRole: 'Destination' };
    reach(context, call, overflow, { callState, ...(forwards && { details }) });
    if (goesOn) tellReplaced(context, call, stays, party.number);
    else if (call.members.length >= 2) goOnWithout(context, party, 'Busy');
    return;
  }
  letGo(context, party, { callState: context.behaviour.noAnswerCallState });
  const stillQueued = offeredFrom?.state === 'Queued';
  const requeued = queue !== undefined && call.members.length > 0 && takesCalls(context, { dn: queue }, call);
  // A call that ends with this goes on naming who did not answer.
  if (stillQueued || requeued || call.members.length >= 2) call.remove(party);
  punish(context, party, action);
  if (stillQueued) context.distribution.comeBack(offeredFrom);
  else if (requeued) reach(context, call, { dn: queue });
  else goOnWithout(context, party, 'NoAnswer');
}

function punish(context: SwitchContext, { dn }: Party, action: NoAnswerAction): void {
  if (dn === undefined || dn.seat.phase === 'Null') return;
  if (action === 'notready') makeNotReady(context, dn);
  else if (action === 'logout') logOut(context, dn);
}
