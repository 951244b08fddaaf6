import { inOurWords } from './chat-server-options.js';
import type { CxoneSettings } from './cxone-settings.js';
import type { GenesysCloudSettings } from './genesys-cloud-settings.js';
import type { ChatServiceOptions, NotReadyReasonData, WorldAgent, WorldData } from './world-schema.js';

/** A world that has been checked, with the look-ups that faces need. */
export class World {
  readonly data: WorldData;
  readonly defaultAgent: WorldAgent;
  readonly #agents: ReadonlyMap<string, WorldAgent>;
  readonly #queueNames: ReadonlyMap<string, string>;
  readonly #hasSupervisors: boolean;

  constructor(data: WorldData) {
    this.data = data;
    this.#agents = new Map([
      ...data.agents.flatMap((agent) => (agent.fusionAgentId ? [[agent.fusionAgentId, agent] as const] : [])),
      ...data.agents.map((agent) => [agent.agentId, agent] as const),
    ]);
    this.#queueNames = new Map([...data.queues, ...(data.routingPoints ?? [])].map(({ dn, name }) => [dn, name]));
    this.#hasSupervisors = data.agents.some(({ supervises }) => supervises !== undefined);
    const agent = this.agent(data.defaultAgent);
    if (agent === undefined) throw new Error(`The default agent ${data.defaultAgent} is not among the agents`);
    this.defaultAgent = agent;
  }

  /** By the switch's AgentID, or by the agent's id in Fusion. */
  agent(id: string): WorldAgent | undefined {
    return this.#agents.get(id);
  }

  /** What people call a queue or a routing point; its number when the world has none of them there. */
  queueName(dn: string): string {
    return this.#queueNames.get(dn) ?? dn;
  }

  /** Why this agent may not be ready. */
  notReadyReasons({ notReadyReasons }: WorldAgent): readonly NotReadyReasonData[] {
    return notReadyReasons ?? this.data.notReadyReasons ?? [];
  }

  /** Whose calls this agent may listen to. A world that names no supervisors leaves it to everybody. */
  colleaguesOf({ agentId, supervises }: WorldAgent): readonly WorldAgent[] {
    if (supervises !== undefined) return supervises.flatMap((id) => this.agent(id) ?? []);
    return this.#hasSupervisors ? [] : this.data.agents.filter((agent) => agent.agentId !== agentId);
  }

  /** The world as a stranger may see it: no passwords. */
  get publicData(): WorldData {
    const { chat, agents, genesysCloud, cxone } = this.data;
    return {
      ...this.data,
      agents: agents.map(({ password: _secret, ...agent }) => agent),
      ...(chat !== undefined && { chat: withoutCredentials(chat) }),
      ...(genesysCloud !== undefined && { genesysCloud: withoutSecrets(genesysCloud) }),
      ...(cxone !== undefined && { cxone: withoutKeys(cxone) }),
    };
  }

  /** What is set for the chats of a service: for all, then for this one; by our names, whatever names it is given by. */
  chatOptions(service: string): readonly Omit<ChatServiceOptions, 'chatServer'>[] {
    const { defaults, services = [] } = this.data.chat ?? {};
    const own = services.find(({ name }) => name === service)?.options;
    const sections = [defaults, own].filter((options) => options !== undefined);
    return sections.flatMap(({ chatServer, ...options }) =>
      chatServer === undefined ? [options] : [inOurWords(chatServer), options],
    );
  }

  /** The services that the world file names. */
  get chatServices(): readonly string[] {
    return this.data.chat?.services?.map(({ name }) => name) ?? [];
  }
}

function withoutCredentials(chat: NonNullable<WorldData['chat']>): NonNullable<WorldData['chat']> {
  const { defaults, services } = chat;
  return {
    ...chat,
    ...(defaults !== undefined && { defaults: withoutAuth(defaults) }),
    ...(services !== undefined && {
      services: services.map(({ options, ...rest }) => ({
        ...rest,
        ...(options !== undefined && { options: withoutAuth(options) }),
      })),
    }),
  };
}

function withoutSecrets({ clients, ...rest }: GenesysCloudSettings): GenesysCloudSettings {
  return { ...rest, ...(clients && { clients: clients.map(({ clientId }) => ({ clientId })) }) };
}

/** The secrets are empty: without them the rest would be no settings. */
function withoutKeys({ controlToken: _secret, ...cxone }: CxoneSettings): CxoneSettings {
  return {
    ...cxone,
    applications: cxone.applications.map((application) => ({ ...application, clientSecret: '' })),
    accessKeys: cxone.accessKeys.map((key) => ({ ...key, secret: '' })),
    integrations: cxone.integrations.map((integration) => ({ ...integration, clientSecret: '' })),
  };
}

function withoutAuth(options: ChatServiceOptions): ChatServiceOptions {
  if (options.gms === undefined) return options;
  const { auth: _secret, ...gms } = options.gms;
  return { ...options, gms };
}
