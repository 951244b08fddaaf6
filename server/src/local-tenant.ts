import type { LocalTenant } from './byoc/de/tenant-address.js';
import { CXONE_PATH } from './cxone/paths.js';
import type { ByocConfig } from './runtime/config-byoc.js';
import type { CxoneSettings } from './world/cxone-settings.js';

/** Where nobody has said it: the emulator is not called by it. */
const AREA = 'na1';

/**
 * The tenant that the world file describes, as the middleware of the same server is told of one: what CXone issues, and
 * what the form at CXone holds. Integrations that lead to another middleware are not for this one.
 * @param origin of this server, once it listens
 */
export function localTenantOf(
  { localChannel }: ByocConfig,
  settings: CxoneSettings,
  origin: () => string,
): LocalTenant | undefined {
  const { brandId, tenantId, area = AREA, applications, accessKeys, integrations, channels } = settings;
  const [application] = applications;
  const key = accessKeys.find(({ access }) => access !== 'read');
  const own = integrations.filter(({ integrationBoxUrl }) => integrationBoxUrl === undefined);
  if (application === undefined || key === undefined || own.length === 0) return undefined;
  const brand = {
    id: brandId,
    tenantId,
    area,
    apiClientId: application.clientId,
    apiClientSecret: application.clientSecret,
    accessKeyId: key.id,
    accessKeySecret: key.secret,
    integrations: own.map(({ id, clientId, clientSecret }) => ({
      id,
      boxClientId: clientId,
      boxSecrets: [clientSecret],
      channels: channels
        .filter(({ integrationId }) => integrationId === id)
        .map((channel) => ({ id: channel.id, ...localChannel })),
    })),
  };
  return { brand, url: () => origin() + CXONE_PATH };
}
