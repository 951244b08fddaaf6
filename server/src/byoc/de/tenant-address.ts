import type { ByocBrand } from '../../runtime/config-byoc.js';
import { LOOPBACK_TARGETS, type OutboundTarget } from '../../runtime/outbound/index.js';

/** Where a tenant answers, and what may be called there. */
export interface TenantAddress {
  readonly authBase: string;
  readonly deBase: string;
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
const DE_PATH = '/dfo/3.0';

export function addressOf({ area, ...brand }: ByocBrand): TenantAddress {
  const { authBase = 'https://cxone.niceincontact.com' } = brand;
  const { deBase = `https://api-de-${area}.niceincontact.com${DE_PATH}` } = brand;
  return { authBase, deBase, targets: [targetOf(authBase), targetOf(deBase)] };
}

/** At this address of this machine, and nowhere else. */
export function localAddress(base: string): TenantAddress {
  const { hostname, port, pathname: path } = new URL(base);
  const targets = LOOPBACK_TARGETS.filter(({ host }) => host === hostname).map((target) => ({
    ...target,
    ports: [Number(port)],
    path,
  }));
  return { authBase: base, deBase: base + DE_PATH, targets };
}

/** What may be called at an address of the configuration: itself, and what is below it. */
function targetOf(base: string): OutboundTarget {
  const url = new URL(base);
  const [loopback] = LOOPBACK_TARGETS.filter(({ host }) => host === url.hostname);
  if (url.protocol === 'http:' && loopback !== undefined) return loopback;
  const path = url.pathname === '/' ? {} : { path: url.pathname };
  return { host: url.hostname, ...(url.port !== '' && { ports: [Number(url.port)] }), ...path };
}
