import type { TEventName } from '../tlib/events.js';
import { machineOf, type Transition } from './transition.js';

/** An agent at the switch. T-Library calls the logged-out state Null. */
export const AGENT_STATES = ['Null', 'NotReady', 'Ready'] as const;
export type AgentState = (typeof AGENT_STATES)[number];
export type AgentTrigger = 'RequestAgentLogin' | 'RequestAgentReady' | 'RequestAgentNotReady' | 'RequestAgentLogout';

export const AGENT_TABLE: readonly Transition<AgentState, AgentTrigger, TEventName>[] = [
  {
    from: 'Null',
    on: 'RequestAgentLogin',
    to: 'NotReady',
    emits: ['EventAgentLogin', 'EventAgentNotReady'],
    spec: 'After login an agent is not ready.',
  },
  {
    from: 'NotReady',
    on: 'RequestAgentLogin',
    to: 'NotReady',
    emits: ['EventAgentLogin', 'EventAgentNotReady'],
    spec: 'A repeated login of the same agent on the same DN repeats the current state event.',
  },
  {
    from: 'Ready',
    on: 'RequestAgentLogin',
    to: 'Ready',
    emits: ['EventAgentLogin', 'EventAgentReady'],
    spec: 'A repeated login of the same agent on the same DN repeats the current state event.',
  },
  {
    from: 'NotReady',
    on: 'RequestAgentReady',
    to: 'Ready',
    emits: ['EventAgentReady'],
    spec: 'A ready agent takes calls from queues.',
  },
  {
    from: 'Ready',
    on: 'RequestAgentReady',
    to: 'Ready',
    emits: ['EventAgentReady'],
    spec: 'SIP Server accepts a repeated ready request.',
  },
  {
    from: 'Ready',
    on: 'RequestAgentNotReady',
    to: 'NotReady',
    emits: ['EventAgentNotReady'],
    spec: 'Not ready is legal at any time, also during a call.',
  },
  {
    from: 'NotReady',
    on: 'RequestAgentNotReady',
    to: 'NotReady',
    emits: ['EventAgentNotReady'],
    spec: 'A change of mode or reason inside not ready is a new EventAgentNotReady.',
  },
  {
    from: 'NotReady',
    on: 'RequestAgentLogout',
    to: 'Null',
    emits: ['EventAgentLogout'],
    spec: 'Logging out ends the agent state; calls stay up.',
  },
  {
    from: 'Ready',
    on: 'RequestAgentLogout',
    to: 'Null',
    emits: ['EventAgentLogout'],
    spec: 'Logging out ends the agent state; calls stay up.',
  },
];

export const agent = machineOf(AGENT_TABLE);
