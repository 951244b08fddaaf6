import type { ByocBrand } from '../../runtime/config-byoc.js';
import { LOOPBACK_TARGETS, type OutboundTarget } from '../../runtime/outbound/index.js';

export interface Addresses {
  readonly tokenUrl: string;
  /** Of the Digital Engagement API. */
  readonly deBase: string;
}

/** Where a tenant answers, and what may be called there. */
export interface TenantAddress extends Addresses {
  readonly targets: readonly OutboundTarget[];
}

/** A tenant that this very server emulates. */
export interface LocalTenant {
  /** Without addresses. */
  readonly brand: ByocBrand;
  /** Where it is, once the server listens. */
  readonly url: () => string;
}

/** [D] */
export const CXONE = 'https://cxone.niceincontact.com';
export const DE_PATH = '/dfo/3.0';
/** Of tokens, by how they are asked for. */
export const TOKEN_PATHS = { password: '/auth/token', 'access-key': '/authentication/v1/token/access-key' } as const;

/** As the settings say it. Of a brand that CXone is asked about, there are only targets for asking. */
export function addressOf({ area = '', discover = false, signIn = 'password', ...brand }: ByocBrand): TenantAddress {
  const { authBase = signIn === 'password' || discover ? CXONE : `https://${area}.nice-incontact.com` } = brand;
  const { deBase = discover ? '' : `https://api-de-${area}.niceincontact.com${DE_PATH}` } = brand;
  const targets = [authBase, deBase].filter((base) => base !== '').map(targetOf);
  return { tokenUrl: authBase + TOKEN_PATHS[signIn], deBase, targets };
}

/** At this address of this machine, and nowhere else. */
export function localAddress(base: string): TenantAddress {
  const { hostname, port, pathname: path } = new URL(base);
  const targets = LOOPBACK_TARGETS.filter(({ host }) => host === hostname).map((target) => ({
    ...target,
    ports: [Number(port)],
    path,
  }));
  return { tokenUrl: base + TOKEN_PATHS.password, deBase: base + DE_PATH, targets };
}

/** What may be called at an address of the configuration: itself, and what is below it. */
function targetOf(base: string): OutboundTarget {
  const url = new URL(base);
  const [loopback] = LOOPBACK_TARGETS.filter(({ host }) => host === url.hostname);
  if (url.protocol === 'http:' && loopback !== undefined) return loopback;
  const path = url.pathname === '/' ? {} : { path: url.pathname };
  return { host: url.hostname, ...(url.port !== '' && { ports: [Number(url.port)] }), ...path };
}
