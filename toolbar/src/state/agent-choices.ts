import { commandFitsLine, type AgentState, type CommandType, type LineSituation } from '@fusion-cti/protocol';
import { sameWish, type AgentWish } from './agent-wish.js';
import type { Availability } from './availability.js';
import { isBusy, isSo } from './agent-standing.js';
import { live, reasonsOf } from './selectors.js';
import type { ToolbarState } from './toolbar-state.js';

/** What an agent can choose to be. */
export interface AgentChoice {
  readonly wish: AgentWish;
  /** The contact centre's words for its reason. */
  readonly text?: string;
  /** It is so now, or has been chosen to come next. */
  readonly chosen: boolean;
}

export interface AgentChoices {
  /** There is a call or after-call work: what is chosen comes when that is over. */
  readonly later: boolean;
  /** None: the contact centre lets nobody choose. */
  readonly choices: readonly AgentChoice[];
}

const COMMAND_OF: Readonly<Record<AgentWish['to'], CommandType>> = {
  available: 'ready',
  unavailable: 'notReady',
  signedOff: 'logout',
};

export function agentChoices(state: ToolbarState): AgentChoices {
  const later = isBusy(state);
  const line: LineSituation = { ...lineSituation(state), ...(later && { idle: true }) };
  const chosen = later ? (wish: AgentWish) => sameWish(wish, state.next) : (wish: AgentWish) => isSo(state, wish);
  return {
    later,
    choices: wishes(state)
      .filter(({ wish }) => takes(state, COMMAND_OF[wish.to]) && commandFitsLine(COMMAND_OF[wish.to], line))
      .map((choice) => ({ ...choice, chosen: chosen(choice.wish) })),
  };
}

/** The line as the table of what is possible there asks for it. */
export function lineSituation(state: ToolbarState): LineSituation {
  const { doNotDisturb, forwardedTo, monitoring } = state.line;
  return {
    agent: agentStateOf(state.availability),
    doNotDisturb: doNotDisturb ? 'On' : 'Off',
    forwarding: forwardedTo === undefined ? 'Off' : 'On',
    monitoring: monitoring !== undefined,
    idle: live(state).length === 0,
  };
}

/** What this server takes of the commands about the line, as far as it makes sense now. */
export function lineCommands(state: ToolbarState): readonly CommandType[] {
  const { connection } = state;
  if (connection.status !== 'online') return [];
  const line = lineSituation(state);
  return connection.commands.filter((command) => commandFitsLine(command, line));
}

function wishes({ connection }: ToolbarState): readonly Omit<AgentChoice, 'chosen'>[] {
  const reasons = reasonsOf({ connection });
  return [
    { wish: { to: 'available' } },
    ...(reasons.length === 0 ? [{ wish: { to: 'unavailable' } } as const] : []),
    ...reasons.map(({ code, text }) => ({ wish: { to: 'unavailable', code }, text }) as const),
    { wish: { to: 'signedOff' } },
  ];
}

function takes({ connection }: ToolbarState, command: CommandType): boolean {
  return connection.status === 'online' && connection.commands.includes(command);
}

function agentStateOf(availability: Availability): AgentState {
  switch (availability.phase) {
    case 'available':
    case 'leaving':
      return 'Ready';
    case 'unavailable':
      return availability.signedOff === true ? 'Null' : 'NotReady';
    case 'connecting':
      return 'NotReady';
    case 'failed':
      return 'Null';
  }
}
