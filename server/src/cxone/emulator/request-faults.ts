/** What goes wrong with requests on purpose. */
export interface RequestFault {
  /** Only with this operation; absent: with any of Digital Engagement. */
  readonly operation?: string;
  /** How many requests it meets. */
  readonly count: number;
  /** The answer is late by so much, ms of the world. */
  readonly delayMs?: number;
  /** Instead of what was asked for. */
  readonly refuse?: { readonly status: number; readonly errorCode?: string; readonly retryAfterSeconds?: number };
  /** What was asked for is done, and the answer never comes. */
  readonly loseAnswer?: boolean;
}

/** Those of other servers of CXone: no fault meets them that does not name them. */
const ELSEWHERE: readonly string[] = ['token', 'discovery', 'getFile'];

/** Faults that wait for their requests, in the order in which they were ordered. */
export class RequestFaults {
  #waiting: { readonly fault: RequestFault; left: number }[] = [];

  add(fault: RequestFault): void {
    if (fault.count > 0) this.#waiting.push({ fault, left: fault.count });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that meets a request, if there is one. It counts as used. */
  take(operation: string): RequestFault | undefined {
    const met = this.#waiting.find(({ fault }) =>
      fault.operation === undefined ? !ELSEWHERE.includes(operation) : fault.operation === operation,
    );
    if (met === undefined) return undefined;
    met.left -= 1;
    if (met.left === 0) this.#waiting.splice(this.#waiting.indexOf(met), 1);
    return met.fault;
  }
}
