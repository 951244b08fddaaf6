import { isKVList, type EventData, type EventFrame } from '@fusion-cti/protocol';
import type { CallFacts } from '../state/call-facts.js';

const CONSULTATION = 'Consult';

/** What a frame of our level says of a call beside its phase; `undefined` for a frame without such data. */
export function callFacts({ eventName, eventData }: EventFrame): CallFacts | undefined {
  if (eventData === undefined) return undefined;
  return {
    ...(eventData.callType !== undefined && { consultation: eventData.callType === CONSULTATION }),
    ...(eventData.thisDNRole !== undefined && { observer: eventData.thisDNRole === 'Observer' }),
    ...conference(eventName, eventData),
    ...numbers(eventData),
    ...data(eventName, eventData.userData),
    ...(eventData.dtmfDigits !== undefined && { tones: eventData.dtmfDigits }),
  };
}

/** A call becomes a conference when somebody joins, and is none any more when two are left: CallState tells. */
function conference(eventName: string, { thisDNRole, callState }: EventData): CallFacts {
  if (eventName === 'EventPartyDeleted') return { conference: callState === 'Conferenced' };
  if (callState === 'Conferenced') return { conference: true };
  // Who is added in one step is in a conference from the first ring.
  return eventName === 'EventRinging' && thisDNRole === 'ConferenceMember' ? { conference: true } : {};
}

function numbers({ callType, otherDN, ani, thirdPartyDN, transferConnID, conferenceConnID }: EventData): CallFacts {
  const otherNumber = otherDN ?? ani;
  const main = callType === CONSULTATION ? (transferConnID ?? conferenceConnID) : undefined;
  return {
    ...(otherNumber !== undefined && { otherNumber }),
    ...(otherDN !== undefined && { party: otherDN }),
    ...(thirdPartyDN !== undefined && { thirdParty: thirdPartyDN }),
    ...(main !== undefined && { consultationFor: main }),
  };
}

/** An event about the data that brings none says that the last pair is gone. */
function data(eventName: string, userData: unknown): CallFacts {
  if (isKVList(userData)) return { userData };
  return eventName === 'EventAttachedDataChanged' && userData === undefined ? { userData: [] } : {};
}
