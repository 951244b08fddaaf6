import type { TEvent } from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import { SIP_PROFILE, type SwitchBehaviour } from './behaviour.js';
import { AGENT_CHOICES } from './testing/agent-choices.js';
import { CALL_CHOICES } from './testing/call-choices.js';
import type { Choice } from './testing/choices.js';
import { ask, call, lineOf, Rig } from './testing/rig.js';
import { driver, rigAfter } from './testing/steps.js';

/** What an option shows in, where the names of events are not enough. */
const SHOWN: Partial<Readonly<Record<keyof SwitchBehaviour, keyof TEvent>>> = {
  wrapUpTime: 'AgentWorkMode',
  wrapUpAfterNotReady: 'AgentWorkMode',
  legalGuardTime: 'AgentWorkMode',
  consultUserData: 'UserData',
  forwardedCallState: 'CallState',
  noAnswerCallState: 'CallState',
  clearedCallState: 'CallState',
  deletedPartyRole: 'OtherDNRole',
  agentLicences: 'ErrorCode',
  userDataLimit: 'ErrorCode',
  conferenceLimit: 'ErrorCode',
  registrationsSurviveLinkLoss: 'ErrorCode',
  agentStatusNumbers: 'Extensions',
  errorCodes: 'ErrorCode',
};

type OptionName = keyof SwitchBehaviour;
/** Both sides of every option. The type demands a row for each. */
const CHOICES: Readonly<Record<OptionName, readonly Choice[]>> = { ...AGENT_CHOICES, ...CALL_CHOICES };
const OPTIONS = Object.keys(SIP_PROFILE) as OptionName[];

/** DN and event, and the attribute where there is one. */
function shown(event: TEvent, attribute: keyof TEvent | undefined): string {
  const value = attribute === undefined ? undefined : event[attribute];
  const text =
    typeof value === 'object' ? `{${value.map((pair) => `${pair.key}:${pair.value as string}`).join()}}` : value;
  return [event.ThisDN ?? '', event.event, ...(text === undefined ? [] : [text])].join(' ');
}

describe('options', () => {
  const rows = OPTIONS.flatMap((option) => driver(CHOICES, option).map((choice) => ({ option, ...choice })));
  test.each(rows)('K-17 Option $option with $behaviour: $then', ({ option, behaviour, given, when, then }) => {
    const rig = rigAfter(given ?? [], behaviour);
    const told = when.kind === 'elapse' ? rig.elapse(when.milliseconds) : rig.do(when).deliveries;
    expect(told.map(({ event }) => shown(event, SHOWN[option]))).toEqual(then);
    // Whatever the order, one event answers the request: at the DN of who asked.
    const answers = told.filter((delivery) => delivery.answers !== undefined);
    expect(answers).toHaveLength(when.kind === 'ask' ? 1 : 0);
    if (when.kind === 'ask') expect(answers[0]?.event.ThisDN).toBe(when.request.ThisDN);
  });

  /** What is the same but for the option. */
  function restOf(option: OptionName, { behaviour, given, when }: Choice): string {
    const others: Partial<SwitchBehaviour> = { ...behaviour, [option]: undefined };
    return JSON.stringify([others, given ?? [], when]);
  }

  test.each(OPTIONS)('K-17 Option %s makes a difference that nothing else makes.', (option) => {
    const choices = driver(CHOICES, option);
    const differing = choices.filter((choice) =>
      choices.some(
        (other) =>
          restOf(option, other) === restOf(option, choice) &&
          JSON.stringify(other.behaviour[option]) !== JSON.stringify(choice.behaviour[option]) &&
          other.then.join() !== choice.then.join(),
      ),
    );
    expect(differing.length).toBeGreaterThanOrEqual(2);
    // What a switch does that nobody has told otherwise is one of the sides.
    const defaults = choices.filter(
      ({ behaviour }) => (behaviour[option] ?? SIP_PROFILE[option]) === SIP_PROFILE[option],
    );
    expect(defaults.length).toBeGreaterThan(0);
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
