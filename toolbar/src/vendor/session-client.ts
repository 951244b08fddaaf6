import { fits, type SessionGrant, type SessionRequest, type Shape } from '@fusion-cti/protocol';
import { HopError } from '../state/failure.js';
import { postJson, request as send, type JsonAnswer } from './post-json.js';
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
 * @throws HopError, ServiceError when nobody is there
 */
export async function enter(settings: VendorSettings, request: EntryRequest): Promise<Entry> {
  const { known, takeOver } = request;
  const answer = await askTwice(settings, request);
  if (answer === 'withheld') return { level: 'published' };
  if (isGrant(answer.body)) return { level: 'ours', ticket: answer.body.ticket };
  if (!isErrorBody(answer.body)) return { level: 'published' };
  // The session ended while we were away. What we remember of it is worthless; who we are is not.
  if (answer.body.code === 'session-unknown' && known !== undefined)
    return enter(settings, { known: undefined, takeOver });
  if (answer.body.code === 'agent-in-use') throw new HopError('session', answer.body.message, true, true);
  throw serviceErrorOf(answer.body);
}

/**
 * A browser says of a withheld answer what it says of a broken network. Whether the server is there can be found out;
 * when it is, a network that broke for a moment gives an answer now, and a browser that withholds it still does not.
 */
async function askTwice(settings: VendorSettings, request: EntryRequest): Promise<JsonAnswer | 'withheld'> {
  const first = await ask(settings, request);
  if (!(first instanceof ServiceError)) return first;
  // Whoever gave us a session once has not turned into another server: it is down. And one that knows nothing of
  // sessions says so, or its answer is withheld, at once: silence tells nothing of the server.
  if (request.known !== undefined || first.code === 'no-answer' || !(await isThere(settings))) throw first;
  const second = await ask(settings, request);
  return second instanceof ServiceError ? 'withheld' : second;
}

/** Of an answer to such a question a browser shows nothing but that there is one. */
async function isThere(settings: VendorSettings): Promise<boolean> {
  try {
    await send(endpoints(settings.serviceUrl).session, { method: 'HEAD', mode: 'no-cors' }, settings);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
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
