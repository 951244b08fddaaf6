import type { AgentState } from '@fusion-cti/protocol';

/** An agent whose calls this one may listen to. */
export interface Colleague {
  readonly agentId: string;
  readonly name: string;
  readonly dn: string;
  readonly state: AgentState;
  /** When that began. Milliseconds since 1970. */
  readonly since: number;
  readonly wrapUp: boolean;
  /** Why they are not ready, in words. */
  readonly reason?: string;
  readonly onCall: boolean;
}
export type Colleagues = readonly Colleague[];
