import type { RequestOf } from '@fusion-cti/protocol';
import {
  type CallPair,
  completeConference,
  makeConference,
  shareQueue,
  sizeOfConference,
  tellAdded,
} from '../call-control/completion.js';
import { consult } from '../call-control/consultation.js';
import { reach, takesCalls } from '../call-control/reach.js';
import { hangUp, release } from '../call-control/release.js';
import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import {
  checkedDestination,
  destinationCallable,
  hasRoom,
  inCall,
  isPair,
  locationKnown,
  onCall,
  partyOf,
  touchedParty,
  type CallRequest,
} from './checks.js';
import { consultationDataFits } from './consultation-data.js';
import type { Check, RequestDefinition } from './definition.js';
import { moreUserDataFits } from './user-data-limit.js';

type CompletionRequest = RequestOf<'RequestCompleteConference'>;

const roomForOneMore: Check<CallRequest> = {
  name: 'conference-has-room',
  code: 1177,
  holds: (context, request) => hasRoom(context, (partyOf(context, request)?.call.expected ?? 0) + 1),
};

const initiateConference: RequestDefinition<'RequestInitiateConference'> = {
  preconditions: [...onCall, locationKnown, destinationCallable, roomForOneMore, consultationDataFits],
  perform: (context, request, answer) => {
    const main = touchedParty(context, request);
    consult(context, main, checkedDestination(context, request.OtherDN), 'conference', request, answer);
  },
};

const completeConferenceRequest: RequestDefinition<'RequestCompleteConference'> = {
  preconditions: [
    ...inCall,
    {
      name: 'party-known',
      code: 56,
      holds: (context, request) => context.directory.dn(request.ThisDN).parties.has(request.ConferenceConnID),
    },
    {
      name: 'conference-possible',
      code: 96,
      holds: (context, request) => {
        const pair = pairOf(context, request);
        const { held, active } = pair;
        return isPair(pair, request.request) && active.call.consultation?.main === held && !shareQueue(pair);
      },
    },
    {
      name: 'conference-has-room',
      code: 1177,
      holds: (context, request) => hasRoom(context, sizeOfConference(pairOf(context, request))),
    },
  ],
  perform: (context, request, answer) => {
    completeConference(context, pairOf(context, request), answer);
  },
};

/** Somebody who could not be rung cannot be added: the conference would wait for nobody. */
const newPartyFree: Check<RequestOf<'RequestSingleStepConference'>> = {
  name: 'conference-possible',
  code: 96,
  holds: (context, request) => {
    const destination = checkedDestination(context, request.OtherDN);
    return destination.dn?.acd === undefined && takesCalls(context, destination, partyOf(context, request)?.call);
  },
};

const singleStepConference: RequestDefinition<'RequestSingleStepConference'> = {
  preconditions: [...onCall, locationKnown, destinationCallable, newPartyFree, roomForOneMore, moreUserDataFits],
  perform: (context, request, answer) => {
    const adder = touchedParty(context, request);
    const { call } = adder;
    const present = call.parties.filter(({ state, place }) => state !== 'Null' && place === undefined);
    if (request.UserData !== undefined) call.data.update(request.UserData);
    makeConference(call);
    reach(context, call, checkedDestination(context, request.OtherDN), { role: 'ConferenceMember' });
    const newcomer = call.parties.at(-1);
    if (newcomer === undefined) return;
    for (const party of present)
      tellAdded(context, party, newcomer, adder.number, party === adder ? answer : undefined);
  },
};

const deleteFromConference: RequestDefinition<'RequestDeleteFromConference'> = {
  preconditions: [
    ...onCall,
    { name: 'other-party-known', code: 470, holds: (context, request) => named(context, request) !== undefined },
    {
      name: 'call-is-conference',
      code: 470,
      holds: (context, request) => (partyOf(context, request)?.call.members.length ?? 0) > 2,
    },
  ],
  perform: (context, request, answer) => {
    const by = touchedParty(context, request);
    const dropped = named(context, request);
    if (dropped === by || dropped === undefined) release(context, by, answer);
    else hangUp(context, dropped, {}, by, answer);
  },
};

export const CONFERENCE_REQUESTS = {
  RequestInitiateConference: initiateConference,
  RequestCompleteConference: completeConferenceRequest,
  RequestSingleStepConference: singleStepConference,
  RequestDeleteFromConference: deleteFromConference,
};

function named(context: SwitchContext, request: RequestOf<'RequestDeleteFromConference'>): Party | undefined {
  return partyOf(context, request)?.call.members.find(({ number }) => number === request.OtherDN);
}

function pairOf(context: SwitchContext, request: CompletionRequest): CallPair {
  const active = touchedParty(context, { ThisDN: request.ThisDN, ConnID: request.ConferenceConnID });
  return { held: touchedParty(context, request), active };
}
