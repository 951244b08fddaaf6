import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import { RateLimiter } from '../../runtime/rate-limiter.js';
import { sameSecret } from '../../runtime/same-secret.js';
import type { CxoneSettings } from '../../world/cxone-settings.js';
import { DeError } from '../errors.js';
import type { CxoneOptions } from '../options.js';
import { AuthError } from './auth-error.js';

/** Of all; with one more the oldest is forgotten. */
const MAX_TOKENS = 10_000;
/** After the burst. A program asks once an hour. */
const TRIES_PER_SECOND = 1;

/** Whom a token is of. */
export interface Holder {
  readonly name: string;
  readonly access: 'read' | 'write';
}

interface Issued {
  readonly holder: Holder;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly lifeSeconds: number;
  readonly holder: Holder;
}

export interface AccessTokensOptions {
  readonly settings: CxoneSettings;
  readonly options: CxoneOptions;
  /** The world's: how long a token is good. */
  readonly clock: Clock;
  /** The network's: how often somebody may ask. */
  readonly wallClock: Clock;
  readonly ids: IdSource;
  /** Tries at once. */
  readonly burst: number;
}

/** The tokens that programs have. */
export class AccessTokens {
  readonly #options: AccessTokensOptions;
  readonly #tries: RateLimiter;
  readonly #tokens = new Map<string, Issued>();
  readonly #refreshTokens = new Map<string, Issued>();

  constructor(options: AccessTokensOptions) {
    this.#options = options;
    this.#tries = new RateLimiter(() => options.wallClock.now(), TRIES_PER_SECOND, options.burst);
  }

  /** @throws AuthError `invalid_client`, or `slow_down` after too many wrong tries */
  checkApplication(clientId: string, clientSecret: string): void {
    const application = this.#options.settings.applications.find((one) => one.clientId === clientId);
    // A stranger's secret takes as long to compare as an application's.
    const isSame = sameSecret(application?.clientSecret ?? '', clientSecret);
    if (application === undefined || !isSame) this.#refuse('invalid_client');
  }

  /** @throws AuthError `invalid_grant`, or `slow_down` after too many wrong tries */
  byAccessKey(id: string, secret: string): Grant {
    const key = this.#options.settings.accessKeys.find((one) => one.id === id);
    const isSame = sameSecret(key?.secret ?? '', secret);
    if (key === undefined || !isSame) return this.#refuse('invalid_grant');
    return this.issue({ name: key.id, access: key.access ?? 'write' });
  }

  /** @throws AuthError `invalid_grant`: it was used, is over, or was never given */
  byRefreshToken(token: string): Grant {
    const issued = this.#refreshTokens.get(token);
    this.#refreshTokens.delete(token);
    if (issued === undefined || issued.expiresAt <= this.#options.clock.now()) return this.#refuse('invalid_grant');
    return this.issue(issued.holder);
  }

  issue(holder: Holder): Grant {
    const { ids, clock, options } = this.#options;
    const [accessToken, refreshToken, now] = [ids.secret(), ids.secret(), clock.now()];
    keep(this.#tokens, accessToken, { holder, expiresAt: now + options.tokenSeconds * 1000 });
    keep(this.#refreshTokens, refreshToken, { holder, expiresAt: now + options.refreshSeconds * 1000 });
    return { accessToken, refreshToken, lifeSeconds: options.tokenSeconds, holder };
  }

  /** @throws DeError unless the header brings a token that is good */
  check(header = ''): Holder {
    const [, token] = /^Bearer +([^ ]+) *$/i.exec(header) ?? [];
    if (token === undefined) throw DeError.of('tokenMissing');
    const issued = this.#tokens.get(token);
    if (issued === undefined) throw DeError.of('tokenInvalid');
    if (issued.expiresAt <= this.#options.clock.now()) throw DeError.of('tokenExpired');
    return issued.holder;
  }

  /** All that are out are good no more, as if their time were over. */
  expire(): void {
    const now = this.#options.clock.now();
    for (const [token, issued] of this.#tokens) this.#tokens.set(token, { ...issued, expiresAt: now });
  }

  clear(): void {
    this.#tokens.clear();
    this.#refreshTokens.clear();
  }

  #refuse(code: 'invalid_client' | 'invalid_grant'): never {
    throw new AuthError(this.#tries.take() ? code : 'slow_down');
  }
}

function keep(tokens: Map<string, Issued>, token: string, issued: Issued): void {
  tokens.set(token, issued);
  const [oldest] = tokens.keys();
  if (tokens.size > MAX_TOKENS && oldest !== undefined) tokens.delete(oldest);
}
