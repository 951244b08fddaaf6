import type { TEvent } from '@fusion-cti/protocol';
import type { CallSnapshotOfSwitch, PartyOnDn } from '../tserver/index.js';
import type { WorkspaceBehaviour } from './behaviour.js';
import { CALL_OPERATIONS } from './call-operations.js';
import { LINE_OPERATIONS } from './line-operations.js';
import { type LineCall, type LineState, newLine } from './line-state.js';
import type { CallTarget, LineTarget, Login } from './operation.js';
import {
  type ApiCall,
  apiCall,
  type ApiDn,
  apiDn,
  CALL_ROWS,
  callAfter,
  callFrom,
  callRenamed,
  lineAfter,
  type NotificationType,
  OTHER_ROWS,
  timeOf,
  type VoiceMessage,
} from './projection.js';

export interface LineBookOptions {
  readonly number: string;
  readonly login: Login;
  readonly behaviour: WorkspaceBehaviour;
  /** Whether calls are completed by themselves when they are released. */
  readonly autoComplete: boolean;
  /** A call as the switch sees it. */
  readonly seen: (connId: string) => CallSnapshotOfSwitch | undefined;
}

/** What a line's events have told, and what the API says of it. */
export class LineBook {
  readonly #options: LineBookOptions;
  /** By the ConnID that each has now. */
  readonly #calls = new Map<string, LineCall>();
  #line: LineState;

  constructor(options: LineBookOptions) {
    this.#options = options;
    this.#line = newLine(options.number);
  }

  get target(): LineTarget {
    const { login, behaviour } = this.#options;
    return { line: this.#line, calls: [...this.#calls.values()], login, behaviour };
  }

  callTarget(connId: string): CallTarget | undefined {
    const call = this.#calls.get(connId);
    return call === undefined ? undefined : { ...this.target, call };
  }

  /** What an event of the line is to clients of the API, in the order in which they are told. */
  take(event: TEvent): readonly VoiceMessage[] {
    const messages: VoiceMessage[] = [];
    const other = OTHER_ROWS[event.event];
    if (other !== undefined) messages.push(other(event));
    const line = lineAfter(this.#line, event);
    const changed = line !== this.#line;
    this.#line = line;
    if (changed && event.event !== 'EventRegistered') messages.push(this.#dnMessage());
    return [...messages, ...this.#takeCall(event)];
  }

  /** Calls that were there before. */
  adopt(parties: readonly PartyOnDn[]): void {
    const { number, seen } = this.#options;
    for (const party of parties) {
      const { connId } = party;
      if (!this.#calls.has(connId)) this.#calls.set(connId, callFrom(number, party, seen(connId)));
    }
  }

  /**
   * The line was nobody's for a while: calls may have begun or ended unheard, and a stand-by that took over may have
   * given them other ConnIDs.
   * @param now milliseconds since 1970
   */
  renew(parties: readonly PartyOnDn[], now: number): readonly VoiceMessage[] {
    const { number, seen } = this.#options;
    const messages: VoiceMessage[] = [];
    for (const known of [...this.#calls.values()].filter(({ party }) => party !== 'Null')) {
      const party = parties.find(({ connId }) => connId === known.connId || seen(connId)?.callUuid === known.callUuid);
      if (party === undefined) {
        const ended: LineCall = { ...known, party: 'Null' };
        this.#calls.set(known.connId, ended);
        messages.push(this.#callMessage(ended, 'StateChange', now), ...this.#released(ended, now));
      } else if (party.connId !== known.connId) {
        const renamed = callRenamed(known, party);
        this.#calls.delete(known.connId);
        this.#calls.set(party.connId, renamed);
        messages.push(this.#callMessage(renamed, 'ParticipantsUpdated', now));
      }
    }
    for (const party of parties.filter(({ connId }) => !this.#calls.has(connId))) {
      const begun = callFrom(number, party, seen(party.connId));
      this.#calls.set(party.connId, begun);
      messages.push(this.#callMessage(begun, 'StateChange', now));
    }
    return messages;
  }

  /**
   * What the agent has decided about a call, and the switch has no part in.
   * @param now milliseconds since 1970
   */
  change(connId: string, change: Partial<LineCall>, now: number): readonly VoiceMessage[] {
    const call = this.#calls.get(connId);
    if (call === undefined) return [];
    const changed = { ...call, ...change };
    if (changed.completed) this.#calls.delete(connId);
    else this.#calls.set(connId, changed);
    return [this.#callMessage(changed, changed.completed ? 'StateChange' : 'CallRecordingStateChange', now)];
  }

  /** Everything, for a client that has heard nothing yet. */
  all(now: number): readonly VoiceMessage[] {
    const calls = [...this.#calls.values()].map((call) => this.#callMessage(call, 'StateChange', now));
    return [this.#dnMessage(), ...calls];
  }

  apiDn(): ApiDn {
    const line = this.#line;
    const offered = line.inService ? LINE_OPERATIONS.filter(({ offered: fits }) => fits?.(line) ?? false) : [];
    const names = offered.map(({ name }) => name);
    return apiDn(line, this.#options.behaviour.switchName, names);
  }

  apiCalls(now: number): readonly ApiCall[] {
    return [...this.#calls.values()].map((call) => this.#apiCall(call, now));
  }

  #takeCall(event: TEvent): readonly VoiceMessage[] {
    const row = CALL_ROWS[event.event];
    const { ThisDN, ConnID, PreviousConnID } = event;
    if (row === undefined || ThisDN === undefined || ConnID === undefined) return [];
    // A transfer or a conference takes the ConnID of a consultation away.
    const moved = event.event === 'EventPartyChanged' && PreviousConnID !== undefined ? PreviousConnID : ConnID;
    const known = this.#calls.get(moved) ?? this.#calls.get(ConnID);
    const seen = this.#options.seen(ConnID);
    const call = callAfter(known, { ...event, ThisDN, ConnID }, row, seen, this.#line.monitors);
    this.#calls.delete(moved);
    this.#calls.set(ConnID, call);
    const message = this.#callMessage(call, row.tells, timeOf(event));
    return call.party === 'Null' ? [message, ...this.#released(call, timeOf(event))] : [message];
  }

  #released(call: LineCall, now: number): readonly VoiceMessage[] {
    const { behaviour, autoComplete } = this.#options;
    const over = [...this.#calls.values()].filter(({ party }) => party === 'Null');
    const done = autoComplete ? call : over.length > behaviour.releasedCalls ? over[0] : undefined;
    if (done === undefined) return [];
    const messages = this.change(done.connId, { completed: true }, now);
    return behaviour.tellAutoCompleted ? messages : [];
  }

  #dnMessage(): VoiceMessage {
    return { messageType: 'DnStateChanged', dn: this.apiDn() };
  }

  #callMessage(call: LineCall, notificationType: NotificationType, now: number): VoiceMessage {
    return { messageType: 'CallStateChanged', notificationType, call: this.#apiCall(call, now) };
  }

  #apiCall(call: LineCall, now: number): ApiCall {
    const target = { ...this.target, call };
    const names = CALL_OPERATIONS.filter(({ offered }) => offered(target)).map(({ name }) => name);
    return apiCall(call, names, now);
  }
}
