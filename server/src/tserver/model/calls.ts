import type { CallType, KVList } from '@fusion-cti/protocol';
import { Call, type Consultation } from './call.js';
import { UserData } from './user-data.js';

/** What the switch needs to know of a call when it begins. */
export interface NewCall {
  readonly callType: CallType;
  readonly ani: string | undefined;
  readonly dnis: string;
  /** A list of its own, or the data of another call to share. */
  readonly userData: KVList | UserData;
  readonly consultation: Consultation | undefined;
}

/** The calls that exist. A call that has ended is forgotten at once. */
export class Calls {
  readonly #byConnId = new Map<string, Call>();
  readonly #nextConnId: () => string;
  readonly #nextCallUuid: () => string;
  #lastCallId = 0;

  constructor(nextConnId: () => string, nextCallUuid: () => string) {
    this.#nextConnId = nextConnId;
    this.#nextCallUuid = nextCallUuid;
  }

  open(facts: NewCall): Call {
    this.#lastCallId += 1;
    const data = facts.userData instanceof UserData ? facts.userData : new UserData(facts.userData);
    const call = new Call(
      this.#nextConnId(),
      this.#nextCallUuid(),
      this.#lastCallId,
      facts.callType,
      facts.ani,
      facts.dnis,
      data,
      facts.consultation,
    );
    data.calls.push(call);
    this.#byConnId.set(call.connId, call);
    return call;
  }

  get(connId: string): Call | undefined {
    return this.#byConnId.get(connId);
  }

  end(call: Call): void {
    this.#byConnId.delete(call.connId);
    call.data.release(call);
  }

  /** A warm stand-by sees the call, and gives it a name of its own. */
  rename(call: Call): void {
    this.#byConnId.delete(call.connId);
    for (const party of call.parties) party.dn?.parties.delete(call.connId);
    call.connId = this.#nextConnId();
    for (const party of call.parties) if (party.state !== 'Null') party.dn?.parties.set(call.connId, party);
    this.#byConnId.set(call.connId, call);
  }

  /** In the order in which they began. */
  values(): IterableIterator<Call> {
    return this.#byConnId.values();
  }
}
