import { isRecord } from '@fusion-cti/protocol';
import { ANSWER_RESULTS, COMMAND_RESULTS, type IEngagementContext } from '@oracle/uef-sdk';

/**
 * Reading what the framework hands out. The accessors are documented; the public field `responseDetails` is what some
 * tenants deliver instead. Whatever is a function is called, everything else is read.
 */
export type Payload = Readonly<Record<string, unknown>>;

/** What became of a command of Fusion. `text` is shown to the agent. */
export type CommandOutcome =
  | { readonly ok: true; readonly outData?: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly text: string };

/** The answer to an action. */
export function answerPayload(response: unknown): Payload {
  const viaAccessor = invoke(invoke(response, 'getResponseData'), 'getData');
  if (isRecord(viaAccessor)) return viaAccessor;
  return asPayload(member(member(member(response, 'responseDetails'), 'data'), 'payload'));
}

/** The payload of an event. */
export function eventPayload(response: unknown): Payload {
  const viaAccessor = invoke(invoke(response, 'getResponseData'), 'getData');
  return isRecord(viaAccessor) ? viaAccessor : asPayload(member(response, 'responseDetails'));
}

/** `outData` of an answer or an event, given its payload. */
export function outDataOf(response: unknown, payload: Payload): Payload {
  const viaAccessor = invoke(invoke(response, 'getResponseData'), 'getOutData');
  return isRecord(viaAccessor) ? viaAccessor : asPayload(payload.outData);
}

/** The engagement that an answer to startCommEvent, or in newer builds to closeCommEvent, brings. */
export function engagementOf(response: unknown): IEngagementContext | undefined {
  const engagement = invoke(invoke(response, 'getResponseData'), 'getEngagementContext');
  return typeof engagement === 'object' && engagement !== null ? (engagement as IEngagementContext) : undefined;
}

/** What an engagement says of its contact: the answer that its startCommEvent got. */
export function engagementPayload(engagement: unknown): Payload {
  return asPayload(invoke(invoke(engagement, 'getEngagementData'), 'getData'));
}

/** For the few answers that have `isSuccess()`. Silence about success is no success. */
export function isSuccess(response: unknown, payload: Payload): boolean {
  const viaAccessor = invoke(invoke(response, 'getResponseData'), 'isSuccess');
  if (typeof viaAccessor === 'boolean') return viaAccessor;
  return text(payload.result).toLowerCase() === ANSWER_RESULTS.SUCCESS;
}

/** For the answers without `isSuccess()`: only a result that says so is a failure. */
export function saysFailure(payload: Payload): boolean {
  const result = text(payload.result).toLowerCase();
  return result !== '' && result !== ANSWER_RESULTS.SUCCESS;
}

/** What an answer says of its failure. */
export function failureText(response: unknown, payload: Payload): string {
  return errorText(invoke(invoke(response, 'getResponseData'), 'getError') ?? payload.error);
}

/** Whatever a publish was rejected with, in words. */
export function errorText(error: unknown): string {
  const message = text(invoke(error, 'getMessage')) || text(member(error, 'message')) || text(error);
  const status = text(invoke(error, 'getStatus')) || text(member(error, 'status'));
  return status === '' || message.includes(status) ? message || status : `${message} (${status})`.trim();
}

/** Writes the reply to a command, and returns what the callback has to resolve with. */
export function reply(response: unknown, outcome: CommandOutcome): unknown {
  const result = outcome.ok ? COMMAND_RESULTS.SUCCESS : COMMAND_RESULTS.FAILURE;
  const data = invoke(response, 'getResponseData');
  const raw = member(response, 'responseDetails') ?? invoke(data, 'getData');
  // No setter for the display text is documented, so it is written where the getter reads.
  if (isRecord(raw)) {
    Object.assign(
      raw,
      { result },
      outcome.ok ? outcome.outData && { outData: outcome.outData } : { resultDisplayString: outcome.text },
    );
  }
  invoke(data, 'setResult', result);
  if (outcome.ok && outcome.outData !== undefined) invoke(data, 'setOutdata', outcome.outData);
  return data ?? raw;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asPayload(value: unknown): Payload {
  return isRecord(value) ? value : {};
}

function member(target: unknown, name: string): unknown {
  return typeof target === 'object' && target !== null ? (target as Record<string, unknown>)[name] : undefined;
}

export function invoke(target: unknown, name: string, ...given: unknown[]): unknown {
  const method = member(target, name);
  return typeof method === 'function' ? (method as (...given: unknown[]) => unknown).apply(target, given) : undefined;
}
