import { Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import { FREELY, type RegionLine } from './region-line.js';

const TokenSchema = Type.Object({
  access_token: Type.String({ minLength: 1, maxLength: 8192 }),
  expires_in: Type.Number({ exclusiveMinimum: 0 }),
});

/** The share of its life for which a token is used. */
const USED_SHARE = 0.8;

export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The access token of one OAuth client in one region: asked for once, however many want it at the same time. */
export class AccessTokens {
  readonly #line: RegionLine;
  readonly #client: OauthClient;
  readonly #clock: Clock;
  #token = '';
  #renewAt = 0;
  #asking: Promise<string> | undefined;

  constructor(line: RegionLine, client: OauthClient, clock: Clock) {
    this.#line = line;
    this.#client = client;
    this.#clock = clock;
  }

  /**
   * @param refused a token that the other side does not take any more
   * @throws UpstreamError
   */
  async get(refused = ''): Promise<string> {
    const isGood = this.#token !== '' && this.#token !== refused && this.#clock.now() < this.#renewAt;
    if (isGood) return this.#token;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<string> {
    const { metrics } = this.#line;
    try {
      const token = await this.#fetch();
      metrics.refreshed('got');
      return token;
    } catch (error) {
      metrics.refreshed('failed');
      throw error;
    }
  }

  async #fetch(): Promise<string> {
    const { clientId, clientSecret } = this.#client;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
    const askedAt = this.#clock.now();
    const { access_token: token, expires_in: seconds } = await this.#line.read(
      `${this.#line.region.loginBase}/oauth/token`,
      { operation: 'token', method: 'POST', headers, body: 'grant_type=client_credentials' },
      FREELY,
      TokenSchema,
    );
    this.#token = token;
    this.#renewAt = askedAt + seconds * 1000 * USED_SHARE;
    return token;
  }
}
