import { closeCodeEntry, CLOSE_CODES } from '@fusion-cti/protocol';
import { HopError, type Failure, type Hop } from '../state/failure.js';

/** At which hop a close code says that the line broke; every other code: at the socket. */
const CLOSE_HOPS: Readonly<Record<number, Hop>> = {
  1001: 'service',
  4205: 'service',
  4401: 'session',
  4409: 'session',
  4423: 'session',
};

/** Why a line that was closed is no more. */
export function closedLine(event: Pick<CloseEvent, 'code' | 'reason'>): HopError {
  const { sentence, retryable } = closeCodeEntry(event.code);
  const takesOver = event.code === CLOSE_CODES.replaced.code;
  // Only our own watch gives a reason with this code: it knows better than the catalogue.
  const reason = event.code === 1006 && event.reason !== '' ? event.reason : sentence;
  return new HopError(CLOSE_HOPS[event.code] ?? 'socket', reason, retryable, takesOver, `close-${event.code}`);
}

/** Who is "at work elsewhere" may be this very client, on a line that broke in the greeting: the server finds out. */
export function ownPlace(failure: Failure): Failure {
  if (failure.takesOver !== true) return failure;
  const { takesOver: _, ...own } = failure;
  return { ...own, reason: 'The contact centre still has the line that broke, and gives it up soon.' };
}
