import type { ClientId } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Dn } from '../model/dn.js';

/** Keeps the agent on the DN free for one client. Milliseconds; a second reservation replaces the first. */
export function reserve(context: SwitchContext, dn: Dn, client: ClientId, durationMs: number): void {
  dn.seat.reservation = { client };
  context.clients.reserved(client).add(dn);
  context.setTimer({ name: 'reservation', dn: dn.number }, durationMs);
  context.distribution.changed(dn);
}

/** Given back, by whatever cause. */
export function endReservation(context: SwitchContext, dn: Dn): void {
  const { reservation } = dn.seat;
  if (reservation === undefined) return;
  dn.seat.reservation = undefined;
  context.clients.reserved(reservation.client).delete(dn);
  context.cancelTimer(`reservation:${dn.number}`);
  context.distribution.changed(dn);
}

/** Nobody else could give back what a client has reserved who is gone. */
export function endReservationsOf(context: SwitchContext, client: ClientId): void {
  for (const dn of [...context.clients.reserved(client)]) endReservation(context, dn);
}
