import type { WorldData } from '../../world/world-schema.js';

export const AGENTS = ['5001', '5002'] as const;
export const OAUTH_CLIENT = { clientId: 'fusion-cti', clientSecret: 'only-on-this-machine' } as const;

/** How long a guest who never listens stays, ms. */
const ATTACH_MS = 2_000;

/** An organisation of Genesys Cloud that takes the published bodies, and agents with room for many chats. */
export const BUSY_WORLD: WorldData = {
  defaultAgent: AGENTS[0],
  agents: AGENTS.map((agentId, n) => ({
    agentId,
    name: `Agent ${n}`,
    dn: `70${n}`,
    queues: [],
    chat: { capacity: 100 },
  })),
  queues: [],
  extensions: [],
  subscribers: [],
  contacts: [],
  chat: { services: [{ name: 'support', options: { inactivity: { alertMs: 0 } } }] },
  genesysCloud: {
    organizationId: '00000000-0000-4000-8000-000000000000',
    clients: [{ clientId: OAUTH_CLIENT.clientId, secret: OAUTH_CLIENT.clientSecret }],
    deployments: [{ id: '00000000-0000-4000-8000-000000000000', name: 'Website', messaging: { service: 'support' } }],
    queues: [{ id: '00000000-0000-4000-8000-000000000101', name: 'BigFix AEXBot', service: 'support' }],
    options: {
      requestsPerMinute: 1_000_000,
      guestRequestsPerMinute: 1_000_000,
      messagingPerSecond: 10_000,
      attachMs: ATTACH_MS,
      lingerMs: 100,
    },
  },
};

/** Limits are for people; here a few agents work for hundreds of guests. */
export const BUSY_LIMITS = { commandBurst: 1_000_000, commandsPerSecond: 1_000_000 } as const;
export const BUSY_CLOUD = { createBurst: 100_000, createsPerSecond: 100_000 } as const;
