/**
 * T-Library enumerations, by name, with the numbers that T-Library gives them.
 * Names are what our frames carry beside the number, so that a log can be read without a header file.
 */

/** Why a call changed (attribute `CallState`). */
export const CALL_STATES = {
  Ok: 0,
  Transferred: 1,
  Conferenced: 2,
  GeneralError: 3,
  SystemError: 4,
  RemoteRelease: 5,
  Busy: 6,
  NoAnswer: 7,
  SitDetected: 8,
  AnsweringMachineDetected: 9,
  AllTrunksBusy: 10,
  SitInvalidnum: 11,
  SitVacant: 12,
  SitIntercept: 13,
  SitUnknown: 14,
  SitNocircuit: 15,
  SitReorder: 16,
  FaxDetected: 17,
  QueueFull: 18,
  Cleared: 19,
  Overflowed: 20,
  Abandoned: 21,
  Redirected: 22,
  Forwarded: 23,
  Consult: 24,
  Pickedup: 25,
  Dropped: 26,
  Droppednoanswer: 27,
  Unknown: 28,
  Covered: 29,
  ConverseOn: 30,
  Bridged: 31,
  Deafened: 49,
  Held: 50,
} as const;
export type CallState = keyof typeof CALL_STATES;

/** Attribute `CallType`. */
export const CALL_TYPES = { Unknown: 0, Internal: 1, Inbound: 2, Outbound: 3, Consult: 4 } as const;
export type CallType = keyof typeof CALL_TYPES;

/** Attributes `ThisDNRole`, `OtherDNRole`, `ThirdPartyDNRole`. */
export const DN_ROLES = {
  Unknown: 0,
  Origination: 1,
  Destination: 2,
  ConferenceMember: 3,
  NewParty: 4,
  AddedBy: 5,
  DeletedBy: 6,
  TransferredBy: 7,
  DeletedParty: 8,
  ConferencedBy: 9,
  Observer: 10,
} as const;
export type DNRole = keyof typeof DN_ROLES;

/**
 * Attribute `AgentWorkMode`. T-Library gives the number 2 two names: AutoIn when ready, LegalGuard when not ready.
 */
export const AGENT_WORK_MODES = {
  Unknown: 0,
  ManualIn: 1,
  AutoIn: 2,
  LegalGuard: 2,
  AfterCallWork: 3,
  AuxWork: 4,
  NoCallDisconnect: 5,
  WalkAway: 6,
  ReturnBack: 7,
} as const;
export type AgentWorkMode = keyof typeof AGENT_WORK_MODES;

/** What kind of telephony object a DN is (attribute `AddressType`). */
export const ADDRESS_TYPES = {
  Unknown: 0,
  DN: 1,
  Position: 2,
  Queue: 3,
  RouteDN: 4,
  Trunk: 5,
  VoiceChannel: 6,
  DataChannel: 7,
  Announcement: 8,
  ASAI: 9,
  ACDGroup: 10,
  VSP: 11,
  RouteQueue: 12,
  AgentID: 13,
  Other: 99,
} as const;
export type AddressType = keyof typeof ADDRESS_TYPES;

/** How a client shares a DN with other clients (attribute `RegisterMode`). */
export const REGISTER_MODES = { Share: 0, Private: 1, Monitor: 2 } as const;
export type RegisterMode = keyof typeof REGISTER_MODES;

/** Whether a registration is passed on to the switch (attribute `ControlMode`). A software switch makes no difference. */
export const CONTROL_MODES = { Default: 0, Force: 1, Local: 2 } as const;
export type ControlMode = keyof typeof CONTROL_MODES;

/** Attribute `ServerRole`. */
export const SERVER_ROLES = { Primary: 0, Backup: 1 } as const;
export type ServerRole = keyof typeof SERVER_ROLES;

/** Attribute `AgentType`. */
export const AGENT_TYPES = { Agent: 0, Supervisor: 1 } as const;
export type AgentType = keyof typeof AGENT_TYPES;

/** Attribute `MakeCallType`. */
export const MAKE_CALL_TYPES = {
  Regular: 0,
  DirectAgent: 1,
  SupervisorAssist: 2,
  Priority: 3,
  DirectPriority: 4,
} as const;
export type MakeCallType = keyof typeof MAKE_CALL_TYPES;

/** What two calls on one DN are merged into (attribute `MergeType`). */
export const MERGE_TYPES = { Transfer: 0, Conference: 1 } as const;
export type MergeType = keyof typeof MERGE_TYPES;

/** What a RequestQueryCall asks for (attribute `CallInfoType`). */
export const CALL_INFO_TYPES = { Parties: 0, Status: 1 } as const;
export type CallInfoType = keyof typeof CALL_INFO_TYPES;

/** How long a supervisor listens in (attribute `MonitorNextCallType`). */
export const MONITOR_NEXT_CALL_TYPES = { OneCall: 0, AllCalls: 1 } as const;
export type MonitorNextCallType = keyof typeof MONITOR_NEXT_CALL_TYPES;

/** Attribute `ForwardMode`. */
export const FORWARD_MODES = {
  None: 0,
  Unconditional: 1,
  OnBusy: 2,
  OnNoAnswer: 3,
  OnBusyAndNoAnswer: 4,
  SendAllCalls: 5,
} as const;
export type ForwardMode = keyof typeof FORWARD_MODES;

/** What a router wants done with a call (attribute `RouteType`). */
export const ROUTE_TYPES = {
  Unknown: 0,
  Default: 1,
  Label: 2,
  OverwriteDNIS: 3,
  DDD: 4,
  IDDD: 5,
  Direct: 6,
  Reject: 7,
  Announcement: 8,
  PostFeature: 9,
  DirectAgent: 10,
  Priority: 11,
  DirectPriority: 12,
  AgentID: 13,
  CallDisconnect: 14,
} as const;
export type RouteType = keyof typeof ROUTE_TYPES;

/** What a RequestQueryAddress asks for (attribute `AddressInfoType`). T-Library has no 12 and 13. */
export const ADDRESS_INFO_TYPES = {
  AddressStatus: 0,
  MessageWaiting: 1,
  Association: 2,
  CallForwarding: 3,
  AgentStatus: 4,
  NumberOfAgentsInQueue: 5,
  NumberOfAvailableAgentsInQueue: 6,
  NumberOfCallsInQueue: 7,
  AddressType: 8,
  CallsQuery: 9,
  SendAllCalls: 10,
  QueueLoginAudit: 11,
  IdleTrunks: 14,
  TrunksInUse: 15,
  DatabaseValue: 16,
  DNStatus: 17,
  QueueStatus: 18,
} as const;
export type AddressInfoType = keyof typeof ADDRESS_INFO_TYPES;

/** The value of `AddressInfoStatus` when AddressStatus was asked for. */
export const ADDRESS_STATUSES = {
  Idle: 0,
  Origination: 1,
  Dialing: 2,
  Talking: 3,
  Ringing: 4,
  Held: 5,
  Treatment: 6,
  LockedOut: 7,
  Maintenance: 8,
  Available: 9,
  Vacant: 10,
} as const;
export type AddressStatus = keyof typeof ADDRESS_STATUSES;

/**
 * The state of a party as bits (pairs `ps-…` of a DN's status). The low four say which state it is, the others what is
 * true besides. Only the low sixteen are ever reported.
 */
export const PARTY_STATE_BITS = {
  Null: 0,
  Initiated: 0x1,
  Queued: 0x9,
  Alerting: 0xa,
  Busy: 0xb,
  Connected: 0xc,
  CallProgressDetect: 0xd,
  Held: 0xe,
  Failed: 0xf,
  NoListen: 0x10,
  NoTalk: 0x20,
  Bridged: 0x40,
  Audit: 0x80,
  ServiceObserving: 0xa0,
  TreatmentRequired: 0x100,
  Treatment: 0x200,
  Routing: 0x800,
  Dialing: 0x10000,
  Uncertain: 0x20000,
} as const;
export type PartyStateBit = keyof typeof PARTY_STATE_BITS;

/** What a call is made of (pairs `mt-…` of a DN's status). From 100 on they are an installation's own. */
export const MEDIA_TYPES = {
  Voice: 0,
  VoIP: 1,
  EMail: 2,
  VMail: 3,
  SMail: 4,
  Chat: 5,
  Video: 6,
  Cobrowsing: 7,
  Whiteboard: 8,
  AppSharing: 9,
  WebForm: 10,
  WorkItem: 11,
} as const;
export type MediaType = keyof typeof MEDIA_TYPES;

/** What a RequestQuerySwitch asks for (attribute `SwitchInfoType`). */
export const SWITCH_INFO_TYPES = { DateTime: 1, Classifiers: 2 } as const;
export type SwitchInfoType = keyof typeof SWITCH_INFO_TYPES;
