import { FaultQueue } from '../../runtime/fault-queue.js';

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

/** Faults of requests to CXone. */
export class RequestFaults extends FaultQueue<RequestFault> {
  /** The fault that meets a request, if there is one. It counts as used. */
  meeting(operation: string): RequestFault | undefined {
    const isEngagement = !ELSEWHERE.includes(operation);
    return this.take((fault) => (fault.operation === undefined ? isEngagement : fault.operation === operation));
  }
}
