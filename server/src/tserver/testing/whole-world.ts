import type { SwitchWorld } from '../api.js';

/** A world with a DN of every kind: phones, queues, a routing point that waits for a client, and a virtual queue. */
export const WHOLE_WORLD: SwitchWorld = {
  dns: [
    { dn: 'A', type: 'DN' },
    { dn: 'B', type: 'DN' },
    { dn: 'C', type: 'DN' },
    { dn: 'D', type: 'DN' },
    { dn: 'Q', type: 'Queue' },
    { dn: 'R', type: 'Queue' },
    { dn: 'P', type: 'RouteDN' },
    { dn: 'V', type: 'Other' },
  ],
  agents: [
    { agentId: '5001', password: 'secret', queues: ['Q'] },
    { agentId: '5002', queues: ['Q', 'R'] },
    { agentId: '5003', queues: ['R'] },
  ],
  subscribers: [
    { number: 'X', behaviour: 'rings' },
    { number: 'X-busy', behaviour: 'busy' },
    { number: 'X-unallocated', behaviour: 'unallocated' },
    { number: 'X-unreachable', behaviour: 'unreachable' },
  ],
};
