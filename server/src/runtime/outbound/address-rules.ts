import { BlockList, isIP } from 'node:net';

/** Networks that no stranger's name may lead into, and what they are (IANA's special-purpose registries). */
const FORBIDDEN: readonly (readonly [network: string, what: string])[] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'a private network'],
  ['100.64.0.0/10', 'a carrier’s network'],
  ['127.0.0.0/8', 'this machine'],
  // Every large cloud answers its machines' questions about keys and roles in here.
  ['169.254.0.0/16', 'link-local, and cloud metadata'],
  ['172.16.0.0/12', 'a private network'],
  ['192.0.0.0/24', 'protocol assignments, and cloud metadata'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'a retired relay'],
  ['192.168.0.0/16', 'a private network'],
  ['198.18.0.0/15', 'benchmarks'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved, and broadcast'],
  // Azure's metadata has a public address.
  ['168.63.129.16/32', 'cloud metadata'],
  ['::/128', 'unspecified'],
  ['::1/128', 'this machine'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64'],
  ['100::/64', 'discarded'],
  ['2001::/23', 'protocol assignments, and Teredo'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['3fff::/20', 'documentation'],
  ['fc00::/7', 'a private network'],
  ['fe80::/10', 'link-local'],
  ['ff00::/8', 'multicast'],
];

/** All IPv6 addresses that were ever given out are in here. What is not is something special, today or some day. */
const GLOBAL_IPV6 = networksOf(['2000::/3']);
const MAPPED_IPV4 = networksOf(['::ffff:0:0/96']);

const RULES = FORBIDDEN.map(([network, what]) => ({
  list: networksOf([network]),
  isIpv6: network.includes(':'),
  what,
}));

const NO_NETWORK = new BlockList();
export const LOOPBACK_NETWORKS = ['127.0.0.0/8', '::1/128'] as const;
const LOOPBACK = networksOf(LOOPBACK_NETWORKS);

/**
 * @param allowed networks in which this target may be all the same
 * @returns what is wrong with the address; `undefined` when it may be called
 */
export function addressProblem(address: string, allowed = NO_NETWORK): string | undefined {
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return 'no address';
  if (version === 4) return allowed.check(address, 'ipv4') ? undefined : ruleAgainst(address, false);
  // It is the IPv4 address within that would be called, and it has a form of its own to be judged by.
  if (MAPPED_IPV4.check(address, 'ipv6')) return 'an IPv4 address in disguise';
  if (allowed.check(address, 'ipv6')) return undefined;
  return ruleAgainst(address, true) ?? (GLOBAL_IPV6.check(address, 'ipv6') ? undefined : 'not a global address');
}

export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * @param networks as `10.0.0.0/8`
 * @throws Error when one is none
 */
export function networksOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

function ruleAgainst(address: string, isIpv6: boolean): string | undefined {
  return RULES.find((rule) => rule.isIpv6 === isIpv6 && rule.list.check(address, isIpv6 ? 'ipv6' : 'ipv4'))?.what;
}
