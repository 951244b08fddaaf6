import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { IdSource } from '../runtime/ids.js';
import type { WorldAgent } from '../world/world-schema.js';

interface Token {
  readonly text: string;
  readonly agent: WorldAgent;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface TokenOptions {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly lifeMs: number;
  readonly limit: number;
}

/** Access tokens: who has one is the agent, for a while. An agent has one at a time. */
export class TokenOffice {
  readonly #options: TokenOptions;
  /** In the order of issue, which is the order of expiry. */
  readonly #byText = new Map<string, Token>();
  readonly #byAgent = new Map<string, Token>();

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  /**
   * A new token; the agent's older one is no longer good.
   * @throws CodedError `rate-limited` when too many are out
   */
  issue(agent: WorldAgent): string {
    const { clock, ids, lifeMs, limit } = this.#options;
    this.#forgetExpired();
    this.#drop(this.#byAgent.get(agent.agentId));
    if (this.#byText.size >= limit) throw new CodedError('rate-limited');
    const token = { text: ids.secret(), agent, expiresAt: clock.now() + lifeMs };
    this.#byText.set(token.text, token);
    this.#byAgent.set(agent.agentId, token);
    return token.text;
  }

  agentOf(text: string): WorldAgent | undefined {
    this.#forgetExpired();
    return this.#byText.get(text)?.agent;
  }

  #forgetExpired(): void {
    const now = this.#options.clock.now();
    for (const token of this.#byText.values()) {
      if (token.expiresAt > now) return;
      this.#drop(token);
    }
  }

  #drop(token: Token | undefined): void {
    if (token === undefined) return;
    this.#byText.delete(token.text);
    if (this.#byAgent.get(token.agent.agentId) === token) this.#byAgent.delete(token.agent.agentId);
  }
}
