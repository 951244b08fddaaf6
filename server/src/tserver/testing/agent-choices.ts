import type { Choices } from './choices.js';
import { elapse } from './conversation.js';
import { ask, call } from './rig.js';
import { farEndGoes, inbound } from './steps.js';

const dialB = ask('RequestMakeCall', 'A', { OtherDN: 'B' });
const answerB = ask('RequestAnswerCall', 'B', { ConnID: call(1) });
const farEndHangsUp = farEndGoes();
const toQ = inbound('Q');
const toB = inbound('B');
const login = ask('RequestAgentLogin', 'B', { AgentID: '5002' });
const logout = ask('RequestAgentLogout', 'B');
const bReady = [login, ask('RequestAgentReady', 'B')];
const bAnswers = [...bReady, toB, answerB];
const afterCallWork = ask('RequestAgentNotReady', 'B', { AgentWorkMode: 'AfterCallWork' });
const auxWork = ask('RequestAgentNotReady', 'B', { AgentWorkMode: 'AuxWork' });
const lunch = ask('RequestAgentNotReady', 'B', { AgentWorkMode: 'WalkAway' });
const wrapUp20 = { wrapUpTime: 20 } as const;
const noAnswer10 = { agentNoAnswerTimeoutMs: 10_000 } as const;
const afterRouting10 = { afterRoutingTimeoutMs: 10_000 } as const;

/** Both sides of the options that are about agents. */
export const AGENT_CHOICES = {
  repeatedReadyAccepted: [
    { behaviour: {}, given: bReady, when: ask('RequestAgentReady', 'B'), then: ['B EventAgentReady'] },
    {
      behaviour: { repeatedReadyAccepted: false },
      given: bReady,
      when: ask('RequestAgentReady', 'B'),
      then: ['B EventError'],
    },
  ],
  readyAtLogin: [
    {
      behaviour: {},
      when: ask('RequestAgentLogin', 'B', { AgentID: '5002', AgentWorkMode: 'AutoIn' }),
      then: ['B EventAgentLogin', 'B EventAgentNotReady'],
    },
    {
      behaviour: { readyAtLogin: true },
      when: ask('RequestAgentLogin', 'B', { AgentID: '5002', AgentWorkMode: 'AutoIn' }),
      then: ['B EventAgentLogin', 'B EventAgentNotReady', 'B EventAgentReady'],
    },
    { behaviour: { readyAtLogin: true }, when: login, then: ['B EventAgentLogin', 'B EventAgentNotReady'] },
  ],
  agentStrictId: [
    { behaviour: {}, when: ask('RequestAgentLogin', 'A', { AgentID: '5001' }), then: ['A EventError'] },
    {
      behaviour: { agentStrictId: 'configured' },
      when: ask('RequestAgentLogin', 'A', { AgentID: '5001' }),
      then: ['A EventAgentLogin', 'A EventAgentNotReady'],
    },
    {
      behaviour: { agentStrictId: 'configured' },
      when: ask('RequestAgentLogin', 'A', { AgentID: '9999' }),
      then: ['A EventError'],
    },
    {
      behaviour: { agentStrictId: 'any' },
      when: ask('RequestAgentLogin', 'A', { AgentID: '9999', ThisQueue: 'Q' }),
      then: ['A EventAgentLogin', 'A EventAgentNotReady'],
    },
  ],
  agentEmuLoginOnCall: [
    { behaviour: {}, given: [toB], when: login, then: ['B EventAgentLogin', 'B EventAgentNotReady'] },
    { behaviour: { agentEmuLoginOnCall: false }, given: [toB], when: login, then: ['B EventError'] },
    {
      // A page that is loaded again in the middle of a call logs in again.
      behaviour: { agentEmuLoginOnCall: false },
      given: [login, toB],
      when: login,
      then: ['B EventAgentLogin', 'B EventAgentNotReady'],
    },
    { behaviour: {}, given: [login, toB], when: logout, then: ['B EventAgentLogout'] },
    { behaviour: { agentEmuLoginOnCall: false }, given: [login, toB], when: logout, then: ['B EventError'] },
  ],
  logoutOnDisconnect: [
    { behaviour: {}, given: [login], when: { kind: 'disconnect', client: 'b' }, then: [] },
    {
      behaviour: { logoutOnDisconnect: true },
      given: [login],
      when: { kind: 'disconnect', client: 'b' },
      then: ['B EventAgentLogout'],
    },
    // Another client logged the agent in.
    {
      behaviour: { logoutOnDisconnect: true },
      given: [login],
      when: { kind: 'disconnect', client: 'a' },
      then: [],
    },
    {
      behaviour: { logoutOnDisconnect: true },
      given: [login],
      when: ask('RequestUnregisterAddress', 'B'),
      then: ['B EventUnregistered', 'B EventAgentLogout'],
    },
  ],
  logoutOnOutOfService: [
    { behaviour: {}, given: [login], when: { kind: 'dnOutOfService', dn: 'B' }, then: ['B EventDNOutOfService'] },
    {
      behaviour: { logoutOnOutOfService: true },
      given: [login],
      when: { kind: 'dnOutOfService', dn: 'B' },
      then: ['B EventDNOutOfService', 'B EventAgentLogout'],
    },
  ],
  agentLicences: [
    {
      behaviour: {},
      given: [ask('RequestAgentLogin', 'A', { AgentID: '5003' })],
      when: login,
      then: ['B EventAgentLogin', 'B EventAgentNotReady'],
    },
    {
      behaviour: { agentLicences: 1 },
      given: [ask('RequestAgentLogin', 'A', { AgentID: '5003' })],
      when: login,
      then: ['B EventError 40'],
    },
    {
      behaviour: { agentLicences: 1 },
      given: [login],
      when: login,
      then: ['B EventAgentLogin', 'B EventAgentNotReady'],
    },
  ],
  wrapUpTime: [
    { behaviour: {}, given: bAnswers, when: farEndHangsUp, then: ['B EventReleased', 'B EventOnHook'] },
    {
      behaviour: wrapUp20,
      given: bAnswers,
      when: farEndHangsUp,
      then: ['B EventAgentNotReady AfterCallWork', 'B EventReleased', 'B EventOnHook'],
    },
    {
      behaviour: wrapUp20,
      given: [...bAnswers, farEndHangsUp],
      when: elapse(3_600_000),
      then: ['B EventAgentReady ManualIn'],
    },
    { behaviour: { wrapUpTime: 'untimed' }, given: [...bAnswers, farEndHangsUp], when: elapse(3_600_000), then: [] },
    // Over in the middle of the next call: else nobody would ever end it.
    {
      behaviour: wrapUp20,
      given: [...bAnswers, farEndHangsUp, toB, ask('RequestAnswerCall', 'B', { ConnID: call(2) })],
      when: elapse(20_000),
      then: ['B EventAgentReady ManualIn'],
    },
  ],
  timedAcwInIdle: [
    { behaviour: wrapUp20, given: [...bReady, afterCallWork], when: elapse(20_000), then: ['B EventAgentReady'] },
    {
      behaviour: { ...wrapUp20, timedAcwInIdle: false },
      given: [...bReady, afterCallWork],
      when: elapse(20_000),
      then: [],
    },
  ],
  acwInIdleForceReady: [
    { behaviour: wrapUp20, given: [login, afterCallWork], when: elapse(20_000), then: ['B EventAgentReady'] },
    {
      behaviour: { ...wrapUp20, acwInIdleForceReady: false },
      given: [login, afterCallWork],
      when: elapse(20_000),
      then: ['B EventAgentNotReady'],
    },
    {
      behaviour: { ...wrapUp20, acwInIdleForceReady: false },
      given: [...bReady, afterCallWork],
      when: elapse(20_000),
      then: ['B EventAgentReady'],
    },
  ],
  wrapUpAfterNotReady: [
    {
      behaviour: wrapUp20,
      given: [...bAnswers, lunch],
      when: farEndHangsUp,
      then: ['B EventReleased', 'B EventOnHook'],
    },
    {
      behaviour: { ...wrapUp20, wrapUpAfterNotReady: true },
      given: [...bAnswers, lunch],
      when: farEndHangsUp,
      then: ['B EventAgentNotReady AfterCallWork', 'B EventReleased', 'B EventOnHook'],
    },
    {
      behaviour: { ...wrapUp20, wrapUpAfterNotReady: true },
      given: [...bAnswers, lunch, farEndHangsUp],
      when: elapse(20_000),
      then: ['B EventAgentNotReady WalkAway'],
    },
  ],
  legalGuardTime: [
    { behaviour: {}, given: bAnswers, when: farEndHangsUp, then: ['B EventReleased', 'B EventOnHook'] },
    {
      behaviour: { legalGuardTime: 5 },
      given: bAnswers,
      when: farEndHangsUp,
      then: ['B EventAgentNotReady LegalGuard', 'B EventReleased', 'B EventOnHook'],
    },
    {
      behaviour: { legalGuardTime: 5 },
      given: [...bAnswers, farEndHangsUp],
      when: elapse(5_000),
      then: ['B EventAgentReady ManualIn'],
    },
    // After-call work is a pause as well.
    {
      behaviour: { legalGuardTime: 5, wrapUpTime: 20 },
      given: bAnswers,
      when: farEndHangsUp,
      then: ['B EventAgentNotReady AfterCallWork', 'B EventReleased', 'B EventOnHook'],
    },
  ],
  autoLogoutTimeout: [
    { behaviour: {}, given: [login], when: elapse(120_000), then: [] },
    { behaviour: { autoLogoutTimeout: 2 }, given: [login], when: elapse(119_999), then: [] },
    { behaviour: { autoLogoutTimeout: 2 }, given: [login], when: elapse(120_000), then: ['B EventAgentLogout'] },
    { behaviour: { autoLogoutTimeout: 2 }, given: [login, toB, answerB], when: elapse(120_000), then: [] },
  ],
  autoLogoutReady: [
    { behaviour: { autoLogoutTimeout: 2 }, given: bReady, when: elapse(120_000), then: [] },
    {
      behaviour: { autoLogoutTimeout: 2, autoLogoutReady: true },
      given: bReady,
      when: elapse(120_000),
      then: ['B EventAgentLogout'],
    },
    { behaviour: { autoLogoutTimeout: 2 }, given: [...bReady, auxWork], when: elapse(120_000), then: [] },
    {
      behaviour: { autoLogoutTimeout: 2, autoLogoutReady: true },
      given: [...bReady, auxWork],
      when: elapse(120_000),
      then: ['B EventAgentLogout'],
    },
  ],
  agentNoAnswerTimeoutMs: [
    { behaviour: {}, given: [dialB], when: elapse(10_000), then: [] },
    {
      behaviour: noAnswer10,
      given: [dialB],
      when: elapse(10_000),
      then: ['B EventReleased', 'A EventDestinationBusy', 'A EventReleased', 'A EventOnHook'],
    },
    // For calls from queues there is another.
    { behaviour: noAnswer10, given: [...bReady, toQ], when: elapse(10_000), then: [] },
  ],
  agentNoAnswerAction: [
    { behaviour: noAnswer10, given: [...bReady, toB], when: elapse(10_000), then: ['B EventReleased'] },
    {
      behaviour: { ...noAnswer10, agentNoAnswerAction: 'notready' },
      given: [...bReady, toB],
      when: elapse(10_000),
      then: ['B EventReleased', 'B EventAgentNotReady'],
    },
    {
      behaviour: { ...noAnswer10, agentNoAnswerAction: 'logout' },
      given: [...bReady, toB],
      when: elapse(10_000),
      then: ['B EventReleased', 'B EventAgentLogout'],
    },
  ],
  afterRoutingTimeoutMs: [
    { behaviour: {}, given: [...bReady, toQ], when: elapse(10_000), then: [] },
    {
      behaviour: afterRouting10,
      given: [...bReady, toQ],
      when: elapse(10_000),
      then: ['B EventReleased', 'Q EventQueued', 'Q EventDiverted', 'B EventRinging'],
    },
    { behaviour: afterRouting10, given: [...bReady, toB], when: elapse(10_000), then: [] },
  ],
  afterRoutingTimeoutAction: [
    {
      behaviour: afterRouting10,
      given: [...bReady, toQ],
      when: elapse(10_000),
      then: ['B EventReleased', 'Q EventQueued', 'Q EventDiverted', 'B EventRinging'],
    },
    {
      behaviour: { ...afterRouting10, afterRoutingTimeoutAction: 'notready' },
      given: [...bReady, toQ],
      when: elapse(10_000),
      then: ['B EventReleased', 'B EventAgentNotReady', 'Q EventQueued'],
    },
    {
      behaviour: { ...afterRouting10, afterRoutingTimeoutAction: 'logout' },
      given: [...bReady, toQ],
      when: elapse(10_000),
      then: ['B EventReleased', 'B EventAgentLogout', 'Q EventQueued'],
    },
  ],
} satisfies Choices;
