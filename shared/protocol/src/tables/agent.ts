import type { TEventName } from '../tlib/events.js';
import type { AgentState } from './agent-states.js';
import { machineOf, type Transition } from './transition.js';

/**
 * An agent at the switch, as the switch sees it. The Busy phases are on a business call, and say what comes after it;
 * no event tells of them. AfterCallWork and LegalGuard are not-ready states with an end of their own.
 */
export const AGENT_PHASES = [
  'Null',
  'NotReady',
  'Ready',
  'BusyReady',
  'BusyNotReady',
  'BusyAfterCallWork',
  'AfterCallWork',
  'LegalGuard',
] as const;
export type AgentPhase = (typeof AGENT_PHASES)[number];

export type AgentTrigger =
  | 'RequestAgentLogin'
  | 'RequestAgentReady'
  | 'RequestAgentNotReady'
  | 'RequestAfterCallWork'
  | 'RequestAgentLogout'
  | 'BusinessCallEstablished'
  | 'BusinessCallReleased'
  | 'BusinessCallReleasedToWrapUp'
  | 'NotReadyReleasedToWrapUp'
  | 'BusinessCallReleasedToGuard'
  | 'WrapUpOver'
  | 'WrapUpOverBackToNotReady'
  | 'LegalGuardOver'
  | 'NoAnswerNotReady'
  | 'LoggedOutBySwitch'
  | 'QueueLeft';

type AgentRow = Transition<AgentPhase, AgentTrigger, TEventName>;

const LOGGED_IN = AGENT_PHASES.filter((phase) => phase !== 'Null');
const READY: ReadonlySet<AgentPhase> = new Set(['Ready', 'BusyReady']);

/** What clients see of a phase. */
export function agentStateOf(phase: AgentPhase): AgentState {
  if (phase === 'Null') return 'Null';
  return READY.has(phase) ? 'Ready' : 'NotReady';
}

function rows(
  on: AgentTrigger,
  emits: readonly TEventName[],
  spec: string,
  changes: Partial<Readonly<Record<AgentPhase, AgentPhase>>>,
): readonly AgentRow[] {
  return (Object.entries(changes) as [AgentPhase, AgentPhase][]).map(([from, to]) => ({ from, on, to, emits, spec }));
}

export const AGENT_TABLE: readonly AgentRow[] = [
  ...rows('RequestAgentLogin', ['EventAgentLogin', 'EventAgentNotReady'], 'After login an agent is not ready.', {
    Null: 'NotReady',
  }),
  ...LOGGED_IN.map((phase): AgentRow => ({
    from: phase,
    on: 'RequestAgentLogin',
    to: phase,
    emits: ['EventAgentLogin', READY.has(phase) ? 'EventAgentReady' : 'EventAgentNotReady'],
    spec: 'A repeated login of the same agent on the same DN repeats the current state event.',
  })),
  ...rows(
    'RequestAgentReady',
    ['EventAgentReady'],
    'A ready agent takes calls from queues; SIP Server accepts a repeat.',
    {
      NotReady: 'Ready',
      Ready: 'Ready',
      AfterCallWork: 'Ready',
      LegalGuard: 'Ready',
      BusyReady: 'BusyReady',
      BusyNotReady: 'BusyReady',
      BusyAfterCallWork: 'BusyReady',
    },
  ),
  ...rows(
    'RequestAgentNotReady',
    ['EventAgentNotReady'],
    'Not ready is legal at any time, also during a call; a change of mode or reason is a new event.',
    {
      Ready: 'NotReady',
      NotReady: 'NotReady',
      AfterCallWork: 'NotReady',
      LegalGuard: 'NotReady',
      BusyReady: 'BusyNotReady',
      BusyNotReady: 'BusyNotReady',
      BusyAfterCallWork: 'BusyNotReady',
    },
  ),
  ...rows('RequestAfterCallWork', ['EventAgentNotReady'], 'Not ready in mode AfterCallWork, asked for by the agent.', {
    Ready: 'AfterCallWork',
    NotReady: 'AfterCallWork',
    AfterCallWork: 'AfterCallWork',
    LegalGuard: 'AfterCallWork',
    BusyReady: 'BusyAfterCallWork',
    BusyNotReady: 'BusyAfterCallWork',
    BusyAfterCallWork: 'BusyAfterCallWork',
  }),
  ...LOGGED_IN.map((phase): AgentRow => ({
    from: phase,
    on: 'RequestAgentLogout',
    to: 'Null',
    emits: ['EventAgentLogout'],
    spec: 'Logging out ends the agent state; calls stay up.',
  })),
  ...rows('BusinessCallEstablished', [], 'Only business calls make an agent busy.', {
    Ready: 'BusyReady',
    NotReady: 'BusyNotReady',
    AfterCallWork: 'BusyAfterCallWork',
  }),
  ...rows('BusinessCallEstablished', ['EventAgentReady'], 'A business call that comes in the pause ends it.', {
    LegalGuard: 'BusyReady',
  }),
  ...rows('BusinessCallReleased', [], 'Without wrap-up the agent is again what they were.', {
    BusyReady: 'Ready',
    BusyNotReady: 'NotReady',
    BusyAfterCallWork: 'AfterCallWork',
  }),
  ...rows('BusinessCallReleasedToWrapUp', ['EventAgentNotReady'], 'After-call work is told before EventReleased.', {
    BusyReady: 'AfterCallWork',
  }),
  ...rows('BusinessCallReleasedToWrapUp', [], 'Who is not ready anyway has no wrap-up time; asked-for work goes on.', {
    BusyNotReady: 'NotReady',
    BusyAfterCallWork: 'AfterCallWork',
  }),
  ...rows(
    'NotReadyReleasedToWrapUp',
    ['EventAgentNotReady'],
    'Or there is one, and not ready is what comes after it.',
    {
      BusyNotReady: 'AfterCallWork',
    },
  ),
  ...rows('BusinessCallReleasedToGuard', ['EventAgentNotReady'], 'A minimum pause between two business calls.', {
    BusyReady: 'LegalGuard',
  }),
  ...rows('BusinessCallReleasedToGuard', [], 'Who is not ready anyway has a pause already.', {
    BusyNotReady: 'NotReady',
    BusyAfterCallWork: 'AfterCallWork',
  }),
  ...rows('WrapUpOver', ['EventAgentReady'], 'After timed wrap-up the agent is ready, also during the next call.', {
    AfterCallWork: 'Ready',
    BusyAfterCallWork: 'BusyReady',
  }),
  ...rows(
    'WrapUpOverBackToNotReady',
    ['EventAgentNotReady'],
    'After wrap-up asked for when not ready, not ready again.',
    {
      AfterCallWork: 'NotReady',
      BusyAfterCallWork: 'BusyNotReady',
    },
  ),
  ...rows('LegalGuardOver', ['EventAgentReady'], 'After the pause the agent is ready.', { LegalGuard: 'Ready' }),
  ...rows(
    'NoAnswerNotReady',
    ['EventAgentNotReady'],
    'Who does not answer is made not ready; a busy phone rings not.',
    {
      Ready: 'NotReady',
      NotReady: 'NotReady',
      AfterCallWork: 'NotReady',
      LegalGuard: 'NotReady',
    },
  ),
  ...LOGGED_IN.map((phase): AgentRow => ({
    from: phase,
    on: 'LoggedOutBySwitch',
    to: 'Null',
    emits: ['EventAgentLogout'],
    spec: 'After a time of nothing, for want of an answer, or because the phone or the client is gone.',
  })),
  ...LOGGED_IN.map((phase): AgentRow => ({
    from: phase,
    on: 'QueueLeft',
    to: phase,
    emits: ['EventQueueLogout'],
    spec: 'Logged out of one queue, still in another.',
  })),
];

export const agent = /* @__PURE__ */ machineOf(AGENT_TABLE);
