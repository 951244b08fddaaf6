import type { RequestOf } from '@fusion-cti/protocol';
import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import { inCall, onCall, partyOf, partyStateAllows, touchedParty, type CallRequest } from './checks.js';
import type { Check, RequestDefinition } from './definition.js';

type ListenRequest = RequestOf<'RequestListenDisconnect'> | RequestOf<'RequestListenReconnect'>;

const DIGITS = /^[0-9A-D*#,]{1,64}$/i;

const muteAllowed: Check<CallRequest> = {
  name: 'mute-allowed',
  code: 496,
  holds: (context, request) =>
    context.behaviour.twoPartyMute || (partyOf(context, request)?.call.members.length ?? 0) > 2,
};

function mute<Name extends 'RequestSetMuteOn' | 'RequestSetMuteOff'>(muted: boolean): RequestDefinition<Name> {
  const unchanged: Check<CallRequest> = {
    name: 'not-in-same-state',
    code: 43,
    holds: (context, request) => partyOf(context, request)?.muted !== muted,
  };
  return {
    preconditions: [...onCall, muteAllowed, unchanged],
    perform: (context, request, answer) => {
      const party = touchedParty(context, request);
      party.muted = muted;
      context.tell.party(party, muted ? 'EventMuteOn' : 'EventMuteOff', 'Ok', answer);
    },
  };
}

/** OtherDN is who no longer hears: of a conference, where the others can go on talking. */
function listener(context: SwitchContext, request: ListenRequest): Party | undefined {
  return partyOf(context, request)?.call.members.find(({ number }) => number === request.OtherDN);
}

function listen<Name extends 'RequestListenDisconnect' | 'RequestListenReconnect'>(
  deafened: boolean,
): RequestDefinition<Name> {
  const checks: readonly Check<ListenRequest>[] = [
    {
      name: 'call-is-conference',
      code: 51,
      holds: (context, request) => (partyOf(context, request)?.call.members.length ?? 0) > 2,
    },
    {
      name: 'other-party-known',
      code: 56,
      holds: (context, request) => ['Connected', 'Held'].includes(listener(context, request)?.state ?? 'Null'),
    },
    {
      name: 'not-in-same-state',
      code: 43,
      holds: (context, request) => listener(context, request)?.deafened !== deafened,
    },
  ];
  return {
    preconditions: [...onCall, ...checks],
    perform: (context, request, answer) => {
      const party = touchedParty(context, request);
      const other = listener(context, request);
      if (other === undefined) return;
      other.deafened = deafened;
      const event = deafened ? 'EventListenDisconnected' : 'EventListenReconnected';
      context.tell.party(party, event, 'Held', answer, { OtherDN: other.number, OtherDNRole: other.role });
      if (other !== party) context.tell.party(other, event, 'Held');
    },
  };
}

const sendDtmf: RequestDefinition<'RequestSendDTMF'> = {
  preconditions: [
    ...inCall,
    { name: 'digits-valid', code: 302, holds: (_context, { DTMFDigits }) => DIGITS.test(DTMFDigits) },
    partyStateAllows,
  ],
  perform: (context, request, answer) => {
    const { DTMFDigits } = request;
    context.tell.party(touchedParty(context, request), 'EventDtmfSent', 'Ok', answer, { DTMFDigits });
  },
};

export const AUDIO_REQUESTS = {
  RequestSetMuteOn: mute<'RequestSetMuteOn'>(true),
  RequestSetMuteOff: mute<'RequestSetMuteOff'>(false),
  RequestListenDisconnect: listen<'RequestListenDisconnect'>(true),
  RequestListenReconnect: listen<'RequestListenReconnect'>(false),
  RequestSendDTMF: sendDtmf,
};
