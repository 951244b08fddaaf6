import type { SwitchAgent, SwitchSubscriber, SwitchWorld } from '../api.js';
import { SwitchFault } from './advance.js';
import { type AcdQueue, Dn, KNOWN_TYPES } from './dn.js';
import type { Membership } from './agent-seat.js';

/** Everything that the world names, by its number or id. */
export class Directory {
  readonly #dns = new Map<string, Dn>();
  readonly #agents = new Map<string, SwitchAgent>();
  readonly #subscribers = new Map<string, SwitchSubscriber>();
  readonly #routingPoints: { readonly dn: string; readonly acd: AcdQueue }[] = [];
  /** Where each logged-in agent sits: an AgentID is on one DN only. */
  readonly #seats = new Map<string, Dn>();

  /** @throws SwitchFault with a sentence, when the world contradicts itself. */
  constructor(world: SwitchWorld, now: number) {
    for (const row of world.dns) {
      if (!KNOWN_TYPES.has(row.type)) throw new SwitchFault(`DN ${row.dn}: the switch has no DNs of type ${row.type}`);
      if (this.#dns.has(row.dn)) throw new SwitchFault(`DN ${row.dn} is in the world twice`);
      const dn = new Dn(row, now);
      this.#dns.set(row.dn, dn);
      if (dn.acd?.routing !== undefined) this.#routingPoints.push({ dn: row.dn, acd: dn.acd });
    }
    for (const row of world.agents) {
      if (this.#agents.has(row.agentId)) throw new SwitchFault(`Agent ${row.agentId} is in the world twice`);
      this.#agents.set(row.agentId, row);
      for (const queue of row.queues) this.#queue(queue);
    }
    for (const row of world.subscribers) {
      if (this.#dns.has(row.number)) throw new SwitchFault(`${row.number} is both a DN and a number outside`);
      this.#subscribers.set(row.number, row);
    }
  }

  find(number: string): Dn | undefined {
    return this.#dns.get(number);
  }

  /** @throws SwitchFault when there is none: for callers who have checked. */
  dn(number: string): Dn {
    const dn = this.#dns.get(number);
    if (dn === undefined) throw new SwitchFault(`No DN ${number}`);
    return dn;
  }

  /**
   * The queues of these numbers, and the routing points whose strategy looks for agents in one of them; without those
   * that have left the configuration.
   */
  workOf(queues: readonly string[]): readonly Omit<Membership, 'place'>[] {
    const work = queues.flatMap((dn) => (this.#dns.has(dn) ? [{ dn, queue: this.#queue(dn) }] : []));
    for (const { dn, acd } of this.#routingPoints) {
      if (!this.#dns.has(dn)) continue;
      const strategy = acd.routing?.strategy;
      if (strategy === undefined || strategy.to !== undefined) continue;
      if (strategy.queues === undefined || strategy.queues.some((queue) => queues.includes(queue)))
        work.push({ dn, queue: acd });
    }
    return work;
  }

  agent(agentId: string): SwitchAgent | undefined {
    return this.#agents.get(agentId);
  }

  subscriber(number: string): SwitchSubscriber | undefined {
    return this.#subscribers.get(number);
  }

  seatOf(agentId: string): Dn | undefined {
    return this.#seats.get(agentId);
  }

  seat(agentId: string, dn: Dn): void {
    this.#seats.set(agentId, dn);
  }

  unseat(agentId: string): void {
    this.#seats.delete(agentId);
  }

  get agentsLoggedIn(): number {
    return this.#seats.size;
  }

  remove(dn: Dn): void {
    this.#dns.delete(dn.number);
    dn.configured = false;
  }

  /** In the order of the world. */
  dns(): IterableIterator<Dn> {
    return this.#dns.values();
  }

  /** @throws SwitchFault when the number is no queue. */
  #queue(number: string): AcdQueue {
    const { acd } = this.dn(number);
    if (acd === undefined || acd.routing !== undefined) throw new SwitchFault(`DN ${number} is no queue`);
    return acd;
  }
}
