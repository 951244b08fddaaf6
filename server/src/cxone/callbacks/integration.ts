import type { CxoneIntegration } from '../../world/cxone-settings.js';
import type { CxoneOptions } from '../options.js';

/** What an administrator can change in the form. */
export type IntegrationForm = Omit<CxoneIntegration, 'id' | 'outboundApiForReplies'> & {
  readonly outboundApiForReplies: boolean;
  readonly tokenRequest: CxoneOptions['tokenRequest'];
};

/** A kind of channel that a middleware brings, and what CXone knows of that middleware. */
export class Integration {
  readonly id: string;
  readonly #given: IntegrationForm;
  form: IntegrationForm;
  /** What the middleware gave last. CXone does not look at its life: it finds out by 401. */
  token: string | undefined;

  constructor({ id, ...given }: CxoneIntegration, { tokenRequest }: CxoneOptions) {
    this.id = id;
    this.#given = { outboundApiForReplies: false, ...given, tokenRequest };
    this.form = this.#given;
  }

  change(changes: Partial<IntegrationForm>): void {
    this.form = { ...this.form, ...changes };
    this.token = undefined;
  }

  reset(): void {
    this.form = this.#given;
    this.token = undefined;
  }

  /** As an administrator sees it: no secret. */
  get view() {
    const { clientSecret: _secret, ...shown } = this.form;
    return { id: this.id, ...shown };
  }
}
