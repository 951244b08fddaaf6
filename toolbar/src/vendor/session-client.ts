import { fits, type SessionGrant, type SessionRequest, type Shape } from '@fusion-cti/protocol';
import { postJson, type JsonAnswer } from './post-json.js';
import { isErrorBody, ServiceError, serviceErrorOf } from './service-error.js';
import { endpoints, type VendorSettings } from './vendor-settings.js';

const GRANT_SHAPE = { ticket: 'string', expiresInMs: 'number' } as const satisfies Shape;

/** Who the server turned out to be. */
export type Entry = { readonly level: 'ours'; readonly ticket: string } | { readonly level: 'published' };

/** A session to come back to. In memory only: it proves who is asking. */
export interface KnownSession {
  readonly session: string;
  readonly lastSeq: number;
}

/**
 * Asks for a ticket. A server that knows nothing of sessions speaks the published level: it answers anything but a
 * grant or a coded error, or a browser withholds its answer because the path sends no CORS headers.
 * @throws ServiceError
 */
export async function enter(settings: VendorSettings, known: KnownSession | undefined): Promise<Entry> {
  const answer = await ask(settings, known);
  if (answer instanceof ServiceError) {
    // Whoever gave us a session once has not turned into another server: it is down.
    if (known !== undefined) throw answer;
    return { level: 'published' };
  }
  if (isGrant(answer.body)) return { level: 'ours', ticket: answer.body.ticket };
  if (!isErrorBody(answer.body)) return { level: 'published' };
  // The session ended while we were away. What we remember of it is worthless; who we are is not.
  if (answer.body.code === 'session-unknown' && known !== undefined) return enter(settings, undefined);
  throw serviceErrorOf(answer.body);
}

async function ask(settings: VendorSettings, known: KnownSession | undefined): Promise<JsonAnswer | ServiceError> {
  const agent = settings.agent();
  const request: SessionRequest = { ...(agent !== undefined && { agent }), ...known };
  try {
    return await postJson(endpoints(settings.serviceUrl).session, request, settings);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

function isGrant(value: unknown): value is SessionGrant {
  return fits(GRANT_SHAPE, value);
}
