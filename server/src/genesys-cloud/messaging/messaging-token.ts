import type { Cloud } from '../cloud.js';
import { CloudError } from '../errors.js';
import type { MessagingSession } from './session.js';

/** [A] Of tokens for the history. */
const ISSUER = 'urn:genesys:webmessaging';
/** [A] A client asks for one when it needs one. */
const LIFE_SECONDS = 3600;

/** @returns what opens the history of a session, to pages of the same origin, and until when, seconds since 1970 */
export function messagingToken(
  { signer }: Cloud,
  { token }: MessagingSession,
  origin: string | undefined,
): Promise<{ jwt: string; exp: number }> {
  return signer.sign(ISSUER, { data: { token, ...(origin !== undefined && { origin }) } }, LIFE_SECONDS);
}

/** @throws CloudError unless the token is good, and for this origin */
export async function messagingSessionOf(
  { signer, messaging }: Cloud,
  jwt: string,
  origin: string | undefined,
): Promise<MessagingSession> {
  const claims = await signer.verify(ISSUER, jwt);
  if (claims === undefined) throw CloudError.of('bad.credentials');
  if (claims === 'expired') throw CloudError.of('credentials.expired');
  const data = claims.data as { readonly token: string; readonly origin?: string };
  if (data.origin !== origin) throw CloudError.of('not.authorized');
  const session = messaging.find(data.token);
  if (session === undefined) throw CloudError.of('not.found');
  return session;
}
