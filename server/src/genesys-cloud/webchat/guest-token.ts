import type { Cloud } from '../cloud.js';
import { CloudError } from '../errors.js';
import type { CloudDeployment } from '../../world/genesys-cloud-settings.js';
import type { Conversation } from './conversation.js';

/** [O] Of guests' tokens. */
export const GUEST_ISSUER = 'urn:purecloud:webchat';
/** [A] Of signed data. */
const SIGNED_DATA_ISSUER = 'urn:purecloud:signeddata';
/** [A] A page signs data when its visitor asks for a chat. */
const SIGNED_DATA_SECONDS = 3600;

/** What a guest brings from now on. */
export async function guestToken(cloud: Cloud, { id, guest }: Conversation, deploymentId: string): Promise<string> {
  const claims = { org: cloud.organization.id, data: { conv: id, sub: guest.id, did: deploymentId } };
  const { jwt } = await cloud.signer.sign(GUEST_ISSUER, claims, cloud.options.guestTokenSeconds);
  return jwt;
}

/** What the organisation says of a guest, in a form that the guest can bring. */
export async function signData(cloud: Cloud, claims: Readonly<Record<string, unknown>>): Promise<string> {
  const { jwt } = await cloud.signer.sign(SIGNED_DATA_ISSUER, { claims }, SIGNED_DATA_SECONDS);
  return jwt;
}

/**
 * Whether a guest has proved who it is.
 * @throws CloudError when the deployment asks for that and there is nothing, or something that was not signed here
 */
export async function isAuthenticated(
  cloud: Cloud,
  { requireAuth = false }: CloudDeployment,
  token: string | undefined,
): Promise<boolean> {
  if (token === undefined) {
    if (requireAuth) throw CloudError.of('chat.deployment.require.auth');
    return false;
  }
  const claims = await cloud.signer.verify(SIGNED_DATA_ISSUER, token);
  if (claims === undefined || claims === 'expired') throw CloudError.of('chat.deployment.bad.auth');
  return true;
}
