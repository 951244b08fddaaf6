import type { CallDirection, DNRole, TEvent } from '@fusion-cti/protocol';
import type { PartyOnDn } from '../tserver/index.js';

/** The flat fields of a call's frames. They stay the same from its first frame to its last. */
export interface CallEntry {
  readonly connectionId: string;
  /** The id of the contact in Fusion: the caller's own for a call it made, else the ConnID. */
  readonly eventId: string;
  readonly direction: CallDirection;
  /** The number of the other side, whichever way the call goes: that is what Oracle's page shows as ANI. */
  readonly ANI: string | undefined;
  readonly queueName: string | undefined;
}

/** What an event and a party both tell of a call. */
interface CallFacts {
  readonly connId: string;
  readonly role: DNRole;
  readonly otherDn: string | undefined;
  readonly ani: string | undefined;
  readonly dnis: string | undefined;
  readonly queue: string | undefined;
}

/** Events after which a call is over for this line. */
const LAST_EVENTS: ReadonlySet<string> = new Set(['EventReleased', 'EventAbandoned']);

export interface CallBookOptions {
  /** What people call a queue. */
  readonly queueName: (dn: string) => string;
  /**
   * Whether frames name the ConnID that a call has now. A client of the published level hears of no transfer, and
   * would take a call with another `connectionId` for another call.
   */
  readonly followsTransfers: boolean;
}

/** The calls of one line, as its frames tell of them. */
export class CallBook {
  /** By the ConnID that each has now. */
  readonly #calls = new Map<string, CallEntry>();
  readonly #options: CallBookOptions;
  #outgoingEventId: string | undefined;

  constructor(options: CallBookOptions) {
    this.#options = options;
  }

  /** The next call that this line makes is known to its caller under this id. */
  expectOutgoing(eventId: string | undefined): void {
    this.#outgoingEventId = eventId;
  }

  /** Makes the book agree with the line: calls may have begun or ended while nobody listened. */
  reconcile(parties: readonly PartyOnDn[]): void {
    const up = new Set(parties.map(({ connId }) => connId));
    for (const connId of this.#calls.keys()) if (!up.has(connId)) this.#calls.delete(connId);
    for (const { connId, role, otherDn, ani, dnis, queue } of parties) {
      if (this.#calls.has(connId)) continue;
      this.#calls.set(connId, this.#newEntry({ connId, role, otherDn, ani, dnis, queue }));
    }
  }

  /** The call an event is about; `undefined` for events about the line or its agent. */
  entryFor(event: TEvent): CallEntry | undefined {
    const { ConnID: connId, ThisDNRole: role } = event;
    if (connId === undefined || role === undefined) return undefined;
    if (event.event === 'EventPartyChanged') this.#move(event.PreviousConnID, connId);
    const known = this.#calls.get(connId);
    if (known !== undefined) {
      if (LAST_EVENTS.has(event.event)) this.#calls.delete(connId);
      return known;
    }
    const { OtherDN: otherDn, ANI: ani, DNIS: dnis, ThisQueue: queue } = event;
    const entry = this.#newEntry({ connId, role, otherDn, ani, dnis, queue });
    this.#calls.set(connId, entry);
    return entry;
  }

  get(connId: string): CallEntry | undefined {
    return this.#calls.get(connId);
  }

  /** The ConnID that a caller means: it may name a call by its own id, or as the frames do. */
  connIdOf(id: string): string {
    for (const [connId, entry] of this.#calls) if (entry.eventId === id || entry.connectionId === id) return connId;
    return id;
  }

  /** Whether a caller's own id is taken by a call that is still up. */
  hasEventId(eventId: string): boolean {
    for (const entry of this.#calls.values()) if (entry.eventId === eventId) return true;
    return false;
  }

  /** A transfer or a conference takes the ConnID of a consultation away. To the agent it is the same contact. */
  #move(from: string | undefined, to: string): void {
    const entry = from === undefined || from === to ? undefined : this.#calls.get(from);
    if (from === undefined || entry === undefined) return;
    this.#calls.delete(from);
    this.#calls.set(to, this.#options.followsTransfers ? { ...entry, connectionId: to } : entry);
  }

  #newEntry({ connId, role, otherDn, ani, dnis, queue }: CallFacts): CallEntry {
    const outbound = role === 'Origination';
    return {
      connectionId: connId,
      eventId: (outbound ? this.#outgoingEventId : undefined) ?? connId,
      direction: outbound ? 'outbound' : 'inbound',
      ANI: outbound ? (dnis ?? otherDn) : (ani ?? otherDn),
      queueName: queue === undefined ? undefined : this.#options.queueName(queue),
    };
  }
}
