import type { TErrorCode, TRequestName } from '@fusion-cti/protocol';
import type { ClientId } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import type { CheckName } from '../requests/definition.js';
import { ask, call } from './rig.js';
import { A_HEARS_BUSY, A_HOLDS_B, A_TALKS_TO_B, inbound, type Steps } from './steps.js';

/** What is wrong, compared with the sample of a request: that alone makes one check fail. */
export interface Fault {
  readonly code: TErrorCode;
  /** In front of a PBX, where that is another. */
  readonly csta?: TErrorCode;
  readonly behaviour?: Partial<SwitchBehaviour>;
  /** Instead of what the sample needs. */
  readonly given?: Steps;
  /** After what the sample needs. */
  readonly after?: Steps;
  /** The request is done once, and asked again. */
  readonly again?: true;
  /** At another DN, by its client. */
  readonly at?: string;
  readonly from?: ClientId;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const second = { kind: 'connect', client: 'second' } as const;
const noCall = call(9);
/** Two calls of A, of three members each. */
const twoConferences: Steps = [
  ...A_TALKS_TO_B,
  ask('RequestSingleStepConference', 'A', { ConnID: call(1), OtherDN: 'C' }),
  ask('RequestInitiateTransfer', 'A', { ConnID: call(1), OtherDN: 'D' }),
  ask('RequestAnswerCall', 'D', { ConnID: call(2) }),
  ask('RequestSingleStepConference', 'D', { ConnID: call(2), OtherDN: 'X' }),
];
const busyD = [ask('RequestSetDNDOn', 'D')];
const ringingA = [inbound('A')];
/** The call in hand named as the one on hold, and the other way round. */
const swapped = (name: string) => ({ ConnID: call(2), [name]: call(1) });

/** What fails each check, whatever the request. The type demands a row for each. */
export const FAULTS: Readonly<Record<CheckName, Fault>> = {
  supported: { code: 51 },
  'client-connected': { code: 41, from: 'stranger' },
  'protocol-version': { code: 55, attributes: { ProtocolVersion: 'tserver protocol 1.0' } },
  'link-up': { code: 54, after: [{ kind: 'linkLost' }] },
  'dn-configured': { code: 59, at: 'Z', from: 'a' },
  'dn-in-service': { code: 58, after: [{ kind: 'dnOutOfService', dn: 'A' }] },
  'dn-type-matches': { code: 53, attributes: { AddressType: 'Queue' } },
  'dn-not-seized': { code: 42, after: [second], from: 'second', attributes: { RegisterMode: 'Private' } },
  'dn-registered': { code: 41, after: [second], from: 'second' },
  'dn-authorised': { code: 41, from: 'stranger' },
  'dn-is-phone': { code: 53, at: 'Q' },
  'location-known': { code: 1012, attributes: { Location: 'elsewhere' } },
  'info-type-fits': { code: 53, attributes: { ForwardMode: 'None' } },
  'call-known': { code: 56, attributes: { ConnID: noCall } },
  'agent-known': { code: 1703, attributes: { AgentID: '9999' } },
  'password-matches': { code: 1705, attributes: { AgentID: '5001', Password: 'wrong' } },
  'licence-free': {
    code: 40,
    behaviour: { agentLicences: 1 },
    after: [ask('RequestAgentLogin', 'B', { AgentID: '5003' })],
  },
  'agent-not-elsewhere': { code: 1704, after: [ask('RequestAgentLogin', 'B', { AgentID: '5002' })] },
  'dn-without-other-agent': { code: 1706, csta: 527, after: [ask('RequestAgentLogin', 'A', { AgentID: '5003' })] },
  'login-queue-fits': { code: 53, attributes: { ThisQueue: 'P' } },
  'no-call-at-login': { code: 231, behaviour: { agentEmuLoginOnCall: false }, after: ringingA },
  'no-call-at-logout': { code: 231, behaviour: { agentEmuLoginOnCall: false }, after: ringingA },
  'agent-logged-in': { code: 1707, given: [] },
  'agent-in-queue': { code: 1707, attributes: { ThisQueue: 'V' } },
  'work-mode-fits': { code: 53, attributes: { AgentWorkMode: 'AuxWork' } },
  'not-ready-already': { code: 43, behaviour: { repeatedReadyAccepted: false }, again: true },
  'duration-fits': { code: 53, attributes: { Duration: -1 } },
  'agent-reservable': {
    code: 1700,
    after: [{ kind: 'ask', client: 'b', request: { request: 'RequestReserveAgent', AgentID: '5002', Duration: 1000 } }],
  },
  'not-in-same-state': { code: 43, again: true },
  'forward-target-known': { code: 195, attributes: { OtherDN: 'nobody' } },
  'destination-callable': { code: 71, csta: 1145, attributes: { OtherDN: 'nobody' } },
  'destination-free': { code: 172, after: busyD },
  'dn-without-active-call': { code: 231, csta: 1161, after: ringingA },
  'party-known': { code: 56, csta: 1152, attributes: { ConnID: noCall } },
  // Next to nothing can be done about a call that failed.
  'party-state-allows': { code: 496, csta: 1161, given: A_HEARS_BUSY, at: 'A', attributes: { ConnID: call(1) } },
  'not-held-already': { code: 43, again: true },
  'held-and-active': { code: 496, csta: 1164, attributes: swapped('TransferConnID') },
  'transfer-possible': { code: 98, attributes: swapped('TransferConnID') },
  'conference-possible': { code: 96, attributes: swapped('ConferenceConnID') },
  'conference-has-room': { code: 1177, behaviour: { conferenceLimit: 2 } },
  'other-party-known': { code: 470, attributes: { OtherDN: 'D' } },
  'call-is-conference': { code: 470, given: A_TALKS_TO_B },
  'mute-allowed': { code: 496, behaviour: { twoPartyMute: false }, given: A_TALKS_TO_B },
  'digits-valid': { code: 302, attributes: { DTMFDigits: '12x' } },
  'user-data-fits': {
    code: 53,
    behaviour: { userDataLimit: 1 },
    attributes: { UserData: [{ key: 'k', type: 'str', value: 'v' }] },
  },
  'routing-point': { code: 411, given: [inbound('Q')], at: 'Q' },
  'supervision-free': { code: 506, after: ringingA },
  'supervision-known': { code: 506, given: [] },
  'event-distributable': { code: 53, attributes: { Event: 'EventReleased' } },
  'mask-valid': { code: 53, attributes: { InputMask: 'everything' } },
};

/**
 * Where a request has a way of its own to fail a check, or a code of its own: instead of the general one. One for each
 * time that the request makes the check.
 */
export const FAULTS_OF: Readonly<Partial<Record<`${TRequestName}/${CheckName}`, readonly Fault[]>>> = {
  'RequestQueryAddress/supported': [{ code: 51, attributes: { AddressInfoType: 'IdleTrunks' } }],
  'RequestQuerySwitch/supported': [{ code: 51, attributes: { SwitchInfoType: 'Classifiers' } }],
  'RequestDistributeEvent/dn-type-matches': [{ code: 53, at: 'Q' }],
  'RequestDistributeEvent/dn-in-service': [{ code: 58, after: [{ kind: 'dnOutOfService', dn: 'V' }] }],
  'RequestMakePredictiveCall/dn-in-service': [{ code: 58, after: [{ kind: 'dnOutOfService', dn: 'P' }] }],
  'RequestRouteCall/dn-in-service': [{ code: 58, after: [{ kind: 'dnOutOfService', dn: 'P' }] }],
  'RequestApplyTreatment/dn-in-service': [{ code: 58, after: [{ kind: 'dnOutOfService', dn: 'P' }] }],
  'RequestReserveAgent/agent-known': [{ code: 53, attributes: { AgentDN: 'B' }, from: 'b' }],
  'RequestQueryCall/dn-authorised': [{ code: 41, after: [second], from: 'second', attributes: { ThisDN: 'A' } }],
  'RequestPrivateService/dn-authorised': [{ code: 41, after: [second], from: 'second', attributes: { ThisDN: 'A' } }],
  'RequestMakeCall/dn-is-phone': [{ code: 61, at: 'Q' }],
  'RequestAgentNotReady/work-mode-fits': [{ code: 53, attributes: { AgentWorkMode: 'ManualIn' } }],
  'RequestMonitorNextCall/work-mode-fits': [
    { code: 53, attributes: { Extensions: [{ key: 'MonitorMode', type: 'str', value: 'whisper' }] } },
  ],
  'RequestMonitorNextCall/other-party-known': [{ code: 71, attributes: { OtherDN: 'Q' } }],
  'RequestListenDisconnect/other-party-known': [{ code: 56, attributes: { OtherDN: 'D' } }],
  'RequestListenReconnect/other-party-known': [{ code: 56, attributes: { OtherDN: 'D' } }],
  'RequestListenDisconnect/call-is-conference': [{ code: 51, given: A_TALKS_TO_B }],
  'RequestListenReconnect/call-is-conference': [{ code: 51, given: A_TALKS_TO_B }],
  // A dialler calls somebody outside.
  'RequestMakePredictiveCall/destination-callable': [
    { code: 71, csta: 1145, attributes: { OtherDN: 'nobody' } },
    { code: 71, csta: 1145, attributes: { OtherDN: 'B' } },
  ],
  'RequestMakePredictiveCall/routing-point': [{ code: 411, at: 'Q' }],
  'RequestRedirectCall/destination-free': [{ code: 93, after: busyD }],
  'RequestRetrieveCall/dn-without-active-call': [
    { code: 171, csta: 1161, given: [...A_HOLDS_B, ask('RequestMakeCall', 'A', { OtherDN: 'D' })] },
  ],
  'RequestAnswerCall/party-state-allows': [
    { code: 496, csta: 1167, given: A_HEARS_BUSY, at: 'A', attributes: { ConnID: call(1) } },
  ],
  'RequestReleaseCall/party-state-allows': [{ code: 496, csta: 1166, given: [inbound('P')], at: 'P' }],
  'RequestClearCall/party-state-allows': [{ code: 496, csta: 1165, given: A_HEARS_BUSY }],
  'RequestHoldCall/party-state-allows': [{ code: 496, csta: 1163, given: A_HEARS_BUSY }],
  'RequestSendDTMF/party-state-allows': [{ code: 496, csta: 1163, given: A_HEARS_BUSY }],
  'RequestRetrieveCall/party-state-allows': [{ code: 496, csta: 1164, given: A_HEARS_BUSY }],
  'RequestSingleStepConference/conference-possible': [{ code: 96, after: busyD }],
  'RequestMergeCalls/conference-possible': [
    { code: 96, attributes: { ...swapped('TransferConnID'), MergeType: 'Conference' } },
  ],
  'RequestMergeCalls/conference-has-room': [{ code: 1177, behaviour: { conferenceLimit: 3 }, given: twoConferences }],
  'RequestCompleteTransfer/conference-has-room': [
    { code: 1177, behaviour: { conferenceLimit: 3 }, given: twoConferences },
  ],
  'RequestAlternateCall/held-and-active': [{ code: 496, csta: 1164, attributes: swappedBack() }],
  'RequestReconnectCall/held-and-active': [{ code: 99, csta: 1164, attributes: swappedBack() }],
  'RequestMergeCalls/held-and-active': [{ code: 98, csta: 1164, attributes: swapped('TransferConnID') }],
  ...bothCallsKnown('RequestCompleteTransfer', 'TransferConnID'),
  ...bothCallsKnown('RequestMergeCalls', 'TransferConnID'),
  ...bothCallsKnown('RequestCompleteConference', 'ConferenceConnID'),
  ...bothCallsKnown('RequestAlternateCall', 'PreviousConnID'),
  ...bothCallsKnown('RequestReconnectCall', 'PreviousConnID'),
};

/** Two requests name the current call first. */
function swappedBack(): Readonly<Record<string, string>> {
  return { ConnID: call(1), PreviousConnID: call(2) };
}

function bothCallsKnown(request: TRequestName, second: string): Readonly<Record<string, readonly Fault[]>> {
  const faults = ['ConnID', second].map((name): Fault => ({ code: 56, csta: 1152, attributes: { [name]: noCall } }));
  return { [`${request}/party-known`]: faults };
}
