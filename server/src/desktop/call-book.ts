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

const NONE: readonly string[] = [];

/** Events after which a call is over for this line. */
const LAST_EVENTS: ReadonlySet<string> = new Set(['EventReleased', 'EventAbandoned']);

/** A call, and what its frames do not tell. */
interface CallRecord {
  readonly entry: CallEntry;
  /** The one name of a call that nothing takes away. */
  readonly callUuid: string | undefined;
  /** The ConnIDs that it had before: a client may go on to name it so. */
  readonly formerIds: readonly string[];
}

/** What happened to the calls of a line while nobody listened. */
export interface CallChanges {
  readonly begun: readonly CallEntry[];
  readonly ended: readonly CallEntry[];
}

export interface CallBookOptions {
  /** What people call a queue. */
  readonly queueName: (dn: string) => string;
  /**
   * Whether frames name the ConnID that a call has now. A client of the published level hears of no transfer and of no
   * switch-over, and would take a call with another `connectionId` for another call.
   */
  readonly followsConnIds: boolean;
  /** The CallUUID of a call that is up. */
  readonly callUuid: (connId: string) => string | undefined;
}

/** The calls of one line, as its frames tell of them. */
export class CallBook {
  /** By the ConnID that each has now. */
  readonly #calls = new Map<string, CallRecord>();
  readonly #options: CallBookOptions;
  #outgoingEventId: string | undefined;

  constructor(options: CallBookOptions) {
    this.#options = options;
  }

  /** The next call that this line makes is known to its caller under this id. */
  expectOutgoing(eventId: string | undefined): void {
    this.#outgoingEventId = eventId;
  }

  /**
   * Makes the book agree with the line: calls may have begun or ended while nobody listened, and a stand-by that took
   * over may have given them other ConnIDs.
   */
  reconcile(parties: readonly PartyOnDn[]): CallChanges {
    const up = new Set(parties.map(({ connId }) => connId));
    const gone = new Map([...this.#calls].filter(([connId]) => !up.has(connId)));
    for (const connId of gone.keys()) this.#calls.delete(connId);
    const begun: CallEntry[] = [];
    for (const { connId, role, otherDn, ani, dnis, queue } of parties) {
      if (this.#calls.has(connId)) continue;
      const callUuid = this.#options.callUuid(connId);
      const [from, renamed] = [...gone].find(([, call]) => call.callUuid === callUuid) ?? [];
      if (from === undefined || renamed === undefined) {
        begun.push(this.#add({ connId, role, otherDn, ani, dnis, queue }, callUuid));
      } else {
        gone.delete(from);
        this.#rename(renamed, from, connId, callUuid);
      }
    }
    return { begun, ended: [...gone.values()].map(({ entry }) => entry) };
  }

  /** The call an event is about; `undefined` for events about the line or its agent. */
  entryFor(event: TEvent): CallEntry | undefined {
    const { ConnID: connId, ThisDNRole: role } = event;
    if (connId === undefined || role === undefined) return undefined;
    if (event.event === 'EventPartyChanged') this.#move(event.PreviousConnID, connId, event.CallUUID);
    const known = this.#calls.get(connId);
    if (known !== undefined) {
      if (LAST_EVENTS.has(event.event)) this.#calls.delete(connId);
      return known.entry;
    }
    const { OtherDN: otherDn, ANI: ani, DNIS: dnis, ThisQueue: queue, CallUUID } = event;
    return this.#add({ connId, role, otherDn, ani, dnis, queue }, CallUUID);
  }

  get(connId: string): CallEntry | undefined {
    return this.#calls.get(connId)?.entry;
  }

  /** The ConnID that a caller means: it may name a call by its own id, or as the frames do. */
  connIdOf(id: string): string {
    for (const [connId, { entry, formerIds }] of this.#calls) {
      if (entry.eventId === id || entry.connectionId === id || formerIds.includes(id)) return connId;
    }
    return id;
  }

  /** Whether a caller's own id is taken by a call that is still up. */
  hasEventId(eventId: string): boolean {
    for (const { entry } of this.#calls.values()) if (entry.eventId === eventId) return true;
    return false;
  }

  /** A transfer or a conference takes the ConnID of a consultation away. To the agent it is the same contact. */
  #move(from: string | undefined, to: string, callUuid: string | undefined): void {
    const call = from === undefined || from === to ? undefined : this.#calls.get(from);
    if (from === undefined || call === undefined) return;
    this.#calls.delete(from);
    this.#rename(call, from, to, callUuid);
  }

  #rename({ entry, formerIds }: CallRecord, from: string, to: string, callUuid: string | undefined): void {
    this.#calls.set(to, {
      entry: this.#options.followsConnIds ? { ...entry, connectionId: to } : entry,
      callUuid,
      formerIds: [...formerIds, from],
    });
  }

  #add({ connId, role, otherDn, ani, dnis, queue }: CallFacts, callUuid: string | undefined): CallEntry {
    const outbound = role === 'Origination';
    const entry: CallEntry = {
      connectionId: connId,
      eventId: (outbound ? this.#outgoingEventId : undefined) ?? connId,
      direction: outbound ? 'outbound' : 'inbound',
      ANI: outbound ? (dnis ?? otherDn) : (ani ?? otherDn),
      queueName: queue === undefined ? undefined : this.#options.queueName(queue),
    };
    this.#calls.set(connId, { entry, callUuid, formerIds: NONE });
    return entry;
  }
}
