import type { TErrorCode, TRequestName } from '@fusion-cti/protocol';
import type { CheckName } from './requests/definition.js';

/** The error code of a named check, for all requests or for one of them. */
export type ErrorCodes = Readonly<Partial<Record<CheckName | `${TRequestName}/${CheckName}`, TErrorCode>>>;

/** [A] What AgentStatus is in each state of an agent, where nobody has said otherwise. */
export const AGENT_STATUS_NUMBERS = { loggedOut: 0, ready: 2, notReady: 3, afterCallWork: 4, walkAway: 5 } as const;
export type AgentStatusNumbers = Readonly<Record<keyof typeof AGENT_STATUS_NUMBERS, number>>;

/**
 * What T-Servers differ in, or what could not be confirmed. Evidence: [D] Genesys documents it, [M] seen in a public
 * model of SIP Server, [A] our assumption.
 */
export interface SwitchBehaviour {
  /** [A] How long a caller hears the busy tone before the switch releases the call. Milliseconds. */
  readonly busyTimeoutMs: number;
  /**
   * [D] `any`: an internal caller's giving up is EventAbandoned at the ringing phone too. One edition of the manual
   * keeps EventAbandoned for callers from outside: with `external`, a phone that an internal caller rang gets
   * EventReleased.
   */
  readonly abandonedBy: 'any' | 'external';
  /** [M] A caller whose call was rejected gets EventDestinationBusy before EventReleased. */
  readonly rejectedCallerHearsBusy: boolean;
  /**
   * [M] SIP Server's `divert-on-ringing`. `true`: a call leaves its queue when the agent's phone rings. `false`: when
   * the agent answers, so a rejected call is still in the queue and rings at the next agent.
   */
  readonly divertOnRinging: boolean;
  /** [A] EventDiverted comes before EventRinging. T-Server promises no order. */
  readonly divertedBeforeRinging: boolean;
  /** [A] EventEstablished comes to the answering side first. T-Server promises no order. */
  readonly answeringSideFirst: boolean;
  /** [A] EventReleased comes to the releasing side first. T-Server promises no order. */
  readonly releasingSideFirst: boolean;
  /** [M] EventOffHook comes before EventDialing. T-Server promises no order. */
  readonly offHookBeforeDialing: boolean;
  /** [M] EventRetrieved of the main call comes before EventReleased of the consultation when a conference is complete. */
  readonly retrievedBeforeReleased: boolean;
  /**
   * [A] What becomes of a call to a number that the world does not list: `rings`, if it can be a public number, or
   * `unallocated`, so that only listed numbers can be called.
   */
  readonly unlistedNumbers: 'rings' | 'unallocated';
  /** [A] A ready agent who asks to be ready gets EventAgentReady again. `false`: refused with 43. */
  readonly repeatedReadyAccepted: boolean;
  /** [A] Whether a login with work mode AutoIn or ManualIn makes ready at once. */
  readonly readyAtLogin: boolean;
  /**
   * [D] Genesys' `agent-strict-id`. `any`: every AgentID may log in (Genesys' default). `configured`: only those of
   * the world. `password`: and only with their password.
   */
  readonly agentStrictId: 'any' | 'configured' | 'password';
  /**
   * [D] Genesys' `agent-emu-login-on-call`: an agent may log in and out while the DN has a call. Genesys' default is
   * no; ours is yes, because a toolbar may be loaded in the middle of a call.
   */
  readonly agentEmuLoginOnCall: boolean;
  /** [D] The agent is logged out when the client that logged it in disconnects or unregisters the DN. */
  readonly logoutOnDisconnect: boolean;
  /** [D] Genesys' `logout-on-out-of-service`. */
  readonly logoutOnOutOfService: boolean;
  /** [D] Agents that may be logged in at once; one more is refused with 40. 0: any number. */
  readonly agentLicences: number;
  /** [D] Genesys' `wrap-up-time`: seconds of after-call work after a business call. 0: none. */
  readonly wrapUpTime: number | 'untimed';
  /** [D] Genesys' `timed-acw-in-idle`: after-call work asked for without a call ends by itself too. */
  readonly timedAcwInIdle: boolean;
  /** [D] Genesys' `acw-in-idle-force-ready`: and the agent is ready then. `false`: as before. */
  readonly acwInIdleForceReady: boolean;
  /**
   * [A] After-call work also of an agent who went not ready during the call: after it they are what they were.
   * `false`: none.
   */
  readonly wrapUpAfterNotReady: boolean;
  /** [A] Seconds of pause between two business calls of a ready agent. 0: none. */
  readonly legalGuardTime: number;
  /** [D] Genesys' `auto-logout-timeout`: minutes without a request or a call. 0: never. */
  readonly autoLogoutTimeout: number;
  /** [D] Genesys' `auto-logout-ready`: ready agents too. */
  readonly autoLogoutReady: boolean;
  /** [A] Milliseconds after which a direct call counts as not answered, where the DN says nothing. 0: never. */
  readonly agentNoAnswerTimeoutMs: number;
  /** [A] What becomes of the agent then. */
  readonly agentNoAnswerAction: 'none' | 'notready' | 'logout';
  /** [D] Genesys' `after-routing-timeout`, for calls from queues and routing points. Milliseconds; 0: never. */
  readonly afterRoutingTimeoutMs: number;
  /** [D] Genesys' `after-routing-timeout-action`. */
  readonly afterRoutingTimeoutAction: 'none' | 'notready' | 'logout';
  /** [D] Genesys' `consult-user-data`; the request's own extension ConsultUserData counts first. */
  readonly consultUserData: 'separate' | 'inherited' | 'joint';
  /** [A] Bytes of user data a call may have. More is refused with 53. */
  readonly userDataLimit: number;
  /** [D] Mute in a call of two; conferences may always. */
  readonly twoPartyMute: boolean;
  /** [A] CallState of a call that was forwarded, at its new destination. */
  readonly forwardedCallState: 'Forwarded' | 'Redirected';
  /** [A] CallState of EventReleased at a phone that did not answer. */
  readonly noAnswerCallState: 'NoAnswer' | 'Droppednoanswer' | 'Redirected';
  /** [A] OtherDNRole of EventPartyDeleted. */
  readonly deletedPartyRole: 'DeletedParty' | 'ConferenceMember';
  /** [A] CallState of EventReleased after RequestClearCall. */
  readonly clearedCallState: 'Cleared' | 'Ok';
  /** [A] Members of a conference at most; one more is refused with 1177. */
  readonly conferenceLimit: number;
  /** [A] Registrations survive the loss of the link. `false`: to see whether a client registers again. */
  readonly registrationsSurviveLinkLoss: boolean;
  /** [A] Other numbers of AgentStatus in the status of a DN than ours. */
  readonly agentStatusNumbers: Readonly<Partial<AgentStatusNumbers>>;
  /** [A] Other error codes than ours, by the name of the check. SIP Server does not publish which it uses. */
  readonly errorCodes: ErrorCodes;
}

/** SIP Server, which is a T-Server with a switch and agents of its own. */
export const SIP_PROFILE: SwitchBehaviour = {
  busyTimeoutMs: 15_000,
  abandonedBy: 'any',
  rejectedCallerHearsBusy: true,
  divertOnRinging: true,
  divertedBeforeRinging: true,
  answeringSideFirst: true,
  releasingSideFirst: true,
  offHookBeforeDialing: true,
  retrievedBeforeReleased: true,
  unlistedNumbers: 'rings',
  repeatedReadyAccepted: true,
  readyAtLogin: false,
  agentStrictId: 'password',
  agentEmuLoginOnCall: true,
  logoutOnDisconnect: false,
  logoutOnOutOfService: false,
  agentLicences: 0,
  wrapUpTime: 0,
  timedAcwInIdle: true,
  acwInIdleForceReady: true,
  wrapUpAfterNotReady: false,
  legalGuardTime: 0,
  autoLogoutTimeout: 0,
  autoLogoutReady: false,
  agentNoAnswerTimeoutMs: 0,
  agentNoAnswerAction: 'none',
  afterRoutingTimeoutMs: 0,
  afterRoutingTimeoutAction: 'none',
  consultUserData: 'separate',
  userDataLimit: 16_000,
  twoPartyMute: true,
  forwardedCallState: 'Forwarded',
  noAnswerCallState: 'NoAnswer',
  deletedPartyRole: 'DeletedParty',
  clearedCallState: 'Cleared',
  conferenceLimit: 20,
  registrationsSurviveLinkLoss: true,
  agentStatusNumbers: {},
  errorCodes: {},
};

/** A T-Server in front of a PBX: its refusals are those of CSTA, and the switch has one way of doing things. */
export const CSTA_PROFILE: SwitchBehaviour = {
  ...SIP_PROFILE,
  divertOnRinging: false,
  repeatedReadyAccepted: false,
  errorCodes: {
    'party-state-allows': 1161,
    'RequestAnswerCall/party-state-allows': 1167,
    'RequestReleaseCall/party-state-allows': 1166,
    'RequestClearCall/party-state-allows': 1165,
    'RequestHoldCall/party-state-allows': 1163,
    'RequestSendDTMF/party-state-allows': 1163,
    'RequestRetrieveCall/party-state-allows': 1164,
    'held-and-active': 1164,
    'party-known': 1152,
    'destination-callable': 1145,
    'dn-without-active-call': 1161,
    'dn-without-other-agent': 527,
    'conference-has-room': 1177,
  },
};

export const PROFILES = { SIP: SIP_PROFILE, CSTA: CSTA_PROFILE } as const;
export type ProfileName = keyof typeof PROFILES;
