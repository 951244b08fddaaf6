import { type Static, type TSchema, Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import type { ByocBrand } from '../../runtime/config-byoc.js';
import { parsedJson } from '../../runtime/json.js';
import { checkerOf } from '../../runtime/schema.js';
import type { NiceHosts } from '../nice-hosts.js';
import { DeError } from './de-error.js';
import { type Addresses, CXONE, DE_PATH, TOKEN_PATHS } from './tenant-address.js';

/** Where a tenant is. */
export interface TenantAddresses {
  /** @throws DeError */
  get(): Promise<Addresses>;
}

const Url = Type.String({ maxLength: 2048 });
const OpenIdSchema = Type.Object({ token_endpoint: Url });
const TenantSchema = Type.Object({ tenantId: Type.String({ maxLength: 255 }), api_endpoint: Url, auth_endpoint: Url });

/** What was found is asked for again after that. */
const KEPT_MS = 86_400_000;

/** As CXone says it. It may say what it likes: nothing is called that is not known to be CXone's. */
export class DiscoveredAddresses implements TenantAddresses {
  readonly #brand: ByocBrand;
  readonly #hosts: NiceHosts;
  readonly #clock: Clock;
  readonly #get: (url: string) => Promise<Buffer>;
  #found: { readonly addresses: Addresses; readonly at: number } | undefined;
  #asking: Promise<Addresses> | undefined;

  constructor(brand: ByocBrand, hosts: NiceHosts, clock: Clock, get: (url: string) => Promise<Buffer>) {
    this.#brand = brand;
    this.#hosts = hosts;
    this.#clock = clock;
    this.#get = get;
  }

  async get(): Promise<Addresses> {
    if (this.#found !== undefined && this.#clock.now() - this.#found.at < KEPT_MS) return this.#found.addresses;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<Addresses> {
    const { authBase = CXONE, tenantId = '', signIn = 'password', deBase } = this.#brand;
    const well = `${authBase}/.well-known`;
    const [issuer, tenant] = await Promise.all([
      this.#read(`${well}/openid-configuration`, OpenIdSchema),
      this.#read(`${well}/cxone-configuration?${new URLSearchParams({ tenantId }).toString()}`, TenantSchema),
    ]);
    if (tenant.tenantId !== tenantId) throw new DeError('again', { code: 'discovery.other_tenant' });
    const isNew = signIn === 'password';
    const addresses = {
      tokenUrl: isNew ? this.#ours(issuer.token_endpoint) : this.#ours(tenant.auth_endpoint) + TOKEN_PATHS[signIn],
      deBase: deBase ?? engagementOf(this.#ours(tenant.api_endpoint)),
    };
    this.#found = { addresses, at: this.#clock.now() };
    return addresses;
  }

  async #read<S extends TSchema>(url: string, schema: S): Promise<Static<S>> {
    const body = await this.#get(url);
    const checker = checkerOf(schema);
    const parsed = parsedJson(body);
    if (!checker.fits(parsed)) throw new DeError('again', { code: 'discovery.unreadable' });
    return parsed;
  }

  /** @throws DeError: what is to be sent waits until somebody has put it right */
  #ours(address: string): string {
    const url = this.#hosts.url(address);
    if (url === undefined) throw new DeError('again', { code: 'discovery.foreign_address' });
    return url.href.replace(/\/+$/, '');
  }
}

/** [A] Beside `api-<area>` is `api-de-<area>`; what is not named like that has the API below itself. */
function engagementOf(apiEndpoint: string): string {
  return apiEndpoint.replace(/^https:\/\/ap[ip]-(?!de-)/, 'https://api-de-') + DE_PATH;
}
