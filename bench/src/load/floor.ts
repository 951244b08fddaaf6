import type { LoadAgent } from './agent-fleet.js';
import type { HttpPool } from './http-pool.js';

/** The agents of a contact centre at work: who is idle, and whom a queue has just found. */
export class Floor {
  /** The number of the queue, as the world of the benchmarks has it. */
  readonly queue = '800000';
  readonly #http: HttpPool;
  readonly #idle: LoadAgent[];
  readonly #waitForRing: ((agent: LoadAgent) => void)[] = [];

  /** @param queued how many of the agents, from the first, take calls from the queue, and no others */
  constructor(http: HttpPool, agents: readonly LoadAgent[], queued: number) {
    this.#http = http;
    this.#idle = agents.slice(queued);
    for (const agent of agents.slice(0, queued)) agent.onRing = () => this.#waitForRing.shift()?.(agent);
  }

  take(): LoadAgent {
    const agent = this.#idle.shift();
    if (agent === undefined) throw new Error('More calls at once than agents');
    return agent;
  }

  giveBack(agent: LoadAgent): void {
    this.#idle.push(agent);
  }

  /** The next agent whom the queue finds. Which call it is, is all the same. */
  nextToRing(): Promise<LoadAgent> {
    return new Promise((resolve) => this.#waitForRing.push(resolve));
  }

  async callComesTo(dn: string): Promise<void> {
    await this.#http.post('/control/calls', `{"to":"${dn}","from":"+14155550100"}`);
  }

  /** Sends a command, and waits for what it leads to. */
  async command(
    agent: LoadAgent,
    type: string,
    fields: Readonly<Record<string, string>>,
    ...until: readonly (readonly [LoadAgent, string])[]
  ): Promise<void> {
    const events = until.map(([who, eventName]) => who.expect(eventName));
    await this.#http.post('/genesys/events', JSON.stringify({ type, session: agent.session, ...fields }));
    await Promise.all(events);
  }
}
