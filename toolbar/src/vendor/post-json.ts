import type { VendorSettings } from './vendor-settings.js';
import { DEFAULT_TIMES } from './vendor-settings.js';
import { ServiceError } from './service-error.js';

export interface JsonAnswer {
  readonly status: number;
  /** `undefined` when the body is not JSON: a proxy's page, or another server altogether. */
  readonly body: unknown;
}

type RequestSettings = Pick<VendorSettings, 'fetch' | 'clock' | 'times'>;

/** @throws ServiceError `unreachable` when there is no answer, `no-answer` when there is none in time. */
export async function postJson(url: string, body: unknown, settings: RequestSettings): Promise<JsonAnswer> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const { status, text } = await request(url, init, settings);
  return { status, body: parse(text) };
}

/** @throws ServiceError as above */
export async function request(
  url: string,
  init: RequestInit,
  settings: RequestSettings,
): Promise<{ readonly status: number; readonly text: string }> {
  const { requestMs } = settings.times ?? DEFAULT_TIMES;
  const abort = new AbortController();
  const timer = settings.clock.after('service.answer', requestMs, () => abort.abort());
  try {
    const response = await settings.fetch(url, { ...init, signal: abort.signal });
    return { status: response.status, text: await response.text() };
  } catch {
    const late = abort.signal.aborted;
    const why = late ? `did not answer within ${requestMs / 1000} seconds` : 'cannot be reached';
    throw new ServiceError(late ? 'no-answer' : 'unreachable', `The contact centre service ${why}.`, true);
  } finally {
    timer.cancel();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is an answer too: callers decide what it says about the server.
  }
}
