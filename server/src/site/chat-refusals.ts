import type { ErrorCode } from '@fusion-cti/protocol';
import type { ChatRefusal, ChatResult } from '../chat/index.js';
import { CodedError } from '../runtime/coded-error.js';

/** The core's refusals, in the words of the catalogue. What is not here is a state that does not fit. */
const CODES: Readonly<Partial<Record<ChatRefusal, ErrorCode>>> = {
  'chat-unknown': 'no-such-chat',
  'agent-unknown': 'agent-unknown',
  'agent-unavailable': 'destination-unavailable',
  'file-unknown': 'not-found',
  'text-too-long': 'body-too-large',
  'user-data-too-large': 'body-too-large',
  'file-too-large': 'body-too-large',
};

/** @throws CodedError when the core refused */
export function accepted(result: ChatResult): ChatResult {
  if (result.refused === undefined) return result;
  throw new CodedError(CODES[result.refused] ?? 'wrong-state', { details: result.refused });
}
