/**
 * What a command's callback resolved with, read as a reply.
 *
 * Documented is one form: the response data object after `setResult('success')`. Public toolbars also resolve with the
 * raw details they wrote to, or with nothing at all; a tenant takes all three. The word for failure is not confirmed
 * anywhere, so whatever word the toolbar chose travels on.
 */
import { COMMAND_RESULTS } from '../names.js';
import { isRecord, recordOrEmpty, stringOrUndefined } from '../wire.js';

export interface CommandReplyData {
  readonly result: string;
  readonly resultDisplayString: string;
  readonly outData: Record<string, unknown>;
}

type Details = Record<string, unknown>;

/** `details` is the payload that the callback was given and may have written to. */
export function replyFrom(resolved: unknown, details: Details): CommandReplyData {
  const said = isRecord(resolved) ? detailsBehind(resolved) : details;
  const result = stringOrUndefined(said.result) ?? '';
  // Resolving with nothing and without setting a result is how an async callback says "done" (observed).
  const unsaid = isRecord(resolved) ? COMMAND_RESULTS.FAILURE : COMMAND_RESULTS.SUCCESS;
  return toReply(result === '' ? unsaid : result, said);
}

/** A rejected promise or a thrown error is a failure, with the error's text for the agent (assumption). */
export function failedReply(error: unknown, details: Details): CommandReplyData {
  const word = stringOrUndefined(details.result) ?? '';
  const failed = word === '' || word === COMMAND_RESULTS.SUCCESS ? COMMAND_RESULTS.FAILURE : word;
  const text = stringOrUndefined(details.resultDisplayString) ?? '';
  return toReply(failed, { ...details, resultDisplayString: text === '' ? textOf(error) : text });
}

/** The response, its data object, or the raw details themselves. */
function detailsBehind(resolved: Details): Details {
  const { getData, responseDetails } = resolved;
  if (typeof getData === 'function') return recordOrEmpty(getData.call(resolved));
  return isRecord(responseDetails) ? responseDetails : resolved;
}

function toReply(result: string, details: Details): CommandReplyData {
  return {
    result,
    resultDisplayString: stringOrUndefined(details.resultDisplayString) ?? '',
    outData: recordOrEmpty(details.outData),
  };
}

function textOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  const { getMessage } = recordOrEmpty(error);
  const message: unknown = typeof getMessage === 'function' ? getMessage.call(error) : error;
  return typeof message === 'string' ? message : 'The toolbar could not do this.';
}
