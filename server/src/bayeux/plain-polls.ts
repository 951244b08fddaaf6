import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { OriginPolicy } from '../runtime/origins.js';
import type { RequestClaim } from '../runtime/requests.js';
import { type HttpTransport, JSON_FORM } from './http-transport.js';

export interface PlainPollOptions {
  readonly path: string;
  readonly transport: HttpTransport;
  readonly origins: OriginPolicy;
  readonly bodyLimit: number;
  /** Whether requests are still answered. */
  readonly isOpen: () => boolean;
}

/**
 * Takes the polls that nothing is wrong with: JSON of a length that is told and allowed, by whoever may come. On its way
 * through the framework such a request costs more than all that Bayeux does about it. The others go there, and are
 * answered, or refused, as requests are.
 */
export function plainPolls({ path, transport, origins, bodyLimit, isOpen }: PlainPollOptions): RequestClaim {
  const below = `${path}/`;
  return (request, response) => {
    const { method, url = '', headers } = request;
    if (method !== 'POST' || !(url === path || url.startsWith(below))) return false;
    const length = plainLength(headers);
    if (length === 0 || length > bodyLimit || !origins.allows(headers) || !isOpen()) return false;
    receive(request, response, length, transport);
    return true;
  };
}

const JSON_TYPE = /^application\/json *(;|$)/i;

/** Bytes of the body; 0 for one that is not plain. */
function plainLength(headers: IncomingHttpHeaders): number {
  if (!JSON_TYPE.test(headers['content-type'] ?? '') || headers['content-encoding'] !== undefined) return 0;
  return Number(headers['content-length'] ?? 0);
}

/** Node sees to it that no more comes than was told, and hangs up on who takes too long. */
function receive(request: IncomingMessage, response: ServerResponse, length: number, transport: HttpTransport): void {
  const pieces: Buffer[] = [];
  let received = 0;
  request.on('data', (piece: Buffer) => {
    pieces.push(piece);
    received += piece.length;
    if (received < length) return;
    const [only = piece] = pieces;
    transport.answer((pieces.length === 1 ? only : Buffer.concat(pieces)).toString(), request, response, JSON_FORM);
  });
}
