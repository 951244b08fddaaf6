import type { CxoneSettings } from '../../world/cxone-settings.js';
import type { WorldData } from '../../world/world-schema.js';
import { BOX_SECRET } from './middleware-app.js';

export const BUSY_AGENT = '5001';

/** Tries of CXone that outlast a middleware that is started again. */
const PATIENCE_MS = [5, 10, 20, 50, 100, 200, 400, 800, 1600, 3200];

/** The tenant of `brandsAt`, emulated, with an agent who has room for many. @param box of the middleware */
export function emulatorWorld(
  box: string,
  integration: Partial<CxoneSettings['integrations'][number]> = {},
): Pick<WorldData, 'agents' | 'defaultAgent' | 'chat' | 'cxone'> {
  return {
    defaultAgent: BUSY_AGENT,
    agents: [{ agentId: BUSY_AGENT, name: 'Ava Martin', dn: '7001', queues: [], chat: { capacity: 100 } }],
    chat: { services: [{ name: 'support', options: { inactivity: { alertMs: 0 } } }] },
    cxone: {
      tenantId: 'tenant-1',
      businessUnitId: 4567,
      brandId: 1234,
      name: 'The Jungle',
      applications: [{ clientId: 'api-client', clientSecret: 'api-secret' }],
      accessKeys: [{ id: 'key=id', secret: 'key=secret' }],
      integrations: [
        {
          id: 'int-1',
          name: 'Watering Hole',
          integrationBoxUrl: box,
          clientId: 'box-client',
          clientSecret: BOX_SECRET,
          service: 'support',
          ...integration,
        },
      ],
      channels: [
        {
          id: 'hole',
          idOnExternalPlatform: 'chat',
          integrationId: 'int-1',
          name: 'Chat widget',
          canSendSenderActions: true,
          hasManualOutboundFlow: true,
        },
      ],
      options: { retryMs: PATIENCE_MS },
    },
  };
}
