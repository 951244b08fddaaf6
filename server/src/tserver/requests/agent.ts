import { agentPhaseAllows, type AgentWorkMode, type KVList, type RequestOf, type TRequest } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import {
  logOut,
  manualAfterCallWork,
  stopWorkTimers,
  watchIdle,
  wishForWrapUp,
  wrapUpAskedFor,
} from '../call-control/agent-work.js';
import type { SwitchContext } from '../context.js';
import type { AgentSeat, Explanation } from '../model/agent-seat.js';
import type { Dn } from '../model/dn.js';
import { dnAuthorised, dnConfigured, linkUp, onDn, onPhone, type DnRequest } from './checks.js';
import { unsupported } from './connection.js';
import type { Check, RequestDefinition } from './definition.js';

const READY_MODES: readonly AgentWorkMode[] = ['ManualIn', 'AutoIn', 'ReturnBack'];
const NOT_READY_MODES: readonly AgentWorkMode[] = [
  'Unknown',
  'AuxWork',
  'AfterCallWork',
  'LegalGuard',
  'NoCallDisconnect',
  'WalkAway',
];

/** The agent table says in which phases a request means something: in Null only a login does. */
const loggedIn: Check<DnRequest> = {
  name: 'agent-logged-in',
  code: 1707,
  holds: (context, request) => agentPhaseAllows(context.directory.dn(request.ThisDN).seat.phase, request.request),
};

type ModeRequest = Extract<TRequest, { readonly AgentWorkMode?: AgentWorkMode }>;

function workModeFrom(modes: readonly AgentWorkMode[]): Check<ModeRequest> {
  return {
    name: 'work-mode-fits',
    code: 53,
    holds: (_context, request) => request.AgentWorkMode === undefined || modes.includes(request.AgentWorkMode),
  };
}

/** Who it is comes before where they are: a wrong password learns nothing about seats. */
const agentLogin: RequestDefinition<'RequestAgentLogin'> = {
  preconditions: [
    ...onPhone,
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
        context.directory.dn(request.ThisDN).seat.phase === 'Null' || isRepeatedLogin(context, request),
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
    {
      name: 'licence-free',
      code: 40,
      holds: (context, request) => {
        const { agentLicences } = context.behaviour;
        return (
          agentLicences === 0 || context.directory.agentsLoggedIn < agentLicences || isRepeatedLogin(context, request)
        );
      },
    },
  ],
  perform: (context, request, answer) => {
    const dn = context.directory.dn(request.ThisDN);
    const repeated = isRepeatedLogin(context, request);
    if (!repeated) {
      const queues = request.ThisQueue === undefined ? queuesOf(context, request.AgentID) : [request.ThisQueue];
      dn.seat.occupy(request.AgentID, answer.client, context.directory.workOf(queues), request.ThisQueue);
      context.directory.seat(request.AgentID, dn);
    }
    wishForWrapUp(dn, request.Extensions);
    context.tell.agent(dn, request.request, answer);
    if (!repeated && context.behaviour.readyAtLogin && READY_MODES.includes(request.AgentWorkMode ?? 'Unknown')) {
      dn.seat.explain(request.AgentWorkMode, undefined, undefined);
      context.tell.agent(dn, 'RequestAgentReady');
      context.distribution.changed(dn);
    }
    watchIdle(context, dn);
  },
};

/** Also while the phone is out of service: that is when desktops log their agents out. */
const agentLogout: RequestDefinition<'RequestAgentLogout'> = {
  preconditions: [
    linkUp,
    dnConfigured,
    dnAuthorised,
    loggedIn,
    {
      name: 'agent-in-queue',
      code: 1707,
      holds: (context, { ThisDN, ThisQueue }) =>
        ThisQueue === undefined || queuesWorkedFor(context.directory.dn(ThisDN)).includes(ThisQueue),
    },
    {
      name: 'no-call-at-logout',
      code: 231,
      holds: (context, request) => context.behaviour.agentEmuLoginOnCall || context.directory.dn(request.ThisDN).idle,
    },
  ],
  perform: (context, { request, ThisDN, ThisQueue }, answer) => {
    const dn = context.directory.dn(ThisDN);
    if (ThisQueue !== undefined && queuesWorkedFor(dn).length > 1) {
      dn.seat.leaveQueue(ThisQueue);
      context.tell.agent(dn, 'QueueLeft', answer, { ThisQueue });
      return;
    }
    dn.seat.explain(undefined, undefined, undefined);
    logOut(context, dn, request, answer);
  },
};

const agentReady: RequestDefinition<'RequestAgentReady'> = {
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

const agentNotReady: RequestDefinition<'RequestAgentNotReady'> = {
  preconditions: [...onDn, loggedIn, workModeFrom(NOT_READY_MODES)],
  perform: changeState,
};

function changeState(
  context: SwitchContext,
  request: RequestOf<'RequestAgentReady'> | RequestOf<'RequestAgentNotReady'>,
  answer: Answer,
): void {
  const dn = context.directory.dn(request.ThisDN);
  const { seat } = dn;
  const was = beforeWrapUp(seat);
  const wrapsUp = request.AgentWorkMode === 'AfterCallWork';
  stopWorkTimers(context, dn);
  wishForWrapUp(dn, request.Extensions);
  const announced = wrapsUp ? wrapUpAskedFor(context, dn) : [];
  seat.explain(request.AgentWorkMode, request.Reasons, withAnnounced(request.Extensions, announced));
  context.tell.agent(dn, wrapsUp ? 'RequestAfterCallWork' : request.request, answer);
  if (wrapsUp) manualAfterCallWork(context, dn, was);
  context.distribution.changed(dn);
  watchIdle(context, dn);
}

/** What an agent who asks for after-call work is again afterwards; `undefined`: ready. */
function beforeWrapUp(seat: AgentSeat): Explanation | undefined {
  if (seat.state === 'Ready' || seat.phase === 'LegalGuard') return undefined;
  return seat.workMode === 'AfterCallWork' ? seat.afterWrapUp : seat.explanation;
}

/** The time that there will be stands in the place of the one that was asked for. */
function withAnnounced(asked: KVList | undefined, announced: KVList): KVList | undefined {
  if (announced.length === 0) return asked;
  const others = asked?.filter(({ key }) => announced.every((pair) => pair.key !== key)) ?? [];
  return [...others, ...announced];
}

export const AGENT_REQUESTS = {
  RequestAgentLogin: agentLogin,
  RequestAgentLogout: agentLogout,
  RequestAgentReady: agentReady,
  RequestAgentNotReady: agentNotReady,
  RequestAgentSetIdleReason: unsupported,
};

function isRepeatedLogin(context: SwitchContext, request: RequestOf<'RequestAgentLogin'>): boolean {
  return context.directory.dn(request.ThisDN).seat.agentId === request.AgentID;
}

/** Without a queue named, an agent works for all of theirs. A login that is repeated cannot change that. */
function loginQueueFits(context: SwitchContext, request: RequestOf<'RequestAgentLogin'>): boolean {
  const { ThisQueue } = request;
  if (ThisQueue === undefined) return true;
  if (isRepeatedLogin(context, request)) return context.directory.dn(request.ThisDN).seat.thisQueue === ThisQueue;
  const acd = context.directory.find(ThisQueue)?.acd;
  if (acd === undefined || acd.routing !== undefined) return false;
  const agent = context.directory.agent(request.AgentID);
  return agent === undefined || agent.queues.includes(ThisQueue);
}

function queuesOf(context: SwitchContext, agentId: string): readonly string[] {
  return context.directory.agent(agentId)?.queues ?? [];
}

/** A routing point is not a queue that anybody is logged in to. */
function queuesWorkedFor(dn: Dn): readonly string[] {
  return dn.seat.memberships.filter(({ queue }) => queue.routing === undefined).map(({ dn: queue }) => queue);
}
