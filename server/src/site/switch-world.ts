import { PROFILES, type ErrorCodes, type SwitchBehaviour, type SwitchDn, type SwitchWorld } from '../tserver/index.js';
import type { World } from '../world/world.js';

/** What the switch has to know of a world file. */
export function switchWorldOf({ data }: World): SwitchWorld {
  const { queues, routingPoints = [], virtualQueues = [], extensions } = data;
  return {
    dns: [
      ...[...data.agents, ...extensions].map(({ dn, name, noAnswer }): SwitchDn => ({
        dn,
        name,
        type: 'DN',
        ...(noAnswer && { noAnswer }),
      })),
      ...queues.map(({ dn, name, overflow }): SwitchDn => ({ dn, name, type: 'Queue', ...(overflow && { overflow }) })),
      ...routingPoints.map(({ dn, name, strategy = {} }): SwitchDn => ({
        dn,
        name,
        type: 'RouteDN',
        ...(strategy !== 'client' && { strategy }),
      })),
      ...virtualQueues.map(({ dn, name }): SwitchDn => ({ dn, name, type: 'Other' })),
    ],
    agents: data.agents.map(({ agentId, password, queues: own, wrapUpTime }) => ({
      agentId,
      queues: own,
      ...(password !== undefined && { password }),
      ...(wrapUpTime !== undefined && { wrapUpTime }),
    })),
    subscribers: data.subscribers,
  };
}

/** How the switch of a world file behaves. */
export function behaviourOf({ data }: World): SwitchBehaviour {
  const { profile = 'SIP', options, errorCodes } = data.switch ?? {};
  const base = PROFILES[profile];
  // Names and codes were checked with the file.
  return { ...base, ...options, errorCodes: { ...base.errorCodes, ...(errorCodes as ErrorCodes | undefined) } };
}
