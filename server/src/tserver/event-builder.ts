import {
  T_ERRORS,
  type CallState,
  type PartyTrigger,
  type TErrorCode,
  type TEvent,
  type TEventName,
} from '@fusion-cti/protocol';
import { statusOf } from './dn-status.js';
import { oppositeOf } from './model/call.js';
import type { Dn } from './model/dn.js';
import type { Party } from './model/party.js';
import type { TRequest } from './requests/shapes.js';

type Draft = { -readonly [Name in keyof TEvent]: TEvent[Name] };

/**
 * Every event is built here, so that each attribute rule stands in one place. Attributes are always written in the same
 * order, so that the engine sees few shapes of object: the switch builds a million events a second.
 */
export class EventBuilder {
  #sequence = 0;
  #seconds = 0;
  #microseconds = 0;

  /** All events of one input happen at one time. Milliseconds since 1970. */
  at(now: number): void {
    this.#seconds = Math.floor(now / 1000);
    this.#microseconds = Math.floor((now - this.#seconds * 1000) * 1000);
  }

  /** An event about a party of a call. `third` is the destination that a call left a queue for. */
  ofParty(event: PartyTrigger, party: Party, callState: CallState, third: Dn | undefined): TEvent {
    const { call } = party;
    const draft = this.#begin(event);
    draft.ThisDN = party.dn.number;
    draft.ThisDNRole = party.role;
    if (party.queue !== undefined) draft.ThisQueue = party.queue.number;
    const other = oppositeOf(party);
    if (other !== undefined) {
      draft.OtherDN = other.number;
      draft.OtherDNRole = other.role;
    }
    if (third !== undefined) {
      draft.ThirdPartyDN = third.number;
      draft.ThirdPartyDNRole = 'Destination';
    }
    draft.ConnID = call.connId;
    draft.CallID = call.callId;
    draft.CallUUID = call.callUuid;
    draft.CallType = call.callType;
    draft.CallState = callState;
    // T-Server never puts ANI on EventDialing or EventDiverted.
    if (call.ani !== undefined && event !== 'EventDialing' && event !== 'EventDiverted') draft.ANI = call.ani;
    if (call.dnis !== undefined) draft.DNIS = call.dnis;
    if (call.userData.length > 0) draft.UserData = call.userData;
    return draft;
  }

  /** An event about a phone. */
  ofDevice(event: TEventName, dn: Dn): TEvent {
    const draft = this.#begin(event);
    draft.ThisDN = dn.number;
    if (dn.seat.agentId !== undefined) draft.AgentID = dn.seat.agentId;
    return draft;
  }

  /** An event about the agent on a DN. Login and logout say who, the state events also say in which mode and why. */
  ofAgent(event: TEventName, dn: Dn): TEvent {
    const { seat } = dn;
    const draft = this.#begin(event);
    draft.ThisDN = dn.number;
    if (seat.thisQueue !== undefined) draft.ThisQueue = seat.thisQueue;
    if (seat.agentId !== undefined) draft.AgentID = seat.agentId;
    if (event === 'EventAgentLogin') return draft;
    if (seat.workMode !== undefined) draft.AgentWorkMode = seat.workMode;
    if (seat.extensions !== undefined) draft.Extensions = seat.extensions;
    if (seat.reasons !== undefined) draft.Reasons = seat.reasons;
    return draft;
  }

  /** EventRegistered tells what a client that comes late has missed. */
  ofRegistration(event: TEventName, dn: Dn): TEvent {
    const draft = this.#begin(event);
    draft.ThisDN = dn.number;
    if (event === 'EventUnregistered') return draft;
    if (dn.seat.agentId !== undefined) draft.AgentID = dn.seat.agentId;
    draft.AddressType = dn.type;
    draft.Extensions = statusOf(dn);
    return draft;
  }

  /** EventError repeats what the request was about. */
  ofError(code: TErrorCode, request: TRequest): TEvent {
    const draft = this.#begin('EventError');
    draft.ThisDN = request.ThisDN;
    if ('ConnID' in request) draft.ConnID = request.ConnID;
    if ('AgentID' in request) draft.AgentID = request.AgentID;
    draft.ErrorCode = code;
    draft.ErrorMessage = T_ERRORS[code].message;
    return draft;
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
