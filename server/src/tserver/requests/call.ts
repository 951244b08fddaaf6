import type { SwitchSubscriber } from '../api.js';
import { answer as answerCallAt } from '../call-control/answer.js';
import { join, lift } from '../call-control/presence.js';
import { reach, reachOutside } from '../call-control/reach.js';
import { release } from '../call-control/release.js';
import { SwitchFault } from '../model/advance.js';
import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import { dnIsPhone, onCall, onDn, partyOf, type CallRequest } from './checks.js';
import type { RequestDefinition } from './definition.js';

/** The party of a request that was checked. */
function touchedParty(context: SwitchContext, request: CallRequest): Party {
  const party = partyOf(context, request);
  if (party === undefined) throw new SwitchFault(`No call ${request.ConnID} on DN ${request.ThisDN}`);
  context.touched = request.ConnID;
  return party;
}

/** E.164: at most 15 digits; shorter ones than these are extensions and service codes, which the world would list. */
const PUBLIC_NUMBER = /^\+?[0-9]{7,15}$/;

/** Whom a number outside reaches; `undefined` when it is known before dialling that nobody has it. */
function subscriberAt({ directory, behaviour }: SwitchContext, number: string): SwitchSubscriber | undefined {
  const listed = directory.subscriber(number);
  if (listed !== undefined) return listed.behaviour === 'unallocated' ? undefined : listed;
  const rings = behaviour.unlistedNumbers === 'rings' && PUBLIC_NUMBER.test(number);
  return rings ? { number, behaviour: 'rings' } : undefined;
}

export const makeCall: RequestDefinition<'RequestMakeCall'> = {
  preconditions: [
    ...onDn,
    dnIsPhone,
    {
      name: 'destination-callable',
      code: 71,
      holds: (context, { ThisDN, OtherDN }) => {
        if (OtherDN === ThisDN) return false;
        return context.directory.find(OtherDN) !== undefined || subscriberAt(context, OtherDN) !== undefined;
      },
    },
    {
      name: 'dn-without-call',
      code: 231,
      holds: (context, request) => context.directory.dn(request.ThisDN).idle,
    },
  ],
  perform: (context, request, answer) => {
    const from = context.directory.dn(request.ThisDN);
    const to = context.directory.find(request.OtherDN);
    const subscriber = subscriberAt(context, request.OtherDN);
    const call = context.calls.open({
      callType: to === undefined ? 'Outbound' : 'Internal',
      ani: undefined,
      dnis: request.OtherDN,
      userData: request.UserData ?? [],
    });
    context.touched = call.connId;
    const caller = join(context, call, from, 'Origination');
    const { offHookBeforeDialing } = context.behaviour;
    if (offHookBeforeDialing) lift(context, from);
    context.tell.party(caller, 'EventDialing', 'Ok', answer);
    if (!offHookBeforeDialing) lift(context, from);
    if (to !== undefined) reach(context, call, to);
    else if (subscriber !== undefined) reachOutside(context, call, caller, subscriber);
  },
};

export const answerCall: RequestDefinition<'RequestAnswerCall'> = {
  preconditions: onCall,
  perform: (context, request, answer) => {
    answerCallAt(context, touchedParty(context, request), answer);
  },
};

export const releaseCall: RequestDefinition<'RequestReleaseCall'> = {
  preconditions: onCall,
  perform: (context, request, answer) => {
    release(context, touchedParty(context, request), answer);
  },
};
