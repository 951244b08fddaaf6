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
import { checkerOf } from '../../runtime/schema.js';
import { NiceHosts } from '../nice-hosts.js';
import { DeError, errorOfAnswer, errorOfCall } from './de-error.js';
import { DeTokens } from './de-tokens.js';
import { DiscoveredAddresses, fixedAddresses, type TenantAddresses } from './tenant-addresses.js';

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

const ANSWER_BYTES = 4_194_304;
const DISCOVERY = { method: 'GET', headers: { accept: 'application/json' } } as const;

/** The way to one tenant at CXone: with its token, and not while it fails and fails. */
export class BrandLine {
  readonly #addresses: TenantAddresses;
  readonly #http: OutboundHttp;
  readonly #tokens: DeTokens;
  readonly #breaker: CircuitBreaker;
  readonly #ids: IdSource;

  constructor(brand: ByocBrand, { config, clock, ids, resolver, trust }: LineOptions) {
    this.#ids = ids;
    const hosts = new NiceHosts(config);
    const fixed = fixedAddresses(brand);
    const isKnown = brand.discover !== true;
    // What CXone says of itself leads to CXone, or nowhere.
    const targets = isKnown
      ? [targetOf(fixed.tokenUrl), targetOf(fixed.deBase)]
      : [...targetsOf(brand), ...hosts.targets];
    this.#addresses = isKnown
      ? { get: async () => fixed }
      : new DiscoveredAddresses(brand, hosts, clock, async (url) => (await this.#guarded(url, DISCOVERY)).body);
    this.#http = new OutboundHttp({
      guard: new OutboundGuard(targets, resolver),
      clock,
      times: { connectMs: Math.min(config.connectMs, config.callMs), totalMs: config.callMs },
      answerBytes: ANSWER_BYTES,
      ...(trust !== undefined && { trust }),
    });
    this.#tokens = new DeTokens(
      brand,
      async () => (await this.#addresses.get()).tokenUrl,
      clock,
      (url, request) => this.#guarded(url, request),
    );
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

  async #call({ method, path, body }: DeRequest, token: string): Promise<Buffer> {
    const { deBase } = await this.#addresses.get();
    const answer = await this.#guarded(deBase + path, {
      method,
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        accept: 'application/json',
        'x-trace-id': this.#ids.uuid(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.body;
  }

  async #guarded(url: string, request: OutboundRequest): Promise<OutboundAnswer> {
    try {
      const hasFailed = ({ status }: OutboundAnswer) => status >= 500;
      const answer = await this.#breaker.run(() => this.#http.request(url, request), hasFailed);
      const failure = errorOfAnswer(answer);
      if (failure !== undefined) throw failure;
      return answer;
    } catch (error) {
      throw errorOfCall(error);
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

/** Those that are said in the settings of a brand whose others are asked for. */
function targetsOf({ authBase, deBase }: ByocBrand): readonly OutboundTarget[] {
  return [authBase, deBase].filter((base) => base !== undefined).map(targetOf);
}

function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
