import type { RequestOf } from '@fusion-cti/protocol';
import { endReservation, reserve } from '../call-control/reservation.js';
import type { SwitchContext } from '../context.js';
import type { Dn } from '../model/dn.js';
import { linkUp, namedDnAuthorised } from './checks.js';
import type { RequestDefinition } from './definition.js';

type Reservation = RequestOf<'RequestReserveAgent'>;

/** A day, in milliseconds: who forgets to give an agent back does not keep them for ever. */
const LONGEST_MS = 86_400_000;

/** An agent who is kept free for one client gets no calls from queues. A duration of 0 gives them back. */
const reserveAgent: RequestDefinition<'RequestReserveAgent'> = {
  preconditions: [
    linkUp,
    namedDnAuthorised(({ AgentDN }: Reservation) => AgentDN),
    {
      name: 'duration-fits',
      code: 53,
      holds: (_context, { Duration }) => Duration >= 0 && Duration <= LONGEST_MS,
    },
    {
      name: 'agent-known',
      code: 53,
      holds: (context, request) => reservedSeat(context, request) !== undefined,
    },
    {
      name: 'agent-reservable',
      code: 1700,
      holds: (context, request, answer) => {
        const reservation = reservedSeat(context, request)?.seat.reservation;
        return reservation === undefined || reservation.client === answer.client;
      },
    },
  ],
  perform: (context, request, answer) => {
    const dn = reservedSeat(context, request);
    if (dn === undefined) return;
    const { Duration, Reasons } = request;
    if (Duration > 0) reserve(context, dn, answer.client, Duration);
    else endReservation(context, dn);
    const { agentId } = dn.seat;
    context.tell.requester('EventAgentReserved', answer, {
      ThisDN: dn.number,
      ...(agentId !== undefined && { AgentID: agentId }),
      Duration,
      ...(Reasons !== undefined && { Reasons }),
    });
  },
};

export const RESERVATION_REQUESTS = { RequestReserveAgent: reserveAgent };

/** By DN, or by who sits there; both must mean the same. [A] Places are not known here. */
function reservedSeat(context: SwitchContext, { AgentDN, AgentID, Place }: Reservation): Dn | undefined {
  if (Place !== undefined) return undefined;
  const byAgent = AgentID === undefined ? undefined : context.directory.seatOf(AgentID);
  if (AgentDN === undefined) return byAgent;
  const dn = context.directory.find(AgentDN);
  if (dn === undefined || dn.seat.phase === 'Null') return undefined;
  return AgentID === undefined || byAgent === dn ? dn : undefined;
}
