import type { Clock } from '../runtime/clock.js';
import type { AexConfig } from '../runtime/config-aex.js';
import { parsedJson } from '../runtime/json.js';
import {
  LOOPBACK_TARGETS,
  type OutboundAnswer,
  OutboundGuard,
  OutboundHttp,
  SystemResolver,
} from '../runtime/outbound/index.js';
import { checkerOf } from '../runtime/schema.js';
import { InitiatedSchema } from './schemas.js';

export interface BridgeClientOptions {
  readonly config: AexConfig;
  /** The network's time. */
  readonly clock: Clock;
  /** Where the bridge is; known once the server listens. */
  readonly base: () => string;
}

/** A conversation at the bridge, and what its answer wants to see again. */
export interface Handed {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface BridgeAnswer {
  readonly status: number;
  /** Whether the bridge took it over. */
  readonly isTaken: boolean;
  /** Why not, or that it waits; empty when there is nothing to say. */
  readonly reason: string;
}

const initiated = checkerOf(InitiatedSchema);

/** What AEX asks of the bridge, by HTTP: it shares no memory with it. */
export class BridgeClient {
  readonly #options: BridgeClientOptions;
  readonly #http: OutboundHttp;

  constructor(options: BridgeClientOptions) {
    this.#options = options;
    this.#http = new OutboundHttp({
      guard: new OutboundGuard(LOOPBACK_TARGETS, new SystemResolver()),
      clock: options.clock,
      times: { connectMs: options.config.connectMs, totalMs: options.config.callMs },
    });
  }

  /** @throws CodedError when the bridge cannot be reached */
  async initiate(body: object): Promise<BridgeAnswer & { readonly handed?: Handed }> {
    const answer = await this.#post(this.#options.config.initiatePath, {}, body);
    const given = parsedJson(answer.body);
    return initiated.fits(given)
      ? { ...read(answer), isTaken: true, handed: given }
      : { ...read(answer), isTaken: false };
  }

  /** @throws CodedError when the bridge cannot be reached */
  async say({ id, headers }: Handed, msg: string): Promise<BridgeAnswer> {
    const answer = await this.#post(this.#options.config.messagePath, headers, { id, msg });
    return { ...read(answer), isTaken: parsedJson(answer.body) === true };
  }

  /** @throws CodedError when the bridge cannot be reached */
  async tell(what: 'typing' | 'end', { id, headers }: Handed): Promise<BridgeAnswer> {
    return read(await this.#post(`/genesys_wrapper/${what}`, headers, { id }));
  }

  close(): void {
    this.#http.close();
  }

  #post(path: string, headers: Readonly<Record<string, string>>, body: object): Promise<OutboundAnswer> {
    const { base, config } = this.#options;
    const key = config.callers[0]?.keys[0];
    const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    return this.#http.request(`${base()}${path}`, {
      method: 'POST',
      headers: {
        ...(Object.fromEntries(given) as Record<string, string>),
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
    });
  }
}

function read(answer: OutboundAnswer): BridgeAnswer {
  const { status, headers, body } = answer;
  const told = headers['x-bridge-reason'];
  const { error } = Object(parsedJson(body)) as { readonly error?: unknown };
  const reason = typeof told === 'string' ? told : error;
  return { status, isTaken: status < 300, reason: typeof reason === 'string' ? reason : '' };
}
