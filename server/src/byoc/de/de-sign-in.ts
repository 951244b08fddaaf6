import type { ByocBrand } from '../../runtime/config-byoc.js';
import { parsedJson } from '../../runtime/json.js';
import {
  type GrantedToken,
  GrantedTokenSchema,
  type OutboundRequest,
  tokenRequest,
} from '../../runtime/outbound/index.js';
import { checkerOf } from '../../runtime/schema.js';
import { DeError } from './de-error.js';

const checker = checkerOf(GrantedTokenSchema);

/** How a tenant's access key becomes tokens. */
export class DeSignIn {
  readonly #brand: ByocBrand;
  readonly #send: (request: OutboundRequest) => Promise<Buffer>;
  #refresh = '';

  /** @param send to where tokens are given */
  constructor(brand: ByocBrand, send: (request: OutboundRequest) => Promise<Buffer>) {
    this.#brand = brand;
    this.#send = send;
  }

  /** @throws DeError */
  async grant(): Promise<GrantedToken> {
    const { accessKeyId, accessKeySecret, signIn } = this.#brand;
    const refreshed = await this.#refreshed();
    if (refreshed !== undefined) return refreshed;
    if (signIn !== 'access-key')
      return this.#ask({ grant_type: 'password', username: accessKeyId, password: accessKeySecret });
    // The older way knows no application, and its refresh tokens belong to another call.
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const body = JSON.stringify({ accessKeyId, accessKeySecret });
    return this.#granted({ method: 'POST', headers, body });
  }

  /** A refresh token is good once. */
  async #refreshed(): Promise<GrantedToken | undefined> {
    const refresh = this.#refresh;
    this.#refresh = '';
    if (refresh === '') return undefined;
    try {
      return await this.#ask({ grant_type: 'refresh_token', refresh_token: refresh });
    } catch (error) {
      // It may have expired, or been taken back; the access key is still there.
      if (!(error instanceof DeError) || error.kind === 'again') throw error;
      return undefined;
    }
  }

  async #ask(form: Readonly<Record<string, string>>): Promise<GrantedToken> {
    const { apiClientId: clientId, apiClientSecret: clientSecret } = this.#brand;
    const granted = await this.#granted(tokenRequest({ clientId, clientSecret }, form));
    this.#refresh = granted.refresh_token ?? '';
    return granted;
  }

  async #granted(request: OutboundRequest): Promise<GrantedToken> {
    const answer = parsedJson(await this.#send(request).catch(notForEver));
    if (!checker.fits(answer)) throw new DeError('again', { code: 'token.unreadable' });
    return answer;
  }
}

/** Keys are changed and rights given by people: what is to be sent must not be lost by it. */
function notForEver(error: unknown): never {
  if (!(error instanceof DeError)) throw error;
  throw new DeError(error.kind === 'again' ? 'again' : 'denied', error.details);
}
