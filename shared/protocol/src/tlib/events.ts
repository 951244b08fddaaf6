import type { TAttributes } from './attributes.js';

/** T-Server events by name, with their T-Library message numbers. A new event is a new row. */
export const T_EVENTS = {
  EventServerConnected: 50,
  EventServerDisconnected: 51,
  EventError: 52,
  EventRegistered: 53,
  EventUnregistered: 54,
  EventQueued: 57,
  EventDiverted: 58,
  EventAbandoned: 59,
  EventRinging: 60,
  EventDialing: 61,
  EventNetworkReached: 62,
  EventDestinationBusy: 63,
  EventEstablished: 64,
  EventReleased: 65,
  EventHeld: 66,
  EventRetrieved: 67,
  EventPartyChanged: 68,
  EventPartyAdded: 69,
  EventPartyDeleted: 70,
  EventRouteRequest: 71,
  EventRouteUsed: 72,
  EventAgentLogin: 73,
  EventAgentLogout: 74,
  EventAgentReady: 75,
  EventAgentNotReady: 76,
  EventDNDOn: 77,
  EventDNDOff: 78,
  EventAttachedDataChanged: 85,
  EventOffHook: 86,
  EventOnHook: 87,
  EventForwardSet: 88,
  EventForwardCancel: 89,
  EventMessageWaitingOn: 90,
  EventMessageWaitingOff: 91,
  EventAddressInfo: 92,
  EventServerInfo: 93,
  EventLinkDisconnected: 94,
  EventLinkConnected: 95,
  EventUserEvent: 96,
  EventDtmfSent: 98,
  EventListenDisconnected: 106,
  EventListenReconnected: 107,
  EventPartyInfo: 109,
  EventCallInfoChanged: 112,
  EventTreatmentApplied: 114,
  EventTreatmentNotApplied: 115,
  EventTreatmentEnd: 116,
  EventSwitchInfo: 122,
  EventAgentReserved: 128,
  EventRestoreConnection: 132,
  EventPrimaryChanged: 133,
  EventLocationInfo: 137,
  EventACK: 138,
  EventMonitoringNextCall: 141,
  EventMonitoringCancelled: 142,
  EventMuteOn: 145,
  EventMuteOff: 146,
  EventDNOutOfService: 147,
  EventDNBackInService: 148,
  EventPrivateInfo: 150,
  EventBridged: 151,
  EventQueueLogout: 152,
} as const;
export type TEventName = keyof typeof T_EVENTS;

/** Attributes that every event has. */
type Always = 'EventSequenceNumber' | 'TimeinSecs' | 'TimeinuSecs';

/** Attributes that only a request has. */
type Asked =
  | 'AgentType'
  | 'CallInfoType'
  | 'ControlMode'
  | 'Event'
  | 'InputMask'
  | 'LocationInfoType'
  | 'MakeCallType'
  | 'MergeType'
  | 'Password'
  | 'ProtocolVersion'
  | 'RegisterMode'
  | 'SwitchInfoType'
  | 'Timeout'
  | 'UserDataKey';

/**
 * One T-Server event, with T-Library's attribute names. An attribute that does not apply is absent, never empty:
 * clients tell "no ANI" from "ANI withheld" by its presence.
 */
export interface TEvent extends Pick<TAttributes, Always>, Partial<Omit<TAttributes, Always | Asked>> {
  readonly event: TEventName;
}
