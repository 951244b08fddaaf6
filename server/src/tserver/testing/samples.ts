import {
  T_REQUESTS,
  type RequestOf,
  type TAttributeName,
  type TErrorCode,
  type TEventName,
  type TRequestName,
} from '@fusion-cti/protocol';
import { ask, call, type Ask } from './rig.js';
import {
  A_CALLS_B,
  A_CONSULTS_D,
  A_HOLDS_B,
  A_TALKS_TO_B,
  A_TALKS_TO_D_ABOUT_B,
  CONFERENCE,
  inbound,
  type Steps,
} from './steps.js';

/** One request of its kind, and the situation in which it is done, if it ever is. */
export type Sample = { readonly given: Steps; readonly asked: Ask } & (
  | { readonly answer: TEventName; readonly never?: undefined }
  /** Refused whatever the situation, with this. */
  | { readonly answer?: undefined; readonly never: TErrorCode }
);

const login = ask('RequestAgentLogin', 'A', { AgentID: '5002' });
const userData = [{ key: 'k', type: 'str', value: 'v' }] as const;
const ofCall = { ConnID: call(1) };
const toD = { OtherDN: 'D' };
const aboutB = { ...ofCall, OtherDN: 'B' };
/** The two calls of a phone, for the requests that name the current one first. */
const currentFirst = { ConnID: call(2), PreviousConnID: call(1) };
const muted = ask('RequestSetMuteOn', 'A', ofCall);
const deafened = ask('RequestListenDisconnect', 'A', aboutB);

/** A request that is about no DN. */
function askServer<Name extends TRequestName>(request: Name, attributes: Omit<RequestOf<Name>, 'request'>): Ask {
  return { kind: 'ask', client: 'a', request: { request, ...attributes } };
}

/** Every request that there is. The type demands a sample for each. */
export const SAMPLES: Readonly<Record<TRequestName, Sample>> = {
  RequestRegisterClient: {
    given: [],
    asked: askServer('RequestRegisterClient', { ApplicationName: 'toolbar' }),
    answer: 'EventLinkConnected',
  },
  RequestQueryServer: { given: [], asked: askServer('RequestQueryServer', {}), answer: 'EventServerInfo' },
  RequestQueryAddress: {
    given: [],
    asked: ask('RequestQueryAddress', 'A', { AddressInfoType: 'DNStatus' }),
    answer: 'EventAddressInfo',
  },
  RequestRegisterAddress: { given: [], asked: ask('RequestRegisterAddress', 'A'), answer: 'EventRegistered' },
  RequestUnregisterAddress: { given: [], asked: ask('RequestUnregisterAddress', 'A'), answer: 'EventUnregistered' },
  RequestRegisterAll: { given: [], asked: askServer('RequestRegisterAll', {}), never: 51 },
  RequestUnregisterAll: { given: [], asked: askServer('RequestUnregisterAll', {}), never: 51 },
  RequestSetInputMask: { given: [], asked: askServer('RequestSetInputMask', { InputMask: '00' }), answer: 'EventACK' },
  RequestQueryCall: { given: A_CALLS_B, asked: askServer('RequestQueryCall', ofCall), answer: 'EventPartyInfo' },
  RequestQuerySwitch: {
    given: [],
    asked: askServer('RequestQuerySwitch', { SwitchInfoType: 'DateTime' }),
    answer: 'EventSwitchInfo',
  },
  RequestQueryLocation: { given: [], asked: askServer('RequestQueryLocation', { LocationInfoType: 0 }), never: 1012 },
  RequestDistributeUserEvent: { given: [], asked: ask('RequestDistributeUserEvent', 'A'), answer: 'EventACK' },
  RequestDistributeEvent: {
    given: [],
    asked: ask('RequestDistributeEvent', 'V', { Event: 'EventQueued' }),
    answer: 'EventACK',
  },
  RequestPrivateService: {
    given: [],
    asked: askServer('RequestPrivateService', { PrivateServiceID: 1 }),
    answer: 'EventACK',
  },

  RequestAgentLogin: { given: [], asked: login, answer: 'EventAgentLogin' },
  RequestAgentLogout: { given: [login], asked: ask('RequestAgentLogout', 'A'), answer: 'EventAgentLogout' },
  RequestAgentReady: { given: [login], asked: ask('RequestAgentReady', 'A'), answer: 'EventAgentReady' },
  RequestAgentNotReady: { given: [login], asked: ask('RequestAgentNotReady', 'A'), answer: 'EventAgentNotReady' },
  RequestAgentSetIdleReason: { given: [login], asked: ask('RequestAgentSetIdleReason', 'A'), never: 51 },
  RequestReserveAgent: {
    given: [login],
    asked: askServer('RequestReserveAgent', { AgentDN: 'A', Duration: 1000 }),
    answer: 'EventAgentReserved',
  },
  RequestSetDNDOn: { given: [], asked: ask('RequestSetDNDOn', 'A'), answer: 'EventDNDOn' },
  RequestSetDNDOff: {
    given: [ask('RequestSetDNDOn', 'A')],
    asked: ask('RequestSetDNDOff', 'A'),
    answer: 'EventDNDOff',
  },
  RequestCallForwardSet: {
    given: [],
    asked: ask('RequestCallForwardSet', 'A', { ...toD, ForwardMode: 'Unconditional' }),
    answer: 'EventForwardSet',
  },
  RequestCallForwardCancel: {
    given: [ask('RequestCallForwardSet', 'A', { ...toD, ForwardMode: 'Unconditional' })],
    asked: ask('RequestCallForwardCancel', 'A'),
    answer: 'EventForwardCancel',
  },
  RequestSetMessageWaitingOn: {
    given: [],
    asked: ask('RequestSetMessageWaitingOn', 'A'),
    answer: 'EventMessageWaitingOn',
  },
  RequestSetMessageWaitingOff: {
    given: [ask('RequestSetMessageWaitingOn', 'A')],
    asked: ask('RequestSetMessageWaitingOff', 'A'),
    answer: 'EventMessageWaitingOff',
  },
  RequestMonitorNextCall: {
    given: [],
    asked: ask('RequestMonitorNextCall', 'A', { OtherDN: 'B', MonitorNextCallType: 'OneCall' }),
    answer: 'EventMonitoringNextCall',
  },
  RequestCancelMonitoring: {
    given: [ask('RequestMonitorNextCall', 'A', { OtherDN: 'B', MonitorNextCallType: 'OneCall' })],
    asked: ask('RequestCancelMonitoring', 'A'),
    answer: 'EventMonitoringCancelled',
  },

  RequestMakeCall: { given: [], asked: ask('RequestMakeCall', 'A', toD), answer: 'EventDialing' },
  RequestMakePredictiveCall: {
    given: [],
    asked: ask('RequestMakePredictiveCall', 'P', { OtherDN: 'X' }),
    answer: 'EventDialing',
  },
  RequestAnswerCall: {
    given: [inbound('A')],
    asked: ask('RequestAnswerCall', 'A', ofCall),
    answer: 'EventEstablished',
  },
  RequestReleaseCall: { given: A_TALKS_TO_B, asked: ask('RequestReleaseCall', 'A', ofCall), answer: 'EventReleased' },
  RequestClearCall: { given: A_TALKS_TO_B, asked: ask('RequestClearCall', 'A', ofCall), answer: 'EventReleased' },
  RequestRedirectCall: {
    given: [inbound('A')],
    asked: ask('RequestRedirectCall', 'A', { ...ofCall, ...toD }),
    answer: 'EventReleased',
  },
  RequestHoldCall: { given: A_TALKS_TO_B, asked: ask('RequestHoldCall', 'A', ofCall), answer: 'EventHeld' },
  RequestRetrieveCall: { given: A_HOLDS_B, asked: ask('RequestRetrieveCall', 'A', ofCall), answer: 'EventRetrieved' },
  RequestAlternateCall: {
    given: A_TALKS_TO_D_ABOUT_B,
    asked: ask('RequestAlternateCall', 'A', currentFirst),
    answer: 'EventHeld',
  },
  RequestReconnectCall: {
    given: A_TALKS_TO_D_ABOUT_B,
    asked: ask('RequestReconnectCall', 'A', currentFirst),
    answer: 'EventReleased',
  },
  RequestInitiateTransfer: {
    given: A_TALKS_TO_B,
    asked: ask('RequestInitiateTransfer', 'A', { ...ofCall, ...toD }),
    answer: 'EventDialing',
  },
  RequestMuteTransfer: {
    given: A_TALKS_TO_B,
    asked: ask('RequestMuteTransfer', 'A', { ...ofCall, ...toD }),
    answer: 'EventDialing',
  },
  RequestSingleStepTransfer: {
    given: A_TALKS_TO_B,
    asked: ask('RequestSingleStepTransfer', 'A', { ...ofCall, ...toD }),
    answer: 'EventReleased',
  },
  RequestCompleteTransfer: {
    given: A_CONSULTS_D,
    asked: ask('RequestCompleteTransfer', 'A', { ...ofCall, TransferConnID: call(2) }),
    answer: 'EventReleased',
  },
  RequestMergeCalls: {
    given: A_TALKS_TO_D_ABOUT_B,
    asked: ask('RequestMergeCalls', 'A', { ...ofCall, TransferConnID: call(2), MergeType: 'Transfer' }),
    answer: 'EventReleased',
  },
  RequestInitiateConference: {
    given: A_TALKS_TO_B,
    asked: ask('RequestInitiateConference', 'A', { ...ofCall, ...toD }),
    answer: 'EventDialing',
  },
  RequestCompleteConference: {
    given: A_CONSULTS_D,
    asked: ask('RequestCompleteConference', 'A', { ...ofCall, ConferenceConnID: call(2) }),
    answer: 'EventRetrieved',
  },
  RequestSingleStepConference: {
    given: A_TALKS_TO_B,
    asked: ask('RequestSingleStepConference', 'A', { ...ofCall, ...toD }),
    answer: 'EventPartyAdded',
  },
  RequestDeleteFromConference: {
    given: CONFERENCE,
    asked: ask('RequestDeleteFromConference', 'A', aboutB),
    answer: 'EventPartyDeleted',
  },
  RequestSetMuteOn: { given: A_TALKS_TO_B, asked: muted, answer: 'EventMuteOn' },
  RequestSetMuteOff: {
    given: [...A_TALKS_TO_B, muted],
    asked: ask('RequestSetMuteOff', 'A', ofCall),
    answer: 'EventMuteOff',
  },
  RequestListenDisconnect: { given: CONFERENCE, asked: deafened, answer: 'EventListenDisconnected' },
  RequestListenReconnect: {
    given: [...CONFERENCE, deafened],
    asked: ask('RequestListenReconnect', 'A', aboutB),
    answer: 'EventListenReconnected',
  },
  RequestSendDTMF: {
    given: A_TALKS_TO_B,
    asked: ask('RequestSendDTMF', 'A', { ...ofCall, DTMFDigits: '12#' }),
    answer: 'EventDtmfSent',
  },
  RequestRouteCall: {
    given: [inbound('P')],
    asked: ask('RequestRouteCall', 'P', { ...ofCall, ...toD }),
    answer: 'EventRouteUsed',
  },
  RequestApplyTreatment: {
    given: [inbound('P')],
    asked: ask('RequestApplyTreatment', 'P', { ...ofCall, TreatmentType: 'Music' }),
    answer: 'EventTreatmentApplied',
  },
  RequestAttachUserData: {
    given: A_CALLS_B,
    asked: ask('RequestAttachUserData', 'A', { ...ofCall, UserData: userData }),
    answer: 'EventAttachedDataChanged',
  },
  RequestUpdateUserData: {
    given: A_CALLS_B,
    asked: ask('RequestUpdateUserData', 'A', { ...ofCall, UserData: userData }),
    answer: 'EventAttachedDataChanged',
  },
  RequestDeletePair: {
    given: A_CALLS_B,
    asked: ask('RequestDeletePair', 'A', { ...ofCall, UserDataKey: 'k' }),
    answer: 'EventAttachedDataChanged',
  },
  RequestDeleteUserData: {
    given: A_CALLS_B,
    asked: ask('RequestDeleteUserData', 'A', ofCall),
    answer: 'EventAttachedDataChanged',
  },
  RequestSetCallInfo: { given: A_CALLS_B, asked: ask('RequestSetCallInfo', 'A', ofCall), never: 51 },
};

export const REQUESTS = Object.keys(T_REQUESTS) as readonly TRequestName[];
export const REQUESTS_ABOUT_A_DN = REQUESTS.filter((request) =>
  (T_REQUESTS[request].required as readonly TAttributeName[]).includes('ThisDN'),
);

/** The sample, asked at another DN by its client. */
export function askedAt(request: TRequestName, dn: string): Ask {
  return { kind: 'ask', client: dn.toLowerCase(), request: { ...SAMPLES[request].asked.request, ThisDN: dn } };
}
