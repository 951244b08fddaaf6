import type { RequestOf } from '@fusion-cti/protocol';
import { answerCall as answerAt } from '../call-control/answer.js';
import { tellReplaced, whoHearsOfChange } from '../call-control/completion.js';
import { numberOf } from '../call-control/destination.js';
import { join, lift } from '../call-control/presence.js';
import { divertFor, reach } from '../call-control/reach.js';
import { clear, letGo, release, releaseOrphans } from '../call-control/release.js';
import type { SwitchContext } from '../context.js';
import {
  canMove,
  checkedDestination,
  destinationCallable,
  dnIsPhone,
  locationKnown,
  onCall,
  onDn,
  touchedParty,
} from './checks.js';
import type { Check, RequestDefinition } from './definition.js';
import { routingPoint } from './routing.js';
import { newUserDataFits } from './user-data-limit.js';

/** A phone may have several calls, of which it is in one. */
export const dnWithoutActiveCall: Check<RequestOf<'RequestMakeCall'>> = {
  name: 'dn-without-active-call',
  code: 231,
  holds: (context, request) => onlyHeld(context, request.ThisDN),
};

const callerIsPhone: Check<RequestOf<'RequestMakeCall'>> = { ...dnIsPhone, code: 61 };

const makeCall: RequestDefinition<'RequestMakeCall'> = {
  preconditions: [...onDn, callerIsPhone, locationKnown, destinationCallable, dnWithoutActiveCall, newUserDataFits],
  perform: (context, request, answer) => {
    const from = context.directory.dn(request.ThisDN);
    const destination = checkedDestination(context, request.OtherDN);
    const call = context.calls.open({
      callType: destination.dn === undefined ? 'Outbound' : 'Internal',
      ani: undefined,
      dnis: request.OtherDN,
      userData: request.UserData ?? [],
      consultation: undefined,
    });
    context.touched = call.connId;
    const caller = join(context, call, from, 'Origination');
    const { offHookBeforeDialing } = context.behaviour;
    if (offHookBeforeDialing) lift(context, from);
    context.tell.party(caller, 'EventDialing', 'Ok', answer);
    if (!offHookBeforeDialing) lift(context, from);
    reach(context, call, destination);
  },
};

const destinationOutside: Check<RequestOf<'RequestMakePredictiveCall'>> = {
  name: 'destination-callable',
  code: 71,
  holds: (context, request) => checkedDestination(context, request.OtherDN).dn === undefined,
};

/** A dialler's call: the routing point calls somebody outside, and takes the call when they answer. */
const makePredictiveCall: RequestDefinition<'RequestMakePredictiveCall'> = {
  preconditions: [...onDn, locationKnown, routingPoint, destinationCallable, destinationOutside, newUserDataFits],
  perform: (context, request, answer) => {
    const point = context.directory.dn(request.ThisDN);
    const destination = checkedDestination(context, request.OtherDN);
    const call = context.calls.open({
      callType: 'Outbound',
      ani: undefined,
      dnis: request.OtherDN,
      userData: request.UserData ?? [],
      consultation: undefined,
    });
    context.touched = call.connId;
    call.business = true;
    call.predictiveFor = point;
    context.tell.dn(point, 'EventDialing', answer, {
      ThisDNRole: 'Origination',
      OtherDN: numberOf(destination),
      OtherDNRole: 'Destination',
      ConnID: call.connId,
      CallID: call.callId,
      CallUUID: call.callUuid,
      CallType: call.callType,
      CallState: 'Ok',
      DNIS: request.OtherDN,
    });
    reach(context, call, destination);
  },
};

const answerCall: RequestDefinition<'RequestAnswerCall'> = {
  preconditions: onCall,
  perform: (context, request, answer) => {
    answerAt(context, touchedParty(context, request), answer);
  },
};

const releaseCall: RequestDefinition<'RequestReleaseCall'> = {
  preconditions: onCall,
  perform: (context, request, answer) => {
    release(context, touchedParty(context, request), answer);
  },
};

const clearCall: RequestDefinition<'RequestClearCall'> = {
  preconditions: onCall,
  perform: (context, request, answer) => {
    clear(context, touchedParty(context, request), context.behaviour.clearedCallState, answer);
  },
};

/** Never EventAbandoned: the caller is still there. */
const redirectCall: RequestDefinition<'RequestRedirectCall'> = {
  preconditions: [
    ...onCall,
    locationKnown,
    destinationCallable,
    {
      name: 'destination-free',
      code: 93,
      holds: canMove,
    },
  ],
  perform: (context, request, answer) => {
    const party = touchedParty(context, request);
    const { call } = party;
    const destination = checkedDestination(context, request.OtherDN);
    const details = { ThirdPartyDN: request.OtherDN, ThirdPartyDNRole: 'Destination' } as const;
    letGo(context, party, { answer, callState: 'Redirected', details });
    divertFor(context, party, request.OtherDN);
    call.remove(party);
    releaseOrphans(context, call, party);
    const stays = whoHearsOfChange(call);
    reach(context, call, destination, { callState: 'Redirected', role: party.role });
    tellReplaced(context, call, stays, party.number);
  },
};

export const CALL_REQUESTS = {
  RequestMakeCall: makeCall,
  RequestMakePredictiveCall: makePredictiveCall,
  RequestAnswerCall: answerCall,
  RequestReleaseCall: releaseCall,
  RequestClearCall: clearCall,
  RequestRedirectCall: redirectCall,
};

/** Whether the phone could begin another call. */
function onlyHeld(context: SwitchContext, number: string): boolean {
  for (const { state } of context.directory.dn(number).parties.values()) if (state !== 'Held') return false;
  return true;
}
