import {
  agent,
  AGENT_PHASES,
  AGENT_TABLE,
  agentStateOf,
  type AgentPhase,
  type AgentState,
  type AgentTrigger,
  type TEventName,
} from '@fusion-cti/protocol';
import { describe, expect, test } from 'vitest';
import type { SwitchBehaviour } from '../behaviour.js';
import { phaseOf } from '../testing/agent-phase.js';
import { elapse } from '../testing/conversation.js';
import { outcomeOf, refusal } from '../testing/refusals.js';
import { ask, type Ask } from '../testing/rig.js';
import { answer, driver, farEndGoes, inbound, release, rigAfter, take, toldAt, type Steps } from '../testing/steps.js';

const REQUESTS = {
  RequestAgentLogin: ask('RequestAgentLogin', 'A', { AgentID: '5002' }),
  RequestAgentReady: ask('RequestAgentReady', 'A'),
  RequestAgentNotReady: ask('RequestAgentNotReady', 'A'),
  RequestAfterCallWork: ask('RequestAgentNotReady', 'A', { AgentWorkMode: 'AfterCallWork' }),
  RequestAgentLogout: ask('RequestAgentLogout', 'A'),
  // The agent works for R and for another queue.
  QueueLeft: ask('RequestAgentLogout', 'A', { ThisQueue: 'R' }),
} as const satisfies Partial<Record<AgentTrigger, Ask>>;
const login = REQUESTS.RequestAgentLogin;
const ready = REQUESTS.RequestAgentReady;
const onBusinessCall = [inbound('A'), answer('A')];
const guarded: Partial<SwitchBehaviour> = { legalGuardTime: 600 };
const unanswered = { agentNoAnswerTimeoutMs: 10_000, afterRoutingTimeoutMs: 10_000 };

interface Way {
  readonly steps: Steps;
  readonly behaviour?: Partial<SwitchBehaviour>;
  /** Not for an agent on a business call: their phone does not ring, and they are not doing nothing. */
  readonly idle?: true;
}

const INTO: Readonly<Record<AgentPhase, Way>> = {
  Null: { steps: [] },
  NotReady: { steps: [login] },
  Ready: { steps: [login, ready] },
  BusyReady: { steps: [login, ready, ...onBusinessCall] },
  BusyNotReady: { steps: [login, ...onBusinessCall] },
  BusyAfterCallWork: { steps: [login, REQUESTS.RequestAfterCallWork, ...onBusinessCall] },
  AfterCallWork: { steps: [login, REQUESTS.RequestAfterCallWork] },
  LegalGuard: { steps: [login, ready, ...onBusinessCall, farEndGoes()], behaviour: guarded },
};

/** What makes each trigger happen; where a phase needs another way, by phase and trigger. */
const WAYS: Readonly<Record<string, readonly Way[]>> = {
  ...Object.fromEntries(Object.entries(REQUESTS).map(([trigger, asked]) => [trigger, [{ steps: [asked] }]])),
  BusinessCallEstablished: [{ steps: onBusinessCall }],
  'Ready BusinessCallEstablished': [{ steps: onBusinessCall }, { steps: [inbound('Q'), answer('A')] }],
  'LegalGuard BusinessCallEstablished': [{ steps: [inbound('A'), answer('A', 2)] }],
  BusinessCallReleased: [{ steps: [farEndGoes()] }, { steps: [release('A')] }],
  BusinessCallReleasedToWrapUp: [
    { steps: [farEndGoes()], behaviour: { wrapUpTime: 20 } },
    { steps: [release('A')], behaviour: { wrapUpTime: 'untimed' } },
  ],
  NotReadyReleasedToWrapUp: [{ steps: [farEndGoes()], behaviour: { wrapUpTime: 20, wrapUpAfterNotReady: true } }],
  BusinessCallReleasedToGuard: [{ steps: [farEndGoes()], behaviour: guarded }],
  WrapUpOver: [{ steps: [elapse(20_000)], behaviour: { wrapUpTime: 20 } }],
  WrapUpOverBackToNotReady: [{ steps: [elapse(20_000)], behaviour: { wrapUpTime: 20, acwInIdleForceReady: false } }],
  LegalGuardOver: [{ steps: [elapse(600_000)], behaviour: guarded }],
  NoAnswerNotReady: [
    { steps: [inbound('A'), elapse(10_000)], behaviour: { ...unanswered, agentNoAnswerAction: 'notready' } },
  ],
  'Ready NoAnswerNotReady': [
    { steps: [inbound('A'), elapse(10_000)], behaviour: { ...unanswered, agentNoAnswerAction: 'notready' } },
    { steps: [inbound('Q'), elapse(10_000)], behaviour: { ...unanswered, afterRoutingTimeoutAction: 'notready' } },
  ],
  LoggedOutBySwitch: [
    { steps: [{ kind: 'disconnect', client: 'a' }], behaviour: { logoutOnDisconnect: true } },
    { steps: [ask('RequestUnregisterAddress', 'A')], behaviour: { logoutOnDisconnect: true } },
    { steps: [elapse(60_000)], behaviour: { autoLogoutTimeout: 1, autoLogoutReady: true }, idle: true },
    { steps: [{ kind: 'dnOutOfService', dn: 'A' }], behaviour: { logoutOnOutOfService: true }, idle: true },
    { steps: [{ kind: 'dnRemoved', dn: 'A' }], idle: true },
    {
      steps: [inbound('A'), elapse(10_000)],
      behaviour: { ...unanswered, agentNoAnswerAction: 'logout' },
      idle: true,
    },
  ],
};
const AGENT_EVENTS: ReadonlySet<string> = new Set(AGENT_TABLE.flatMap(({ emits }) => emits ?? []));

describe('agents', () => {
  const rows = AGENT_TABLE.flatMap((row) =>
    driver(WAYS, `${row.from} ${row.on}`, row.on)
      .filter(({ idle }) => idle !== true || !row.from.startsWith('Busy'))
      .map((way, index) => ({ ...row, way, nth: index + 1 })),
  );

  test.each(rows)('K-07 Agent $from, $on ($nth): becomes $to and tells $emits - $spec', ({ way, ...row }) => {
    const { steps, behaviour } = INTO[row.from];
    const options = { ...behaviour, ...way.behaviour };
    expect(phaseOf(() => rigAfter(steps, options))).toBe(row.from);
    const rig = rigAfter(steps, options);
    take(rig, way.steps);
    expect(toldAt(rig, 'A').filter((name) => AGENT_EVENTS.has(name))).toEqual(row.emits);
    expect(phaseOf(() => rigAfter([...steps, ...way.steps], options))).toBe(row.to);
  });

  test('K-07 Each row of the agent table has been made to happen.', () => {
    expect(new Set(rows.map(({ from, on }) => `${from} ${on}`)).size).toBe(AGENT_TABLE.length);
  });

  const SEEN_AFTER: Partial<Readonly<Record<TEventName, AgentState>>> = {
    EventAgentReady: 'Ready',
    EventAgentNotReady: 'NotReady',
    EventAgentLogout: 'Null',
  };
  test.each(AGENT_TABLE)(
    'K-07 Agent $from, $on: what is told last, or not told at all, is what clients see.',
    (row) => {
      const told = row.emits?.at(-1);
      const seen = (told === undefined ? undefined : SEEN_AFTER[told]) ?? agentStateOf(row.from);
      expect(agentStateOf(row.to)).toBe(seen);
    },
  );

  test('K-07 A call between two phones makes no agent busy, and asks for no work afterwards.', () => {
    const steps: Steps = [login, ready, ask('RequestMakeCall', 'B', { OtherDN: 'A' }), answer('A')];
    expect(phaseOf(() => rigAfter(steps, { wrapUpTime: 20, ...guarded }))).toBe('Ready');
    expect(phaseOf(() => rigAfter([...steps, release('A')], { wrapUpTime: 20, ...guarded }))).toBe('Ready');
  });

  test('K-07 The work after the first of two business calls is done after both.', () => {
    const steps: Steps = [
      login,
      ready,
      ...onBusinessCall,
      ask('RequestHoldCall', 'A', { ConnID: '0000000000000001' }),
      ask('RequestMakeCall', 'A', { OtherDN: 'R' }),
      ask('RequestAgentLogin', 'B', { AgentID: '5003' }),
      ask('RequestAgentReady', 'B'),
      answer('B', 2),
    ];
    const behaviour = { wrapUpTime: 20 };
    expect(phaseOf(() => rigAfter([...steps, farEndGoes()], behaviour))).toBe('BusyReady');
    expect(phaseOf(() => rigAfter([...steps, farEndGoes(), release('A', 2)], behaviour))).toBe('AfterCallWork');
  });
});

describe('agent requests', () => {
  const cells = AGENT_PHASES.flatMap((phase) =>
    Object.entries(REQUESTS).map(([trigger, asked]) => ({ phase, trigger: trigger as AgentTrigger, asked })),
  );
  const unlisted = cells.filter(({ phase, trigger }) => agent(phase, trigger) === undefined);

  test.each(unlisted)('K-08 Agent $phase, $trigger: no row, so refused with 1707 and nothing changes.', (cell) => {
    const rig = rigAfter(INTO[cell.phase].steps, INTO[cell.phase].behaviour);
    expect(outcomeOf(rig, cell.asked)).toMatchObject(refusal(rig, cell.asked, 1707));
  });

  test('K-08 Nobody can do anything but log in where nobody is logged in.', () => {
    expect(unlisted.map(({ phase, trigger }) => `${phase} ${trigger}`)).toEqual([
      'Null RequestAgentReady',
      'Null RequestAgentNotReady',
      'Null RequestAfterCallWork',
      'Null RequestAgentLogout',
      'Null QueueLeft',
    ]);
  });
});
