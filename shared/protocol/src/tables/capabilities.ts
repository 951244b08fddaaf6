import { COMMANDS, type CommandType } from '../wire/commands.js';
import type { TRequestName } from '../tlib/requests.js';
import { AGENT_TABLE, type AgentState } from './agent.js';
import type { PartyState } from './party.js';

/** Which requests are legal about a call in which state. The switch refuses the others; a toolbar greys them out. */
export const PARTY_CAPABILITIES: Readonly<Record<PartyState, readonly TRequestName[]>> = {
  Null: [],
  Queued: [],
  Dialing: ['RequestReleaseCall'],
  Alerting: ['RequestAnswerCall', 'RequestReleaseCall'],
  Connected: ['RequestReleaseCall'],
  Failed: ['RequestReleaseCall'],
};

/** A command about a call is for one phase of it: the switch knows one release, people know two. */
const COMMAND_PHASES: Partial<Record<CommandType, readonly PartyState[]>> = {
  reject: ['Alerting'],
  hangup: ['Dialing', 'Connected', 'Failed'],
};

export function partyAllows(state: PartyState, request: TRequestName): boolean {
  return PARTY_CAPABILITIES[state].includes(request);
}

/** Whether a command about a call makes sense in a party state. Buttons and the server both ask here. */
export function commandFitsParty(command: CommandType, state: PartyState): boolean {
  if (!partyAllows(state, COMMANDS[command].request)) return false;
  return COMMAND_PHASES[command]?.includes(state) ?? true;
}

/** The agent requests that the agent table has a row for in this state. */
export function agentAllows(state: AgentState, request: TRequestName): boolean {
  return AGENT_TABLE.some((row) => row.from === state && row.on === request);
}
