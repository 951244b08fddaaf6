import { describe, expect, test } from 'vitest';
import type { SwitchInput } from './api.js';
import type { SwitchBehaviour } from './behaviour.js';
import { ask, call, lineOf, Rig, type Ask } from './testing/rig.js';

interface Choice {
  readonly behaviour: Partial<SwitchBehaviour>;
  readonly given?: readonly (SwitchInput | Ask)[];
  readonly when: SwitchInput | Ask;
  /** DN and event, in order. */
  readonly then: readonly string[];
}

const dialB = ask('RequestMakeCall', 'A', { OtherDN: 'B' });
const dialQ = ask('RequestMakeCall', 'A', { OtherDN: 'Q' });
const answerB = ask('RequestAnswerCall', 'B', { ConnID: call(1) });
const releaseA = ask('RequestReleaseCall', 'A', { ConnID: call(1) });
const releaseB = ask('RequestReleaseCall', 'B', { ConnID: call(1) });
const farEndGoes: SwitchInput = { kind: 'farEndRelease', connId: call(1) };
const toQ: SwitchInput = { kind: 'inboundCall', to: 'Q', from: 'X' };
const toB: SwitchInput = { kind: 'inboundCall', to: 'B', from: 'X' };
const login = ask('RequestAgentLogin', 'B', { AgentID: '5002' });
const bReady = [login, ask('RequestAgentReady', 'B')];

/** Both sides of every option. The type demands a row for each; error codes have a test of their own. */
const CHOICES: Readonly<Record<Exclude<keyof SwitchBehaviour, 'errorCodes' | 'busyTimeoutMs'>, readonly Choice[]>> = {
  abandonedBy: [
    { behaviour: {}, given: [dialB], when: releaseA, then: ['A EventReleased', 'A EventOnHook', 'B EventAbandoned'] },
    {
      behaviour: { abandonedBy: 'external' },
      given: [dialB],
      when: releaseA,
      then: ['A EventReleased', 'A EventOnHook', 'B EventReleased'],
    },
    { behaviour: { abandonedBy: 'external' }, given: [toB], when: farEndGoes, then: ['B EventAbandoned'] },
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
      when: farEndGoes,
      then: ['Q EventAbandoned', 'B EventAbandoned'],
    },
    {
      // Nobody else is there, and who rejects without leaving ready is asked again.
      behaviour: { divertOnRinging: false },
      given: [...bReady, toQ],
      when: releaseB,
      then: ['B EventReleased', 'B EventRinging'],
    },
  ],
  divertedBeforeRinging: [
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
  repeatedReadyAccepted: [
    { behaviour: {}, given: bReady, when: ask('RequestAgentReady', 'B'), then: ['B EventAgentReady'] },
    {
      behaviour: { repeatedReadyAccepted: false },
      given: bReady,
      when: ask('RequestAgentReady', 'B'),
      then: ['B EventError'],
    },
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
  ],
};

describe('options', () => {
  const rows = Object.entries(CHOICES).flatMap(([option, choices]) => choices.map((choice) => ({ option, ...choice })));
  test.each(rows)('K-17 Option $option with $behaviour: $then.', ({ behaviour, given, when, then }) => {
    const rig = Rig.registered(behaviour);
    rig.all(...(given ?? []));
    const { deliveries } = rig.do(when);
    expect(deliveries.map(({ event }) => `${event.ThisDN ?? ''} ${event.event}`)).toEqual(then);
    // Whatever the order, one event answers the request: at the DN of who asked.
    const answers = deliveries.filter((delivery) => delivery.answers !== undefined);
    expect(answers).toHaveLength(when.kind === 'ask' ? 1 : 0);
    if (when.kind === 'ask') expect(answers[0]?.event.ThisDN).toBe(when.request.ThisDN);
  });

  test('K-17 Option busyTimeoutMs: the busy tone lasts as long as it says, and a hang-up ends the timer.', () => {
    const rig = Rig.registered({ busyTimeoutMs: 2000 });
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' }));
    expect([...rig.timers.keys()]).toEqual([`busy-tone:${call(1)}`]);
    expect(rig.elapse(1999)).toEqual([]);
    expect(rig.elapse(1).map(lineOf)).toEqual([
      'A EventReleased 1: Origination other=X-busy/Destination CallType=Outbound DNIS=X-busy',
      'A EventOnHook',
    ]);
    rig.all(ask('RequestMakeCall', 'A', { OtherDN: 'X-busy' }), ask('RequestReleaseCall', 'A', { ConnID: call(2) }));
    expect(rig.timers.size).toBe(0);
  });
});
