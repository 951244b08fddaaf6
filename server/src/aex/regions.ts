import type { AexConfig } from '../runtime/config-aex.js';
import { LOOPBACK_TARGETS, type OutboundTarget } from '../runtime/outbound/index.js';

/** Where Genesys Cloud is, and what of it may be called. */
export interface Region {
  readonly domain: string;
  readonly apiBase: string;
  readonly loginBase: string;
  readonly messagingBase: string;
  /** What REST calls may reach. */
  readonly callTargets: readonly OutboundTarget[];
  /** What event streams may reach. */
  readonly streamTargets: readonly OutboundTarget[];
}

/** [D] Newer ones are added by configuration. */
const DOMAINS = [
  'mypurecloud.com',
  'mypurecloud.ie',
  'mypurecloud.de',
  'mypurecloud.com.au',
  'mypurecloud.jp',
  'usw2.pure.cloud',
  'cac1.pure.cloud',
  'euw2.pure.cloud',
  'aps1.pure.cloud',
  'apne2.pure.cloud',
  'sae1.pure.cloud',
  'use2.us-gov-pure.cloud',
] as const;

/** The one host name that is no region: the emulator's, and only where development says so. */
export const EMULATOR_DOMAIN = 'emulator.local';

/**
 * The regions by domain. A caller names one of them exactly, and no address is built from what a caller says.
 * @param ownUrl of this server, where the emulator is one of its faces; absent in production
 */
export function regionsOf(
  { regions, emulator }: AexConfig,
  ownUrl: (() => string) | undefined,
): ReadonlyMap<string, () => Region> {
  const all = new Map<string, () => Region>();
  for (const domain of DOMAINS) all.set(domain, () => regionOf({ domain }));
  for (const region of regions) all.set(region.domain, () => regionOf(region));
  // Which port it has is known once the server listens.
  const emulatorUrl = emulator === '' ? ownUrl : () => emulator;
  if (emulatorUrl !== undefined) all.set(EMULATOR_DOMAIN, () => emulatorRegion(emulatorUrl()));
  return all;
}

function regionOf(given: AexConfig['regions'][number]): Region {
  const { domain, apiBase = `https://api.${domain}`, loginBase = `https://login.${domain}` } = given;
  const { messagingBase = `wss://webmessaging.${domain}`, streamHosts = [`.${domain}`] } = given;
  return {
    domain,
    apiBase,
    loginBase,
    messagingBase,
    callTargets: [apiBase, loginBase].map(targetAt),
    streamTargets: [...streamHosts.map((host) => ({ host })), targetAt(messagingBase)],
  };
}

function emulatorRegion(base: string): Region {
  const { hostname, port } = new URL(base);
  const targets = LOOPBACK_TARGETS.filter(({ host }) => host === hostname).map((target) => ({
    ...target,
    ports: [Number(port)],
  }));
  return {
    domain: EMULATOR_DOMAIN,
    apiBase: base,
    loginBase: base,
    // It has a host of its own there, and a folder here.
    messagingBase: `${base.replace(/^http/, 'ws')}/webmessaging`,
    callTargets: targets,
    streamTargets: targets,
  };
}

function targetAt(base: string): OutboundTarget {
  const { hostname, port } = new URL(base);
  return { host: hostname, ...(port !== '' && { ports: [Number(port)] }) };
}
