import type { AgentWorkMode, KVList, KVPair, PartyState } from '@fusion-cti/protocol';
import { CALL_TYPES } from '@fusion-cti/protocol';
import type { AgentSeat } from './model/agent-seat.js';
import type { Dn } from './model/dn.js';

/** T-Library's party state numbers, of which an address status carries the low 16 bits: Dialing's own bit is above. */
const PARTY_STATE_BITS: Readonly<Record<PartyState, number>> = {
  Null: 0x0,
  Dialing: 0x1,
  Queued: 0x9,
  Alerting: 0xa,
  Connected: 0xc,
  Failed: 0xf,
};

/** T-Library's AddressStatus, for a phone by its one call. */
const LINE_STATUS: Readonly<Record<PartyState, number>> = {
  Null: 0,
  Queued: 0,
  Dialing: 2,
  Failed: 2,
  Connected: 3,
  Alerting: 4,
};

const MEDIA_VOICE = 0;

/** Not-ready modes with an agent status of their own; 3 is any other. */
const NOT_READY_STATUS: Partial<Record<AgentWorkMode, number>> = { AfterCallWork: 4, WalkAway: 5 };

/**
 * The Extensions of EventRegistered: the calls on the DN, numbered from 1, and for a phone its line and its agent.
 * [A] The numbers of AgentStatus, and numbering from 1; the names are documented.
 */
export function statusOf(dn: Dn): KVList {
  const pairs: KVPair[] = [];
  let call = 0;
  for (const party of dn.parties.values()) {
    call += 1;
    pairs.push({ key: `conn-${call}`, type: 'str', value: party.call.connId });
    pairs.push({ key: `ct-${call}`, type: 'int', value: CALL_TYPES[party.call.callType] });
    pairs.push({ key: `mt-${call}`, type: 'int', value: MEDIA_VOICE });
    if (dn.acd === undefined) pairs.push({ key: `ps-${call}`, type: 'int', value: PARTY_STATE_BITS[party.state] });
  }
  if (dn.acd !== undefined) return pairs;
  pairs.push({ key: 'status', type: 'int', value: lineStatus(dn) });
  pairs.push({ key: 'AgentStatus', type: 'int', value: agentStatus(dn.seat) });
  return pairs;
}

function lineStatus(dn: Dn): number {
  for (const party of dn.parties.values()) return LINE_STATUS[party.state];
  return LINE_STATUS.Null;
}

function agentStatus(seat: AgentSeat): number {
  if (seat.state === 'Null') return 0;
  if (seat.state === 'Ready') return 2;
  return (seat.workMode === undefined ? undefined : NOT_READY_STATUS[seat.workMode]) ?? 3;
}
