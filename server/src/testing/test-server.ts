import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import {
  type ErrorBody,
  type HelloFrame,
  parseServerFrame,
  type ServerFrame,
  type SessionGrant,
  type SessionRequest,
  subprotocolsFor,
} from '@fusion-cti/protocol';
import { compose, type Parts } from '../compose.js';
import { ManualClock } from '../runtime/clock.js';
import { type Config, DEFAULT_CONFIG } from '../runtime/config.js';
import { SystemIds } from '../runtime/ids.js';
import { readWorld } from '../world/world-file.js';
import { World } from '../world/world.js';
import type { WorldData } from '../world/world-schema.js';

type DeepPartial<T> = { [K in keyof T]?: T[K] extends readonly unknown[] ? T[K] : DeepPartial<T[K]> };

/** The real server on a real port, with a clock that the test moves. */
export class TestServer {
  readonly clock: ManualClock;
  readonly port: number;
  readonly #close: () => Promise<void>;
  readonly #sockets: TestSocket[] = [];

  private constructor(clock: ManualClock, port: number, close: () => Promise<void>) {
    this.clock = clock;
    this.port = port;
    this.#close = close;
  }

  /** @param parts instead of what a server has here: above all, of the one clock that moves world and network together */
  static async start(
    changes: DeepPartial<Config> = {},
    world: Partial<WorldData> = {},
    parts: Partial<Omit<Parts, 'config' | 'world'>> = {},
  ): Promise<TestServer> {
    const config: Config = {
      ...DEFAULT_CONFIG,
      port: 0,
      logLevel: 'silent',
      ...changes,
      allowedOrigins: changes.allowedOrigins ?? [],
      limits: { ...DEFAULT_CONFIG.limits, ...changes.limits },
      desktop: { ...DEFAULT_CONFIG.desktop, ...changes.desktop },
      tlib: { ...DEFAULT_CONFIG.tlib, ...changes.tlib },
      workspace: { ...DEFAULT_CONFIG.workspace, ...changes.workspace },
      genesysCloud: { ...DEFAULT_CONFIG.genesysCloud, ...changes.genesysCloud },
      gms: { ...DEFAULT_CONFIG.gms, ...changes.gms, push: (changes.gms?.push ?? {}) as Config['gms']['push'] },
      aex: { ...DEFAULT_CONFIG.aex, ...(changes.aex as Partial<Config['aex']> | undefined) },
      byoc: { ...DEFAULT_CONFIG.byoc, ...(changes.byoc as Partial<Config['byoc']> | undefined) },
    };
    const clock = new ManualClock();
    const { data } = await readWorld('');
    const app = await compose({
      config,
      world: new World({ ...data, ...world }),
      clock,
      wallClock: clock,
      ids: new SystemIds(clock.now()),
      ...parts,
    });
    await app.listen({ host: config.host, port: 0 });
    return new TestServer(clock, (app.server.address() as AddressInfo).port, () => app.close());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const closing = this.#close();
    // A client that reads nothing would not hear the goodbye.
    for (const { webSocket } of this.#sockets) if (webSocket.isPaused) webSocket.resume();
    await closing;
  }

  /** Posts JSON. */
  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.postText(path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  async postText(path: string, body: string, headers: Record<string, string>): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { method: 'POST', body, headers });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  async delete(path: string): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { method: 'DELETE' });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  async get<T = Record<string, unknown>>(path: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`);
    return (await response.json()) as T;
  }

  command(type: string, fields: Record<string, unknown> = {}): Promise<Answer> {
    return this.post('/genesys/events', { type, ...fields });
  }

  async ring(to: string, from = '+14155550100', userData?: Record<string, string>): Promise<string> {
    const { body } = await this.post('/control/calls', { to, from, ...(userData && { userData }) });
    return body.connId as string;
  }

  /** Opens a socket; by default as a client of the published level does. */
  open(headers: Record<string, string> = {}, protocols: string[] = [], path = '/genesysWs'): TestSocket {
    const webSocket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`, protocols, { headers });
    const socket = new TestSocket(webSocket);
    this.#sockets.push(socket);
    return socket;
  }

  /** Opens the socket as a client of our level does, ticket first. */
  async signIn(request: SessionRequest = {}): Promise<{ socket: TestSocket; hello: HelloFrame }> {
    const { body } = await this.post('/genesys/session', request);
    const socket = this.open({}, subprotocolsFor((body as unknown as SessionGrant).ticket));
    const first = await socket.next();
    if (first.kind !== 'hello') throw new Error(`The first frame was ${first.kind}`);
    return { socket, hello: first.frame };
  }

  /** The same, and is ready; nothing is left to hear. */
  async atWork(agent?: string): Promise<AtWork> {
    const { socket, hello } = await this.signIn(agent === undefined ? {} : { agent });
    const { session } = hello;
    await this.command('initialize', { session });
    await socket.until('EventAgentReady');
    return { socket, session };
  }
}

/** A toolbar of our level whose agent takes calls. */
export interface AtWork {
  readonly socket: TestSocket;
  /** The session's secret. */
  readonly session: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Partial<ErrorBody> & Record<string, unknown>;
}

/** A real client socket that remembers what it heard. */
export class TestSocket {
  readonly webSocket: WebSocket;
  readonly texts: string[] = [];
  readonly #waiting: (() => void)[] = [];
  #read = 0;
  #closed: { code: number; reason: string } | undefined;

  constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on('message', (data: Buffer) => {
      this.texts.push(data.toString());
      this.#wake();
    });
    webSocket.on('close', (code, reason) => {
      this.#closed = { code, reason: reason.toString() };
      this.#wake();
    });
    webSocket.on('error', () => undefined); // What matters of it is told by 'close' or 'unexpected-response'.
  }

  async opened(): Promise<this> {
    if (this.webSocket.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => this.webSocket.once('open', resolve));
    }
    return this;
  }

  /** The HTTP answer to an upgrade that was refused. */
  async refusal(): Promise<Answer> {
    return new Promise((resolve) => {
      this.webSocket.once('unexpected-response', (_request, response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Answer['body'] }),
        );
      });
    });
  }

  /** How the socket ended. */
  async closed(): Promise<{ code: number; reason: string }> {
    for (;;) {
      if (this.#closed !== undefined) return this.#closed;
      await this.#change();
    }
  }

  /** The next frame, in order. */
  async next(): Promise<ServerFrame> {
    for (;;) {
      const text = this.texts[this.#read];
      if (text !== undefined) {
        this.#read += 1;
        const frame = parseServerFrame(text);
        if (frame === undefined) throw new Error(`Not a frame: ${text}`);
        return frame;
      }
      if (this.#closed !== undefined) throw new Error(`The socket was closed with ${this.#closed.code}`);
      await this.#change();
    }
  }

  /** Everything up to and including the named event, as fields. */
  async until(eventName: string): Promise<Record<string, unknown>[]> {
    const seen: Record<string, unknown>[] = [];
    for (;;) {
      const { frame } = await this.next();
      seen.push(frame);
      if (frame.eventName === eventName) return seen;
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
