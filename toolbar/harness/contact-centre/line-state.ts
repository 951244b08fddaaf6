/** How a line and a call are called on the screen. */
import type { AgentState, PartyState } from '@fusion-cti/protocol';
import type { LiveCall, Line } from './world.js';

interface Said {
  readonly text: string;
  readonly tone: 'positive' | 'warning' | 'neutral';
}

const AGENT_STATES: Readonly<Record<AgentState, Said>> = {
  Ready: { text: 'Ready', tone: 'positive' },
  NotReady: { text: 'Not ready', tone: 'warning' },
  Null: { text: 'Signed out', tone: 'neutral' },
};

export function lineState({ agentState }: Pick<Line, 'agentState'>): Said {
  return AGENT_STATES[agentState];
}

export function lineStateText(line: Pick<Line, 'agentState'>): string {
  return lineState(line).text;
}

const PARTY_STATES: Readonly<Record<PartyState, string>> = {
  Null: 'gone',
  Queued: 'waiting',
  Dialing: 'dialling',
  Alerting: 'ringing',
  Connected: 'talking',
  Held: 'on hold',
  Failed: 'failed',
};

export function partyStateText(state: PartyState): string {
  return PARTY_STATES[state];
}

/** A customer can answer what rings at his phone. */
export function rings(call: LiveCall): boolean {
  return call.farEnd?.state === 'Alerting';
}
