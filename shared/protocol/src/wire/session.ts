/**
 * How a toolbar proves who it is. A ticket is good for one connection, for a few seconds, from one Origin; it travels
 * as a WebSocket subprotocol because browsers let a page set no other header there, and URLs end up in logs.
 */

/** The subprotocol of a client that knows `hello`. Without it a client gets the published level only. */
export const SUBPROTOCOL = 'fusion-cti.v1';

const TICKET_PREFIX = 'ticket.';

export interface SessionRequest {
  /** The AgentID of the switch, or the Fusion agent id that the world file ties to it. Absent: the default agent. */
  readonly agent?: string;
  readonly password?: string;
  /** A session to come back to, and the last `seq` seen in it. */
  readonly session?: string;
  readonly lastSeq?: number;
  /** The agent has confirmed: whoever is at work as this agent now is told so, and has to stop. */
  readonly takeOver?: boolean;
  /** The client can show chats: without it the agent is offered none. */
  readonly chats?: boolean;
}

export interface SessionGrant {
  readonly ticket: string;
  readonly expiresInMs: number;
}

/** The subprotocols to open the socket with. */
export function subprotocolsFor(ticket: string): string[] {
  return [SUBPROTOCOL, `${TICKET_PREFIX}${ticket}`];
}

/** The ticket among a socket's subprotocols. */
export function ticketIn(subprotocols: Iterable<string>): string | undefined {
  for (const value of subprotocols) {
    if (value.startsWith(TICKET_PREFIX)) return value.slice(TICKET_PREFIX.length);
  }
  return undefined;
}
