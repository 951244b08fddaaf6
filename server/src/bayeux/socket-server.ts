import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { OriginPolicy } from '../runtime/origins.js';
import { SocketDoor } from '../runtime/socket-door.js';
import type { Exchanger } from './exchange.js';
import { BayeuxSocket, Framer } from './websocket.js';

/** Opens the sockets of one endpoint. */
export class BayeuxSocketServer {
  readonly #path: string;
  readonly #exchanger: Exchanger;
  readonly #framer = new Framer();
  readonly #door: SocketDoor;

  constructor(path: string, exchanger: Exchanger, origins: OriginPolicy) {
    const { clock, limits } = exchanger;
    this.#path = path;
    this.#exchanger = exchanger;
    this.#door = new SocketDoor({
      name: 'bayeux',
      origins,
      clock,
      messageBytes: limits.messageBytes,
      sockets: limits.sockets,
    });
  }

  /** Answers an upgrade of this endpoint; `false` when it is not for this one. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path !== this.#path && !path.startsWith(`${this.#path}/`)) return false;
    const open = (webSocket: WebSocket, socket: Socket) => {
      const parts = { exchanger: this.#exchanger, framer: this.#framer };
      // It lives as long as the socket that it listens to.
      new BayeuxSocket({ webSocket, stream: socket, request, ...parts });
    };
    const offered = this.#exchanger.connectionTypes.includes('websocket');
    this.#door.upgrade(request, stream, head, open, offered ? undefined : 'not-found');
    return true;
  }

  /** Tells every client to come back later. */
  close(): void {
    this.#door.close();
  }
}
