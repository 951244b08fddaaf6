import type { CxoneIntegration } from '../../world/cxone-settings.js';
import type { CxoneOptions } from '../options.js';

/** What an administrator can change in the form. */
export type IntegrationForm = Omit<CxoneIntegration, 'id' | 'outboundApiForReplies'> & {
  readonly integrationBoxUrl: string;
  readonly authorizationUrl: string;
  readonly outboundApiForReplies: boolean;
  readonly tokenRequest: CxoneOptions['tokenRequest'];
};

/** As it was filled in: what is left out is this server's own. */
type FilledForm = Omit<IntegrationForm, 'integrationBoxUrl' | 'authorizationUrl'> &
  Pick<CxoneIntegration, 'integrationBoxUrl' | 'authorizationUrl'>;

/** A kind of channel that a middleware brings, and what CXone knows of that middleware. */
export class Integration {
  readonly id: string;
  readonly #given: FilledForm;
  readonly #ownBox: () => string;
  #filled: FilledForm;
  /** What the middleware gave last. CXone does not look at its life: it finds out by 401. */
  token: string | undefined;

  /** @param ownBox where the integration box of this server's own middleware is, once the server listens */
  constructor({ id, ...given }: CxoneIntegration, { tokenRequest }: CxoneOptions, ownBox: () => string) {
    this.id = id;
    this.#given = { outboundApiForReplies: false, ...given, tokenRequest };
    this.#ownBox = ownBox;
    this.#filled = this.#given;
  }

  get form(): IntegrationForm {
    const { integrationBoxUrl = this.#ownBox(), ...filled } = this.#filled;
    const { authorizationUrl = `${integrationBoxUrl.replace(/\/+$/, '')}/1.0/token` } = filled;
    return { ...filled, integrationBoxUrl, authorizationUrl };
  }

  change(changes: Partial<IntegrationForm>): void {
    this.#filled = { ...this.#filled, ...changes };
    this.token = undefined;
  }

  reset(): void {
    this.#filled = this.#given;
    this.token = undefined;
  }

  /** As an administrator sees it: no secret. */
  get view() {
    const { clientSecret: _secret, ...shown } = this.form;
    return { id: this.id, ...shown };
  }
}
