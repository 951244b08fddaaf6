import type { IncomingMessage } from 'node:http';
import type { Clock } from '../runtime/clock.js';
import type { Message, Reply } from './messages.js';
import type { BayeuxLimits, ConnectionType } from './options.js';
import type { BayeuxSession, Sink } from './session.js';

/** A connect that a client asks for. */
export interface Connect {
  readonly session: BayeuxSession;
  readonly message: Message;
  /** How long it may be held, ms; 0 for not at all. */
  readonly holdMs: number;
}

/** What comes of one batch of messages: one HTTP body, or one WebSocket frame. */
export class Exchange {
  /** Who sent it: the request, or the one that the socket was opened with. */
  readonly request: IncomingMessage;
  /** Answers but those to connects, as JSON. */
  readonly replies: string[] = [];
  readonly connects: Connect[] = [];
  /** Sessions that the batch has opened. */
  readonly opened: BayeuxSession[] = [];
  /** Sessions that the batch speaks for. What it causes for them travels with the replies. */
  readonly sessions = new Set<BayeuxSession>();
  /** Whether one of them has said that it leaves. */
  goodbye = false;

  constructor(request: IncomingMessage) {
    this.request = request;
  }

  reply(reply: Reply): void {
    this.replies.push(JSON.stringify(reply));
  }

  /** Sends the replies and, behind them, what waits for the clients: one message less to wake them with. */
  answer(sink: Sink): void {
    const texts = this.replies;
    for (const { loose } of this.sessions) for (const text of loose) texts.push(text);
    if (!sink.send(texts)) return;
    for (const session of this.sessions) session.forgetLoose();
  }
}

/** What a transport needs of the server. */
export interface Exchanger {
  readonly limits: BayeuxLimits;
  readonly clock: Clock;
  readonly connectionTypes: readonly ConnectionType[];
  /**
   * Handles the messages of a batch in their order. A promise only when a handler of the face made one; it never
   * rejects.
   */
  exchange(batch: readonly Partial<Message>[], request: IncomingMessage): Exchange | Promise<Exchange>;
}
