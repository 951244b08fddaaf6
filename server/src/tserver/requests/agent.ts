import { agentAllows, type AgentWorkMode } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import { dnIsPhone, onDn } from './checks.js';
import type { Check, RequestDefinition } from './definition.js';
import type { RequestOf, TRequest } from './shapes.js';

const READY_MODES: readonly AgentWorkMode[] = ['ManualIn', 'AutoIn', 'ReturnBack'];
const NOT_READY_MODES: readonly AgentWorkMode[] = [
  'Unknown',
  'AuxWork',
  'AfterCallWork',
  'LegalGuard',
  'NoCallDisconnect',
  'WalkAway',
];

/** The agent table says in which states a request means something: in Null only a login does. */
const loggedIn: Check = {
  name: 'agent-logged-in',
  code: 1707,
  holds: (context, request) => agentAllows(context.directory.dn(request.ThisDN).seat.state, request.request),
};

type ModeRequest = Extract<TRequest, { readonly AgentWorkMode?: AgentWorkMode }>;

function workModeFrom(modes: readonly AgentWorkMode[]): Check<ModeRequest> {
  return {
    name: 'work-mode-fits',
    code: 53,
    holds: (_context, request) => request.AgentWorkMode === undefined || modes.includes(request.AgentWorkMode),
  };
}

function isRepeatedLogin(context: SwitchContext, request: RequestOf<'RequestAgentLogin'>): boolean {
  return context.directory.dn(request.ThisDN).seat.agentId === request.AgentID;
}

/** Who it is comes before where they are: a wrong password learns nothing about seats. */
export const agentLogin: RequestDefinition<'RequestAgentLogin'> = {
  preconditions: [
    ...onDn,
    dnIsPhone,
    {
      name: 'agent-known',
      code: 1703,
      holds: ({ behaviour, directory }, { AgentID }) =>
        AgentID !== '' && (behaviour.agentStrictId === 'any' || directory.agent(AgentID) !== undefined),
    },
    {
      name: 'password-matches',
      code: 1705,
      holds: ({ behaviour, directory }, { AgentID, Password }) => {
        const password = behaviour.agentStrictId === 'password' ? directory.agent(AgentID)?.password : undefined;
        return password === undefined || password === Password;
      },
    },
    {
      name: 'agent-not-elsewhere',
      code: 1704,
      holds: (context, request) => {
        const seat = context.directory.seatOf(request.AgentID);
        return seat === undefined || seat.number === request.ThisDN;
      },
    },
    {
      name: 'dn-without-other-agent',
      code: 1706,
      holds: (context, request) =>
        context.directory.dn(request.ThisDN).seat.state === 'Null' || isRepeatedLogin(context, request),
    },
    { name: 'login-queue-fits', code: 53, holds: loginQueueFits },
    {
      name: 'no-call-at-login',
      code: 231,
      holds: (context, request) =>
        context.behaviour.agentEmuLoginOnCall ||
        context.directory.dn(request.ThisDN).idle ||
        isRepeatedLogin(context, request),
    },
  ],
  perform: (context, request, answer) => {
    const dn = context.directory.dn(request.ThisDN);
    if (!isRepeatedLogin(context, request)) {
      const queues = request.ThisQueue === undefined ? queuesOf(context, request.AgentID) : [request.ThisQueue];
      dn.seat.occupy(
        request.AgentID,
        queues.map((queue) => context.directory.queue(queue)),
        request.ThisQueue,
      );
      context.directory.seat(request.AgentID, dn);
    }
    context.tell.agent(dn, request.request, answer);
  },
};

export const agentLogout: RequestDefinition<'RequestAgentLogout'> = {
  preconditions: [
    ...onDn,
    loggedIn,
    {
      name: 'no-call-at-logout',
      code: 231,
      holds: (context, request) => context.behaviour.agentEmuLoginOnCall || context.directory.dn(request.ThisDN).idle,
    },
  ],
  perform: (context, request, answer) => {
    const dn = context.directory.dn(request.ThisDN);
    dn.seat.explain(undefined, undefined, undefined);
    // The event still names the agent who goes.
    context.tell.agent(dn, request.request, answer);
    if (dn.seat.agentId !== undefined) context.directory.unseat(dn.seat.agentId);
    dn.seat.vacate();
  },
};

export const agentReady: RequestDefinition<'RequestAgentReady'> = {
  preconditions: [
    ...onDn,
    loggedIn,
    workModeFrom(READY_MODES),
    {
      name: 'not-ready-already',
      code: 43,
      holds: (context, request) =>
        context.behaviour.repeatedReadyAccepted || context.directory.dn(request.ThisDN).seat.state !== 'Ready',
    },
  ],
  perform: changeState,
};

export const agentNotReady: RequestDefinition<'RequestAgentNotReady'> = {
  preconditions: [...onDn, loggedIn, workModeFrom(NOT_READY_MODES)],
  perform: changeState,
};

function changeState(
  context: SwitchContext,
  request: RequestOf<'RequestAgentReady'> | RequestOf<'RequestAgentNotReady'>,
  answer: Answer,
): void {
  const dn = context.directory.dn(request.ThisDN);
  dn.seat.explain(request.AgentWorkMode, request.Reasons, request.Extensions);
  context.tell.agent(dn, request.request, answer);
  context.distribution.changed(dn);
}

/** Without a queue named, an agent works for all of theirs. A login that is repeated cannot change that. */
function loginQueueFits(context: SwitchContext, request: RequestOf<'RequestAgentLogin'>): boolean {
  const { ThisQueue } = request;
  if (ThisQueue === undefined) return true;
  if (isRepeatedLogin(context, request)) return context.directory.dn(request.ThisDN).seat.thisQueue === ThisQueue;
  if (context.directory.find(ThisQueue)?.acd === undefined) return false;
  const agent = context.directory.agent(request.AgentID);
  return agent === undefined || agent.queues.includes(ThisQueue);
}

function queuesOf(context: SwitchContext, agentId: string): readonly string[] {
  return context.directory.agent(agentId)?.queues ?? [];
}
