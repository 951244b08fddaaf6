import type { Clock } from '../clock.js';
import type { GrantedToken } from './token-request.js';

/** The share of its life for which a token is used. */
const USED_SHARE = 0.8;

/** An access token for calls to one other side: asked for once, however many want it at the same time. */
export class TokenCache {
  readonly #clock: Clock;
  readonly #ask: () => Promise<GrantedToken>;
  #token = '';
  #renewAt = 0;
  #asking: Promise<string> | undefined;

  /** @param clock the network's time */
  constructor(clock: Clock, ask: () => Promise<GrantedToken>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /**
   * Calls with the token. One that may have been taken back before its time is tried once more as another.
   * @param isDenied says of an error of the call that it was the token's fault
   * @throws what asking for a token throws, and what the call throws
   */
  async use<T>(call: (token: string) => Promise<T>, isDenied: (error: unknown) => boolean): Promise<T> {
    const token = await this.get();
    try {
      return await call(token);
    } catch (error) {
      if (!isDenied(error)) throw error;
      return call(await this.get(token));
    }
  }

  /** @param denied a token that the other side does not take any more */
  async get(denied = ''): Promise<string> {
    const isGood = this.#token !== '' && this.#token !== denied && this.#clock.now() < this.#renewAt;
    if (isGood) return this.#token;
    this.#asking ??= this.#renew().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #renew(): Promise<string> {
    const askedAt = this.#clock.now();
    const { access_token: token, expires_in: seconds } = await this.#ask();
    this.#token = token;
    this.#renewAt = askedAt + seconds * 1000 * USED_SHARE;
    return token;
  }
}
