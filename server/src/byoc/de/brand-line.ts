import type { SecureContext } from 'node:tls';
import type { Static, TSchema } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import type { ByocBrand, ByocConfig } from '../../runtime/config-byoc.js';
import type { IdSource } from '../../runtime/ids.js';
import {
  CircuitBreaker,
  LOOPBACK_TARGETS,
  type OutboundAnswer,
  OutboundGuard,
  OutboundHttp,
  type OutboundRequest,
  type OutboundTarget,
  type Resolver,
} from '../../runtime/outbound/index.js';
import { CodedError } from '../../runtime/coded-error.js';
import { checkerOf } from '../../runtime/schema.js';
import type { ByocMetrics } from '../figures/byoc-metrics.js';
import type { ByocLog } from '../outbox-worker.js';
import { DeError, errorOfAnswer, errorOfCall } from './de-error.js';
import { DeTokens } from './de-tokens.js';

export interface LineOptions {
  readonly config: ByocConfig;
  /** The network's time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly resolver: Resolver;
  readonly metrics: ByocMetrics;
  readonly log: ByocLog;
  readonly trust?: SecureContext | undefined;
}

/** What is counted and logged as one thing. */
export type DeOperation =
  | 'create_message'
  | 'status'
  | 'typing'
  | 'lock'
  | 'thread'
  | 'contact'
  | 'contacts'
  | 'contact_of'
  | 'contact_status'
  | 'abandon';

export interface DeRequest {
  readonly operation: DeOperation;
  /** Ids by which the call is found in the log. */
  readonly about?: Readonly<Record<string, string>>;
  readonly method: OutboundRequest['method'];
  /** Behind the base, with its query. */
  readonly path: string;
  readonly body?: unknown;
}

const ANSWER_BYTES = 4_194_304;

/** The way to one tenant at CXone: with its token, and not while it fails and fails. */
export class BrandLine {
  readonly #base: string;
  readonly #http: OutboundHttp;
  readonly #tokens: DeTokens;
  readonly #breaker: CircuitBreaker;
  readonly #brandId: number;
  readonly #options: LineOptions;

  constructor(brand: ByocBrand, options: LineOptions) {
    const { config, clock, resolver, trust } = options;
    const {
      authBase = 'https://cxone.niceincontact.com',
      deBase = `https://api-de-${brand.area}.niceincontact.com/dfo/3.0`,
    } = brand;
    this.#base = deBase;
    this.#brandId = brand.id;
    this.#options = options;
    this.#http = new OutboundHttp({
      guard: new OutboundGuard([targetOf(authBase), targetOf(deBase)], resolver),
      clock,
      times: { connectMs: Math.min(config.connectMs, config.callMs), totalMs: config.callMs },
      answerBytes: ANSWER_BYTES,
      ...(trust !== undefined && { trust }),
    });
    this.#tokens = new DeTokens(brand, authBase, clock, (url, request) => this.#guarded(url, request, 'token'));
    this.#breaker = new CircuitBreaker(() => clock.now(), {
      failures: config.breakerFailures,
      restMs: config.breakerMs,
    });
  }

  get isSuspended(): boolean {
    return this.#breaker.isOpen;
  }

  /**
   * An answer that fits the schema.
   * @throws DeError
   */
  async read<S extends TSchema>(request: DeRequest, schema: S): Promise<Static<S>> {
    const parsed = parsedJson(await this.call(request));
    const checker = checkerOf(schema);
    if (!checker.fits(parsed)) throw new DeError('again', { code: 'answer.unreadable' });
    return parsed;
  }

  /** @throws DeError */
  async call(request: DeRequest): Promise<Buffer> {
    try {
      return await this.#tried(request);
    } catch (error) {
      // A key that is taken back is given again by somebody: what is to be sent waits for that as for anything else.
      if (error instanceof DeError && error.kind === 'denied') throw new DeError('again', error.details);
      throw error;
    }
  }

  close(): void {
    this.#http.close();
  }

  async #tried(request: DeRequest): Promise<Buffer> {
    const token = await this.#tokens.get();
    try {
      return await this.#call(request, token);
    } catch (error) {
      if (!(error instanceof DeError) || error.kind !== 'denied') throw error;
      // It may have been taken back before its time: once more, with another one.
      return this.#call(request, await this.#tokens.get(token));
    }
  }

  async #call({ operation, about, method, path, body }: DeRequest, token: string): Promise<Buffer> {
    const { ids, log } = this.#options;
    const traceId = ids.uuid();
    const request = {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'x-trace-id': traceId,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    try {
      const answer = await this.#guarded(this.#base + path, request, operation);
      // What only reads happens all the time.
      if (about !== undefined) log.info({ brandId: this.#brandId, ...about, operation, traceId }, 'CXone took it');
      return answer.body;
    } catch (error) {
      throw error instanceof DeError ? new DeError(error.kind, { ...error.details, traceId }) : error;
    }
  }

  async #guarded(url: string, request: OutboundRequest, operation: string): Promise<OutboundAnswer> {
    try {
      const hasFailed = ({ status }: OutboundAnswer) => status >= 500;
      const answer = await this.#breaker.run(() => this.#counted(url, request, operation), hasFailed);
      const failure = errorOfAnswer(answer);
      if (failure !== undefined) throw failure;
      return answer;
    } catch (error) {
      throw errorOfCall(error);
    }
  }

  async #counted(url: string, request: OutboundRequest, operation: string): Promise<OutboundAnswer> {
    const { clock, metrics } = this.#options;
    const begun = clock.now();
    const count = (code: number | string) =>
      metrics.called(this.#brandId, operation, code, (clock.now() - begun) / 1000);
    try {
      const answer = await this.#http.request(url, request);
      count(answer.status);
      return answer;
    } catch (error) {
      count(error instanceof CodedError ? error.code : 'failed');
      throw error;
    }
  }
}

/** What may be called at an address of the configuration: itself, and what is below it. */
function targetOf(base: string): OutboundTarget {
  const url = new URL(base);
  const [loopback] = LOOPBACK_TARGETS.filter(({ host }) => host === url.hostname);
  if (url.protocol === 'http:' && loopback !== undefined) return loopback;
  const path = url.pathname === '/' ? {} : { path: url.pathname };
  return { host: url.hostname, ...(url.port !== '' && { ports: [Number(url.port)] }), ...path };
}

function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
