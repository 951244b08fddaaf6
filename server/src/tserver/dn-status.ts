import {
  ADDRESS_STATUSES,
  type AddressStatus,
  CALL_TYPES,
  MEDIA_TYPES,
  PARTY_STATE_BITS,
  type AgentWorkMode,
  type KVList,
  type KVPair,
  type PartyState,
  type PartyStateBit,
} from '@fusion-cti/protocol';
import { AGENT_STATUS_NUMBERS, type AgentStatusNumbers } from './behaviour.js';
import type { AgentSeat } from './model/agent-seat.js';
import type { Dn } from './model/dn.js';
import type { Party } from './model/party.js';

/** An address status carries the low 16 bits of a party state: Dialing's own bit is above, so Initiated is left of it. */
const PARTY_BITS: Readonly<Record<PartyState, PartyStateBit>> = {
  Null: 'Null',
  Dialing: 'Initiated',
  Queued: 'Queued',
  Alerting: 'Alerting',
  Connected: 'Connected',
  Held: 'Held',
  Failed: 'Failed',
};

/** T-Library's AddressStatus, for a phone by its one call. */
const LINE_STATUS: Readonly<Record<PartyState, AddressStatus>> = {
  Null: 'Idle',
  Queued: 'Idle',
  Dialing: 'Dialing',
  Failed: 'Dialing',
  Connected: 'Talking',
  Held: 'Held',
  Alerting: 'Ringing',
};

/** Not-ready modes with an agent status of their own. */
const NOT_READY_STATUS: Partial<Record<AgentWorkMode, keyof AgentStatusNumbers>> = {
  AfterCallWork: 'afterCallWork',
  WalkAway: 'walkAway',
};

/**
 * The Extensions of EventRegistered: the calls on the DN, numbered from 1, and for a phone its line and its agent.
 * [A] The numbers of AgentStatus, and numbering from 1; the names are documented.
 */
export function statusOf(dn: Dn, numbers: Partial<AgentStatusNumbers>): KVList {
  const pairs: KVPair[] = [];
  let call = 0;
  for (const party of dn.parties.values()) {
    call += 1;
    pairs.push({ key: `conn-${call}`, type: 'str', value: party.call.connId });
    pairs.push({ key: `ct-${call}`, type: 'int', value: CALL_TYPES[party.call.callType] });
    pairs.push({ key: `mt-${call}`, type: 'int', value: MEDIA_TYPES.Voice });
    if (dn.isPhone) pairs.push({ key: `ps-${call}`, type: 'int', value: partyBits(party) });
  }
  if (!dn.isPhone) return pairs;
  pairs.push({ key: 'status', type: 'int', value: lineStatus(dn) });
  pairs.push({ key: 'AgentStatus', type: 'int', value: { ...AGENT_STATUS_NUMBERS, ...numbers }[agentStatus(dn.seat)] });
  pairs.push({ key: 'dnd', type: 'int', value: dn.doNotDisturb === 'On' ? 1 : 0 });
  pairs.push({ key: 'mwl', type: 'int', value: dn.messageWaiting === 'On' ? 1 : 0 });
  if (dn.forwarding !== undefined) pairs.push({ key: 'fwd', type: 'str', value: dn.forwarding.to });
  return pairs;
}

function partyBits(party: Party): number {
  const muted = party.muted || party.deafened ? PARTY_STATE_BITS.NoTalk : 0;
  return PARTY_STATE_BITS[PARTY_BITS[party.state]] | muted | (party.deafened ? PARTY_STATE_BITS.NoListen : 0);
}

/** A number of ADDRESS_STATUSES: of a phone with several calls, that of the one it is in. */
export function lineStatus(dn: Dn): number {
  if (dn.service === 'OutOfService') return ADDRESS_STATUSES.Maintenance;
  let status: AddressStatus = 'Idle';
  for (const party of dn.parties.values()) {
    status = LINE_STATUS[party.state];
    if (party.state !== 'Held') break;
  }
  return ADDRESS_STATUSES[status];
}

function agentStatus(seat: AgentSeat): keyof AgentStatusNumbers {
  if (seat.state === 'Null') return 'loggedOut';
  if (seat.state === 'Ready') return 'ready';
  return (seat.workMode === undefined ? undefined : NOT_READY_STATUS[seat.workMode]) ?? 'notReady';
}
