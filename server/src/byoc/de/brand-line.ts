import type { SecureContext } from 'node:tls';
import type { Static, TSchema } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import type { ByocBrand, ByocConfig } from '../../runtime/config-byoc.js';
import type { IdSource } from '../../runtime/ids.js';
import {
  CircuitBreaker,
  type OutboundAnswer,
  OutboundGuard,
  OutboundHttp,
  type OutboundRequest,
  type Resolver,
} from '../../runtime/outbound/index.js';
import { checkerOf } from '../../runtime/schema.js';
import { DeError, errorOfAnswer, errorOfCall } from './de-error.js';
import { DeTokens } from './de-tokens.js';
import type { TenantAddress } from './tenant-address.js';

export interface LineOptions {
  readonly config: ByocConfig;
  /** The network's time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly resolver: Resolver;
  readonly trust?: SecureContext | undefined;
}

export interface DeRequest {
  readonly method: OutboundRequest['method'];
  /** Behind the base, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Whose it is; absent: the middleware's. Empty: nobody's, as the request proves itself. */
  readonly token?: string;
}

interface Way {
  readonly deBase: string;
  readonly http: OutboundHttp;
  readonly tokens: DeTokens;
}

const ANSWER_BYTES = 4_194_304;

/** The way to one tenant at CXone: with its token, and not while it fails and fails. */
export class BrandLine {
  readonly #brand: ByocBrand;
  readonly #address: () => TenantAddress;
  readonly #options: LineOptions;
  readonly #breaker: CircuitBreaker;
  #way: Way | undefined;

  /** @param address asked for at the first call: a tenant of this server has one when the server listens */
  constructor(brand: ByocBrand, address: () => TenantAddress, options: LineOptions) {
    this.#brand = brand;
    this.#address = address;
    this.#options = options;
    const { breakerFailures: failures, breakerMs: restMs } = options.config;
    this.#breaker = new CircuitBreaker(() => options.clock.now(), { failures, restMs });
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

  /** @throws DeError; `denied` only when it was sent with a token of its own */
  async call(request: DeRequest): Promise<Buffer> {
    if (request.token !== undefined) return this.#call(request, request.token);
    try {
      return await this.#tried(request);
    } catch (error) {
      // A key that is taken back is given again by somebody: what is to be sent waits for that as for anything else.
      if (error instanceof DeError && error.kind === 'denied') throw new DeError('again', error.details);
      throw error;
    }
  }

  close(): void {
    this.#way?.http.close();
  }

  async #tried(request: DeRequest): Promise<Buffer> {
    const { tokens } = this.#found();
    const token = await tokens.get();
    try {
      return await this.#call(request, token);
    } catch (error) {
      if (!(error instanceof DeError) || error.kind !== 'denied') throw error;
      // It may have been taken back before its time: once more, with another one.
      return this.#call(request, await tokens.get(token));
    }
  }

  async #call({ method, path, body }: DeRequest, token: string): Promise<Buffer> {
    const answer = await this.#guarded(this.#found().deBase + path, {
      method,
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        accept: 'application/json',
        'x-trace-id': this.#options.ids.uuid(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.body;
  }

  #found(): Way {
    if (this.#way !== undefined) return this.#way;
    const { config, clock, resolver, trust } = this.#options;
    const { authBase, deBase, targets } = this.#address();
    const http = new OutboundHttp({
      guard: new OutboundGuard(targets, resolver),
      clock,
      times: { connectMs: Math.min(config.connectMs, config.callMs), totalMs: config.callMs },
      answerBytes: ANSWER_BYTES,
      ...(trust !== undefined && { trust }),
    });
    const tokens = new DeTokens(this.#brand, authBase, clock, (url, request) => this.#guarded(url, request));
    this.#way = { deBase, http, tokens };
    return this.#way;
  }

  async #guarded(url: string, request: OutboundRequest): Promise<OutboundAnswer> {
    try {
      const hasFailed = ({ status }: OutboundAnswer) => status >= 500;
      const { http } = this.#found();
      const answer = await this.#breaker.run(() => http.request(url, request), hasFailed);
      const failure = errorOfAnswer(answer);
      if (failure !== undefined) throw failure;
      return answer;
    } catch (error) {
      throw errorOfCall(error);
    }
  }
}

function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
