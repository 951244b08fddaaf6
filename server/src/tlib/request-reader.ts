import { checkAttribute, isRecord } from '@fusion-cti/protocol';
import { parsedJson } from '../runtime/json.js';

/** What a client sent for a request: `{"request":"RequestMakeCall","ReferenceID":7,"ThisDN":"7001",…}`. */
export interface ReadRequest {
  /** The client's own number of the request. T-Library's number of none is 0. */
  readonly referenceId: number;
  /** The request beside its number, unchecked; `undefined` when there was nothing to read. */
  readonly request: unknown;
}

/** Reads a message. Whatever it is, the switch has an answer to it. */
export function readRequest(text: string): ReadRequest {
  const value = parsedJson(text);
  // What is none is no request either; the client is told by an EventError.
  if (!isRecord(value)) return { referenceId: 0, request: undefined };
  const { ReferenceID = 0, ...request } = value;
  // One that no answer could bring back stays where it is, as an attribute that no request has.
  if (!checkAttribute('ReferenceID', ReferenceID)) return { referenceId: 0, request: value };
  return { referenceId: ReferenceID, request };
}
