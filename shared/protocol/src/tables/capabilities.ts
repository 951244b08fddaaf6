import { COMMANDS, type CommandType } from '../wire/commands.js';
import type { TRequestName } from '../tlib/requests.js';
import { agent, AGENT_PHASES, type AgentPhase, agentStateOf, type AgentTrigger } from './agent.js';
import type { AgentState } from './agent-states.js';
import { PARTY_STATES, type PartyState } from './party.js';

const USER_DATA: readonly TRequestName[] = [
  'RequestAttachUserData',
  'RequestUpdateUserData',
  'RequestDeletePair',
  'RequestDeleteUserData',
];

/** Which requests are legal about a call in which state. The switch refuses the others; a toolbar greys them out. */
export const PARTY_CAPABILITIES: Readonly<Record<PartyState, readonly TRequestName[]>> = {
  Null: [],
  Queued: ['RequestRouteCall', 'RequestApplyTreatment', ...USER_DATA],
  Dialing: ['RequestReleaseCall', 'RequestClearCall', 'RequestSendDTMF', ...USER_DATA],
  Alerting: ['RequestAnswerCall', 'RequestReleaseCall', 'RequestRedirectCall', ...USER_DATA],
  Connected: [
    'RequestReleaseCall',
    'RequestClearCall',
    'RequestHoldCall',
    'RequestSendDTMF',
    'RequestSetMuteOn',
    'RequestSetMuteOff',
    'RequestInitiateTransfer',
    'RequestMuteTransfer',
    'RequestSingleStepTransfer',
    'RequestInitiateConference',
    'RequestSingleStepConference',
    'RequestDeleteFromConference',
    'RequestListenDisconnect',
    'RequestListenReconnect',
    'RequestRedirectCall',
    ...USER_DATA,
  ],
  Held: ['RequestRetrieveCall', 'RequestReleaseCall', ...USER_DATA],
  Failed: ['RequestReleaseCall'],
};

/**
 * What else is legal about a call while the same DN holds another: the requests that name both. Completion needs the
 * one to be a consultation for the other.
 */
export const SECOND_CALL_CAPABILITIES: Readonly<Record<PartyState, readonly TRequestName[]>> = {
  Null: [],
  Queued: [],
  // Not RequestAlternateCall: a phone that is not talking has nothing to hold.
  Dialing: ['RequestCompleteTransfer', 'RequestCompleteConference', 'RequestReconnectCall'],
  Alerting: [],
  Connected: [
    'RequestCompleteTransfer',
    'RequestCompleteConference',
    'RequestAlternateCall',
    'RequestReconnectCall',
    'RequestMergeCalls',
  ],
  Held: [],
  Failed: ['RequestReconnectCall'],
};

/** [A] Who only listens can go, speak or stop speaking, and write down what was said. */
const OBSERVER_CAPABILITIES: readonly TRequestName[] = [
  'RequestReleaseCall',
  'RequestSetMuteOn',
  'RequestSetMuteOff',
  ...USER_DATA,
];

/** A command about a call is for one phase of it: the switch knows one release, people know two. */
const COMMAND_PHASES: Partial<Record<CommandType, readonly PartyState[]>> = {
  reject: ['Alerting'],
  hangup: PARTY_STATES.filter((state) => state !== 'Alerting'),
  startRecording: ['Connected', 'Held'],
  stopRecording: ['Connected', 'Held'],
  pauseRecording: ['Connected', 'Held'],
  resumeRecording: ['Connected', 'Held'],
};

export function partyAllows(state: PartyState, request: TRequestName): boolean {
  return PARTY_CAPABILITIES[state].includes(request);
}

/** The same for a supervisor who observes the call. */
export function observerAllows(state: PartyState, request: TRequestName): boolean {
  return partyAllows(state, request) && OBSERVER_CAPABILITIES.includes(request);
}

/** The same for the active one of two calls. */
export function secondCallAllows(state: PartyState, request: TRequestName): boolean {
  return SECOND_CALL_CAPABILITIES[state].includes(request);
}

/** Whether a command about a call makes sense in a party state. Buttons and the server both ask here. */
export function commandFitsParty(command: CommandType, state: PartyState): boolean {
  const { request } = COMMANDS[command];
  if (!partyAllows(state, request) && !secondCallAllows(state, request)) return false;
  return COMMAND_PHASES[command]?.includes(state) ?? true;
}

/** The agent requests that the agent table has a row for, in a phase that clients see as this state. */
export function agentAllows(state: AgentState, request: TRequestName): boolean {
  return AGENT_PHASES.some((phase) => agentStateOf(phase) === state && agentPhaseAllows(phase, request));
}

export function agentPhaseAllows(phase: AgentPhase, request: TRequestName): boolean {
  // A request that is no trigger of the table has no row in it.
  return agent(phase, request as AgentTrigger) !== undefined;
}
