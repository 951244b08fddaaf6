import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Party } from '../model/party.js';
import { type Destination, destinationOf, numberOf } from './destination.js';
import { divert, reach } from './reach.js';
import { toldUsed } from './routing-point.js';

/** The routing point knows where to. */
export function route(context: SwitchContext, queued: Party, destination: Destination, answer?: Answer): void {
  const { call, dn } = queued;
  toldUsed(context, queued, numberOf(destination), answer);
  divert(context, queued, numberOf(destination));
  reach(context, call, destination, { queue: dn });
}

/** A strategy that always names the same destination. */
export function routeByStrategy(context: SwitchContext, queued: Party, to: string): void {
  const destination = destinationOf(context, to);
  if (destination !== undefined) route(context, queued, destination);
}

/** Nobody was found in time. */
export function routingTimedOut(context: SwitchContext, queued: Party): void {
  const to = queued.dn?.acd?.routing?.strategy?.defaultTo;
  const destination = to === undefined ? undefined : destinationOf(context, to);
  if (destination === undefined) return;
  context.touched = queued.call.connId;
  queued.place?.leave();
  route(context, queued, destination);
}
