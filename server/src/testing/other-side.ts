import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** @param body all of it, as text */
type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void | Promise<void>;

/** The HTTP server of somebody else, on a real socket: a test says what it answers. */
export class OtherSide {
  /** For sockets that are to become something else. */
  readonly server: Server;

  constructor(answer: Answering) {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      // Who is gone before all has come is answered nothing.
      request.on('end', () => void answer(request, response, Buffer.concat(pieces).toString()));
    });
  }

  /** Listens on any port that is free. */
  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
