import type { CallState, DNRole } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Call } from '../model/call.js';
import type { Party } from '../model/party.js';
import type { Details } from '../teller.js';
import { businessForAll } from './agent-work.js';
import { takeTimersAlong } from './presence.js';
import { end, letGo, releaseOrphans } from './release.js';
import { dropObservers } from './supervision.js';

/** Two calls of one DN. */
export interface CallPair {
  readonly held: Party;
  readonly active: Party;
}

/**
 * The one who consulted goes, and the others are a call: the held one, which keeps its ConnID. May come before the
 * answer; the phone then rings on for the other call.
 */
export function completeTransfer(context: SwitchContext, { held, active }: CallPair, answer?: Answer): void {
  const main = held.call;
  const consult = active.call;
  const { role, number } = held;
  const comes = movable(context, consult, active);
  letGo(context, held, { answer, callState: 'Transferred' });
  letGo(context, active, { callState: 'Transferred' });
  main.remove(held);
  releaseOrphans(context, main, held);
  const stays = main.parties.filter((party) => party.state !== 'Null');
  for (const party of comes) move(context, party, main, main.isConference ? 'ConferenceMember' : role);
  // With whom a queue has yet to find.
  if (main.expected > 2) makeConference(main);
  businessForAll(context, main);
  const third: Details = { ThirdPartyDN: number, ThirdPartyDNRole: 'TransferredBy' };
  tellChanged(context, stays, main.connId, 'Transferred', third);
  tellChanged(context, comes, consult.connId, 'Transferred', third);
  end(context, consult);
}

/** All of both calls are one conference: the held call, which keeps its ConnID. */
export function completeConference(context: SwitchContext, { held, active }: CallPair, answer: Answer): void {
  const main = held.call;
  const consult = active.call;
  const stays = main.parties.filter((party) => party !== held && party.state !== 'Null' && party.place === undefined);
  const comes = movable(context, consult, active);
  const retrieve = (ref?: Answer) => context.tell.party(held, 'EventRetrieved', 'Conferenced', ref);
  const release = (ref?: Answer) => letGo(context, active, { callState: 'Conferenced', answer: ref });
  // Counted once: the one call goes on, and with it the agent's work.
  if (active.counted && !held.counted) {
    held.counted = true;
    active.counted = false;
  }
  if (context.behaviour.retrievedBeforeReleased) {
    retrieve(answer);
    release();
  } else {
    release(answer);
    retrieve();
  }
  for (const party of comes) move(context, party, main, 'ConferenceMember');
  makeConference(main);
  businessForAll(context, main);
  for (const newcomer of comes) for (const party of [...stays, held]) tellAdded(context, party, newcomer, held.number);
  const third: Details = { ThirdPartyDN: held.number, ThirdPartyDNRole: 'ConferencedBy' };
  tellChanged(context, comes, consult.connId, 'Conferenced', third);
  end(context, consult);
}

/** Who called whom means nothing any more. */
export function makeConference(call: Call): void {
  for (const member of call.members) member.role = 'ConferenceMember';
}

/** Both calls wait in one queue: as one call they would be there twice. */
export function shareQueue({ held, active }: CallPair): boolean {
  return active.call.parties.some(({ dn, state }) => state === 'Queued' && dn?.parties.has(held.call.connId) === true);
}

/** How many a transfer leaves in one call: all but the one who goes, and was in both. */
export function sizeOfTransfer({ held, active }: CallPair): number {
  return held.call.expected + active.call.expected - 2;
}

/** How many a conference of both calls has: the one who holds it was in both. */
export function sizeOfConference({ held, active }: CallPair): number {
  return held.call.expected + active.call.expected - 1;
}

export function tellAdded(context: SwitchContext, party: Party, newcomer: Party, by: string, answer?: Answer): void {
  context.tell.party(party, 'EventPartyAdded', 'Conferenced', answer, {
    ...(newcomer.number !== '' && { OtherDN: newcomer.number, OtherDNRole: 'NewParty' }),
    ThirdPartyDN: by,
    ThirdPartyDNRole: 'AddedBy',
  });
}

/** Who hears that another one comes for the one who goes: all but who still dials, for nobody was there yet. */
export function whoHearsOfChange(call: Call): readonly Party[] {
  return call.parties.filter(({ state }) => state !== 'Null' && state !== 'Dialing');
}

/** Somebody has come for the one of this number, who is gone. */
export function tellReplaced(context: SwitchContext, call: Call, stays: readonly Party[], gone: string): void {
  const details: Details = { ThirdPartyDN: gone, ThirdPartyDNRole: 'TransferredBy' };
  tellChanged(context, stays, call.connId, 'Transferred', details);
}

/** @param previous the ConnID that these parties had */
export function tellChanged(
  context: SwitchContext,
  parties: readonly Party[],
  previous: string,
  callState: CallState,
  details: Details,
): void {
  for (const party of parties)
    context.tell.party(party, 'EventPartyChanged', callState, undefined, { PreviousConnID: previous, ...details });
}

/** Everybody of a consultation but the one who consulted. Who only listened to it goes. */
function movable(context: SwitchContext, consult: Call, active: Party): readonly Party[] {
  const others = consult.parties.filter((party) => party !== active && party.state !== 'Null');
  dropObservers(context, others);
  return others.filter(({ state }) => state !== 'Null');
}

/** Whoever waits there for something goes on waiting: in a queue, for an answer. */
function move(context: SwitchContext, party: Party, to: Call, role: DNRole): void {
  const { call, dn } = party;
  call.remove(party);
  dn?.parties.delete(call.connId);
  party.call = to;
  // A queue stays what it is to the call.
  if (party.isMember) party.role = role;
  to.parties.push(party);
  dn?.parties.set(to.connId, party);
  if (call.business) to.business = true;
  takeTimersAlong(context, party);
}
