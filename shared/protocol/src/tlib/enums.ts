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
