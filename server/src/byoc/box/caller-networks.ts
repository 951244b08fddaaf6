import type { FastifyInstance } from 'fastify';
import { isIP } from 'node:net';
import { ConfigError } from '../../runtime/config.js';
import { networksOf } from '../../runtime/outbound/index.js';
import { ByocError } from '../errors.js';

/**
 * CXone signs nothing: where it calls from is all there is beside TLS and the token.
 * @param networks none: from anywhere
 * @throws ConfigError when one is none
 */
export function onlyFrom(app: FastifyInstance, networks: readonly string[]): void {
  if (networks.length === 0) return;
  const allowed = listOf(networks);
  app.addHook('onRequest', async ({ ip }) => {
    const address = ip.replace(/^::ffff:(?=\d+\.)/, '');
    if (!allowed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) throw new ByocError('foreign_address');
  });
}

function listOf(networks: readonly string[]): ReturnType<typeof networksOf> {
  try {
    return networksOf(networks);
  } catch {
    throw new ConfigError(['Setting /byoc/boxNetworks has a network that is none.']);
  }
}
