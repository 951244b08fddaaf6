import type { Credentials } from '../runtime/credentials.js';

/** What a ticket lets its holder do, once. */
export interface TicketContent {
  readonly agentId: string;
  /** The page it was given to; `undefined` for a program. */
  readonly origin: string | undefined;
  /** The session to come back to. */
  readonly session: string | undefined;
  readonly lastSeq: number | undefined;
  /** The agent has confirmed that whoever is at work as this agent shall stop. */
  readonly takeOver: boolean;
  /** The client can show chats. */
  readonly chats: boolean;
}

/** Single-use proofs that a socket belongs to the page that signed in. */
export type Tickets = Credentials<TicketContent>;
