import type { Choices } from './choices.js';
import { elapse } from './conversation.js';
import { ask, call, type Ask } from './rig.js';
import { SAMPLES } from './samples.js';
import {
  A_CALLS_B,
  A_HEARS_BUSY,
  A_TALKS_TO_B,
  A_TALKS_TO_D_ABOUT_B,
  CONFERENCE,
  farEndGoes,
  inbound,
  release,
} from './steps.js';

const dialB = ask('RequestMakeCall', 'A', { OtherDN: 'B' });
const dialQ = ask('RequestMakeCall', 'A', { OtherDN: 'Q' });
const answerB = ask('RequestAnswerCall', 'B', { ConnID: call(1) });
const releaseA = release('A');
const releaseB = release('B');
const farEndHangsUp = farEndGoes();
const toQ = inbound('Q');
const redirect = ask('RequestRedirectCall', 'B', { ConnID: call(1), OtherDN: 'C' });
const forwardUnanswered = ask('RequestCallForwardSet', 'B', { OtherDN: 'C', ForwardMode: 'OnNoAnswer' });
const toB = inbound('B');
const login = ask('RequestAgentLogin', 'B', { AgentID: '5002' });
const bReady = [login, ask('RequestAgentReady', 'B')];
const attachToConsultation = ask('RequestAttachUserData', 'A', {
  ConnID: call(2),
  UserData: [{ key: 'l', type: 'str', value: 'w' }],
});
/** A talks to B in a call with user data. */
const withData = [...A_TALKS_TO_B, SAMPLES.RequestAttachUserData.asked];
const consult = SAMPLES.RequestInitiateTransfer.asked;
function updated(value: string): Ask {
  return ask('RequestUpdateUserData', 'A', { ConnID: call(1), UserData: [{ key: 'k', type: 'str', value }] });
}

function consultWith(value: string): Ask {
  const UserData = [{ key: 'k', type: 'str', value }] as const;
  return ask('RequestInitiateTransfer', 'A', { ConnID: call(1), OtherDN: 'D', UserData });
}

const noAnswer10 = { agentNoAnswerTimeoutMs: 10_000 } as const;

/** Both sides of the options that are about calls, and of whatever is left. */
export const CALL_CHOICES = {
  busyTimeoutMs: [
    { behaviour: {}, given: A_HEARS_BUSY, when: elapse(2_000), then: [] },
    {
      behaviour: { busyTimeoutMs: 2_000 },
      given: A_HEARS_BUSY,
      when: elapse(2_000),
      then: ['A EventReleased', 'A EventOnHook'],
    },
  ],
  abandonedBy: [
    { behaviour: {}, given: [dialB], when: releaseA, then: ['A EventReleased', 'A EventOnHook', 'B EventAbandoned'] },
    {
      behaviour: { abandonedBy: 'external' },
      given: [dialB],
      when: releaseA,
      then: ['A EventReleased', 'A EventOnHook', 'B EventReleased'],
    },
    { behaviour: { abandonedBy: 'external' }, given: [toB], when: farEndHangsUp, then: ['B EventAbandoned'] },
    {
      behaviour: { abandonedBy: 'external' },
      given: [dialQ],
      when: releaseA,
      then: ['A EventReleased', 'A EventOnHook', 'Q EventAbandoned'],
    },
  ],
  rejectedCallerHearsBusy: [
    {
      behaviour: {},
      given: [dialB],
      when: releaseB,
      then: ['B EventReleased', 'A EventDestinationBusy', 'A EventReleased', 'A EventOnHook'],
    },
    {
      behaviour: { rejectedCallerHearsBusy: false },
      given: [dialB],
      when: releaseB,
      then: ['B EventReleased', 'A EventReleased', 'A EventOnHook'],
    },
  ],
  divertOnRinging: [
    { behaviour: {}, given: bReady, when: toQ, then: ['Q EventQueued', 'Q EventDiverted', 'B EventRinging'] },
    { behaviour: { divertOnRinging: false }, given: bReady, when: toQ, then: ['Q EventQueued', 'B EventRinging'] },
    {
      behaviour: { divertOnRinging: false },
      given: [...bReady, dialQ],
      when: answerB,
      then: ['Q EventDiverted', 'B EventOffHook', 'B EventEstablished', 'A EventEstablished'],
    },
    {
      behaviour: { divertOnRinging: false },
      given: [...bReady, toQ],
      when: farEndHangsUp,
      then: ['Q EventAbandoned', 'B EventAbandoned'],
    },
    {
      // Nobody else is there, and who rejects without leaving ready is asked again.
      behaviour: { divertOnRinging: false },
      given: [...bReady, toQ],
      when: releaseB,
      then: ['B EventReleased', 'B EventRinging'],
    },
    // A call that goes on elsewhere has left its queue, whenever that is.
    { behaviour: {}, given: [...bReady, toQ], when: redirect, then: ['B EventReleased', 'C EventRinging'] },
    {
      behaviour: { divertOnRinging: false },
      given: [...bReady, toQ],
      when: redirect,
      then: ['B EventReleased', 'Q EventDiverted', 'C EventRinging'],
    },
    {
      behaviour: { divertOnRinging: false, afterRoutingTimeoutMs: 10_000 },
      given: [...bReady, forwardUnanswered, toQ],
      when: elapse(10_000),
      then: ['B EventReleased', 'Q EventDiverted', 'C EventRinging'],
    },
  ],
  divertedBeforeRinging: [
    { behaviour: {}, given: bReady, when: toQ, then: ['Q EventQueued', 'Q EventDiverted', 'B EventRinging'] },
    {
      behaviour: { divertedBeforeRinging: false },
      given: bReady,
      when: toQ,
      then: ['Q EventQueued', 'B EventRinging', 'Q EventDiverted'],
    },
  ],
  answeringSideFirst: [
    {
      behaviour: {},
      given: [dialB],
      when: answerB,
      then: ['B EventOffHook', 'B EventEstablished', 'A EventEstablished'],
    },
    {
      behaviour: { answeringSideFirst: false },
      given: [dialB],
      when: answerB,
      then: ['A EventEstablished', 'B EventOffHook', 'B EventEstablished'],
    },
  ],
  releasingSideFirst: [
    {
      behaviour: {},
      given: [dialB, answerB],
      when: releaseA,
      then: ['A EventReleased', 'A EventOnHook', 'B EventReleased', 'B EventOnHook'],
    },
    {
      behaviour: { releasingSideFirst: false },
      given: [dialB, answerB],
      when: releaseA,
      then: ['B EventReleased', 'B EventOnHook', 'A EventReleased', 'A EventOnHook'],
    },
  ],
  offHookBeforeDialing: [
    { behaviour: {}, when: dialB, then: ['A EventOffHook', 'A EventDialing', 'B EventRinging'] },
    {
      behaviour: { offHookBeforeDialing: false },
      when: dialB,
      then: ['A EventDialing', 'A EventOffHook', 'B EventRinging'],
    },
  ],
  retrievedBeforeReleased: [
    {
      behaviour: {},
      given: A_TALKS_TO_D_ABOUT_B,
      when: SAMPLES.RequestCompleteConference.asked,
      then: ['A EventRetrieved', 'A EventReleased', 'B EventPartyAdded', 'A EventPartyAdded', 'D EventPartyChanged'],
    },
    {
      behaviour: { retrievedBeforeReleased: false },
      given: A_TALKS_TO_D_ABOUT_B,
      when: SAMPLES.RequestCompleteConference.asked,
      then: ['A EventReleased', 'A EventRetrieved', 'B EventPartyAdded', 'A EventPartyAdded', 'D EventPartyChanged'],
    },
  ],
  unlistedNumbers: [
    {
      behaviour: {},
      when: ask('RequestMakeCall', 'A', { OtherDN: '+14155559999' }),
      then: ['A EventOffHook', 'A EventDialing', 'A EventNetworkReached'],
    },
    { behaviour: {}, when: ask('RequestMakeCall', 'A', { OtherDN: '999999' }), then: ['A EventError'] },
    {
      behaviour: { unlistedNumbers: 'unallocated' },
      when: ask('RequestMakeCall', 'A', { OtherDN: '+14155559999' }),
      then: ['A EventError'],
    },
  ],
  consultUserData: [
    {
      behaviour: {},
      given: withData,
      when: consult,
      then: ['A EventHeld {k:v}', 'A EventDialing', 'D EventRinging'],
    },
    {
      behaviour: { consultUserData: 'inherited' },
      given: withData,
      when: consult,
      then: ['A EventHeld {k:v}', 'A EventDialing {k:v}', 'D EventRinging {k:v}'],
    },
    {
      behaviour: { consultUserData: 'inherited' },
      given: [...withData, consult],
      when: attachToConsultation,
      then: ['A EventAttachedDataChanged {k:v,l:w}', 'D EventAttachedDataChanged {k:v,l:w}'],
    },
    {
      behaviour: { consultUserData: 'joint' },
      given: [...withData, consult],
      when: attachToConsultation,
      then: [
        'A EventAttachedDataChanged {k:v,l:w}',
        'A EventAttachedDataChanged {k:v,l:w}',
        'B EventAttachedDataChanged {k:v,l:w}',
        'D EventAttachedDataChanged {k:v,l:w}',
      ],
    },
    {
      behaviour: { consultUserData: 'joint' },
      given: withData,
      when: ask('RequestInitiateTransfer', 'A', {
        ConnID: call(1),
        OtherDN: 'D',
        Extensions: [{ key: 'ConsultUserData', type: 'str', value: 'separate' }],
      }),
      then: ['A EventHeld {k:v}', 'A EventDialing', 'D EventRinging'],
    },
  ],
  userDataLimit: [
    {
      behaviour: {},
      given: A_CALLS_B,
      when: SAMPLES.RequestAttachUserData.asked,
      then: ['A EventAttachedDataChanged', 'B EventAttachedDataChanged'],
    },
    {
      behaviour: { userDataLimit: 1 },
      given: A_CALLS_B,
      when: SAMPLES.RequestAttachUserData.asked,
      then: ['A EventError 53'],
    },
    // Bytes, and those of what would be there then.
    {
      behaviour: { userDataLimit: 3 },
      given: withData,
      when: updated('ü'),
      then: ['A EventAttachedDataChanged', 'B EventAttachedDataChanged'],
    },
    { behaviour: { userDataLimit: 2 }, given: withData, when: updated('ü'), then: ['A EventError 53'] },
    {
      behaviour: { userDataLimit: 3, consultUserData: 'inherited' },
      given: withData,
      when: consultWith('w'),
      then: ['A EventError 53'],
    },
    {
      behaviour: { userDataLimit: 3 },
      given: withData,
      when: consultWith('w'),
      then: ['A EventHeld', 'A EventDialing', 'D EventRinging'],
    },
  ],
  twoPartyMute: [
    { behaviour: {}, given: A_TALKS_TO_B, when: SAMPLES.RequestSetMuteOn.asked, then: ['A EventMuteOn'] },
    {
      behaviour: { twoPartyMute: false },
      given: A_TALKS_TO_B,
      when: SAMPLES.RequestSetMuteOn.asked,
      then: ['A EventError'],
    },
    {
      behaviour: { twoPartyMute: false },
      given: CONFERENCE,
      when: SAMPLES.RequestSetMuteOn.asked,
      then: ['A EventMuteOn'],
    },
  ],
  forwardedCallState: (['Forwarded', 'Redirected'] as const).map((state) => ({
    behaviour: { forwardedCallState: state },
    given: [ask('RequestCallForwardSet', 'B', { OtherDN: 'C', ForwardMode: 'Unconditional' })],
    when: dialB,
    then: ['A EventOffHook', 'A EventDialing Ok', `C EventRinging ${state}`],
  })),
  noAnswerCallState: (['NoAnswer', 'Droppednoanswer', 'Redirected'] as const).map((state) => ({
    behaviour: { ...noAnswer10, noAnswerCallState: state },
    given: [dialB],
    when: elapse(10_000),
    then: [`B EventReleased ${state}`, 'A EventDestinationBusy NoAnswer', 'A EventReleased Ok', 'A EventOnHook'],
  })),
  deletedPartyRole: (['DeletedParty', 'ConferenceMember'] as const).map((role) => ({
    behaviour: { deletedPartyRole: role },
    given: CONFERENCE,
    when: release('C'),
    then: ['C EventReleased', 'C EventOnHook', `A EventPartyDeleted ${role}`, `B EventPartyDeleted ${role}`],
  })),
  clearedCallState: (['Cleared', 'Ok'] as const).map((state) => ({
    behaviour: { clearedCallState: state },
    given: A_TALKS_TO_B,
    when: SAMPLES.RequestClearCall.asked,
    then: [`A EventReleased ${state}`, 'A EventOnHook', `B EventReleased ${state}`, 'B EventOnHook'],
  })),
  conferenceLimit: [
    {
      behaviour: {},
      given: A_TALKS_TO_B,
      when: SAMPLES.RequestSingleStepConference.asked,
      then: ['D EventRinging', 'A EventPartyAdded', 'B EventPartyAdded'],
    },
    {
      behaviour: { conferenceLimit: 2 },
      given: A_TALKS_TO_B,
      when: SAMPLES.RequestSingleStepConference.asked,
      then: ['A EventError 1177'],
    },
  ],
  registrationsSurviveLinkLoss: [
    {
      behaviour: {},
      given: [{ kind: 'linkLost' }, { kind: 'linkRestored' }],
      when: dialB,
      then: ['A EventOffHook', 'A EventDialing', 'B EventRinging'],
    },
    {
      behaviour: { registrationsSurviveLinkLoss: false },
      given: [{ kind: 'linkLost' }, { kind: 'linkRestored' }],
      when: dialB,
      then: ['A EventError 41'],
    },
  ],
  agentStatusNumbers: [
    {
      behaviour: {},
      given: bReady,
      when: ask('RequestRegisterAddress', 'B'),
      then: ['B EventRegistered {status:0,AgentStatus:2,dnd:0,mwl:0}'],
    },
    {
      behaviour: { agentStatusNumbers: { ready: 7 } },
      given: bReady,
      when: ask('RequestRegisterAddress', 'B'),
      then: ['B EventRegistered {status:0,AgentStatus:7,dnd:0,mwl:0}'],
    },
    {
      behaviour: { agentStatusNumbers: { ready: 7 } },
      given: [login],
      when: ask('RequestQueryAddress', 'B', { AddressInfoType: 'DNStatus' }),
      then: ['B EventAddressInfo {status:0,AgentStatus:3,dnd:0,mwl:0}'],
    },
  ],
  /** Of each check, in requests.test.ts. */
  errorCodes: [
    { behaviour: {}, when: ask('RequestAgentLogin', 'A', { AgentID: '9999' }), then: ['A EventError 1703'] },
    {
      behaviour: { errorCodes: { 'agent-known': 531 } },
      when: ask('RequestAgentLogin', 'A', { AgentID: '9999' }),
      then: ['A EventError 531'],
    },
  ],
} satisfies Choices;
