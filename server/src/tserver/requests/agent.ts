import { agentPhaseAllows, type AgentWorkMode, type RequestOf, type TRequest } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import { logOut, manualAfterCallWork, stopWorkTimers, watchIdle, wrapUpAskedFor } from '../call-control/agent-work.js';
import type { SwitchContext } from '../context.js';
import type { Dn } from '../model/dn.js';
import { linkUp, onDn, onPhone, type DnRequest } from './checks.js';
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
    context.tell.agent(dn, request.request, answer);
    if (!repeated && context.behaviour.readyAtLogin && READY_MODES.includes(request.AgentWorkMode ?? 'Unknown')) {
      dn.seat.explain(request.AgentWorkMode, undefined, undefined);
      context.tell.agent(dn, 'RequestAgentReady');
      context.distribution.changed(dn);
    }
    watchIdle(context, dn);
  },
};

const agentLogout: RequestDefinition<'RequestAgentLogout'> = {
  preconditions: [
    ...onDn,
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
  const was = seat.state === 'Ready' ? 'Ready' : 'NotReady';
  const wrapsUp = request.AgentWorkMode === 'AfterCallWork';
  stopWorkTimers(context, dn);
  const announced = wrapsUp ? wrapUpAskedFor(context, dn) : [];
  const extensions = announced.length > 0 ? [...(request.Extensions ?? []), ...announced] : request.Extensions;
  seat.explain(request.AgentWorkMode, request.Reasons, extensions);
  context.tell.agent(dn, wrapsUp ? 'RequestAfterCallWork' : request.request, answer);
  if (wrapsUp) manualAfterCallWork(context, dn, was);
  context.distribution.changed(dn);
  watchIdle(context, dn);
}

/** An agent who is kept free for one client gets no calls from queues. A duration of 0 gives them back. */
const reserveAgent: RequestDefinition<'RequestReserveAgent'> = {
  preconditions: [
    linkUp,
    {
      name: 'agent-known',
      code: 53,
      holds: (context, request) => reservedSeat(context, request) !== undefined,
    },
    {
      name: 'agent-reservable',
      code: 1700,
      holds: (context, request, answer) => {
        const reservation = reservedSeat(context, request)?.seat.reservation;
        return reservation === undefined || reservation.client === answer.client;
      },
    },
  ],
  perform: (context, request, answer) => {
    const dn = reservedSeat(context, request);
    if (dn === undefined) return;
    const { seat } = dn;
    seat.reservation = request.Duration > 0 ? { client: answer.client } : undefined;
    const timer = { name: 'reservation', dn: dn.number } as const;
    if (request.Duration > 0) context.setTimer(timer, request.Duration);
    else context.cancelTimer(`reservation:${dn.number}`);
    context.tell.requester('EventAgentReserved', answer, {
      ThisDN: dn.number,
      ...(seat.agentId !== undefined && { AgentID: seat.agentId }),
      Duration: request.Duration,
    });
    context.distribution.changed(dn);
  },
};

export const AGENT_REQUESTS = {
  RequestAgentLogin: agentLogin,
  RequestAgentLogout: agentLogout,
  RequestAgentReady: agentReady,
  RequestAgentNotReady: agentNotReady,
  RequestAgentSetIdleReason: unsupported,
  RequestReserveAgent: reserveAgent,
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

/** By DN, or by who sits there; both must mean the same. [A] Places are not known here. */
function reservedSeat(
  context: SwitchContext,
  { AgentDN, AgentID, Place }: RequestOf<'RequestReserveAgent'>,
): Dn | undefined {
  if (Place !== undefined) return undefined;
  const byAgent = AgentID === undefined ? undefined : context.directory.seatOf(AgentID);
  if (AgentDN === undefined) return byAgent;
  const dn = context.directory.find(AgentDN);
  if (dn === undefined || dn.seat.phase === 'Null') return undefined;
  return AgentID === undefined || byAgent === dn ? dn : undefined;
}
