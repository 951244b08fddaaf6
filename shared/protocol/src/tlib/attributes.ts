import {
  ADDRESS_INFO_TYPES,
  ADDRESS_TYPES,
  AGENT_TYPES,
  AGENT_WORK_MODES,
  CALL_INFO_TYPES,
  CALL_STATES,
  CALL_TYPES,
  CONTROL_MODES,
  DN_ROLES,
  FORWARD_MODES,
  MAKE_CALL_TYPES,
  MERGE_TYPES,
  MONITOR_NEXT_CALL_TYPES,
  REGISTER_MODES,
  ROUTE_TYPES,
  SERVER_ROLES,
  SWITCH_INFO_TYPES,
} from './enums.js';
import type { KVList } from './kv-list.js';

/** What the values of each kind are in TypeScript. */
interface KindTypes {
  /** At most 255 characters. */
  str: string;
  /** A safe integer. */
  int: number;
  /** A number that is or can be dialled: 1 to 64 printable characters. */
  dn: string;
  /** 16 lower-case hexadecimal digits. */
  connId: string;
  /** At most 64 characters: whether they are keys of a phone is for the switch to say, with an error of its own. */
  digits: string;
  kvList: KVList;
}
export type AttributeKind = keyof KindTypes;

/** A T-Library enumeration: the names that frames carry, with their numbers. */
export type Enumeration = Readonly<Record<string, number>>;

export interface AttributeRow {
  /** T-Library's number. A few attributes are ours, or have one that is not published. */
  readonly number?: number;
  readonly kind: AttributeKind | Enumeration;
  /** Never in a log, a journal or an event. */
  readonly secret?: true;
}

/** Every attribute that a request or an event may have. A new attribute is a new row. */
export const T_ATTRIBUTES = {
  ErrorMessage: { number: 1, kind: 'str' },
  /** Chosen by the client. Only the requester's copy of the first answer carries it. */
  ReferenceID: { number: 2, kind: 'int' },
  /** The switch's own number of a call. */
  CallID: { number: 3, kind: 'int' },
  ConnID: { number: 9, kind: 'connId' },
  /** What ConnID was before; on a consultation call the main call; in a request about two calls the one on hold. */
  PreviousConnID: { number: 10, kind: 'connId' },
  TransferConnID: { number: 11, kind: 'connId' },
  ConferenceConnID: { number: 12, kind: 'connId' },
  CallState: { number: 13, kind: CALL_STATES },
  AgentID: { number: 14, kind: 'str' },
  AgentWorkMode: { number: 16, kind: AGENT_WORK_MODES },
  /** Software reasons. */
  Reasons: { number: 17, kind: 'kvList' },
  DNIS: { number: 18, kind: 'str' },
  ANI: { number: 19, kind: 'str' },
  ThisDN: { number: 20, kind: 'dn' },
  ThisQueue: { number: 21, kind: 'dn' },
  ThisTrunk: { number: 22, kind: 'int' },
  ThisDNRole: { number: 23, kind: DN_ROLES },
  OtherDN: { number: 24, kind: 'dn' },
  OtherQueue: { number: 25, kind: 'dn' },
  OtherTrunk: { number: 26, kind: 'int' },
  OtherDNRole: { number: 27, kind: DN_ROLES },
  ThirdPartyDN: { number: 28, kind: 'dn' },
  ThirdPartyQueue: { number: 29, kind: 'dn' },
  ThirdPartyTrunk: { number: 30, kind: 'int' },
  ThirdPartyDNRole: { number: 31, kind: DN_ROLES },
  CollectedDigits: { number: 43, kind: 'digits' },
  LastDigit: { number: 44, kind: 'digits' },
  ErrorCode: { number: 46, kind: 'int' },
  AddressType: { number: 47, kind: ADDRESS_TYPES },
  RegisterMode: { number: 49, kind: REGISTER_MODES },
  ControlMode: { number: 50, kind: CONTROL_MODES },
  UserData: { number: 51, kind: 'kvList' },
  /** What the switch adds. Hardware reasons stand here, under the key `ReasonCode`. */
  Extensions: { number: 53, kind: 'kvList' },
  CallType: { number: 54, kind: CALL_TYPES },
  AddressInfoType: { number: 56, kind: ADDRESS_INFO_TYPES },
  /** A count, or a number of the enumeration that the AddressInfoType asks about. */
  AddressInfoStatus: { number: 57, kind: 'int' },
  /** The sender's own number for what it distributes. */
  UserEvent: { number: 58, kind: 'int' },
  CommunicationDN: { number: 59, kind: 'dn' },
  RouteType: { number: 60, kind: ROUTE_TYPES },
  ServerVersion: { number: 61, kind: 'str' },
  ServerRole: { number: 62, kind: SERVER_ROLES },
  ServerCapabilityMask: { number: 63, kind: 'str' },
  ApplicationName: { number: 64, kind: 'str' },
  ForwardMode: { number: 67, kind: FORWARD_MODES },
  DTMFDigits: { number: 68, kind: 'digits' },
  /** A remote site: `Switch` or `Application@Switch`. */
  Location: { number: 69, kind: 'str' },
  MakeCallType: { number: 73, kind: MAKE_CALL_TYPES },
  CallInfoType: { number: 74, kind: CALL_INFO_TYPES },
  /** The tenant. */
  CustomerID: { number: 76, kind: 'str' },
  /** Seconds since 1970. */
  TimeinSecs: { number: 86, kind: 'int' },
  /** The microseconds beyond TimeinSecs. */
  TimeinuSecs: { number: 87, kind: 'int' },
  Place: { number: 92, kind: 'str' },
  MonitorNextCallType: { number: 101, kind: MONITOR_NEXT_CALL_TYPES },
  SessionID: { number: 108, kind: 'int' },
  /** Why the network ended or moved a call. */
  Cause: { number: 114, kind: 'int' },
  /** 32 characters of 0-9 and A-V. */
  CallUUID: { number: 141, kind: 'str' },
  /** Seconds since 1970. Tells events of one EventSequenceNumber apart. */
  ServerStartTime: { number: 147, kind: 'int' },
  /** Grows by one with each event of one server start. */
  EventSequenceNumber: { number: 148, kind: 'int' },
  AgentDN: { kind: 'dn' },
  AgentType: { kind: AGENT_TYPES },
  Duration: { kind: 'int' },
  /** The name of the event to distribute. */
  Event: { kind: 'str' },
  InputMask: { kind: 'str' },
  LocationInfoType: { kind: 'int' },
  MergeType: { kind: MERGE_TYPES },
  NetworkCallID: { kind: 'int' },
  NetworkNodeID: { kind: 'int' },
  Password: { kind: 'str', secret: true },
  Priority: { kind: 'int' },
  PrivateServiceID: { kind: 'int' },
  PropagatedCallType: { kind: CALL_TYPES },
  ProtocolVersion: { kind: 'str' },
  SwitchInfoType: { kind: SWITCH_INFO_TYPES },
  Timeout: { kind: 'int' },
  TreatmentType: { kind: 'str' },
  UserDataKey: { kind: 'str' },
} as const satisfies Record<string, AttributeRow>;
export type TAttributeName = keyof typeof T_ATTRIBUTES;

type ValueOf<Kind> = Kind extends AttributeKind ? KindTypes[Kind] : keyof Kind;

/** The value of every attribute. */
export type TAttributes = { readonly [Name in TAttributeName]: ValueOf<(typeof T_ATTRIBUTES)[Name]['kind']> };
