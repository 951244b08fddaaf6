import type { SecureContext } from 'node:tls';
import type { Static, TSchema } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import type { ByocBrand, ByocConfig } from '../../runtime/config-byoc.js';
import type { IdSource } from '../../runtime/ids.js';
import {
  CircuitBreaker,
  measured,
  type OutboundAnswer,
  OutboundGuard,
  OutboundHttp,
  type OutboundRequest,
  type Resolver,
  TokenCache,
} from '../../runtime/outbound/index.js';
import { parsedJson } from '../../runtime/json.js';
import { checkerOf } from '../../runtime/schema.js';
import type { ByocMetrics } from '../figures/byoc-metrics.js';
import { NiceHosts } from '../nice-hosts.js';
import type { ByocLog } from '../outbox-worker.js';
import { DeError, errorOfAnswer, errorOfCall } from './de-error.js';
import { DeSignIn } from './de-sign-in.js';
import { DiscoveredAddresses, type TenantAddresses } from './discovery.js';
import type { TenantAddress } from './tenant-address.js';

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
  | 'abandon'
  | 'upload'
  | 'fields'
  | 'define_field'
  | 'one_time_token'
  | 'channels'
  | 'create_channel'
  | 'delete_channel';

export interface DeRequest {
  readonly operation: DeOperation;
  /** Ids by which the call is found in the log. */
  readonly about?: Readonly<Record<string, string>>;
  readonly method: OutboundRequest['method'];
  /** Behind the base, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Whose it is; absent: the middleware's. Empty: nobody's, as the request proves itself. */
  readonly token?: string;
}

interface Way {
  readonly addresses: TenantAddresses;
  readonly http: OutboundHttp;
  readonly tokens: TokenCache;
}

const ANSWER_BYTES = 4_194_304;
const DISCOVERY = { method: 'GET', headers: { accept: 'application/json' } } as const;

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
      return await this.#found().tokens.use((token) => this.#call(request, token), isDenied);
    } catch (error) {
      // A key that is taken back is given again by somebody: what is to be sent waits for that as for anything else.
      throw isDenied(error) ? new DeError('again', error.details) : error;
    }
  }

  close(): void {
    this.#way?.http.close();
  }

  async #call({ operation, about, method, path, body }: DeRequest, token: string): Promise<Buffer> {
    const { ids, log } = this.#options;
    const traceId = ids.uuid();
    const { deBase } = await this.#found().addresses.get();
    const request = {
      method,
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        accept: 'application/json',
        'x-trace-id': traceId,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    try {
      const answer = await this.#guarded(deBase + path, request, operation);
      // What only reads happens all the time.
      if (about !== undefined) log.info({ brandId: this.#brand.id, ...about, operation, traceId }, 'CXone took it');
      return answer.body;
    } catch (error) {
      throw error instanceof DeError ? new DeError(error.kind, { ...error.details, traceId }) : error;
    }
  }

  #found(): Way {
    if (this.#way !== undefined) return this.#way;
    const { config, clock, resolver, trust } = this.#options;
    const { targets, ...said } = this.#address();
    const hosts = new NiceHosts(config);
    const isAsked = this.#brand.discover === true;
    const get = async (url: string) => (await this.#guarded(url, DISCOVERY, 'discovery')).body;
    const addresses = isAsked ? new DiscoveredAddresses(this.#brand, hosts, clock, get) : { get: async () => said };
    const http = new OutboundHttp({
      // What CXone says of itself leads to CXone, or nowhere.
      guard: new OutboundGuard(isAsked ? [...targets, ...hosts.targets] : targets, resolver),
      clock,
      times: { connectMs: Math.min(config.connectMs, config.callMs), totalMs: config.callMs },
      answerBytes: ANSWER_BYTES,
      ...(trust !== undefined && { trust }),
    });
    const signIn = new DeSignIn(this.#brand, async (request) => {
      const { tokenUrl } = await addresses.get();
      return (await this.#guarded(tokenUrl, request, 'token')).body;
    });
    this.#way = { addresses, http, tokens: new TokenCache(clock, () => signIn.grant()) };
    return this.#way;
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

  #counted(url: string, request: OutboundRequest, operation: string): Promise<OutboundAnswer> {
    const { clock, metrics } = this.#options;
    return measured(
      clock,
      () => this.#found().http.request(url, request),
      (code, seconds) => metrics.called(this.#brand.id, operation, code, seconds),
    );
  }
}

function isDenied(error: unknown): error is DeError {
  return error instanceof DeError && error.kind === 'denied';
}
