import type { TEvent } from '@fusion-cti/protocol';
import type { SwitchInput, SwitchResult } from '../api.js';

const OPENING = new Set(['EventQueued', 'EventDialing', 'EventRinging']);
const CLOSING = new Set(['EventReleased', 'EventAbandoned', 'EventDiverted']);
/** A number that is forwarded to has no role, and a number that is withheld has nothing else. */
const HALF_OTHER = new Set(['EventForwardSet', 'EventForwardCancel', 'EventAddressInfo', 'EventPartyDeleted']);
const WITHOUT_ANI = new Set(['EventDialing', 'EventDiverted']);

/** What must be true of any stream of events, whatever was asked. Collects each breach as a sentence. */
export class EventLaws {
  readonly breaches: string[] = [];
  #sequence = 0;
  readonly #openParties = new Set<string>();
  readonly #closedParties = new Set<string>();
  readonly #dialled = new Set<string>();
  readonly #mayRingAgain: boolean | 'anywhere';
  readonly #virtualQueues: ReadonlySet<string>;
  readonly #offHook = new Set<string>();
  readonly #identities = new Map<string, string>();

  /**
   * @param mayRingAgain whether a call that was rejected may come back to the same phone from its queue; `anywhere`:
   * calls are redirected and transferred too, so that any call may come back to where it was
   * @param virtualQueues where events are distributed, and no party is
   */
  constructor(mayRingAgain: boolean | 'anywhere', virtualQueues: readonly string[] = []) {
    this.#mayRingAgain = mayRingAgain;
    this.#virtualQueues = new Set(virtualQueues);
  }

  observe(input: SwitchInput, result: SwitchResult): void {
    this.#answers(input, result);
    for (const { event } of result.deliveries) {
      this.#sequence += 1;
      this.#demand(event.EventSequenceNumber === this.#sequence, event, `is not number ${this.#sequence}`);
      this.#demand(event.ReferenceID === undefined, event, 'carries a ReferenceID for everybody');
      // What a client has distributed says what the client wanted to.
      if (event.event === 'EventUserEvent' || this.#virtualQueues.has(event.ThisDN ?? '')) continue;
      this.#attributes(event);
      this.#device(event);
      if (event.ThisDN !== undefined && event.CallType !== undefined) this.#party(event);
    }
  }

  /** A warm stand-by has taken over: it counts from one, and calls have other ConnIDs. */
  startOver(renamed: ReadonlyMap<string, string>): void {
    this.#sequence = 0;
    for (const parties of [this.#openParties, this.#closedParties, this.#dialled])
      for (const party of [...parties]) {
        const [dn = '', connId = ''] = party.split(' in ');
        const now = renamed.get(connId);
        if (now === undefined || !parties.delete(party)) continue;
        parties.add(`${dn} in ${now}`);
      }
    for (const [connId, now] of renamed) {
      const identity = this.#identities.get(connId);
      if (identity !== undefined) this.#identities.set(now, identity);
    }
  }

  #answers(input: SwitchInput, { deliveries, refused }: SwitchResult): void {
    const answered = deliveries.filter(({ answers }) => answers !== undefined);
    const label = JSON.stringify(input);
    if (input.kind !== 'request') {
      if (answered.length > 0) this.breaches.push(`${label} asked nothing, but was answered`);
      return;
    }
    if (answered.length !== 1) this.breaches.push(`${label} was answered ${answered.length} times`);
    for (const { answers, clients } of answered) {
      if (answers?.client !== input.client || answers.referenceId !== input.referenceId)
        this.breaches.push(`${label} was answered to somebody else`);
      if (!clients.includes(input.client)) this.breaches.push(`${label}: the answer does not go to who asked`);
    }
    const errors = deliveries.filter(({ event }) => event.event === 'EventError');
    if (refused === undefined ? errors.length > 0 : errors.length !== 1 || deliveries.length !== 1)
      this.breaches.push(`${label}: refused is ${refused}, with ${errors.length} EventError`);
  }

  #attributes(event: TEvent): void {
    for (const [name, value] of Object.entries(event))
      this.#demand(
        value !== undefined && (value !== '' || event.event === 'EventError'),
        event,
        `has an empty ${name}`,
      );
    this.#demand(event.ANI === undefined || !WITHOUT_ANI.has(event.event), event, 'carries ANI');
    const whole = (event.OtherDN === undefined) === (event.OtherDNRole === undefined);
    this.#demand(whole || HALF_OTHER.has(event.event), event, 'has half an other party');
  }

  #device(event: TEvent): void {
    const dn = event.ThisDN ?? '';
    if (event.event === 'EventOffHook') {
      this.#demand(!this.#offHook.has(dn), event, 'comes twice');
      this.#offHook.add(dn);
    } else if (event.event === 'EventOnHook')
      this.#demand(this.#offHook.delete(dn), event, 'comes without EventOffHook');
  }

  #party(event: TEvent): void {
    const party = `${event.ThisDN ?? ''} in ${event.ConnID ?? ''}`;
    if (event.event === 'EventPartyChanged' && event.PreviousConnID !== event.ConnID) this.#move(event, party);
    if (OPENING.has(event.event)) {
      // A dialler's routing point has dialled, and now has the call.
      const answered = event.event === 'EventQueued' && this.#dialled.delete(party);
      this.#demand(answered || !this.#openParties.has(party), event, `opens ${party} again`);
      if (event.event === 'EventDialing') this.#dialled.add(party);
      const fromQueue = event.event === 'EventRinging' && event.ThisQueue !== undefined;
      const again = this.#mayRingAgain === 'anywhere' || (this.#mayRingAgain && fromQueue);
      this.#demand(again || !this.#closedParties.has(party), event, `opens ${party}, which had ended`);
      this.#openParties.add(party);
    } else this.#demand(this.#openParties.has(party), event, `is about ${party}, which is not there`);
    if (CLOSING.has(event.event)) {
      this.#dialled.delete(party);
      this.#openParties.delete(party);
      this.#closedParties.add(party);
    }

    const identity = [event.CallID, event.CallUUID, event.CallType, event.DNIS].join('/');
    const known = this.#identities.get(event.ConnID ?? '') ?? identity;
    this.#demand(known === identity, event, 'changed the identity of its call');
    this.#identities.set(event.ConnID ?? '', identity);
  }

  /** A completed transfer or conference: the party goes on in another call, which there has to be. */
  #move(event: TEvent, party: string): void {
    const previous = `${event.ThisDN ?? ''} in ${event.PreviousConnID ?? ''}`;
    this.#demand(this.#identities.has(event.ConnID ?? ''), event, `moves ${previous} to a call that never was`);
    this.#demand(this.#openParties.delete(previous), event, `moves ${previous}, which is not there`);
    this.#closedParties.add(previous);
    this.#openParties.add(party);
  }

  /** The parties that were opened and not yet closed. */
  get openParties(): number {
    return this.#openParties.size;
  }

  get phonesOffHook(): number {
    return this.#offHook.size;
  }

  #demand(kept: boolean, event: TEvent, breach: string): void {
    if (!kept) this.breaches.push(`${event.event} at ${event.ThisDN ?? '-'} ${breach}`);
  }
}
