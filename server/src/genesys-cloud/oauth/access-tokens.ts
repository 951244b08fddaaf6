import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import { RateLimiter } from '../../runtime/rate-limiter.js';
import type { CloudClient } from '../../world/genesys-cloud-settings.js';
import { CloudError } from '../errors.js';
import { MinuteWindow } from '../minute-window.js';
import type { GenesysCloudOptions } from '../options.js';
import { OAuthError } from './oauth-error.js';

/** Of one client; with one more the oldest is forgotten. */
const MAX_TOKENS = 1000;
/** After the burst. A program asks once a day. */
const TRIES_PER_SECOND = 1;
/** Of nobody: a stranger's secret takes as long to compare as a client's. */
const NO_DIGEST = Buffer.alloc(32);

export interface AccessToken {
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly window: MinuteWindow;
}

interface Client {
  readonly digest: Buffer;
  readonly lifeSeconds: number;
  readonly tries: RateLimiter;
  readonly tokens: Set<string>;
}

export interface AccessTokensOptions {
  readonly clients: readonly CloudClient[];
  readonly options: GenesysCloudOptions;
  /** The world's: how long a token is good. */
  readonly clock: Clock;
  /** The network's: how often somebody may ask. */
  readonly wallClock: Clock;
  readonly ids: IdSource;
  /** Tries of one client at once. */
  readonly burst: number;
}

/** The programs of the organisation, and the tokens that they have. Of their secrets only digests are kept. */
export class AccessTokens {
  readonly #options: AccessTokensOptions;
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #tokens = new Map<string, AccessToken>();

  constructor(options: AccessTokensOptions) {
    const { clients, wallClock, burst } = options;
    this.#options = options;
    this.#clients = new Map(
      clients.map(({ clientId, secret = '', secretSha256, tokenSeconds }) => [
        clientId,
        {
          digest: secretSha256 === undefined ? digestOf(secret) : Buffer.from(secretSha256, 'hex'),
          lifeSeconds: tokenSeconds ?? options.options.accessTokenSeconds,
          tries: new RateLimiter(() => wallClock.now(), TRIES_PER_SECOND, burst),
          tokens: new Set<string>(),
        },
      ]),
    );
  }

  /**
   * A token for who proves to be a client.
   * @throws OAuthError `invalid_client`, CloudError when there were too many tries
   */
  grant(clientId: string, secret: string): { readonly token: string; readonly lifeSeconds: number } {
    const { options, clock, wallClock, ids } = this.#options;
    const client = this.#clients.get(clientId);
    if (client?.tries.take() === false) throw CloudError.tooMany(1 / TRIES_PER_SECOND);
    const proved = timingSafeEqual(client?.digest ?? NO_DIGEST, digestOf(secret));
    if (client === undefined || !proved) throw new OAuthError('invalid_client', options.badClientStatus);
    const token = ids.secret();
    const window = new MinuteWindow(() => wallClock.now(), options.requestsPerMinute);
    this.#tokens.set(token, { clientId, expiresAt: clock.now() + client.lifeSeconds * 1000, window });
    client.tokens.add(token);
    if (client.tokens.size > MAX_TOKENS) this.#forgetOldest(client);
    return { token, lifeSeconds: client.lifeSeconds };
  }

  /** @throws CloudError unless the token is good */
  check(token: string): AccessToken {
    const found = this.#tokens.get(token);
    if (found === undefined) throw CloudError.of('bad.credentials');
    if (found.expiresAt <= this.#options.clock.now()) throw CloudError.of('credentials.expired');
    return found;
  }

  /** All that are out are good no more, as if their time were over. */
  expire(): void {
    const now = this.#options.clock.now();
    for (const [token, content] of this.#tokens) this.#tokens.set(token, { ...content, expiresAt: now });
  }

  clear(): void {
    this.#tokens.clear();
    for (const { tokens } of this.#clients.values()) tokens.clear();
  }

  #forgetOldest({ tokens }: Client): void {
    const [oldest] = tokens;
    if (oldest === undefined) return;
    tokens.delete(oldest);
    this.#tokens.delete(oldest);
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
