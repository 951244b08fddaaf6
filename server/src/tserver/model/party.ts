import { party, type DNRole, type PartyState, type PartyTrigger } from '@fusion-cti/protocol';
import { advance } from './advance.js';
import type { Call } from './call.js';
import type { Dn, Monitoring } from './dn.js';
import { Place } from './line.js';

/** One number in one call: a DN, or somebody behind a trunk, who has a state but no events. */
export class Party {
  /** Another one after a transfer or a conference was completed. */
  call: Call;
  /** `undefined`: outside the switch. */
  readonly dn: Dn | undefined;
  /** Empty: withheld. */
  readonly number: string;
  role: DNRole;
  /** The queue that the call came through; on a queue, the queue itself. */
  readonly queue: Dn | undefined;
  /** Of a phone that rings: the party on its queue, where the call stands until it is answered. */
  offeredFrom: Party | undefined = undefined;
  /** In the line of callers. Only a queue has one. */
  readonly place: Place<Party> | undefined;
  state: PartyState = 'Null';
  since: number;
  /** The others do not hear it. */
  muted = false;
  /** It does not hear the others. */
  deafened = false;
  /** Of an observer: whom it listens to, and for how long. */
  observes: Monitoring | undefined = undefined;
  /** It counts among the business calls of the agent there. */
  counted = false;
  /** Under which a virtual queue was told of it, and waits to hear how it ended. */
  vqid: string | undefined = undefined;
  /** On a queue: the timers that end with the wait. */
  waitTimers: string[] | undefined = undefined;
  /** The timer that ends its ringing. */
  noAnswerTimer: string | undefined = undefined;

  constructor(call: Call, dn: Dn | undefined, number: string, role: DNRole, queue: Dn | undefined, now: number) {
    this.call = call;
    this.dn = dn;
    this.number = number;
    this.role = role;
    this.queue = queue;
    this.place = dn?.acd === undefined ? undefined : new Place<Party>(this);
    this.since = now;
  }

  /** A phone or somebody outside, and no observer. */
  get isMember(): boolean {
    return this.place === undefined && this.role !== 'Observer';
  }

  /** In the conversation, or about to be by its own doing. */
  get isUp(): boolean {
    return this.state === 'Connected' || this.state === 'Held' || this.state === 'Dialing' || this.state === 'Failed';
  }

  /** The event is the transition. */
  apply(event: PartyTrigger, now: number): void {
    const row = advance(party, this.state, event, `DN ${this.number}, ConnID ${this.call.connId}`);
    if (row.to !== this.state) this.since = now;
    this.state = row.to;
  }
}
