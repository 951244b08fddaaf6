import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Reaction {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** `undefined`: nothing is answered, ever. */
export type React = (received: Received, count: number) => Reaction | undefined | Promise<Reaction | undefined>;

/** A real receiver of pushes: by HTTP/1.1, or by HTTP/2 as Apple's is. */
export class Receiver {
  readonly received: Received[] = [];
  readonly #close: () => Promise<void>;
  readonly url: string;
  /** HTTP/2 connections that were ever made. */
  readonly connections: () => number;

  private constructor(url: string, close: () => Promise<void>, connections: () => number) {
    this.url = url;
    this.#close = close;
    this.connections = connections;
  }

  static async http(react: React = () => ({})): Promise<Receiver> {
    const server = createHttp((request, response) => {
      void receiver.#take(request, request.method ?? '', request.url ?? '', request.headers, react).then((reaction) => {
        if (reaction === undefined) return;
        const { status = 200, headers = {}, body } = reaction;
        response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const close = () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    };
    const receiver = new Receiver(urlOf(server), close, () => 0);
    return receiver;
  }

  static async http2(react: React = () => ({})): Promise<Receiver> {
    const server: Http2Server = createHttp2();
    const sessions = new Set<{ destroy(): void }>();
    let connections = 0;
    server.on('session', (session) => {
      connections += 1;
      sessions.add(session);
      session.on('error', () => undefined);
    });
    server.on('stream', (stream, { ':method': method = '', ':path': path = '', ...headers }) => {
      stream.on('error', () => undefined);
      void receiver.#take(stream, method, path, headers, react).then((reaction) => {
        if (reaction === undefined || stream.destroyed) return;
        const { status = 200, headers: given = {}, body } = reaction;
        stream.respond({ ':status': status, ...given });
        stream.end(body === undefined ? '' : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const close = () => {
      for (const session of sessions) session.destroy();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    };
    const receiver = new Receiver(urlOf(server), close, () => connections);
    return receiver;
  }

  /** The bodies, as what they say. */
  get bodies(): readonly unknown[] {
    return this.received.map(({ text }) => JSON.parse(text) as unknown);
  }

  stop(): Promise<void> {
    return this.#close();
  }

  async #take(
    from: Readable,
    method: string,
    path: string,
    headers: Received['headers'],
    react: React,
  ): Promise<Reaction | undefined> {
    const pieces: Buffer[] = [];
    for await (const piece of from as AsyncIterable<Buffer>) pieces.push(piece);
    const received = { method, path, headers, text: Buffer.concat(pieces).toString() };
    this.received.push(received);
    return react(received, this.received.length);
  }
}

function urlOf(server: { address(): unknown }): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
