import type { Clock } from '../../runtime/clock.js';
import { GrantedTokenSchema, type OauthClient, TokenCache, tokenRequest } from '../../runtime/outbound/index.js';
import { FREELY, type RegionLine } from './region-line.js';

/** The access tokens of an OAuth client in one region. */
export function accessTokens(line: RegionLine, client: OauthClient, clock: Clock): TokenCache {
  const { metrics, region } = line;
  const request = { operation: 'token', ...tokenRequest(client, { grant_type: 'client_credentials' }) };
  return new TokenCache(clock, async () => {
    try {
      const granted = await line.read(`${region.loginBase}/oauth/token`, request, FREELY, GrantedTokenSchema);
      metrics.refreshed('got');
      return granted;
    } catch (error) {
      metrics.refreshed('failed');
      throw error;
    }
  });
}
