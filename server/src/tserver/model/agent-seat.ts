import {
  agent,
  agentStateOf,
  type AgentPhase,
  type AgentState,
  type AgentTrigger,
  type AgentWorkMode,
  type KVList,
  type TEventName,
} from '@fusion-cti/protocol';
import type { ClientId } from '../api.js';
import { advance } from './advance.js';
import type { AcdQueue, Dn } from './dn.js';
import { Place } from './line.js';

/** A queue that the agent works for, with the place kept in its line of agents. */
export interface Membership {
  readonly dn: string;
  readonly queue: AcdQueue;
  readonly place: Place<Dn>;
}

/** The agent at one phone; nobody, in phase Null. */
/** Why somebody is in a state, as they have said it. */
export interface Explanation {
  readonly workMode: AgentWorkMode | undefined;
  readonly reasons: KVList | undefined;
  readonly extensions: KVList | undefined;
}

export class AgentSeat {
  readonly #dn: Dn;
  phase: AgentPhase = 'Null';
  since: number;
  agentId: string | undefined = undefined;
  /** The client that logged the agent in. */
  loggedInBy: ClientId | undefined = undefined;
  /** The queue named at login; `undefined` when the agent works for all of theirs. */
  thisQueue: string | undefined = undefined;
  workMode: AgentWorkMode | undefined = undefined;
  reasons: KVList | undefined = undefined;
  extensions: KVList | undefined = undefined;
  memberships: readonly Membership[] = [];
  /** Business calls that were answered here and are not over. */
  businessCalls = 0;
  /** What the agent is again when after-call work is over; `undefined`: ready. */
  afterWrapUp: Explanation | undefined = undefined;
  /** What a request wants for the next after-call work. */
  nextWrapUp: number | 'untimed' | undefined = undefined;
  /** Kept free for one client. */
  reservation: { readonly client: ClientId } | undefined = undefined;

  constructor(dn: Dn, since: number) {
    this.#dn = dn;
    this.since = since;
  }

  /** As clients see it. */
  get state(): AgentState {
    return agentStateOf(this.phase);
  }

  /** @returns the events that the row emits. */
  apply(trigger: AgentTrigger, now: number): readonly TEventName[] {
    const row = advance(agent, this.phase, trigger, `DN ${this.#dn.number}`);
    // A new reason starts a new not-ready time: people ask how long a break lasts, not how long it all was.
    const told = row.to !== this.phase && (row.emits?.length ?? 0) > 0;
    if (told || trigger === 'RequestAgentNotReady') this.since = now;
    this.phase = row.to;
    return row.emits ?? [];
  }

  occupy(agentId: string, client: ClientId, queues: readonly Omit<Membership, 'place'>[], thisQueue?: string): void {
    this.agentId = agentId;
    this.loggedInBy = client;
    this.thisQueue = thisQueue;
    this.memberships = queues.map((queue) => ({ ...queue, place: new Place(this.#dn) }));
  }

  explain(workMode: AgentWorkMode | undefined, reasons: KVList | undefined, extensions: KVList | undefined): void {
    this.workMode = workMode;
    this.reasons = reasons;
    this.extensions = extensions;
  }

  get explanation(): Explanation {
    return { workMode: this.workMode, reasons: this.reasons, extensions: this.extensions };
  }

  /** Works no more for one queue. */
  leaveQueue(dn: string): void {
    for (const membership of this.memberships) if (membership.dn === dn) membership.place.leave();
    this.memberships = this.memberships.filter((membership) => membership.dn !== dn);
  }

  vacate(): void {
    for (const membership of this.memberships) membership.place.leave();
    this.memberships = [];
    this.agentId = undefined;
    this.loggedInBy = undefined;
    this.thisQueue = undefined;
    this.businessCalls = 0;
    this.afterWrapUp = undefined;
    this.nextWrapUp = undefined;
    this.explain(undefined, undefined, undefined);
  }
}
