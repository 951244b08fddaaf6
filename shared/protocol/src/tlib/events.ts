import type { AddressType, AgentWorkMode, CallState, CallType, DNRole } from './enums.js';
import type { KVList } from './kv-list.js';

/** T-Server events by name, with their T-Library message numbers. A new event is a new row. */
export const T_EVENTS = {
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
  EventAgentLogin: 73,
  EventAgentLogout: 74,
  EventAgentReady: 75,
  EventAgentNotReady: 76,
  EventOffHook: 86,
  EventOnHook: 87,
} as const;
export type TEventName = keyof typeof T_EVENTS;

/**
 * One T-Server event, with T-Library's attribute names. An attribute that does not apply is absent, never empty:
 * clients tell "no ANI" from "ANI withheld" by its presence.
 */
export interface TEvent {
  readonly event: TEventName;
  /** Grows by one with each event of one server start. */
  readonly EventSequenceNumber: number;
  /** Seconds since 1970, and the microseconds beyond them. */
  readonly TimeinSecs: number;
  readonly TimeinuSecs: number;
  /** The request this answers. Only the requester's copy carries it. */
  readonly ReferenceID?: number;
  readonly ThisDN?: string;
  readonly ThisDNRole?: DNRole;
  readonly ThisQueue?: string;
  readonly OtherDN?: string;
  readonly OtherDNRole?: DNRole;
  readonly ThirdPartyDN?: string;
  readonly ThirdPartyDNRole?: DNRole;
  /** 16 lower-case hexadecimal digits. */
  readonly ConnID?: string;
  readonly PreviousConnID?: string;
  readonly CallID?: number;
  /** 32 characters of 0-9 and A-V. */
  readonly CallUUID?: string;
  readonly CallType?: CallType;
  readonly CallState?: CallState;
  readonly ANI?: string;
  readonly DNIS?: string;
  readonly AgentID?: string;
  readonly AgentWorkMode?: AgentWorkMode;
  readonly AddressType?: AddressType;
  readonly UserData?: KVList;
  readonly Extensions?: KVList;
  readonly Reasons?: KVList;
  readonly ErrorCode?: number;
  readonly ErrorMessage?: string;
}
