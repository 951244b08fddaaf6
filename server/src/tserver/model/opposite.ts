import type { DNRole } from '@fusion-cti/protocol';
import type { Party } from './party.js';

export interface OtherParty {
  readonly number: string;
  readonly role: DNRole;
}

/**
 * Who a party talks to, for OtherDN and OtherDNRole. `undefined` when that is nobody in particular: a withheld number,
 * or a call of more than two.
 */
export function oppositeOf(party: Party): OtherParty | undefined {
  const { call } = party;
  let member: Party | undefined;
  let queue: Party | undefined;
  for (const candidate of call.parties) {
    if (candidate === party || candidate.role === 'Observer') continue;
    // A queue talks to the caller, and not to the agent whom it offers the call to.
    if (candidate.offeredFrom === party) continue;
    // An agent whose phone rings while the call still stands in its queue is nearer than the queue.
    if (candidate.place !== undefined) queue ??= candidate;
    else if (member !== undefined) return undefined;
    else member = candidate;
  }
  const other = member ?? queue;
  if (other !== undefined) return other.number === '' ? undefined : { number: other.number, role: other.role };
  // Dialled, and nobody there yet.
  return party.role === 'Origination' && call.dnis !== undefined
    ? { number: call.dnis, role: 'Destination' }
    : undefined;
}
