import type { WorldAgent, WorldData } from './world-schema.js';

/** A world that has been checked, with the look-ups that faces need. */
export class World {
  readonly data: WorldData;
  readonly defaultAgent: WorldAgent;
  readonly #agents: ReadonlyMap<string, WorldAgent>;
  readonly #queueNames: ReadonlyMap<string, string>;

  constructor(data: WorldData) {
    this.data = data;
    this.#agents = new Map([
      ...data.agents.flatMap((agent) => (agent.fusionAgentId ? [[agent.fusionAgentId, agent] as const] : [])),
      ...data.agents.map((agent) => [agent.agentId, agent] as const),
    ]);
    this.#queueNames = new Map(data.queues.map(({ dn, name }) => [dn, name]));
    const agent = this.agent(data.defaultAgent);
    if (agent === undefined) throw new Error(`The default agent ${data.defaultAgent} is not among the agents`);
    this.defaultAgent = agent;
  }

  /** By the switch's AgentID, or by the agent's id in Fusion. */
  agent(id: string): WorldAgent | undefined {
    return this.#agents.get(id);
  }

  /** The name of a queue; its number when it has none. */
  queueName(dn: string): string {
    return this.#queueNames.get(dn) ?? dn;
  }

  /** The world as a stranger may see it: no passwords. */
  get publicData(): WorldData {
    return { ...this.data, agents: this.data.agents.map(({ password: _secret, ...agent }) => agent) };
  }
}
