import type { DNRole, PartyState, TEvent, TEventName } from '@fusion-cti/protocol';
import type { SwitchSnapshot } from '../api.js';

export interface ModelParty {
  readonly dn: string;
  readonly connId: string;
  readonly state: PartyState;
  readonly role: DNRole;
}

type Step = Readonly<Partial<Record<PartyState, PartyState>>>;

function keeps(...states: readonly PartyState[]): Step {
  return Object.fromEntries(states.map((state) => [state, state]));
}

const ANY = keeps('Queued', 'Dialing', 'Alerting', 'Connected', 'Held', 'Failed');
const GONE: Step = {
  Queued: 'Null',
  Dialing: 'Null',
  Alerting: 'Null',
  Connected: 'Null',
  Held: 'Null',
  Failed: 'Null',
};

/** What each event makes of a party: read from the call models of the manual, not from the tables of the switch. */
const STEPS: Readonly<Partial<Record<TEventName, Step>>> = {
  EventQueued: { Null: 'Queued' },
  EventDialing: { Null: 'Dialing' },
  EventRinging: { Null: 'Alerting' },
  EventNetworkReached: keeps('Dialing'),
  EventEstablished: { Dialing: 'Connected', Alerting: 'Connected' },
  EventDestinationBusy: { Dialing: 'Failed' },
  EventHeld: { Connected: 'Held' },
  EventRetrieved: { Held: 'Connected' },
  EventDiverted: { Queued: 'Null' },
  EventAbandoned: { Queued: 'Null', Alerting: 'Null' },
  EventReleased: GONE,
  EventPartyChanged: ANY,
  EventPartyAdded: ANY,
  EventPartyDeleted: ANY,
  EventAttachedDataChanged: ANY,
  EventMuteOn: keeps('Connected'),
  EventMuteOff: keeps('Connected'),
  EventListenDisconnected: keeps('Connected', 'Held'),
  EventListenReconnected: keeps('Connected', 'Held'),
  EventDtmfSent: keeps('Dialing', 'Connected'),
  EventRouteRequest: keeps('Queued'),
  EventRouteUsed: keeps('Queued'),
  EventTreatmentApplied: keeps('Queued'),
  EventTreatmentNotApplied: keeps('Queued'),
  EventTreatmentEnd: keeps('Queued'),
};

/**
 * What somebody who only hears the events knows of the calls: which DN is in which call, in which state and role. It
 * knows no rule of the switch, so that whatever the events do not tell is missed.
 */
export class CallModel {
  readonly breaches: string[] = [];
  readonly #calls = new Map<string, Map<string, ModelParty>>();
  readonly #known = new Set<string>();
  /** A dialler's calls that nobody has answered: their routing point is told, and is no party yet. */
  readonly #predictive = new Map<string, string>();
  readonly #routingPoints: ReadonlySet<string>;
  readonly #virtualQueues: ReadonlySet<string>;
  /** Virtual queues that have left the configuration. */
  readonly #gone = new Set<string>();
  /** Announced on a virtual queue, by VQID. */
  readonly #announced = new Set<string>();

  constructor(routingPoints: readonly string[], virtualQueues: readonly string[]) {
    this.#routingPoints = new Set(routingPoints);
    this.#virtualQueues = new Set(virtualQueues);
  }

  /** Every party that there is, in the order of the calls. */
  get parties(): readonly ModelParty[] {
    return [...this.#calls.values()].flatMap((call) => [...call.values()]);
  }

  /** Routing points and virtual queues that still wait to hear how it ended. */
  get unfinished(): number {
    return this.#predictive.size + this.#announced.size;
  }

  observe(event: TEvent): void {
    const { ThisDN: dn, ConnID: connId, ThisDNRole: role } = event;
    // What a client has distributed says what the client wanted to.
    if (event.event === 'EventUserEvent') return;
    if (dn !== undefined && this.#gone.has(dn)) return;
    if (dn !== undefined && this.#virtualQueues.has(dn)) this.#announce(event);
    else if (dn !== undefined && connId !== undefined && role !== undefined && event.CallType !== undefined)
      if (!this.#dial(event, dn, connId)) this.#change(event, dn, connId, role);
  }

  /** A DN has left the configuration. A virtual queue waits for nothing then. */
  remove(dn: string): void {
    if (!this.#virtualQueues.has(dn)) return;
    this.#gone.add(dn);
    this.#announced.clear();
  }

  /** A warm stand-by has taken over, and calls have other ConnIDs. */
  startOver(renamed: ReadonlyMap<string, string>): void {
    for (const [connId, now] of renamed) {
      const parties = this.#calls.get(connId);
      this.#calls.delete(connId);
      if (parties !== undefined)
        this.#calls.set(now, new Map([...parties].map(([dn, party]) => [dn, { ...party, connId: now }])));
      this.#known.add(now);
      const predictive = this.#predictive.get(connId);
      if (predictive !== undefined && this.#predictive.delete(connId)) this.#predictive.set(now, predictive);
    }
  }

  /** The DNs of each call as the switch sees them, where they are not those that the events told of. */
  disagreement(snapshot: SwitchSnapshot): readonly string[] {
    const heard = this.parties.map(lineOf).sort();
    const real = snapshot.calls.flatMap(({ connId, parties }) => parties.map((party) => lineOf({ connId, ...party })));
    return [
      ...heard.filter((line) => !real.includes(line)).map((line) => `only by the events: ${line}`),
      ...real.filter((line) => !heard.includes(line)).map((line) => `only in the switch: ${line}`),
      ...(real.length === new Set(real).size ? [] : ['a DN twice in one call']),
      ...snapshot.calls.flatMap(rolesOf),
    ];
  }

  /** A predictive call begins with EventDialing at its routing point, which then has the call, or is released. */
  #dial(event: TEvent, dn: string, connId: string): boolean {
    if (!this.#routingPoints.has(dn)) return false;
    if (event.event === 'EventDialing') {
      this.#predictive.set(connId, dn);
      return true;
    }
    return this.#predictive.delete(connId) && event.event === 'EventReleased';
  }

  #change(event: TEvent, dn: string, connId: string, role: DNRole): void {
    const { PreviousConnID: previous = connId } = event;
    const moved = event.event === 'EventPartyChanged' && previous !== connId;
    const before = this.#calls.get(moved ? previous : connId)?.get(dn)?.state ?? 'Null';
    const state = STEPS[event.event]?.[before];
    if (state === undefined) {
      this.breaches.push(`${event.event} at ${dn} in ${connId}, where it is ${before}`);
      return;
    }
    if (moved && !this.#known.has(connId)) this.breaches.push(`${dn} was moved to ${connId}, which never was`);
    this.#known.add(connId);
    this.#forget(moved ? previous : connId, dn, moved || state === 'Null');
    if (state === 'Null') return;
    const call = this.#calls.get(connId) ?? new Map<string, ModelParty>();
    call.set(dn, { dn, connId, state, role });
    this.#calls.set(connId, call);
  }

  #forget(connId: string, dn: string, gone: boolean): void {
    const call = this.#calls.get(connId);
    if (!gone || call === undefined) return;
    call.delete(dn);
    if (call.size === 0) this.#calls.delete(connId);
  }

  #announce(event: TEvent): void {
    const id = event.Extensions?.find(({ key }) => key === 'VQID')?.value;
    if (typeof id !== 'string') return;
    const opens = event.event === 'EventQueued';
    if (this.#announced.has(id) === opens) this.breaches.push(`${event.event} at ${event.ThisDN ?? '-'} for ${id}`);
    if (opens) this.#announced.add(id);
    else this.#announced.delete(id);
  }
}

function lineOf({ connId, dn, state, role }: ModelParty): string {
  return `${connId} ${dn} ${state} ${role}`;
}

/** In a call of three or more, everybody is a ConferenceMember: who called whom means nothing any more. */
function rolesOf({ connId, parties, farEnd }: SwitchSnapshot['calls'][number]): readonly string[] {
  const members = parties.filter(({ state, role }) => state !== 'Queued' && role !== 'Observer');
  if (members.length + (farEnd === undefined ? 0 : 1) < 3) return [];
  const wrong = members.filter(({ role }) => role !== 'ConferenceMember');
  return wrong.map(({ dn, role }) => `${dn} is ${role} in ${connId}, which is a conference`);
}
