import { FaultQueue } from '../../runtime/fault-queue.js';

/** What goes wrong with requests on purpose. */
export interface RequestFault {
  /** Only with this operation; absent: with any. */
  readonly operation?: string;
  /** Only in this conversation; absent: in any. */
  readonly conversationId?: string;
  /** How many requests it meets. */
  readonly count: number;
  /** The answer is late by so much, ms of the world. */
  readonly delayMs?: number;
  /** Instead of what was asked for. */
  readonly refuse?: {
    readonly status: number;
    readonly code?: string;
    readonly retryAfterSeconds?: number;
  };
  /** The connection breaks before anything is done. */
  readonly cut?: boolean;
  /** What was asked for is done, and the answer never comes. */
  readonly loseAnswer?: boolean;
}

/** Faults of requests to Genesys Cloud. */
export class RequestFaults extends FaultQueue<RequestFault> {
  /** The fault that meets a request, if there is one. It counts as used. */
  meeting(operation: string, conversationId: string | undefined): RequestFault | undefined {
    return this.take(
      (fault) =>
        (fault.operation ?? operation) === operation &&
        (fault.conversationId === undefined || fault.conversationId === conversationId),
    );
  }
}
