import type { DNRole } from '@fusion-cti/protocol';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Dn } from '../model/dn.js';
import { Party } from '../model/party.js';

/** A DN becomes a party of a call. The party has no state until its first event. */
export function join(context: SwitchContext, call: Call, dn: Dn, role: DNRole, queue?: Dn): Party {
  const party = new Party(call, dn, role, queue, context.now);
  call.parties.push(party);
  dn.parties.set(call.connId, party);
  context.distribution.changed(dn);
  return party;
}

/**
 * The DN has nothing to do with the call any more. The call keeps the party where it ends as a whole, so that the
 * events of the others still name it.
 */
export function leave(context: SwitchContext, party: Party): void {
  const { dn } = party;
  dn.parties.delete(party.call.connId);
  party.place?.leave();
  if (dn.idle && dn.device === 'OffHook') context.tell.device(dn, 'LastPartyGone');
  context.distribution.changed(dn);
}

export function lift(context: SwitchContext, dn: Dn): void {
  if (dn.device === 'OnHook') context.tell.device(dn, 'PhoneLifted');
}
