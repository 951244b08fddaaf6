import type { TRequestName } from '../tlib/requests.js';
import { COMMANDS, type CommandType } from '../wire/commands.js';
import type { AgentState } from './agent-states.js';
import { agentAllows } from './capabilities.js';
import { doNotDisturb, forwarding, type FeatureState } from './device.js';

/** What is so of a line, beside its calls. */
export interface LineSituation {
  readonly agent: AgentState;
  readonly doNotDisturb: FeatureState;
  readonly forwarding: FeatureState;
  /** It listens to the calls of another line. */
  readonly monitoring: boolean;
  /** No call is on it. */
  readonly idle: boolean;
}

const LINE_RULES: Partial<Readonly<Record<TRequestName, (line: LineSituation) => boolean>>> = {
  // [D] A call keeps its agent: T-Server refuses the logout unless an option says otherwise.
  RequestAgentLogout: ({ agent: state, idle }) => idle && agentAllows(state, 'RequestAgentLogout'),
  RequestAgentReady: ({ agent: state }) => agentAllows(state, 'RequestAgentReady'),
  RequestAgentNotReady: ({ agent: state }) => agentAllows(state, 'RequestAgentNotReady'),
  RequestSetDNDOn: (line) => doNotDisturb(line.doNotDisturb, 'RequestSetDNDOn') !== undefined,
  RequestSetDNDOff: (line) => doNotDisturb(line.doNotDisturb, 'RequestSetDNDOff') !== undefined,
  RequestCallForwardSet: (line) => forwarding(line.forwarding, 'RequestCallForwardSet') !== undefined,
  RequestCallForwardCancel: (line) => forwarding(line.forwarding, 'RequestCallForwardCancel') !== undefined,
  RequestMonitorNextCall: ({ monitoring, idle }) => idle && !monitoring,
  RequestCancelMonitoring: ({ monitoring }) => monitoring,
};

/** Whether a command about a line and its agent makes sense now. */
export function commandFitsLine(command: CommandType, line: LineSituation): boolean {
  return LINE_RULES[COMMANDS[command].request]?.(line) ?? false;
}
