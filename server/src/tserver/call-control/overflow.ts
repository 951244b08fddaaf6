import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import { destinationOf, numberOf } from './destination.js';
import { setWaitTimer } from './presence.js';
import { divert, reach } from './reach.js';

/** A queue that is full sends a new call on. @returns whether it did */
export function overflowAtOnce(context: SwitchContext, queued: Party): boolean {
  const acd = queued.dn?.acd;
  const limit = acd?.overflow?.maxWaiting;
  if (acd === undefined || limit === undefined || acd.waiting.length < limit) return false;
  return overflow(context, queued);
}

/** A call that waits too long is sent on. */
export function watchOverflow(context: SwitchContext, queued: Party): void {
  const afterMs = queued.dn?.acd?.overflow?.afterMs;
  if (afterMs === undefined || queued.waitTimers !== undefined) return;
  setWaitTimer(context, queued, 'queue-overflow', afterMs);
}

/** @returns `false` when the number that it should go to leads nowhere: then it waits on */
export function overflow(context: SwitchContext, queued: Party): boolean {
  const to = queued.dn?.acd?.overflow?.to;
  const destination = to === undefined ? undefined : destinationOf(context, to);
  if (destination === undefined) return false;
  context.touched ??= queued.call.connId;
  queued.place?.leave();
  const { call } = queued;
  divert(context, queued, numberOf(destination), 'Overflowed');
  reach(context, call, destination, { callState: 'Overflowed', queue: queued.dn });
  return true;
}
