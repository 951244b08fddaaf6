import type { AgentState } from '@fusion-cti/protocol';
import type { Absence } from '../state/absence.js';
import type { SentCommand } from './command-outbox.js';
import type { ProtocolLevel } from './frame-reader.js';
import type { KnownSession } from './session-cursor.js';

/** What the switch said last of the agent. */
export interface AgentAtSwitch {
  readonly state: AgentState;
  /** When that began, and when the switch ends it by itself. Milliseconds since 1970, by this machine's clock. */
  readonly since?: number;
  readonly until?: number;
  /** Why not ready. */
  readonly absence?: Absence;
}

/** What another page needs to go on with a line: this one after a reload, or the tab that takes its place. */
export interface LineRecord {
  readonly level: ProtocolLevel;
  readonly known?: KnownSession;
  readonly agent: AgentAtSwitch;
  /** Sent, and not answered yet. */
  readonly unanswered: readonly SentCommand[];
  /** A socket was opened, and no greeting was heard. */
  readonly knocked?: boolean;
}
