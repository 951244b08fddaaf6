import {
  isKVList,
  party,
  type CallSnapshot,
  type CommandType,
  type NotReadyReason,
  type PartyState,
  type PartyTrigger,
} from '@fusion-cti/protocol';
import type { Absence } from '../state/absence.js';
import type { CallFacts } from '../state/call-facts.js';
import type { ChatTold } from '../state/chats-state.js';
import { isLive, isOwnConsultation, type CallEvent, type Contact, type Contacts } from '../state/contacts.js';
import type { Failure, Hop } from '../state/failure.js';
import type { LineChanges } from '../state/line-features.js';
import { contactOf, live } from '../state/selectors.js';
import { sentence } from '../state/sentence.js';
import type { Connection, ToolbarState } from '../state/toolbar-state.js';
import type { AgentAtSwitch } from '../vendor/line-record.js';
import { AvailabilityTeller, type TellerParts } from './availability-teller.js';
import { closeReason, type CloseReason } from './close-reasons.js';
import { notedIn } from './comm-data.js';
import type { RememberedContact } from './contact-memory.js';
import { ContactTeller, type ContactTellerParts } from './contact-teller.js';
import type { Payload } from './uef-response.js';
import { WAY_TO } from './way-to.js';

export type EventsHandlerParts = TellerParts &
  ContactTellerParts & {
    /** Whoever looks after chats. */
    readonly chats?: { told(told: ChatTold): void };
  };

/** Who is at the other end of the line. */
export interface LineInfo {
  readonly level: 'ours' | 'published';
  readonly commands: readonly CommandType[];
  readonly agentId?: string;
  readonly agentName?: string;
  readonly dn?: string;
  readonly notReadyReasons?: readonly NotReadyReason[];
}

/** What of a contact decides how its next event is to be taken. */
type Before = Pick<Contact, 'party' | 'asked' | 'direction' | 'consultation'>;

/** What the vendor tells: to the toolbar's state, and on to Fusion. Nothing here asks the vendor for anything. */
export class IntegrationEventsHandler {
  readonly #parts: EventsHandlerParts;
  readonly #availability: AvailabilityTeller;
  readonly #contacts: ContactTeller;
  /** What Fusion said of numbers that were clicked there, until the switch tells of the call. */
  readonly #clicked = new Map<string, Payload>();
  /** Contacts of another page, until the line has said that they are still there. */
  #unmet: Contacts = [];
  /** The call that another page was placing. */
  #placedBefore: string | undefined;

  constructor(parts: EventsHandlerParts) {
    this.#parts = parts;
    this.#availability = new AvailabilityTeller(parts);
    this.#contacts = new ContactTeller(parts);
  }

  /** Fusion is ready to listen. */
  fusionStarted(): void {
    this.#availability.announce();
  }

  connectionProgress(step: Hop): void {
    this.#parts.store.dispatch({ type: 'availability', event: { on: 'step', step } });
    if (step !== 'switch') this.#connection({ status: 'connecting' });
  }

  connectionOpened(info: LineInfo): void {
    this.#connection({ status: 'online', ...info });
  }

  connectionClosed(): void {
    this.#connection({ status: 'offline' });
  }

  /** The way to the contact centre did not lead there. */
  connectionFailed(failure: Failure): void {
    const { store } = this.#parts;
    if (store.state.connection.status === 'connecting') this.#connection({ status: 'offline' });
    // A line that broke on the way has been told already, with more knowledge.
    if (store.state.availability.phase === 'connecting') this.#failed(failure);
  }

  connectionLost(failure: Failure): void {
    const { store } = this.#parts;
    const matters = store.state.availability.phase !== 'unavailable' || live(store.state).length > 0;
    this.#connection({ status: 'lost' });
    store.dispatch({ type: 'lineLost' });
    if (matters) this.#failed(failure);
    this.#availability.lineLost();
  }

  /**
   * Goes on with what another page has told Fusion: the page before this one, or the tab that led until now. Fusion
   * hears nothing of it until the line says that it is still so.
   */
  goOnWith({ contacts, availability, placing }: Pick<ToolbarState, 'contacts' | 'availability' | 'placing'>): void {
    this.#placedBefore = placing?.eventId;
    this.#unmet = contacts.filter(isLive);
    this.#availability.goOnWith(availability);
  }

  /** What was missed follows, event by event. */
  lineResumed(): void {
    this.#meetAgain();
    this.#parts.store.dispatch({ type: 'lineBack' });
    this.chatsTold({ eventName: 'resumed' });
  }

  chatsTold(told: ChatTold): void {
    this.#parts.chats?.told(told);
  }

  makeAgentAvailable(): void {
    this.#availability.ready();
  }

  /** `lastsMs`: the switch makes the agent ready again by itself after so long. */
  makeAgentUnavailable(absence: Absence = {}, lastsMs?: number): void {
    this.#availability.notReady(absence, lastsMs);
  }

  /** Once a line is back: how the agent is at the switch, whatever was believed before. */
  agentStateKnown(agent: AgentAtSwitch): void {
    this.#availability.known(agent);
  }

  agentLoggedOut(): void {
    this.#availability.loggedOut();
  }

  /** What is switched on at the line, or off. */
  lineTold(changes: LineChanges): void {
    this.#parts.store.dispatch({ type: 'line', changes });
  }

  get isLoggedIn(): boolean {
    return this.#availability.isLoggedIn;
  }

  /** The switch accepted a request about the agent, and then said nothing. */
  agentStateOverdue(state: 'ready' | 'notReady', ms: number): void {
    const reason = `The switch did not confirm the change within ${ms / 1000} seconds.`;
    // On the way to available, nothing that was heard says how the agent is.
    if (state === 'ready' || this.#parts.store.state.availability.phase === 'connecting') {
      return this.connectionFailed({ hop: 'switch', reason, retryable: true });
    }
    this.staysAvailable(reason);
  }

  /** Going unavailable did not work: calls may still come, so nobody may believe otherwise. */
  staysAvailable(reason: string, retry?: () => void): void {
    const { store, board } = this.#parts;
    const { phase } = store.state.availability;
    store.dispatch({ type: 'availability', event: { on: 'stayed' } });
    const what =
      phase === 'unavailable' ? sentence('Your state could not be changed') : sentence('You are still available');
    board.post('go-unavailable', what, reason, retry);
  }

  /** Before the switch tells of it: a call that began with a click in Fusion. */
  expectOutgoingCall(eventId: string, clicked: Payload): void {
    this.#clicked.set(eventId, clicked);
  }

  outgoingCallFailed(eventId: string): void {
    this.#clicked.delete(eventId);
  }

  /** It is there; or its request, from another page, was refused, or is too old to be sent. */
  notPlacing(eventId: string): void {
    const { store } = this.#parts;
    if (store.state.placing?.eventId === eventId) store.dispatch({ type: 'placing', placing: undefined });
  }

  /** Of the calls that another page was placing, these are still asked for. */
  placingGoesOn(eventIds: readonly string[]): void {
    if (this.#placedBefore !== undefined && !eventIds.includes(this.#placedBefore)) this.notPlacing(this.#placedBefore);
    this.#placedBefore = undefined;
  }

  incomingCallHandler(call: CallEvent): void {
    if (this.#apply(call) !== undefined) this.#contacts.begun(call);
  }

  outboundCallHandler(call: CallEvent): void {
    if (this.#apply(call) === undefined || isConsulting(call)) return;
    this.#contacts.begun(call, this.#placed(call.eventId));
  }

  outboundCallProgressHandler(call: CallEvent): void {
    this.#apply(call);
  }

  /** Held, muted, joined by others ...: Fusion has no action for these, and keeps its contact as it is. */
  callChangedHandler(call: CallEvent): void {
    this.#apply(call);
  }

  incomingCallAcceptedHandler(call: CallEvent): void {
    this.#meetHalfWay(call);
    if (this.#apply(call) !== undefined) this.#contacts.answered(call.eventId);
  }

  outboundCallAcceptedHandler(call: CallEvent): void {
    this.#meetHalfWay(call);
    if (this.#apply(call) !== undefined) this.#contacts.answered(call.eventId);
  }

  /** The line is still open, with a busy tone on it; for Fusion the contact is over. */
  outboundCallFailedHandler(call: CallEvent): void {
    const before = this.#apply(call);
    if (before !== undefined) this.#contacts.ended(call.eventId, this.#reason(call, before));
  }

  callDisconnectedHandler(call: CallEvent): void {
    const before = this.#apply(call);
    if (before === undefined) return;
    const reason = this.#reason(call, before);
    this.#contacts.ended(call.eventId, reason);
    // After a conversation the contact stays until its wrap-up is closed; a consultation has none of its own.
    if (reason !== 'WRAPUP' || isOwnConsultation(before)) this.contactLeaves(call.eventId);
  }

  /** The whole truth, where what was missed cannot be told one by one. */
  snapshotHandler(calls: readonly CallSnapshot[]): void {
    const { store } = this.#parts;
    const named = new Set(calls.map(({ eventId }) => eventId));
    for (const contact of live(store.state)) {
      if (!named.has(contact.eventId)) this.callDisconnectedHandler(vanished(contact));
    }
    for (const unseen of this.#contacts.unseenEnds(named)) {
      this.#contacts.endedUnseen(unseen, closeReason({ ...lastSeen(unseen), on: 'EventReleased', unexplained: true }));
    }
    this.#meetAgain(named);
    for (const call of calls) {
      const event = snapshotEvent(call);
      for (const trigger of wayTo(call)) this.#tellHalfWay({ ...event, trigger });
      store.dispatch({ type: 'contactTold', eventId: call.eventId, facts: event.facts });
    }
    store.dispatch({ type: 'lineBack' });
  }

  /** Fusion's wrap-up is done, or nobody waits for it any more. */
  contactLeaves(eventId: string): void {
    this.#parts.store.dispatch({ type: 'contactGone', eventId });
    this.#contacts.gone(eventId);
  }

  /** Fusion's wrap-up was saved there. */
  wrapUpClosed(eventId: string, outData: Payload): void {
    this.#parts.store.dispatch({ type: 'contactNoted', eventId, change: notedIn(outData) });
    this.contactLeaves(eventId);
  }

  /** @throws UefError */
  endWrapUp(eventId: string): Promise<void> {
    return this.#contacts.endWrapUp(eventId);
  }

  contactChanged(eventId: string, outData: Payload): void {
    this.#contacts.changed(eventId, outData);
  }

  eventIdOf(fusionId: string): string {
    return this.#contacts.eventIdOf(fusionId);
  }

  fusionIdOf(eventId: string): string {
    return this.#contacts.fusionIdOf(eventId);
  }

  /** `named`: the contacts that are still there; without it, all of them. */
  #meetAgain(named?: ReadonlySet<string>): void {
    const unmet = this.#unmet;
    this.#unmet = [];
    for (const contact of unmet) if (named?.has(contact.eventId) !== false) this.#contacts.metAgain(contact);
  }

  /** The contact as it was before; `undefined` when the event says nothing new about it. */
  #apply(call: CallEvent): Before | undefined {
    const { store, clock } = this.#parts;
    const known = contactOf(store.state, call.eventId);
    if (party(known?.party ?? 'Null', call.trigger) === undefined) return undefined;
    // An id that comes back belongs to another call: the wrap-up of the first has nothing to do with it.
    if (known?.party === 'Null') this.contactLeaves(call.eventId);
    store.dispatch({ type: 'callEvent', event: call, at: clock.now() });
    return known ?? { party: 'Null', direction: call.direction, consultation: false };
  }

  /** The call is there, if it was asked for. What Fusion said of it when it was. */
  #placed(eventId: string): Payload | undefined {
    const clicked = this.#clicked.get(eventId);
    this.#clicked.delete(eventId);
    this.notPlacing(eventId);
    return clicked;
  }

  /** A call may be established before anybody said that it rings: some published servers leave that out. */
  #meetHalfWay(call: CallEvent): void {
    if (isKnown(contactOf(this.#parts.store.state, call.eventId))) return;
    if (call.direction === 'outbound') this.outboundCallHandler({ ...call, trigger: 'EventDialing' });
    else this.incomingCallHandler({ ...call, trigger: 'EventRinging' });
  }

  #tellHalfWay(call: CallEvent): void {
    switch (call.trigger) {
      case 'EventRinging':
      case 'EventDialing':
        if (this.#apply(call) === undefined || isConsulting(call)) return;
        return this.#contacts.met(call, this.#placed(call.eventId));
      case 'EventDestinationBusy':
        return this.outboundCallFailedHandler(call);
      case 'EventEstablished':
        return this.incomingCallAcceptedHandler(call);
      default:
        return this.callChangedHandler(call);
    }
  }

  #reason(call: CallEvent, { direction, party: from, asked }: Before): CloseReason {
    return closeReason({
      direction,
      from,
      on: call.trigger,
      ...(asked !== undefined && { asked }),
      ...(call.unexplained === true && { unexplained: true }),
    });
  }

  #connection(connection: Connection): void {
    this.#parts.store.dispatch({ type: 'connection', connection });
  }

  #failed(failure: Failure): void {
    this.#parts.store.dispatch({ type: 'availability', event: { on: 'failed', failure } });
  }
}

function isKnown(contact: Contact | undefined): boolean {
  return contact !== undefined && contact.party !== 'Null';
}

function wayTo({ state, direction }: CallSnapshot): readonly PartyTrigger[] {
  return state in WAY_TO ? WAY_TO[state as PartyState][direction] : [];
}

function snapshotEvent(call: CallSnapshot): Omit<CallEvent, 'trigger'> & { readonly facts: CallFacts } {
  const { eventId, connectionId, direction, ANI, queueName } = call;
  return {
    eventId,
    connectionId,
    direction,
    number: ANI ?? '',
    ...(queueName !== undefined && { queueName }),
    facts: snapshotFacts(call),
  };
}

/** What a snapshot does not mention is not so. */
function snapshotFacts(call: CallSnapshot): CallFacts {
  const { consultationFor, conference, participants, muted, observer, userData, since } = call;
  return {
    since,
    consultation: consultationFor !== undefined,
    ...(consultationFor !== undefined && { consultationFor }),
    conference: conference === true,
    ...(conference !== true && { participants: [] }),
    ...(participants !== undefined && { participants: participants.filter((one) => typeof one === 'string') }),
    ...(observer === true && { observer }),
    muted: muted === true,
    ...(isKVList(userData) && { userData }),
  };
}

function isConsulting({ direction, facts }: CallEvent): boolean {
  return isOwnConsultation({ direction, consultation: facts?.consultation === true });
}

/** What the page before this one saw of a contact last. */
function lastSeen({ direction, started }: RememberedContact): Pick<Contact, 'direction'> & { from: PartyState } {
  const unanswered = direction === 'inbound' ? 'Alerting' : 'Dialing';
  return { direction, from: started ? 'Connected' : unanswered };
}

/** It ended while nobody here could see how. */
function vanished({ eventId, connectionId, direction, number }: Contact): CallEvent {
  return { trigger: 'EventReleased', eventId, connectionId, direction, number, unexplained: true };
}
