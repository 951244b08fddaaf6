/** Answers to actions: declared accessors, and the raw answer at `responseDetails.data.payload`. */
import type { IObjectContext, IOperationResponse } from '../types/index.js';
import type { RawOperationResponse } from '../raw.js';
import { recordOrEmpty, type HostMessage } from '../wire.js';
import { readText } from './accessors.js';
import { RESPONSE_DATA, statusOf } from './response-data.js';
import type { ContextSource } from './session.js';

interface AnswerParts {
  readonly operationName: string;
  readonly answer: HostMessage;
  readonly context: IObjectContext;
  readonly contexts: ContextSource;
}

/**
 * A response with accessors and raw answer; raw answer only when the host asks for it. One live tenant answers so, and
 * the accessors are then missing although the declared type has them: that is what a toolbar must survive.
 */
export function buildOperationResponse({ operationName, answer, context, contexts }: AnswerParts): IOperationResponse {
  const { responseShape, ...payload } = answer;
  const raw: RawOperationResponse = { responseDetails: { data: { payload } } };
  if (responseShape === 'raw') return raw as RawOperationResponse & IOperationResponse;
  const data = (RESPONSE_DATA[operationName] ?? statusOf)({ answer: payload, contexts });
  const full = {
    ...raw,
    getOperationName: () => operationName,
    getContext: () => context,
    getResponseData: () => data,
    getType: () => readText(recordOrEmpty(payload.outData), 'type'),
  };
  return full;
}
