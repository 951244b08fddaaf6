import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { ManualClock } from '../../runtime/clock.js';
import { CodedError } from '../../runtime/coded-error.js';
import { answerErrorsFromCatalogue } from '../../runtime/error-answers.js';
import { SystemIds } from '../../runtime/ids.js';
import { OriginPolicy } from '../../runtime/origins.js';
import { accept, type BayeuxOptions } from '../options.js';
import { type MountOptions, mountBayeux } from '../plugin.js';
import { BayeuxServer } from '../server.js';
import type { BayeuxSession, SessionEnd } from '../session.js';
import { RawSocket } from './raw-socket.js';

export const PATH = '/genesys/cometd';

/** The service channel of the tests: what is published there comes back as `{ echo }`. */
export const CHAT = '/service/chatV2/customer-support';

export type WireMessage = Readonly<Record<string, unknown>>;

export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly messages: readonly WireMessage[];
}

export interface EndpointChanges extends Partial<BayeuxOptions<string>> {
  readonly mount?: Partial<MountOptions<string>>;
  /** Before the endpoint is there. */
  readonly prepare?: (app: FastifyInstance) => void;
}

/** A Bayeux server on a real port, with a face that takes everybody, and a clock that the test moves. */
export class Endpoint {
  readonly clock = new ManualClock();
  readonly server: BayeuxServer<string>;
  readonly failures: unknown[] = [];
  readonly ends: { readonly session: BayeuxSession<string>; readonly end: SessionEnd }[] = [];
  readonly app: FastifyInstance = Fastify({ forceCloseConnections: true });
  /** How many sockets were asked for. */
  upgrades = 0;
  readonly #sockets: RawSocket[] = [];

  private constructor(changes: Partial<BayeuxOptions<string>>) {
    this.server = new BayeuxServer<string>({
      clock: this.clock,
      ids: new SystemIds(0),
      log: { error: (details) => this.failures.push(details) },
      onHandshake: () => accept('anybody'),
      onSubscribe: () => accept(),
      onSessionRemoved: (session, end) => this.ends.push({ session, end }),
      ...changes,
    });
    this.server.service('/service/chatV2/*', (session, data, channel) => session.deliver(channel, { echo: data }));
  }

  static async start({ mount, prepare, ...changes }: EndpointChanges = {}): Promise<Endpoint> {
    const endpoint = new Endpoint(changes);
    const { app, server } = endpoint;
    const origins = new OriginPolicy({ allowedOrigins: ['https://shop.example'], open: true });
    answerErrorsFromCatalogue(app);
    prepare?.(app);
    app.addHook('onRequest', (request, _reply, done) => {
      done(origins.allows(request.headers) ? undefined : new CodedError('origin-forbidden'));
    });
    await mountBayeux(app, { path: PATH, server, origins, ...mount });
    app.server.on('upgrade', () => (endpoint.upgrades += 1));
    await app.listen({ host: '127.0.0.1', port: 0 });
    return endpoint;
  }

  get port(): number {
    return (this.app.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}${PATH}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.webSocket.terminate();
    await this.app.close();
  }

  get sessions(): readonly BayeuxSession<string>[] {
    return [...this.server.sessions];
  }

  /** The session of a client id. */
  session(clientId: unknown): BayeuxSession<string> {
    const session = this.sessions.find(({ id }) => id === clientId);
    if (session === undefined) throw new Error(`There is no session ${String(clientId)}`);
    return session;
  }

  /** Everything that a bad message could change. */
  state(): unknown {
    return this.sessions.map(({ id, queue, subscriptions }) => ({
      id,
      queue: [...queue],
      subscriptions: [...subscriptions],
    }));
  }

  /** Posts messages as JSON, or a text as it is. */
  async post(body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<WireAnswer> {
    const response = await fetch(this.url, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
      ...(signal && { signal }),
    });
    const messages = (await response.json()) as readonly WireMessage[];
    return { status: response.status, headers: response.headers, messages };
  }

  /** The first message of the answer to one message. */
  async ask(message: WireMessage): Promise<WireMessage> {
    const [first] = (await this.post([message])).messages;
    if (first === undefined) throw new Error('The answer is empty');
    return first;
  }

  async handshake(): Promise<string> {
    return (await this.ask(HANDSHAKE)).clientId as string;
  }

  /** Sends a connect, and returns when the server holds it. Its answer comes with `answer`. */
  async hold(clientId: string, fields: WireMessage = {}): Promise<{ answer: Promise<WireAnswer>; hangUp: () => void }> {
    const before = this.pending('bayeux connect').length;
    const controller = new AbortController();
    const answer = this.post([{ ...connectOf(clientId), ...fields }], {}, controller.signal);
    answer.catch(() => undefined); // Who hangs up does not ask.
    await until(() => this.pending('bayeux connect').length > before);
    return { answer, hangUp: () => controller.abort() };
  }

  /** The names of the timers that begin so. */
  pending(name: string): readonly string[] {
    return this.clock.pending().flatMap((timer) => (timer.name.startsWith(name) ? [timer.name] : []));
  }

  async open(headers: Record<string, string> = {}): Promise<RawSocket> {
    const socket = this.attempt(headers);
    await socket.opened();
    return socket;
  }

  attempt(headers: Record<string, string> = {}, path = PATH): RawSocket {
    const socket = new RawSocket(`ws://127.0.0.1:${this.port}${path}`, headers);
    this.#sockets.push(socket);
    return socket;
  }
}

export const HANDSHAKE: WireMessage = {
  channel: '/meta/handshake',
  version: '1.0',
  supportedConnectionTypes: ['websocket', 'long-polling'],
};

export function connectOf(clientId: string, connectionType = 'long-polling'): WireMessage {
  return { channel: '/meta/connect', clientId, connectionType };
}

/** Waits for something that another process of the machine brings about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
