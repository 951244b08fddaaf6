import {
  AGENT_WORK_MODES,
  CALL_STATES,
  CALL_TYPES,
  type EventData,
  type PublishedEventName,
  type TEvent,
  type TEventName,
} from '@fusion-cti/protocol';

/**
 * The one place where T-Library's words become those of the desktop wire.
 *
 * Oracle's published protocol has four events. A client of that level is told of dialling as an outgoing ring, and of
 * an abandoned call as a release: otherwise its call would never end. Everything else it would not understand.
 */
export const PUBLISHED_NAMES: Partial<Readonly<Record<TEventName, PublishedEventName>>> = {
  EventRegistered: 'EventRegistered',
  EventRinging: 'EventRinging',
  EventDialing: 'EventRinging',
  EventEstablished: 'EventEstablished',
  EventReleased: 'EventReleased',
  EventAbandoned: 'EventReleased',
};

/** Full projection of an event. Attributes that the event lacks stay away. */
export function eventDataOf(event: TEvent): EventData {
  const data: Record<string, unknown> = {
    thisDN: event.ThisDN,
    thisDNRole: event.ThisDNRole,
    thisQueue: event.ThisQueue,
    otherDN: event.OtherDN,
    otherDNRole: event.OtherDNRole,
    thirdPartyDN: event.ThirdPartyDN,
    thirdPartyDNRole: event.ThirdPartyDNRole,
    connID: event.ConnID,
    previousConnID: event.PreviousConnID,
    callID: event.CallID,
    callUuid: event.CallUUID,
    callType: event.CallType,
    callTypeId: event.CallType && CALL_TYPES[event.CallType],
    callState: event.CallState,
    callStateId: event.CallState && CALL_STATES[event.CallState],
    ani: event.ANI,
    dnis: event.DNIS,
    agentID: event.AgentID,
    workMode: event.AgentWorkMode,
    workModeId: event.AgentWorkMode && AGENT_WORK_MODES[event.AgentWorkMode],
    userData: event.UserData,
    extensions: event.Extensions,
    reasons: event.Reasons,
    errorCode: event.ErrorCode,
    errorMessage: event.ErrorMessage,
    eventSequenceNumber: event.EventSequenceNumber,
    timeInSecs: event.TimeinSecs,
    timeInuSecs: event.TimeinuSecs,
  };
  // Written out as JSON, which leaves out what is undefined.
  return data;
}
