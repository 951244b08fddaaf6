import { Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import type { ByocBrand } from '../../runtime/config-byoc.js';
import type { OutboundAnswer, OutboundRequest } from '../../runtime/outbound/index.js';
import { checkerOf } from '../../runtime/schema.js';
import { DeError } from './de-error.js';

const TokenSchema = Type.Object({
  access_token: Type.String({ minLength: 1, maxLength: 16_384 }),
  expires_in: Type.Number({ exclusiveMinimum: 0 }),
  refresh_token: Type.Optional(Type.Union([Type.String({ maxLength: 16_384 }), Type.Null()])),
});
const checker = checkerOf(TokenSchema);

/** The share of its life for which a token is used. */
const USED_SHARE = 0.8;

/** The access token of one tenant's access key: asked for once, however many want it at the same time. */
export class DeTokens {
  readonly #brand: ByocBrand;
  readonly #url: () => Promise<string>;
  readonly #clock: Clock;
  readonly #send: (url: string, request: OutboundRequest) => Promise<OutboundAnswer>;
  #token = '';
  #refresh = '';
  #renewAt = 0;
  #asking: Promise<string> | undefined;

  /** @param url where tokens are given */
  constructor(
    brand: ByocBrand,
    url: () => Promise<string>,
    clock: Clock,
    send: (url: string, request: OutboundRequest) => Promise<OutboundAnswer>,
  ) {
    this.#brand = brand;
    this.#url = url;
    this.#clock = clock;
    this.#send = send;
  }

  /**
   * @param refused a token that CXone does not take any more
   * @throws DeError
   */
  async get(refused = ''): Promise<string> {
    const isGood = this.#token !== '' && this.#token !== refused && this.#clock.now() < this.#renewAt;
    if (isGood) return this.#token;
    this.#asking ??= this.#renew().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #renew(): Promise<string> {
    const refresh = this.#refresh;
    this.#refresh = '';
    if (refresh !== '') {
      try {
        return await this.#ask({ grant_type: 'refresh_token', refresh_token: refresh });
      } catch (error) {
        // It may have expired, or been taken back; the access key is still there.
        if (!(error instanceof DeError) || error.kind === 'again') throw error;
      }
    }
    const { accessKeyId, accessKeySecret, signIn } = this.#brand;
    if (signIn !== 'access-key')
      return this.#ask({ grant_type: 'password', username: accessKeyId, password: accessKeySecret });
    // The older way knows no application, and its refresh tokens belong to another call.
    const body = JSON.stringify({ accessKeyId, accessKeySecret });
    const token = await this.#asked({ 'content-type': 'application/json' }, body);
    this.#refresh = '';
    return token;
  }

  #ask(form: Record<string, string>): Promise<string> {
    const { apiClientId, apiClientSecret } = this.#brand;
    const basic = Buffer.from(`${apiClientId}:${apiClientSecret}`).toString('base64');
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
    return this.#asked(headers, new URLSearchParams(form).toString());
  }

  async #asked(given: Readonly<Record<string, string>>, form: string): Promise<string> {
    const url = await this.#url();
    const askedAt = this.#clock.now();
    const headers = { ...given, accept: 'application/json' };
    const { body } = await this.#send(url, { method: 'POST', headers, body: form }).catch(notForEver);
    const answer = parsed(body);
    if (!checker.fits(answer)) throw new DeError('again', { code: 'token.unreadable' });
    this.#token = answer.access_token;
    this.#refresh = answer.refresh_token ?? '';
    this.#renewAt = askedAt + answer.expires_in * 1000 * USED_SHARE;
    return this.#token;
  }
}

/** Keys are changed and rights given by people: what is to be sent must not be lost by it. */
function notForEver(error: unknown): never {
  if (!(error instanceof DeError)) throw error;
  throw new DeError(error.kind === 'again' ? 'again' : 'denied', error.details);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
