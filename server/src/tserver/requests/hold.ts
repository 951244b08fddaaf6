import type { RequestOf } from '@fusion-cti/protocol';
import { hangUp } from '../call-control/release.js';
import type { CallPair } from '../call-control/completion.js';
import type { SwitchContext } from '../context.js';
import { inCall, isPair, onCall, partyOf, partyStateAllows, touchedParty } from './checks.js';
import type { Check, RequestDefinition } from './definition.js';

type AlternateRequest = RequestOf<'RequestAlternateCall'> | RequestOf<'RequestReconnectCall'>;

const holdCall: RequestDefinition<'RequestHoldCall'> = {
  preconditions: [
    ...inCall,
    {
      name: 'not-held-already',
      code: 43,
      holds: (context, request) => partyOf(context, request)?.state !== 'Held',
    },
    partyStateAllows,
  ],
  perform: (context, request, answer) => {
    context.tell.party(touchedParty(context, request), 'EventHeld', 'Ok', answer);
  },
};

const retrieveCall: RequestDefinition<'RequestRetrieveCall'> = {
  preconditions: [
    ...onCall,
    {
      name: 'dn-without-active-call',
      code: 171,
      holds: (context, request) => {
        for (const { state } of context.directory.dn(request.ThisDN).parties.values())
          if (state !== 'Held') return false;
        return true;
      },
    },
  ],
  perform: (context, request, answer) => {
    context.tell.party(touchedParty(context, request), 'EventRetrieved', 'Ok', answer);
  },
};

/** ConnID is the call that the phone is in, PreviousConnID the one on hold. */
const heldAndActive: Check<AlternateRequest> = {
  name: 'held-and-active',
  code: 496,
  holds: (context, request) => isPair(pairOf(context, request), request.request),
};

const secondCallKnown: Check<AlternateRequest> = {
  name: 'party-known',
  code: 56,
  holds: (context, request) => context.directory.dn(request.ThisDN).parties.has(request.PreviousConnID),
};

const alternateCall: RequestDefinition<'RequestAlternateCall'> = {
  preconditions: [...inCall, secondCallKnown, heldAndActive],
  perform: (context, request, answer) => {
    const { held, active } = pairOf(context, request);
    context.tell.party(active, 'EventHeld', 'Ok', answer);
    context.tell.party(held, 'EventRetrieved');
  },
};

const originalRetrievable: Check<AlternateRequest> = { ...heldAndActive, code: 99 };

const reconnectCall: RequestDefinition<'RequestReconnectCall'> = {
  preconditions: [...inCall, secondCallKnown, originalRetrievable],
  perform: (context, request, answer) => {
    const { held, active } = pairOf(context, request);
    hangUp(context, active, { answer });
    context.tell.party(held, 'EventRetrieved');
  },
};

export const HOLD_REQUESTS = {
  RequestHoldCall: holdCall,
  RequestRetrieveCall: retrieveCall,
  RequestAlternateCall: alternateCall,
  RequestReconnectCall: reconnectCall,
};

function pairOf(context: SwitchContext, request: AlternateRequest): CallPair {
  const held = touchedParty(context, { ThisDN: request.ThisDN, ConnID: request.PreviousConnID });
  return { held, active: touchedParty(context, request) };
}
