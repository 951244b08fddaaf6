import {
  ADDRESS_INFO_TYPES,
  ADDRESS_TYPES,
  AGENT_WORK_MODES,
  CALL_STATES,
  CALL_TYPES,
  type EventData,
  FORWARD_MODES,
  MONITOR_NEXT_CALL_TYPES,
  type PublishedEventName,
  ROUTE_TYPES,
  SERVER_ROLES,
  type TEvent,
  type TEventName,
} from '@fusion-cti/protocol';
import type { CallEntry } from './call-book.js';

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

/** A frame of the published level. What a call lacks stays away in its JSON. */
export function publishedFrame(eventName: PublishedEventName, call?: CallEntry) {
  return { eventName, eventType: eventName, ...call };
}

/** Full projection of an event. Attributes that the event lacks stay away. */
export function eventDataOf(event: TEvent): EventData {
  const data: Record<string, unknown> = {
    thisDN: event.ThisDN,
    thisDNRole: event.ThisDNRole,
    thisQueue: event.ThisQueue,
    thisTrunk: event.ThisTrunk,
    otherDN: event.OtherDN,
    otherDNRole: event.OtherDNRole,
    otherQueue: event.OtherQueue,
    otherTrunk: event.OtherTrunk,
    thirdPartyDN: event.ThirdPartyDN,
    thirdPartyDNRole: event.ThirdPartyDNRole,
    thirdPartyQueue: event.ThirdPartyQueue,
    thirdPartyTrunk: event.ThirdPartyTrunk,
    connID: event.ConnID,
    previousConnID: event.PreviousConnID,
    transferConnID: event.TransferConnID,
    conferenceConnID: event.ConferenceConnID,
    callID: event.CallID,
    callUuid: event.CallUUID,
    callType: event.CallType,
    callTypeId: event.CallType && CALL_TYPES[event.CallType],
    callState: event.CallState,
    callStateId: event.CallState && CALL_STATES[event.CallState],
    propagatedCallType: event.PropagatedCallType,
    propagatedCallTypeId: event.PropagatedCallType && CALL_TYPES[event.PropagatedCallType],
    cause: event.Cause,
    ani: event.ANI,
    dnis: event.DNIS,
    collectedDigits: event.CollectedDigits,
    lastDigit: event.LastDigit,
    dtmfDigits: event.DTMFDigits,
    treatmentType: event.TreatmentType,
    routeType: event.RouteType,
    routeTypeId: event.RouteType && ROUTE_TYPES[event.RouteType],
    location: event.Location,
    networkCallID: event.NetworkCallID,
    networkNodeID: event.NetworkNodeID,
    agentID: event.AgentID,
    agentDN: event.AgentDN,
    place: event.Place,
    workMode: event.AgentWorkMode,
    workModeId: event.AgentWorkMode && AGENT_WORK_MODES[event.AgentWorkMode],
    duration: event.Duration,
    priority: event.Priority,
    forwardMode: event.ForwardMode,
    forwardModeId: event.ForwardMode && FORWARD_MODES[event.ForwardMode],
    monitorNextCallType: event.MonitorNextCallType,
    monitorNextCallTypeId: event.MonitorNextCallType && MONITOR_NEXT_CALL_TYPES[event.MonitorNextCallType],
    addressType: event.AddressType,
    addressTypeId: event.AddressType && ADDRESS_TYPES[event.AddressType],
    addressInfoType: event.AddressInfoType,
    addressInfoTypeId: event.AddressInfoType && ADDRESS_INFO_TYPES[event.AddressInfoType],
    addressInfoStatus: event.AddressInfoStatus,
    communicationDN: event.CommunicationDN,
    customerID: event.CustomerID,
    userEvent: event.UserEvent,
    privateServiceID: event.PrivateServiceID,
    userData: event.UserData,
    extensions: event.Extensions,
    reasons: event.Reasons,
    errorCode: event.ErrorCode,
    errorMessage: event.ErrorMessage,
    applicationName: event.ApplicationName,
    serverVersion: event.ServerVersion,
    serverRole: event.ServerRole,
    serverRoleId: event.ServerRole && SERVER_ROLES[event.ServerRole],
    serverCapabilityMask: event.ServerCapabilityMask,
    sessionID: event.SessionID,
    serverStartTime: event.ServerStartTime,
    eventSequenceNumber: event.EventSequenceNumber,
    timeInSecs: event.TimeinSecs,
    timeInuSecs: event.TimeinuSecs,
  };
  // Written out as JSON, which leaves out what is undefined.
  return data;
}
