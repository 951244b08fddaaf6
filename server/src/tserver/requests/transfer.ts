import type { MergeType, RequestOf } from '@fusion-cti/protocol';
import {
  completeConference,
  completeTransfer,
  shareQueue,
  sizeOfConference,
  sizeOfTransfer,
  tellReplaced,
  type CallPair,
  whoHearsOfChange,
} from '../call-control/completion.js';
import { consult } from '../call-control/consultation.js';
import { numberOf } from '../call-control/destination.js';
import { reach } from '../call-control/reach.js';
import { letGo, releaseOrphans } from '../call-control/release.js';
import type { SwitchContext } from '../context.js';
import {
  canMove,
  checkedDestination,
  destinationCallable,
  hasRoom,
  inCall,
  isPair,
  locationKnown,
  onCall,
  touchedParty,
} from './checks.js';
import { consultationDataFits } from './consultation-data.js';
import type { Check, RequestDefinition } from './definition.js';
import { moreUserDataFits } from './user-data-limit.js';

type InitiateRequest = RequestOf<'RequestInitiateTransfer'> | RequestOf<'RequestMuteTransfer'>;
type CompletionRequest = RequestOf<'RequestCompleteTransfer'> | RequestOf<'RequestMergeCalls'>;

const initiateTransfer: RequestDefinition<'RequestInitiateTransfer'> = {
  preconditions: [...onCall, locationKnown, destinationCallable, consultationDataFits],
  perform: (context, request, answer) => {
    initiate(context, request, answer);
  },
};

/** Does not wait for the answer. A destination that is busy leaves the consultation to its caller. */
const muteTransfer: RequestDefinition<'RequestMuteTransfer'> = {
  preconditions: [...onCall, locationKnown, destinationCallable, consultationDataFits],
  perform: (context, request, answer) => {
    const active = initiate(context, request, answer);
    const main = active.call.consultation?.main;
    if (main === undefined || active.state !== 'Dialing') return;
    const pair = { held: main, active };
    if (!shareQueue(pair)) completeTransfer(context, pair);
  },
};

function initiate(context: SwitchContext, request: InitiateRequest, answer: Parameters<typeof consult>[5]) {
  const main = touchedParty(context, request);
  return consult(context, main, checkedDestination(context, request.OtherDN), 'transfer', request, answer);
}

/** A phone that is busy would leave the caller with nobody. */
const destinationFree: Check<RequestOf<'RequestSingleStepTransfer'>> = {
  name: 'destination-free',
  code: 172,
  holds: canMove,
};

/** The new phone has the part in the call that the old one had: its role, and the queue that it came through. */
const singleStepTransfer: RequestDefinition<'RequestSingleStepTransfer'> = {
  preconditions: [...onCall, locationKnown, destinationCallable, destinationFree, moreUserDataFits],
  perform: (context, request, answer) => {
    const party = touchedParty(context, request);
    const { call, role, queue, number } = party;
    const destination = checkedDestination(context, request.OtherDN);
    const third = { ThirdPartyDN: numberOf(destination), ThirdPartyDNRole: 'Destination' } as const;
    if (request.UserData !== undefined) call.data.update(request.UserData);
    letGo(context, party, { answer, callState: 'Transferred', details: third });
    call.remove(party);
    releaseOrphans(context, call, party);
    const stays = whoHearsOfChange(call);
    reach(context, call, destination, { callState: 'Transferred', role, queue });
    tellReplaced(context, call, stays, number);
  },
};

const secondCallKnown: Check<CompletionRequest> = {
  name: 'party-known',
  code: 56,
  holds: (context, request) => context.directory.dn(request.ThisDN).parties.has(request.TransferConnID),
};

/** [A] A consultation for a conference can be completed as a transfer, and the other way round. */
const transferPossible: Check<RequestOf<'RequestCompleteTransfer'>> = {
  name: 'transfer-possible',
  code: 98,
  holds: (context, request) => {
    const { held, active } = pairOf(context, request);
    return leavesOne({ held, active }, request.request) && active.call.consultation?.main === held;
  },
};

/** Two conferences that are transferred to each other are one. */
const roomInTransfer: Check<RequestOf<'RequestCompleteTransfer'>> = {
  name: 'conference-has-room',
  code: 1177,
  holds: (context, request) => hasRoom(context, sizeOfTransfer(pairOf(context, request))),
};

const completeTransferRequest: RequestDefinition<'RequestCompleteTransfer'> = {
  preconditions: [...inCall, secondCallKnown, transferPossible, roomInTransfer],
  perform: (context, request, answer) => {
    completeTransfer(context, pairOf(context, request), answer);
  },
};

/** Any two calls of a phone, whether the one was begun for the other or not; refused as what they should become. */
const mergeCalls: RequestDefinition<'RequestMergeCalls'> = {
  preconditions: [
    ...inCall,
    secondCallKnown,
    { name: 'held-and-active', code: 98, holds: mergePossible('Transfer') },
    { name: 'conference-possible', code: 96, holds: mergePossible('Conference') },
    {
      name: 'conference-has-room',
      code: 1177,
      holds: (context, request) => {
        const size = request.MergeType === 'Conference' ? sizeOfConference : sizeOfTransfer;
        return hasRoom(context, size(pairOf(context, request)));
      },
    },
  ],
  perform: (context, request, answer) => {
    const pair = pairOf(context, request);
    if (request.MergeType === 'Conference') completeConference(context, pair, answer);
    else completeTransfer(context, pair, answer);
  },
};

function mergePossible(type: MergeType) {
  return (context: SwitchContext, request: RequestOf<'RequestMergeCalls'>): boolean =>
    request.MergeType !== type || leavesOne(pairOf(context, request), request.request);
}

export const TRANSFER_REQUESTS = {
  RequestInitiateTransfer: initiateTransfer,
  RequestMuteTransfer: muteTransfer,
  RequestSingleStepTransfer: singleStepTransfer,
  RequestCompleteTransfer: completeTransferRequest,
  RequestMergeCalls: mergeCalls,
};

/** Somebody has to be left, and no queue can have one call twice. */
function leavesOne({ held, active }: CallPair, request: CompletionRequest['request']): boolean {
  if (!isPair({ held, active }, request)) return false;
  const members = [...held.call.members, ...active.call.members];
  return members.some((member) => member !== held && member !== active) && !shareQueue({ held, active });
}

function pairOf(context: SwitchContext, request: CompletionRequest): CallPair {
  const active = touchedParty(context, { ThisDN: request.ThisDN, ConnID: request.TransferConnID });
  return { held: touchedParty(context, request), active };
}
