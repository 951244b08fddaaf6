import { CodedError } from '../runtime/coded-error.js';
import type { Clock } from '../runtime/clock.js';
import type { IdSource } from '../runtime/ids.js';

/** What a ticket lets its holder do, once. */
export interface TicketContent {
  readonly agentId: string;
  /** The page it was given to; `undefined` for a program. */
  readonly origin: string | undefined;
  /** The session to come back to. */
  readonly session: string | undefined;
  readonly lastSeq: number | undefined;
}

interface Ticket extends TicketContent {
  readonly expiresAt: number;
}

/** Single-use, short-lived proofs that a socket belongs to the page that signed in. */
export class TicketOffice {
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #lifeMs: number;
  readonly #limit: number;
  /** In the order of issue, which is the order of expiry. */
  readonly #tickets = new Map<string, Ticket>();
  /** Each agent's newest ticket. */
  readonly #newest = new Map<string, string>();

  constructor(options: { clock: Clock; ids: IdSource; lifeMs: number; limit: number }) {
    this.#clock = options.clock;
    this.#ids = options.ids;
    this.#lifeMs = options.lifeMs;
    this.#limit = options.limit;
  }

  get lifeMs(): number {
    return this.#lifeMs;
  }

  /**
   * A new ticket; the agent's older one is no longer good, so that one agent cannot take every ticket there is.
   * @throws CodedError `rate-limited` when too many are out
   */
  issue(content: TicketContent): string {
    this.#forgetExpired();
    this.#tickets.delete(this.#newest.get(content.agentId) ?? '');
    if (this.#tickets.size >= this.#limit) throw new CodedError('rate-limited');
    const ticket = this.#ids.secret();
    this.#newest.set(content.agentId, ticket);
    this.#tickets.set(ticket, { ...content, expiresAt: this.#clock.now() + this.#lifeMs });
    return ticket;
  }

  /** Uses a ticket up; `undefined` when it is unknown, used, expired, or another page's. */
  redeem(ticket: string, origin: string | undefined): TicketContent | undefined {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (found === undefined || found.expiresAt < this.#clock.now() || found.origin !== origin) return undefined;
    return found;
  }

  clear(): void {
    this.#tickets.clear();
    this.#newest.clear();
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const [ticket, { expiresAt }] of this.#tickets) {
      if (expiresAt >= now) return;
      this.#tickets.delete(ticket);
    }
  }
}
