import type { AgentState, PartyState } from '@fusion-cti/protocol';
import type { EngagementPhase } from '../../toolbar/harness/fusion/engagement-table.js';
import type { ToolbarState } from '../../toolbar/src/state/toolbar-state.js';

/** How one agent is, and the agent's calls, in the eyes of the switch. */
export interface SwitchTruth {
  readonly agent: AgentState;
  /** On the agent's line. */
  readonly calls: readonly { readonly connId: string; readonly state: PartyState }[];
}

/** One tab: what its toolbar shows, and what the Fusion around it does. */
export interface TabTruth {
  readonly name: string;
  readonly toolbar: Pick<ToolbarState, 'availability' | 'connection' | 'contacts' | 'placing'>;
  readonly fusion: {
    /** As the last agentStateEvent that this tab's Fusion accepted said. */
    readonly available: boolean;
    readonly engagements: readonly { readonly eventId: string; readonly phase: EngagementPhase }[];
  };
}

/** What Fusion is told about contacts. */
export const CONTACT_ACTIONS = ['newCommEvent', 'startCommEvent', 'closeCommEvent', 'outboundCommError'] as const;
export type ContactAction = (typeof CONTACT_ACTIONS)[number];

/** One such action, as Fusion received it. */
export interface Told {
  readonly action: ContactAction;
  readonly eventId: string;
  /** Counts how often Fusion has lost all that it knew: whenever no tab of it was left. */
  readonly life: number;
}

/** The three, at one moment, of one agent in one browser. */
export interface Truths {
  /** Absent: nobody can ask it at the moment, the toolbar included. */
  readonly switch: SwitchTruth | undefined;
  /** The tabs that are awake. */
  readonly tabs: readonly TabTruth[];
  /** By all tabs together, oldest first. */
  readonly told: readonly Told[];
  /** Of Fusion, at this moment. */
  readonly life: number;
}
