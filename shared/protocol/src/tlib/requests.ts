import type { TAttributeName, TAttributes } from './attributes.js';

export interface RequestRow {
  /** T-Library's message number. */
  readonly number: number;
  readonly required: readonly TAttributeName[];
  readonly optional: readonly TAttributeName[];
}

/** Why, and whatever the switch has no attribute for: part of every request about an agent, a phone or a call. */
const EXTRAS = ['Reasons', 'Extensions'] as const;
/** What a request that begins a call on another DN may add. */
const NEW_CALL = ['Location', 'UserData', ...EXTRAS] as const;
const CALL = ['ThisDN', 'ConnID'] as const;

/**
 * Every T-Server request, with its attributes beside ReferenceID. A new request is a new row.
 *
 * Requests about two calls name the one on hold in ConnID and the consultation in the attribute that T-Library has for
 * it, except RequestAlternateCall and RequestReconnectCall: there ConnID is the current call and PreviousConnID the one
 * on hold. Requests about a routing point name it in ThisDN.
 */
export const T_REQUESTS = {
  RequestRegisterClient: {
    number: 0,
    required: ['ApplicationName'],
    optional: ['Password', 'ProtocolVersion'],
  },
  RequestQueryServer: { number: 1, required: [], optional: [] },
  RequestQueryAddress: {
    number: 2,
    required: ['ThisDN', 'AddressInfoType'],
    optional: ['ThisQueue', 'AddressType', 'Extensions'],
  },
  RequestRegisterAddress: {
    number: 3,
    required: ['ThisDN'],
    /** An AddressType must be the one that the DN is configured with. */
    optional: ['RegisterMode', 'ControlMode', 'AddressType', 'Extensions'],
  },
  RequestUnregisterAddress: { number: 4, required: ['ThisDN'], optional: ['ControlMode', 'Extensions'] },
  RequestRegisterAll: { number: 5, required: [], optional: [] },
  RequestUnregisterAll: { number: 6, required: [], optional: [] },
  RequestSetInputMask: { number: 7, required: ['InputMask'], optional: [] },
  RequestQueryCall: { number: 108, required: ['ConnID'], optional: ['ThisDN', 'CallInfoType', 'Extensions'] },
  RequestQuerySwitch: { number: 121, required: ['SwitchInfoType'], optional: ['Extensions'] },
  RequestQueryLocation: { number: 136, required: ['LocationInfoType'], optional: ['Location', 'Extensions'] },
  RequestDistributeUserEvent: {
    number: 48,
    required: ['ThisDN'],
    optional: ['UserEvent', 'ConnID', 'UserData', ...EXTRAS],
  },
  RequestDistributeEvent: {
    number: 49,
    required: ['ThisDN', 'Event'],
    optional: [
      'UserEvent',
      'ConnID',
      'PreviousConnID',
      'CallID',
      'CallUUID',
      'CallType',
      'CallState',
      'ThisDNRole',
      'ThisQueue',
      'OtherDN',
      'OtherDNRole',
      'OtherQueue',
      'ThirdPartyDN',
      'ThirdPartyDNRole',
      'ThirdPartyQueue',
      'ANI',
      'DNIS',
      'AgentID',
      'UserData',
      ...EXTRAS,
    ],
  },
  RequestPrivateService: {
    number: 149,
    required: ['PrivateServiceID'],
    optional: ['ThisDN', 'ConnID', 'UserData', ...EXTRAS],
  },

  RequestAgentLogin: {
    number: 8,
    required: ['ThisDN', 'AgentID'],
    /** With ThisQueue only into this queue, without it into every one that the agent is a member of. */
    optional: ['Password', 'ThisQueue', 'AgentWorkMode', 'AgentType', ...EXTRAS],
  },
  RequestAgentLogout: { number: 9, required: ['ThisDN'], optional: ['ThisQueue', ...EXTRAS] },
  RequestAgentReady: { number: 10, required: ['ThisDN'], optional: ['ThisQueue', 'AgentWorkMode', ...EXTRAS] },
  RequestAgentNotReady: { number: 11, required: ['ThisDN'], optional: ['ThisQueue', 'AgentWorkMode', ...EXTRAS] },
  RequestAgentSetIdleReason: { number: 130, required: ['ThisDN'], optional: EXTRAS },
  RequestReserveAgent: {
    number: 127,
    /** A Duration of 0 gives the agent back. */
    required: ['Duration'],
    /** At least one of the first three. */
    optional: ['AgentDN', 'AgentID', 'Place', 'Priority', ...EXTRAS],
  },
  RequestSetDNDOn: { number: 12, required: ['ThisDN'], optional: EXTRAS },
  RequestSetDNDOff: { number: 13, required: ['ThisDN'], optional: EXTRAS },
  RequestCallForwardSet: { number: 34, required: ['ThisDN', 'OtherDN', 'ForwardMode'], optional: EXTRAS },
  RequestCallForwardCancel: { number: 35, required: ['ThisDN'], optional: ['ForwardMode', ...EXTRAS] },
  RequestSetMessageWaitingOn: { number: 46, required: ['ThisDN'], optional: EXTRAS },
  RequestSetMessageWaitingOff: { number: 47, required: ['ThisDN'], optional: EXTRAS },
  /** ThisDN is the supervisor, OtherDN the agent. */
  RequestMonitorNextCall: {
    number: 139,
    required: ['ThisDN', 'OtherDN', 'MonitorNextCallType'],
    optional: EXTRAS,
  },
  RequestCancelMonitoring: { number: 140, required: ['ThisDN'], optional: ['OtherDN', ...EXTRAS] },
  RequestSetMuteOn: { number: 143, required: CALL, optional: EXTRAS },
  RequestSetMuteOff: { number: 144, required: CALL, optional: EXTRAS },
  /** OtherDN is the one that no longer hears. */
  RequestListenDisconnect: { number: 104, required: [...CALL, 'OtherDN'], optional: EXTRAS },
  RequestListenReconnect: { number: 105, required: [...CALL, 'OtherDN'], optional: EXTRAS },

  RequestMakeCall: { number: 14, required: ['ThisDN', 'OtherDN'], optional: ['MakeCallType', ...NEW_CALL] },
  RequestMakePredictiveCall: { number: 15, required: ['ThisDN', 'OtherDN'], optional: ['Timeout', ...NEW_CALL] },
  RequestAnswerCall: { number: 16, required: CALL, optional: EXTRAS },
  RequestReleaseCall: { number: 17, required: CALL, optional: EXTRAS },
  RequestClearCall: { number: 110, required: CALL, optional: EXTRAS },
  RequestHoldCall: { number: 18, required: CALL, optional: EXTRAS },
  RequestRetrieveCall: { number: 19, required: CALL, optional: EXTRAS },
  RequestInitiateTransfer: { number: 23, required: [...CALL, 'OtherDN'], optional: NEW_CALL },
  RequestMuteTransfer: { number: 24, required: [...CALL, 'OtherDN'], optional: NEW_CALL },
  RequestSingleStepTransfer: { number: 25, required: [...CALL, 'OtherDN'], optional: NEW_CALL },
  RequestCompleteTransfer: { number: 26, required: [...CALL, 'TransferConnID'], optional: EXTRAS },
  RequestInitiateConference: { number: 20, required: [...CALL, 'OtherDN'], optional: NEW_CALL },
  RequestCompleteConference: { number: 21, required: [...CALL, 'ConferenceConnID'], optional: EXTRAS },
  RequestSingleStepConference: { number: 120, required: [...CALL, 'OtherDN'], optional: NEW_CALL },
  /** OtherDN is the party to drop. */
  RequestDeleteFromConference: { number: 22, required: [...CALL, 'OtherDN'], optional: EXTRAS },
  RequestMergeCalls: { number: 27, required: [...CALL, 'TransferConnID', 'MergeType'], optional: EXTRAS },
  RequestAlternateCall: { number: 28, required: [...CALL, 'PreviousConnID'], optional: EXTRAS },
  RequestReconnectCall: { number: 29, required: [...CALL, 'PreviousConnID'], optional: EXTRAS },
  RequestRedirectCall: { number: 103, required: [...CALL, 'OtherDN'], optional: ['Location', ...EXTRAS] },
  /** OtherDN is the destination. */
  RequestRouteCall: { number: 36, required: [...CALL, 'OtherDN'], optional: ['RouteType', ...NEW_CALL] },
  /** The parameters of a treatment are Extensions. */
  RequestApplyTreatment: { number: 113, required: [...CALL, 'TreatmentType'], optional: EXTRAS },
  RequestSendDTMF: { number: 97, required: [...CALL, 'DTMFDigits'], optional: EXTRAS },
  RequestAttachUserData: { number: 30, required: [...CALL, 'UserData'], optional: EXTRAS },
  RequestUpdateUserData: { number: 31, required: [...CALL, 'UserData'], optional: EXTRAS },
  RequestDeletePair: { number: 33, required: [...CALL, 'UserDataKey'], optional: EXTRAS },
  RequestDeleteUserData: { number: 32, required: CALL, optional: EXTRAS },
  RequestSetCallInfo: { number: 111, required: CALL, optional: EXTRAS },
} as const satisfies Record<`Request${string}`, RequestRow>;
export type TRequestName = keyof typeof T_REQUESTS;

type Rows = typeof T_REQUESTS;

type RequestsByName = {
  [Name in TRequestName]: { readonly request: Name } & Pick<TAttributes, Rows[Name]['required'][number]> &
    Partial<Pick<TAttributes, Rows[Name]['optional'][number]>>;
};

/** One request: its name and its attributes. The ReferenceID travels beside it, because the switch only hands it back. */
export type RequestOf<Name extends TRequestName> = RequestsByName[Name];
export type TRequest = RequestsByName[TRequestName];
