import type { CallType, DNRole, KVList } from '@fusion-cti/protocol';
import type { FarEndState } from '../api.js';
import type { Party } from './party.js';

/** The outside party. It sits behind a trunk, so it has a state but no events. */
export interface FarEnd {
  readonly number: string;
  /** An outside caller is the origination of an inbound call, an outside number the destination of an outbound one. */
  readonly role: DNRole;
  state: FarEndState;
}

export class Call {
  readonly connId: string;
  readonly callUuid: string;
  /** The switch's own number for it. */
  readonly callId: number;
  readonly callType: CallType;
  readonly ani: string | undefined;
  readonly dnis: string | undefined;
  readonly userData: KVList;
  /** In the order in which they joined. */
  readonly parties: Party[] = [];
  farEnd: FarEnd | undefined = undefined;
  /** The caller hears the busy tone until the timer of this name ends it. */
  busyTimer: string | undefined = undefined;

  constructor(
    connId: string,
    callUuid: string,
    callId: number,
    callType: CallType,
    ani: string | undefined,
    dnis: string | undefined,
    userData: KVList,
  ) {
    this.connId = connId;
    this.callUuid = callUuid;
    this.callId = callId;
    this.callType = callType;
    this.ani = ani;
    this.dnis = dnis;
    this.userData = userData;
  }

  get caller(): Party | undefined {
    return this.parties.find((party) => party.role === 'Origination');
  }

  /** The call's party on its queue, for as long as it is there. */
  get queued(): Party | undefined {
    return this.parties.find((party) => party.state === 'Queued');
  }

  remove(party: Party): void {
    const index = this.parties.indexOf(party);
    if (index >= 0) this.parties.splice(index, 1);
  }
}

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
  const role: DNRole = party.role === 'Origination' ? 'Destination' : 'Origination';
  let other: Party | undefined;
  for (const candidate of call.parties) {
    if (candidate === party || candidate.role !== role) continue;
    // An agent whose phone rings while the call still stands in its queue is nearer than the queue.
    if (other === undefined || other.dn.acd !== undefined) other = candidate;
  }
  if (other !== undefined) return { number: other.dn.number, role };
  if (call.farEnd?.role === role) return call.farEnd.number === '' ? undefined : { number: call.farEnd.number, role };
  return role === 'Destination' && call.dnis !== undefined ? { number: call.dnis, role } : undefined;
}
