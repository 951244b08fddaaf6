import {
  ADDRESS_TYPES,
  checkAttribute,
  T_ERRORS,
  type CallState,
  type PartyTrigger,
  type TErrorCode,
  type TEvent,
  type TEventName,
} from '@fusion-cti/protocol';
import type { AgentStatusNumbers } from './behaviour.js';
import { statusOf } from './dn-status.js';
import type { Dn } from './model/dn.js';
import { oppositeOf } from './model/opposite.js';
import type { Party } from './model/party.js';
import type { Details } from './teller.js';

type Draft = { -readonly [Name in keyof TEvent]: TEvent[Name] };

/** T-Server never puts ANI on these. */
const WITHOUT_ANI: ReadonlySet<PartyTrigger> = new Set<PartyTrigger>(['EventDialing', 'EventDiverted']);
/** What EventError repeats of its request. */
const REPEATED = ['ThisDN', 'ConnID', 'AgentID'] as const;
/** Agent events that say who, and nothing of what they do. */
const WHO_ONLY: ReadonlySet<TEventName> = new Set<TEventName>(['EventAgentLogin', 'EventAgentLogout']);

/** What the server says of itself. */
export const SERVER = { version: '8.1.103', session: 1 } as const;

/**
 * Every event is built here, so that each attribute rule stands in one place. Attributes are always written in the same
 * order, so that the engine sees few shapes of object: the switch builds a million events a second.
 */
export class EventBuilder {
  readonly #statusNumbers: Partial<AgentStatusNumbers>;
  #startedAt: number;
  #sequence = 0;
  #seconds = 0;
  #microseconds = 0;

  /** @param startedAt milliseconds since 1970: with the sequence number it tells every event from every other */
  constructor(startedAt: number, statusNumbers: Partial<AgentStatusNumbers>) {
    this.#startedAt = startedAt;
    this.#statusNumbers = statusNumbers;
  }

  /** All events of one input happen at one time. Milliseconds since 1970. */
  at(now: number): void {
    this.#seconds = Math.floor(now / 1000);
    this.#microseconds = Math.floor((now - this.#seconds * 1000) * 1000);
  }

  /** Another start has another time, in the seconds in which it is told: else two events would be the same one. */
  startOver(now: number): void {
    this.#startedAt = Math.max(now, this.#startedAt + 1000);
    this.#sequence = 0;
  }

  /** The last event is not told now, so its number is free. */
  takeBack(): void {
    this.#sequence -= 1;
  }

  /** An event that was taken back is told after all: as what happens now. */
  again(event: TEvent): TEvent {
    return { ...event, ...this.#begin(event.event) };
  }

  /** An event about a party of a call. */
  ofParty(event: PartyTrigger, party: Party, callState: CallState, details: Details | undefined): TEvent {
    const { call } = party;
    const draft = this.#begin(event);
    draft.ThisDN = party.number;
    draft.ThisDNRole = party.role;
    if (party.queue !== undefined) draft.ThisQueue = party.queue.number;
    const other = oppositeOf(party);
    if (other !== undefined) {
      draft.OtherDN = other.number;
      draft.OtherDNRole = other.role;
    }
    draft.ConnID = call.connId;
    draft.CallID = call.callId;
    draft.CallUUID = call.callUuid;
    draft.CallType = call.callType;
    draft.CallState = callState;
    if (call.ani !== undefined && !WITHOUT_ANI.has(event)) draft.ANI = call.ani;
    if (call.dnis !== undefined) draft.DNIS = call.dnis;
    if (call.data.list.length > 0) draft.UserData = call.data.list;
    const { consultation } = call;
    if (consultation !== undefined) {
      const { connId } = consultation.main.call;
      draft.PreviousConnID = connId;
      draft[consultation.purpose === 'transfer' ? 'TransferConnID' : 'ConferenceConnID'] = connId;
    }
    return details === undefined ? draft : Object.assign(draft, details);
  }

  /** An event about a DN, and the agent there. */
  ofDn(event: TEventName, dn: Dn, details: Details | undefined): TEvent {
    const draft = this.#begin(event);
    draft.ThisDN = dn.number;
    if (dn.seat.agentId !== undefined) draft.AgentID = dn.seat.agentId;
    return details === undefined ? draft : Object.assign(draft, details);
  }

  /** An event about the agent on a DN. Login and logout say who, the state events also say in which mode and why. */
  ofAgent(event: TEventName, dn: Dn, details: Details | undefined): TEvent {
    const { seat } = dn;
    const draft = this.#begin(event);
    draft.ThisDN = dn.number;
    if (seat.thisQueue !== undefined) draft.ThisQueue = seat.thisQueue;
    if (seat.agentId !== undefined) draft.AgentID = seat.agentId;
    if (!WHO_ONLY.has(event)) {
      if (seat.workMode !== undefined) draft.AgentWorkMode = seat.workMode;
      if (seat.extensions !== undefined) draft.Extensions = seat.extensions;
      if (seat.reasons !== undefined) draft.Reasons = seat.reasons;
    }
    return details === undefined ? draft : Object.assign(draft, details);
  }

  /** EventRegistered tells what a client that comes late has missed. */
  ofRegistration(event: TEventName, dn: Dn, error: TErrorCode | undefined): TEvent {
    const draft = this.#begin(event);
    draft.ThisDN = dn.number;
    if (event === 'EventRegistered') {
      if (dn.seat.agentId !== undefined) draft.AgentID = dn.seat.agentId;
      draft.AddressInfoType = 'AddressType';
      draft.AddressInfoStatus = ADDRESS_TYPES[dn.type];
      draft.Extensions = statusOf(dn, this.#statusNumbers);
    }
    if (error !== undefined) {
      draft.ErrorCode = error;
      draft.ErrorMessage = T_ERRORS[error].message;
    }
    return draft;
  }

  /** An event about the server itself. */
  ofServer(event: TEventName): TEvent {
    const draft = this.#begin(event);
    draft.ServerVersion = SERVER.version;
    draft.ServerRole = 'Primary';
    draft.ServerStartTime = Math.floor(this.#startedAt / 1000);
    draft.SessionID = SERVER.session;
    return draft;
  }

  /** EventError repeats what the request was about, as far as it is what it should be. */
  ofError(code: TErrorCode, request: unknown): TEvent {
    const draft = this.#begin('EventError');
    const given = (request ?? {}) as Readonly<Record<string, unknown>>;
    for (const name of REPEATED) {
      const value = given[name];
      if (value !== undefined && checkAttribute(name, value)) draft[name] = value;
    }
    draft.ErrorCode = code;
    draft.ErrorMessage = T_ERRORS[code].message;
    return draft;
  }

  bare(event: TEventName, details: Details): TEvent {
    return Object.assign(this.#begin(event), details);
  }

  #begin(event: TEventName): Draft {
    this.#sequence += 1;
    return {
      event,
      EventSequenceNumber: this.#sequence,
      TimeinSecs: this.#seconds,
      TimeinuSecs: this.#microseconds,
    };
  }
}
