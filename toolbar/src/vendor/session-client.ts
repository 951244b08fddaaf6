import { fits, type SessionGrant, type SessionRequest, type Shape } from '@fusion-cti/protocol';
import { HopError } from '../state/failure.js';
import { postJson, type JsonAnswer } from './post-json.js';
import { isErrorBody, ServiceError, serviceErrorOf } from './service-error.js';
import type { KnownSession } from './session-cursor.js';
import { endpoints, type VendorSettings } from './vendor-settings.js';

const GRANT_SHAPE = { ticket: 'string', expiresInMs: 'number' } as const satisfies Shape;

/** Who the server turned out to be. */
export type Entry = { readonly level: 'ours'; readonly ticket: string } | { readonly level: 'published' };

/** What is asked for. */
export interface EntryRequest {
  /** To come back to. */
  readonly known: KnownSession | undefined;
  /** The agent has said that whoever is at work as the same agent shall stop. */
  readonly takeOver: boolean;
}

/**
 * Asks for a ticket. A server that knows nothing of sessions speaks the published level: it answers anything but a
 * grant or a coded error, or a browser withholds its answer because the path sends no CORS headers.
 * @throws HopError
 */
export async function enter(settings: VendorSettings, request: EntryRequest): Promise<Entry> {
  const { known, takeOver } = request;
  const answer = await ask(settings, request);
  if (answer instanceof ServiceError) {
    // Whoever gave us a session once has not turned into another server: it is down. And one that knows nothing of
    // sessions says so, or its answer is withheld, at once: silence tells nothing of the server.
    if (known !== undefined || answer.code === 'no-answer') throw answer;
    return { level: 'published' };
  }
  if (isGrant(answer.body)) return { level: 'ours', ticket: answer.body.ticket };
  if (!isErrorBody(answer.body)) return { level: 'published' };
  // The session ended while we were away. What we remember of it is worthless; who we are is not.
  if (answer.body.code === 'session-unknown' && known !== undefined)
    return enter(settings, { known: undefined, takeOver });
  if (answer.body.code === 'agent-in-use') throw new HopError('session', answer.body.message, true, true);
  throw serviceErrorOf(answer.body);
}

async function ask(settings: VendorSettings, { known, takeOver }: EntryRequest): Promise<JsonAnswer | ServiceError> {
  const agent = settings.agent();
  const request: SessionRequest = {
    ...(agent !== undefined && { agent }),
    ...known,
    ...(takeOver && { takeOver }),
    ...(settings.chats?.() === true && { chats: true }),
  };
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
