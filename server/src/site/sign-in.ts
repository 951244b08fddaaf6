import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import { sameSecret } from '../runtime/same-secret.js';
import type { World } from '../world/world.js';
import type { WorldAgent } from '../world/world-schema.js';

/** After the burst. A person never tries faster, and a machine would need years for a fair password. */
const SIGN_INS_PER_SECOND = 1;

/** Says who somebody is, to whatever face they come. */
export class SignIn {
  readonly #world: World;
  readonly #config: Config;
  readonly #clock: Clock;
  /** At most one an agent of the world. */
  readonly #limiters = new Map<string, RateLimiter>();

  /** @param clock the network's time: guessing does not wait for virtual time */
  constructor(world: World, config: Config, clock: Clock) {
    this.#world = world;
    this.#config = config;
    this.#clock = clock;
  }

  /**
   * @param id the AgentID, or the agent's id in Fusion; `undefined` for the world's default agent
   * @throws CodedError `agent-unknown`, `wrong-password` or `rate-limited`
   */
  identify(id: string | undefined, password: string | undefined): WorldAgent {
    const { open } = this.#config;
    const agent = id === undefined ? this.#world.defaultAgent : this.#world.agent(id);
    // Outside open mode a stranger is not told which agents there are.
    if (agent === undefined) throw new CodedError(open ? 'agent-unknown' : 'wrong-password');
    this.#count(agent);
    // Without a password anyone is the agent: fine on one's own machine, and nowhere else.
    const proved = agent.password === undefined ? open : sameSecret(agent.password, password ?? '');
    if (!proved) throw new CodedError('wrong-password');
    return agent;
  }

  #count({ agentId }: WorldAgent): void {
    const limiter =
      this.#limiters.get(agentId) ??
      new RateLimiter(() => this.#clock.now(), SIGN_INS_PER_SECOND, this.#config.limits.signInBurst);
    this.#limiters.set(agentId, limiter);
    if (!limiter.take()) throw new CodedError('rate-limited');
  }
}
