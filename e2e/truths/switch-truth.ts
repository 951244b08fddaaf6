import type { AgentState, PartyState } from '@fusion-cti/protocol';
import type { SwitchTruth } from './truths.js';

/** The part of `GET /control/state` that is compared. */
export interface ControlState {
  readonly agents: readonly { readonly agentId: string; readonly dn: string; readonly state: AgentState }[];
  readonly calls: readonly {
    readonly connId: string;
    readonly parties: readonly { readonly dn: string; readonly state: PartyState }[];
  }[];
}

/** @throws Error when the world has no such agent */
export function switchTruth({ agents, calls }: ControlState, agentId: string): SwitchTruth {
  const agent = agents.find((one) => one.agentId === agentId);
  if (agent === undefined) throw new Error(`The world has no agent ${agentId}.`);
  return {
    agent: agent.state,
    calls: calls.flatMap(({ connId, parties }) =>
      parties.filter(({ dn }) => dn === agent.dn).map(({ state }) => ({ connId, state })),
    ),
  };
}
