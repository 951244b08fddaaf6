import type { CallType } from '@fusion-cti/protocol';
import type { Dn } from './dn.js';
import type { Party } from './party.js';
import type { UserData } from './user-data.js';

/** What a call was started for by somebody who holds another. */
export interface Consultation {
  /** The held party of the one who consults, in the other call. */
  readonly main: Party;
  readonly purpose: 'transfer' | 'conference';
}

export class Call {
  /** Replaced only when a warm stand-by takes over. */
  connId: string;
  readonly callUuid: string;
  /** The switch's own number for it. */
  readonly callId: number;
  readonly callType: CallType;
  readonly ani: string | undefined;
  readonly dnis: string | undefined;
  data: UserData;
  readonly consultation: Consultation | undefined;
  /** In the order in which they joined. A party that leaves a call that goes on is removed. */
  readonly parties: Party[] = [];
  /** Whether agents have work with it afterwards: calls from outside and calls from queues. */
  business: boolean;
  /** The routing point that takes the call over when it is answered. */
  predictiveFor: Dn | undefined = undefined;
  /** The timer that ends the busy tone. */
  busyTone: string | undefined = undefined;

  constructor(
    connId: string,
    callUuid: string,
    callId: number,
    callType: CallType,
    ani: string | undefined,
    dnis: string | undefined,
    data: UserData,
    consultation: Consultation | undefined,
  ) {
    this.connId = connId;
    this.callUuid = callUuid;
    this.callId = callId;
    this.callType = callType;
    this.ani = ani;
    this.dnis = dnis;
    this.data = data;
    this.consultation = consultation;
    this.business = callType === 'Inbound';
  }

  /** The call's party on its queue or routing point, for as long as it is there. */
  get queued(): Party | undefined {
    for (const party of this.parties) if (party.state === 'Queued') return party;
    return undefined;
  }

  /** Who speaks or is about to: no queues, no observers, and nobody who has left. */
  get members(): readonly Party[] {
    return this.parties.filter((party) => party.isMember && party.state !== 'Null');
  }

  /** How many will speak: the members, and whom the queues of the call have yet to find. */
  get expected(): number {
    const offers = new Set(this.parties.map(({ offeredFrom }) => offeredFrom));
    const awaited = this.parties.filter((party) => party.state === 'Queued' && !offers.has(party));
    return this.members.length + awaited.length;
  }

  /** Roles of a call of three or more mean nothing any more. */
  get isConference(): boolean {
    return this.parties.some(({ role }) => role === 'ConferenceMember');
  }

  remove(party: Party): void {
    const index = this.parties.indexOf(party);
    if (index >= 0) this.parties.splice(index, 1);
  }
}
