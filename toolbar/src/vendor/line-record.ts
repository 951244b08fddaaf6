import type { AgentState } from '@fusion-cti/protocol';
import type { SentCommand } from './command-outbox.js';
import type { ProtocolLevel } from './frame-reader.js';
import type { KnownSession } from './session-cursor.js';

/** What the switch said last of the agent. */
export interface AgentAtSwitch {
  readonly state: AgentState;
  /** Why not ready, in words. */
  readonly why?: string;
}

/** What another page needs to go on with a line: this one after a reload, or the tab that takes its place. */
export interface LineRecord {
  readonly level: ProtocolLevel;
  readonly known?: KnownSession;
  readonly agent: AgentAtSwitch;
  /** Sent, and not answered yet. */
  readonly unanswered: readonly SentCommand[];
}
