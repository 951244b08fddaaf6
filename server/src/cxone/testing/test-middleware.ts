import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ManualClock } from '../../runtime/clock.js';

/** What tests look at in requests; each call has some of it. */
interface HeardBody {
  readonly messageContent: { readonly payload: { readonly text: string } };
  readonly senderAction: { readonly action: string };
  readonly attachments: readonly { readonly url: string }[];
}

/** A request that came. */
export interface Heard {
  readonly path: string;
  readonly token: string | undefined;
  readonly type: string | undefined;
  readonly body: HeardBody;
}

/** What is answered instead of the usual: an answer, a cut, or a wait of so many ms before the usual. */
type Instead = { readonly status: number; readonly body?: unknown } | 'cut' | { readonly afterMs: number };

/** A middleware in the manner of public ones: gives tokens for JSON, and takes replies with the newest of them. */
export class TestMiddleware {
  readonly heard: Heard[] = [];
  /** By path: what is answered next instead. */
  readonly instead: { readonly path: RegExp; readonly answer: Instead }[] = [];
  clock: ManualClock | undefined;
  token = 'none yet';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #waiting: (() => void)[] = [];
  #tokens = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
    this.#server.on('connection', (socket) => this.#sockets.add(socket));
  }

  static async start(): Promise<TestMiddleware> {
    const middleware = new TestMiddleware();
    await new Promise<void>((resolve) => middleware.#server.listen(0, '127.0.0.1', resolve));
    return middleware;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What came at such addresses, tokens aside. */
  calls(path = /./): readonly Heard[] {
    return this.heard.filter((call) => path.test(call.path) && !call.path.endsWith('/token'));
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request) text += String(piece);
    const { url: path = '', headers } = request;
    const type = headers['content-type'];
    const body = (type === 'application/json' ? JSON.parse(text) : text) as unknown;
    const token = headers.authorization?.replace('Bearer ', '');
    this.heard.push({ path, token, type, body: body as HeardBody });
    const found = this.instead.findIndex((one) => one.path.test(path));
    const [instead] = found < 0 ? [] : this.instead.splice(found, 1);
    if (instead?.answer === 'cut') request.socket.destroy();
    else {
      if (instead !== undefined && 'afterMs' in instead.answer) this.clock?.advance(instead.answer.afterMs);
      const usual = this.#usual(path, token, body);
      const answer = instead !== undefined && 'status' in instead.answer ? instead.answer : usual;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    }
    for (const go of this.#waiting.splice(0)) go();
  }

  #usual(path: string, token: string | undefined, body: unknown): { readonly status: number; readonly body?: unknown } {
    if (path.endsWith('/token')) return this.#grant(body);
    if (token !== this.token) return { status: 401, body: { error: 'invalid_token' } };
    const id = `x-${this.heard.length}`;
    if (path.includes('/1.0/posts/')) return { status: 200, body: { idOnExternalPlatform: id } };
    if (path.endsWith('/sender-action')) return { status: 204 };
    if (path.endsWith('/recipients/validation')) return { status: 200, body: { status: 'valid' } };
    const { thread = { idOnExternalPlatform: 'thr-new' } } = body as { readonly thread?: object };
    return {
      status: 200,
      body: { message: { idOnExternalPlatform: id }, thread, endUserIdentities: [], recipients: [] },
    };
  }

  #grant(body: unknown): { readonly status: number; readonly body: unknown } {
    const { client_secret: secret } = (typeof body === 'object' ? body : {}) as { readonly client_secret?: string };
    if (typeof body === 'string') return { status: 400, body: { error: 'unsupported_grant_type' } };
    if (secret !== 'pair one') return { status: 401, body: { error: 'invalid_client' } };
    this.#tokens += 1;
    this.token = `token-${this.#tokens}`;
    return { status: 200, body: { access_token: this.token, token_type: 'Bearer', expires_in: 3600 } };
  }
}
