import type { IncomingHttpHeaders } from 'node:http';
import type { BayeuxSession } from '../bayeux/session.js';
import type { Clock, Timer } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import type { SessionSummary, Site } from '../site/site.js';
import type { WorldAgent } from '../world/world-schema.js';
import { type SessionOptions, WorkspaceSession } from './session.js';
import { sessionToken } from './session-cookie.js';

export interface RegistryOptions {
  readonly site: Site;
  readonly config: Config;
  /** What limits count by: standing virtual time would refill none of them. */
  readonly wallClock: Clock;
  readonly notify: SessionOptions['notify'];
  /** Ends a client of a session that is over. */
  readonly dismiss: (client: BayeuxSession<WorkspaceSession>) => void;
}

/**
 * Who works through this face: one session an agent. One that nobody listens to and nobody uses ends after a while,
 * and its agent is logged out, because calls must not ring where nobody is.
 */
export class SessionRegistry {
  readonly #options: RegistryOptions;
  readonly #byAgent = new Map<string, WorkspaceSession>();
  readonly #byToken = new Map<string, WorkspaceSession>();
  readonly #graces = new Map<WorkspaceSession, Timer>();
  #lastNumber = 0;

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /** The session whose cookie a request has. */
  find(headers: IncomingHttpHeaders): WorkspaceSession | undefined {
    const token = sessionToken(headers);
    return token === undefined ? undefined : this.#byToken.get(token);
  }

  /**
   * The session that a request speaks for, which by that is in use.
   * @throws CodedError `session-unknown`; `rate-limited`
   */
  sessionOf(headers: IncomingHttpHeaders): WorkspaceSession {
    const session = this.find(headers);
    if (session === undefined) throw new CodedError('session-unknown');
    session.count();
    this.#waitFor(session);
    return session;
  }

  /**
   * The session of an agent who has proved to be one: the one that the request's cookie is for, or that nobody
   * listens to any more, or a new one.
   * @throws CodedError `agent-in-use`; `rate-limited` when every place is taken
   */
  open(agent: WorldAgent, headers: IncomingHttpHeaders): WorkspaceSession {
    const { site, config } = this.#options;
    const present = this.#byAgent.get(agent.agentId);
    if (present === undefined) {
      if (this.#byAgent.size >= config.limits.sessions) throw new CodedError('rate-limited');
      return this.#begin(agent);
    }
    if (present !== this.find(headers)) {
      if (present.connected) throw new CodedError('agent-in-use');
      // The place and its calls are still the agent's, the secret is new.
      this.#byToken.delete(present.token);
      present.renew(site.ids.secret());
      this.#byToken.set(present.token, present);
    }
    this.#waitFor(present);
    return present;
  }

  /** A client listens: the session waits for nobody. */
  attach(session: WorkspaceSession, client: BayeuxSession<WorkspaceSession>): void {
    session.clients.add(client);
    this.#endGrace(session);
  }

  detach(session: WorkspaceSession, client: BayeuxSession<WorkspaceSession>): void {
    session.clients.delete(client);
    if (this.#byAgent.get(session.agent.agentId) === session) this.#waitFor(session);
  }

  /** Over: the agent is logged out, and nobody hears of it any more. */
  end(session: WorkspaceSession): void {
    this.#forget(session);
    session.leave();
    for (const client of session.clients) this.#options.dismiss(client);
  }

  /** Everybody out; the switch is a new one. */
  clear(): void {
    for (const session of [...this.#byAgent.values()]) {
      session.forgetLine();
      this.end(session);
    }
  }

  summaries(): readonly SessionSummary[] {
    return [...this.#byAgent.values()].map(({ agent, activeLine, connected }) => ({
      face: 'workspace',
      agentId: agent.agentId,
      dn: activeLine?.dn ?? agent.dn,
      level: 'full',
      connected,
    }));
  }

  #begin(agent: WorldAgent): WorkspaceSession {
    const { site, config, wallClock, notify } = this.#options;
    const { commandsPerSecond, commandBurst } = config.limits;
    this.#lastNumber += 1;
    const session = new WorkspaceSession({
      agent,
      number: this.#lastNumber,
      token: site.ids.secret(),
      limiter: new RateLimiter(() => wallClock.now(), commandsPerSecond, commandBurst),
      notify,
    });
    this.#byAgent.set(agent.agentId, session);
    this.#byToken.set(session.token, session);
    this.#waitFor(session);
    return session;
  }

  #forget(session: WorkspaceSession): void {
    this.#endGrace(session);
    this.#byAgent.delete(session.agent.agentId);
    this.#byToken.delete(session.token);
  }

  /** From now on, unless a client listens. On the world's time: it ends in a logout at the switch. */
  #waitFor(session: WorkspaceSession): void {
    this.#endGrace(session);
    if (session.connected) return;
    const { site, config } = this.#options;
    const timer = site.clock.setTimer(`workspace grace ${session.number}`, config.workspace.sessionGraceMs, () =>
      this.end(session),
    );
    this.#graces.set(session, timer);
  }

  #endGrace(session: WorkspaceSession): void {
    this.#graces.get(session)?.cancel();
    this.#graces.delete(session);
  }
}
