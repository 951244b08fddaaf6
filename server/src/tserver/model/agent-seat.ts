import {
  agent,
  type AgentState,
  type AgentTrigger,
  type AgentWorkMode,
  type KVList,
  type TEventName,
} from '@fusion-cti/protocol';
import { advance } from './advance.js';
import type { AcdQueue, Dn } from './dn.js';
import { Place } from './line.js';

/** A queue that the agent works for, with the place kept in its line of agents. */
export interface Membership {
  readonly queue: AcdQueue;
  readonly place: Place<Dn>;
}

/** The agent at one phone; nobody, in state Null. */
export class AgentSeat {
  readonly #dn: Dn;
  state: AgentState = 'Null';
  since: number;
  agentId: string | undefined = undefined;
  /** The queue named at login; `undefined` when the agent works for all of theirs. */
  thisQueue: string | undefined = undefined;
  workMode: AgentWorkMode | undefined = undefined;
  reasons: KVList | undefined = undefined;
  extensions: KVList | undefined = undefined;
  memberships: readonly Membership[] = [];

  constructor(dn: Dn, since: number) {
    this.#dn = dn;
    this.since = since;
  }

  /** @returns the events that the row emits. */
  apply(trigger: AgentTrigger, now: number): readonly TEventName[] {
    const row = advance(agent, this.state, trigger, `DN ${this.#dn.number}`);
    // A new reason starts a new not-ready time: people ask how long a break lasts, not how long it all was.
    if (row.to !== this.state || trigger === 'RequestAgentNotReady') this.since = now;
    this.state = row.to;
    return row.emits ?? [];
  }

  occupy(agentId: string, queues: readonly AcdQueue[], thisQueue: string | undefined): void {
    this.agentId = agentId;
    this.thisQueue = thisQueue;
    this.memberships = queues.map((queue) => ({ queue, place: new Place(this.#dn) }));
  }

  explain(workMode: AgentWorkMode | undefined, reasons: KVList | undefined, extensions: KVList | undefined): void {
    this.workMode = workMode;
    this.reasons = reasons;
    this.extensions = extensions;
  }

  vacate(): void {
    for (const membership of this.memberships) membership.place.leave();
    this.memberships = [];
    this.agentId = undefined;
    this.thisQueue = undefined;
    this.explain(undefined, undefined, undefined);
  }
}
