import type { CloseReason } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { Clock, Timer } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import type { SessionSummary, Site } from '../site/site.js';
import type { WorldAgent } from '../world/world-schema.js';
import type { ChatFeed } from './chat-feed.js';
import { Desk } from './desk.js';
import type { FrameSocket } from './frame-socket.js';
import { FrameWriter } from './frame-writer.js';
import { type Outlet, PublishedOutlet, ResumableOutlet } from './outlet.js';
import type { TicketContent } from './tickets.js';

/** What a client says of the place it wants. */
type Claim = Pick<TicketContent, 'session' | 'takeOver' | 'chats'>;

/** How a client came in at our level. */
export interface Attachment {
  readonly desk: Desk<ResumableOutlet>;
  /** It is the same session as before, so what was missed may be told. */
  readonly sameSession: boolean;
}

/**
 * Who sits where: at most one desk an agent. A desk outlives its socket for a while, so that a reload or a cut network
 * costs nothing; after that the agent is logged out, because calls must not ring where nobody is.
 */
export class DeskRegistry {
  readonly #site: Site;
  readonly #config: Config;
  readonly #wallClock: Clock;
  readonly #chatFeed: ChatFeed;
  readonly #writer = new FrameWriter();
  readonly #byAgent = new Map<string, Desk>();
  readonly #byToken = new Map<string, Desk>();
  readonly #graces = new Map<Desk, Timer>();

  /** @param wallClock what limits count by: standing virtual time would refill none of them */
  constructor(site: Site, config: Config, wallClock: Clock, chatFeed: ChatFeed) {
    this.#site = site;
    this.#config = config;
    this.#wallClock = wallClock;
    this.#chatFeed = chatFeed;
  }

  /**
   * The desk that a command is for.
   * @param token `undefined` for a client of the published level
   * @throws CodedError `session-unknown`, `session-required`, `not-connected` or `agent-in-use`
   */
  deskFor(token: string | undefined): Desk {
    if (token !== undefined) {
      const desk = this.#byToken.get(token);
      if (desk === undefined) throw new CodedError('session-unknown');
      return desk;
    }
    if (!this.#config.open) throw new CodedError('session-required');
    const { agentId } = this.#site.world.defaultAgent;
    const desk = this.#byAgent.get(agentId);
    // Whoever works at our level and has forgotten the session would not find out why from the sentence.
    const details = `The command has no "session", so it is for the default agent, ${agentId}.`;
    if (desk === undefined) throw new CodedError('not-connected', { details });
    if (desk.outlet.level !== 'published') throw new CodedError('agent-in-use', { details });
    return desk;
  }

  /** Whether somebody else than the holder of `session` is at work as this agent. */
  isTaken(agent: WorldAgent, session: string | undefined): boolean {
    const desk = this.#byAgent.get(agent.agentId);
    return desk !== undefined && desk.outlet.connected && (desk.outlet.level === 'published' || desk.token !== session);
  }

  /**
   * Seats a client of our level, who has proved to be the agent.
   * @throws CodedError `agent-in-use` unless the agent takes over; `rate-limited` when every place is taken
   */
  attach(agent: WorldAgent, { session, takeOver, chats }: Claim, socket: FrameSocket): Attachment {
    if (!takeOver && this.isTaken(agent, session)) throw new CodedError('agent-in-use');
    const present = this.#byAgent.get(agent.agentId);
    if (present !== undefined && isFull(present)) {
      const sameSession = present.token === session;
      // The agent came back without the old session, or goes on elsewhere: the place and its calls are still the
      // agent's, the secret is new, and whoever holds the old one can ask for nothing more.
      if (!sameSession) this.#renewToken(present);
      this.#endGrace(present);
      // Before the socket is there: what comes of it belongs behind the greeting.
      present.chats?.enable(chats, present.agentState);
      present.outlet.attach(socket);
      return { desk: present, sameSession };
    }
    if (present !== undefined) this.#remove(present, 'replaced');
    const outlet = new ResumableOutlet(this.#writer, this.#config.desktop.resumeFrames);
    const desk = this.#seat(agent, outlet, this.#site.ids.secret());
    desk.chats?.enable(chats, desk.agentState);
    outlet.attach(socket);
    return { desk, sameSession: false };
  }

  /**
   * Seats a client of the published level as the default agent; several may listen.
   * @throws CodedError `session-required` outside open mode; `agent-in-use` while the agent has a session of our level
   */
  attachPublished(socket: FrameSocket): Desk {
    if (!this.#config.open) throw new CodedError('session-required');
    const agent = this.#site.world.defaultAgent;
    const present = this.#byAgent.get(agent.agentId);
    // A session that waits for its client is not free either: whoever comes without one could be anybody.
    if (present?.outlet.level === 'full') throw new CodedError('agent-in-use');
    if (present !== undefined) {
      this.#endGrace(present);
      present.outlet.attach(socket);
      return present;
    }
    const desk = this.#seat(agent, new PublishedOutlet(), '');
    desk.outlet.attach(socket);
    return desk;
  }

  /** A socket is gone. The desk stays for a while. */
  detach(desk: Desk, socket: FrameSocket): void {
    if (!desk.outlet.detach(socket) || desk.outlet.connected) return;
    const { sessionGraceMs, publishedGraceMs } = this.#config.desktop;
    const graceMs = desk.outlet.level === 'published' ? publishedGraceMs : sessionGraceMs;
    const leave = () => this.#remove(desk, 'replaced');
    // On the world's time: it ends in a logout at the switch, and under virtual time the world changes only when told to.
    this.#graces.set(desk, this.#site.clock.setTimer(`desktop grace ${desk.agent.agentId}`, graceMs, leave));
  }

  /** Everybody out; the switch is a new one. */
  clear(reason: CloseReason): void {
    for (const desk of this.#byAgent.values()) {
      this.#endGrace(desk);
      desk.outlet.close(reason);
    }
    this.#byAgent.clear();
    this.#byToken.clear();
  }

  summaries(): readonly SessionSummary[] {
    return [...this.#byAgent.values()].map(({ agent, dn, outlet }) => ({
      face: 'desktop',
      agentId: agent.agentId,
      dn,
      level: outlet.level,
      connected: outlet.connected,
      ...(outlet.level === 'full' && { seq: outlet.seq }),
    }));
  }

  #seat<O extends Outlet>(agent: WorldAgent, outlet: O, token: string): Desk<O> {
    const { sessions, commandsPerSecond, commandBurst } = this.#config.limits;
    if (this.#byAgent.size >= sessions) throw new CodedError('rate-limited');
    const limiter = new RateLimiter(() => this.#wallClock.now(), commandsPerSecond, commandBurst);
    const onLineLost = () => this.#remove(desk, 'lineLost');
    const chatFeed = outlet.level === 'full' ? this.#chatFeed : undefined;
    const desk = new Desk<O>({ site: this.#site, agent, outlet, limiter, token, onLineLost, chatFeed });
    this.#byAgent.set(agent.agentId, desk);
    if (token !== '') this.#byToken.set(token, desk);
    return desk;
  }

  #renewToken(desk: Desk): void {
    this.#byToken.delete(desk.token);
    desk.renew(this.#site.ids.secret());
    this.#byToken.set(desk.token, desk);
  }

  #remove(desk: Desk, reason: CloseReason): void {
    this.#endGrace(desk);
    this.#byAgent.delete(desk.agent.agentId);
    this.#byToken.delete(desk.token);
    desk.leave(reason);
  }

  #endGrace(desk: Desk): void {
    this.#graces.get(desk)?.cancel();
    this.#graces.delete(desk);
  }
}

function isFull(desk: Desk): desk is Desk<ResumableOutlet> {
  return desk.outlet.level === 'full';
}
