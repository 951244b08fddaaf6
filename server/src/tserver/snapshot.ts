import type { CallSnapshotOfSwitch, DnSnapshot, PartyOnDn } from './api.js';
import { oppositeOf, type Call } from './model/call.js';
import type { Dn } from './model/dn.js';
import type { Party } from './model/party.js';

/** What can be seen of the switch from outside. Copies: looking changes nothing, and what was seen does not change. */

export function dnSnapshot(dn: Dn): DnSnapshot {
  const { seat } = dn;
  return {
    dn: dn.number,
    type: dn.type,
    ...(dn.name === undefined ? {} : { name: dn.name }),
    device: dn.device,
    registeredClients: dn.registrations.clients.length,
    ...(seat.agentId === undefined ? {} : { agentId: seat.agentId }),
    agentState: seat.state,
    ...(seat.workMode === undefined ? {} : { agentWorkMode: seat.workMode }),
    ...(seat.reasons === undefined ? {} : { reasons: seat.reasons }),
    since: seat.since,
  };
}

export function callSnapshot(call: Call): CallSnapshotOfSwitch {
  return {
    connId: call.connId,
    callUuid: call.callUuid,
    callType: call.callType,
    ...(call.ani === undefined ? {} : { ani: call.ani }),
    ...(call.dnis === undefined ? {} : { dnis: call.dnis }),
    parties: call.parties.map(({ dn, state, role, since }) => ({ dn: dn.number, state, role, since })),
    ...(call.farEnd === undefined ? {} : { farEnd: { number: call.farEnd.number, state: call.farEnd.state } }),
    userData: call.userData,
  };
}

/** Asked for with each command about a call, so it is built as events are: attribute by attribute, in one order. */
export function partySnapshot(party: Party): PartyOnDn {
  const { call } = party;
  const seen: { -readonly [Name in keyof PartyOnDn]: PartyOnDn[Name] } = {
    connId: call.connId,
    state: party.state,
    role: party.role,
    since: party.since,
    callType: call.callType,
    userData: call.userData,
  };
  const other = oppositeOf(party);
  if (other !== undefined) seen.otherDn = other.number;
  if (call.ani !== undefined) seen.ani = call.ani;
  if (call.dnis !== undefined) seen.dnis = call.dnis;
  if (party.queue !== undefined) seen.queue = party.queue.number;
  return seen;
}
