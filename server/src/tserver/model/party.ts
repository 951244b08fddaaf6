import { party, type DNRole, type PartyState, type PartyTrigger } from '@fusion-cti/protocol';
import { advance } from './advance.js';
import type { Call } from './call.js';
import type { Dn } from './dn.js';
import { Place } from './line.js';

/** One DN in one call. */
export class Party {
  readonly call: Call;
  readonly dn: Dn;
  readonly role: DNRole;
  /** The queue that the call came through; on a queue, the queue itself. */
  readonly queue: Dn | undefined;
  /** In the line of callers. Only a queue has one. */
  readonly place: Place<Party> | undefined;
  state: PartyState = 'Null';
  since: number;

  constructor(call: Call, dn: Dn, role: DNRole, queue: Dn | undefined, now: number) {
    this.call = call;
    this.dn = dn;
    this.role = role;
    this.queue = queue;
    this.place = dn.acd === undefined ? undefined : new Place<Party>(this);
    this.since = now;
  }

  /** The event is the transition. */
  apply(event: PartyTrigger, now: number): void {
    const row = advance(party, this.state, event, `DN ${this.dn.number}, ConnID ${this.call.connId}`);
    if (row.to !== this.state) this.since = now;
    this.state = row.to;
  }
}
