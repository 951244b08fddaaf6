import type { Clock } from '../../runtime/clock.js';
import { CodedError } from '../../runtime/coded-error.js';
import type { Journal } from '../../runtime/journal.js';
import type { OutboundHttp } from '../../runtime/outbound/index.js';
import type { CxoneOptions } from '../options.js';
import type { CallbackFaults } from './callback-faults.js';
import type { CallbackLog } from './callback-log.js';
import type { Integration } from './integration.js';

export interface Callback {
  readonly integration: Integration;
  /** For the journal: reply, outbound, typing, validation. */
  readonly kind: string;
  /** Behind the integration box. */
  readonly path: string;
  readonly body: unknown;
  /** Whether it is tried again after 5xx, or no answer. */
  readonly retries?: boolean;
}

/** How a callback ended: with an answer, or without one. */
export interface CallbackResult {
  readonly status?: number;
  readonly body?: unknown;
  readonly failure?: string;
}

export interface CallbackClientOptions {
  readonly http: OutboundHttp;
  readonly options: CxoneOptions;
  readonly log: CallbackLog;
  readonly journal: Journal;
  readonly faults: CallbackFaults;
  /** The world's: between two tries. */
  readonly clock: Clock;
  /** The network's: how long an answer took. */
  readonly wallClock: Clock;
  readonly warn: (facts: object, text: string) => void;
}

const WRONG_TOKEN = 'stale';

/** Calls a middleware as CXone does: with the token that it has, and with a new one after 401. */
export class CallbackClient {
  readonly #options: CallbackClientOptions;

  constructor(options: CallbackClientOptions) {
    this.#options = options;
  }

  /** Never throws. */
  async call(callback: Callback): Promise<CallbackResult> {
    const { options, clock } = this.#options;
    const pauses = callback.retries === false ? [] : options.retryMs;
    let result = await this.#authorized(callback, 1);
    for (const [index, pause] of pauses.entries()) {
      if (result.status !== undefined && result.status < 500) break;
      await new Promise<void>((resolve) => clock.setTimer(`cxone retry: ${callback.kind}`, pause, resolve));
      result = await this.#authorized(callback, index + 2);
    }
    return result;
  }

  /** Asks for a token, and keeps it. */
  async fetchToken(integration: Integration, attempt = 1): Promise<CallbackResult> {
    const { authorizationUrl, clientId, clientSecret, tokenRequest } = integration.form;
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const isForm = tokenRequest === 'form';
    const result = await this.#send(integration, {
      kind: 'token',
      url: authorizationUrl,
      attempt,
      contentType: isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      body: isForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
      shown: { grant_type: fields.grant_type, client_id: clientId },
    });
    const { access_token: token } = (result.body ?? {}) as { readonly access_token?: unknown };
    if (result.status !== 200) return result;
    if (typeof token !== 'string' || token === '') return { failure: 'The token answer has no access_token.' };
    integration.token = token;
    return result;
  }

  async #authorized(callback: Callback, attempt: number): Promise<CallbackResult> {
    const { integration } = callback;
    const { faults } = this.#options;
    const isStale = faults.take('staleToken');
    const isBare = faults.take('noToken');
    const first = await this.#post(callback, attempt, isBare ? undefined : isStale ? WRONG_TOKEN : integration.token);
    if (first.status !== 401) return first;
    const asked = await this.fetchToken(integration, attempt);
    if (asked.status !== 200 || asked.failure !== undefined) {
      // A middleware that does not give tokens is as good as down, unless it says that we are wrong.
      return { ...asked, failure: asked.failure ?? `The token was refused with ${asked.status}.` };
    }
    return this.#post(callback, attempt, integration.token);
  }

  #post({ integration, kind, path, body }: Callback, attempt: number, token?: string): Promise<CallbackResult> {
    return this.#send(integration, {
      kind,
      url: integration.form.integrationBoxUrl.replace(/\/+$/, '') + path,
      attempt,
      contentType: 'application/json',
      body: JSON.stringify(body),
      shown: body,
      ...(token !== undefined && { token }),
    });
  }

  async #send(integration: Integration, request: Sent): Promise<CallbackResult> {
    const { http, wallClock, log, journal, options, clock, warn } = this.#options;
    const { kind, url, attempt, contentType, body, shown, token } = request;
    const startedAt = wallClock.now();
    const result: CallbackResult = await http
      .request(url, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          accept: 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body,
      })
      .then(({ status, body: answer }) => ({ status, body: parsed(answer) }), failureOf);
    const latencyMs = wallClock.now() - startedAt;
    const slow = latencyMs > options.slowMs;
    const path = URL.canParse(url) ? new URL(url).pathname : '';
    const { status, failure } = result;
    const entry = log.add({
      time: clock.now(),
      integrationId: integration.id,
      kind,
      path,
      attempt,
      latencyMs,
      slow,
      request: shown,
      ...(status !== undefined && { status }),
      ...(failure !== undefined && { failure }),
      ...(kind !== 'token' && result.body !== undefined && { answer: result.body }),
    });
    journal.record('cxone', 'out', `callback ${kind}`, integration.id, entry);
    if (slow) warn({ kind, path, latencyMs }, 'a middleware was slow');
    return result;
  }
}

interface Sent {
  readonly kind: string;
  readonly url: string;
  readonly attempt: number;
  readonly contentType: string;
  readonly body: string;
  /** For the journal, without what proves anything. */
  readonly shown: unknown;
  readonly token?: string;
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    // Shown in the journal as it came: what is no JSON has no fields.
    return body.toString('utf8').slice(0, 1000);
  }
}

function failureOf(error: unknown): CallbackResult {
  return { failure: error instanceof CodedError ? error.code : String(error) };
}
