/** How a line and a call are called on the screen. */
import type { LiveCall, Line } from './world.js';

interface Said {
  readonly text: string;
  readonly tone: 'positive' | 'warning' | 'neutral';
}

const AGENT_STATES: Readonly<Record<string, Said>> = {
  Ready: { text: 'Ready', tone: 'positive' },
  NotReady: { text: 'Not ready', tone: 'warning' },
  Null: { text: 'Signed out', tone: 'neutral' },
};

export function lineState({ agentState }: Pick<Line, 'agentState'>): Said {
  return AGENT_STATES[agentState] ?? { text: agentState, tone: 'neutral' };
}

export function lineStateText(line: Pick<Line, 'agentState'>): string {
  return lineState(line).text;
}

const PARTY_STATES: Readonly<Record<string, string>> = {
  Queued: 'waiting',
  Dialing: 'dialling',
  Alerting: 'ringing',
  Connected: 'talking',
  Failed: 'failed',
};

export function partyStateText(state: string): string {
  return PARTY_STATES[state] ?? state.toLowerCase();
}

/** A customer can answer what rings at his phone. */
export function rings(call: LiveCall): boolean {
  return ['ringing', 'alerting'].includes(call.farEnd?.state.toLowerCase() ?? '');
}
