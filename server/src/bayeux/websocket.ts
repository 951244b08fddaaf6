import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { keepAlive } from '../runtime/heartbeat.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import { textMessage } from '../runtime/text-messages.js';
import { bayeuxError } from './errors.js';
import type { Exchange, Exchanger } from './exchange.js';
import { arrayOf, readBatch } from './messages.js';
import type { BayeuxSession, Sink } from './session.js';

/** Close codes of RFC 6455, and what they tell a Bayeux client. */
const CLOSES = {
  done: [1000, 'Disconnected'],
  unparsable: [1003, 'Not a Bayeux message'],
  tooMany: [1008, 'Too many messages'],
} as const;

const TOO_MANY = bayeuxError('too_many_messages');

export interface SocketParts {
  readonly webSocket: WebSocket;
  readonly stream: Socket;
  /** The upgrade: all that comes over the socket comes from there. */
  readonly request: IncomingMessage;
  readonly exchanger: Exchanger;
  readonly framer: Framer;
}

/** The transport `websocket`: a client at the other end of one socket. */
export class BayeuxSocket implements Sink {
  readonly streaming = true;
  readonly #parts: SocketParts;
  readonly #limiter: RateLimiter;
  readonly #sessions = new Set<BayeuxSession>();
  readonly #frames: string[] = [];
  #working = false;

  constructor(parts: SocketParts) {
    const { webSocket, exchanger } = parts;
    const { clock, limits } = exchanger;
    this.#parts = parts;
    this.#limiter = new RateLimiter(() => clock.now(), limits.messagesPerSecond, limits.messageBurst);
    keepAlive(webSocket, { clock, name: 'bayeux ping', pingMs: limits.pingMs });
    webSocket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    webSocket.on('close', () => this.#leave());
  }

  send(texts: readonly string[]): boolean {
    const { webSocket, stream, framer, exchanger } = this.#parts;
    if (!this.#isOpen) return false;
    if (webSocket.bufferedAmount > exchanger.limits.socketBacklogBytes) {
      webSocket.terminate();
      return false;
    }
    if (texts.length > 0) stream.write(framer.frame(arrayOf(texts)), 'latin1');
    return true;
  }

  cut(): void {
    this.#parts.webSocket.terminate();
  }

  get #isOpen(): boolean {
    return this.#parts.webSocket.readyState === this.#parts.webSocket.OPEN;
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (!this.#isOpen) return;
    if (!this.#limiter.take()) return this.#close('tooMany');
    if (isBinary) return this.#close('unparsable');
    this.#frames.push(data.toString());
    if (!this.#working) this.#work();
  }

  /** Frames are answered in their order, even when a handler takes its time. */
  #work(): void {
    for (let text = this.#frames.shift(); text !== undefined; text = this.#frames.shift()) {
      const { exchanger, request } = this.#parts;
      const batch = readBatch(text, exchanger.limits.batchMessages);
      if (typeof batch === 'string') return this.#close(batch === TOO_MANY ? 'tooMany' : 'unparsable');
      const exchange = exchanger.exchange(batch, request);
      if (exchange instanceof Promise) {
        this.#working = true;
        void exchange.then((done) => {
          this.#working = false;
          this.#answer(done);
          this.#work();
        });
        return;
      }
      this.#answer(exchange);
    }
  }

  /** One frame for everything that a frame has caused. A held connect is answered in a frame of its own, later. */
  #answer(exchange: Exchange): void {
    // A socket that has gone since holds nothing: the client comes back on another one.
    if (!this.#isOpen) return;
    for (const session of exchange.opened) this.#bind(session);
    for (const { session, message, holdMs } of exchange.connects) {
      this.#bind(session);
      if (holdMs === 0) exchange.replies.push(...session.answerConnect(message));
    }
    exchange.answer(this);
    for (const { session, message, holdMs } of exchange.connects) {
      if (holdMs > 0) session.holdConnect(message, this, holdMs);
    }
    if (exchange.goodbye) this.#closeWhenDone();
  }

  #bind(session: BayeuxSession): void {
    session.bind(this);
    this.#sessions.add(session);
  }

  /** Who says goodbye waits for the server to hang up. */
  #closeWhenDone(): void {
    for (const session of this.#sessions) if (session.ended) this.#sessions.delete(session);
    if (this.#sessions.size === 0) this.#close('done');
  }

  #close(reason: keyof typeof CLOSES): void {
    this.#frames.length = 0;
    const [code, sentence] = CLOSES[reason];
    this.#parts.webSocket.close(code, sentence);
  }

  #leave(): void {
    for (const session of this.#sessions) session.detach(this);
  }
}

/** Turns a message that goes to many clients into bytes once: they get it one after the other. */
export class Framer {
  #text = '';
  #frame = textMessage('');

  /** For `socket.write(frame, 'latin1')`. */
  frame(text: string): Buffer | string {
    if (text !== this.#text) {
      this.#text = text;
      this.#frame = textMessage(text);
    }
    return this.#frame;
  }
}
