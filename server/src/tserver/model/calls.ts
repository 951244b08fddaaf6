import type { CallType, KVList } from '@fusion-cti/protocol';
import { Call } from './call.js';

/** What the switch needs to know of a call when it begins. */
export interface NewCall {
  readonly callType: CallType;
  readonly ani: string | undefined;
  readonly dnis: string;
  readonly userData: KVList;
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
    const call = new Call(
      this.#nextConnId(),
      this.#nextCallUuid(),
      this.#lastCallId,
      facts.callType,
      facts.ani,
      facts.dnis,
      facts.userData,
    );
    this.#byConnId.set(call.connId, call);
    return call;
  }

  get(connId: string): Call | undefined {
    return this.#byConnId.get(connId);
  }

  end(call: Call): void {
    this.#byConnId.delete(call.connId);
  }

  /** In the order in which they began. */
  values(): IterableIterator<Call> {
    return this.#byConnId.values();
  }
}
