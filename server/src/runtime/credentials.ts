import type { Clock } from './clock.js';
import { CodedError } from './coded-error.js';
import type { IdSource } from './ids.js';

export interface CredentialOptions {
  /** The network's time: what strangers may hold does not wait for virtual time. */
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Milliseconds. */
  readonly lifeMs: number;
  /** How many may be out at once. */
  readonly limit: number;
}

interface Credential<Content> {
  readonly secret: string;
  readonly agentId: string;
  readonly content: Content;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Short-lived secrets: who brings one is who it was given to. An agent has one at a time. */
export class Credentials<Content> {
  readonly #options: CredentialOptions;
  /** In the order of issue, which is the order of expiry. */
  readonly #bySecret = new Map<string, Credential<Content>>();
  readonly #byAgent = new Map<string, Credential<Content>>();

  constructor(options: CredentialOptions) {
    this.#options = options;
  }

  /** Milliseconds for which a secret is good. */
  get lifeMs(): number {
    return this.#options.lifeMs;
  }

  /**
   * A new secret; the agent's older one is no longer good, so that one agent cannot take every place there is.
   * @throws CodedError `rate-limited` when too many are out
   */
  issue(agentId: string, content: Content): string {
    const { clock, ids, lifeMs, limit } = this.#options;
    this.#forgetExpired();
    this.#drop(this.#byAgent.get(agentId));
    if (this.#bySecret.size >= limit) throw new CodedError('rate-limited');
    const credential = { secret: ids.secret(), agentId, content, expiresAt: clock.now() + lifeMs };
    this.#bySecret.set(credential.secret, credential);
    this.#byAgent.set(agentId, credential);
    return credential.secret;
  }

  /** What a secret stands for; `undefined` when it is unknown, replaced or too old. */
  find(secret: string): Content | undefined {
    this.#forgetExpired();
    return this.#bySecret.get(secret)?.content;
  }

  /** The same, and uses it up. */
  redeem(secret: string): Content | undefined {
    const content = this.find(secret);
    this.#drop(this.#bySecret.get(secret));
    return content;
  }

  clear(): void {
    this.#bySecret.clear();
    this.#byAgent.clear();
  }

  #forgetExpired(): void {
    const now = this.#options.clock.now();
    for (const credential of this.#bySecret.values()) {
      if (credential.expiresAt > now) return;
      this.#drop(credential);
    }
  }

  #drop(credential: Credential<Content> | undefined): void {
    if (credential === undefined) return;
    this.#bySecret.delete(credential.secret);
    if (this.#byAgent.get(credential.agentId) === credential) this.#byAgent.delete(credential.agentId);
  }
}
