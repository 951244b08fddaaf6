import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ManualClock } from '../../runtime/clock.js';
import { OtherSide } from '../../testing/other-side.js';
import { Waiting } from '../../testing/waiting.js';

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
  readonly #side = new OtherSide((request, response, body) => this.#take(request, response, body));
  readonly #waiting = new Waiting();
  #tokens = 0;

  static async start(): Promise<TestMiddleware> {
    const middleware = new TestMiddleware();
    await middleware.#side.listen();
    return middleware;
  }

  get url(): string {
    return this.#side.url;
  }

  stop(): Promise<void> {
    return this.#side.stop();
  }

  /** What came at such addresses, tokens aside. */
  calls(path = /./): readonly Heard[] {
    return this.heard.filter((call) => path.test(call.path) && !call.path.endsWith('/token'));
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  #take(request: IncomingMessage, response: ServerResponse, text: string): void {
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
    this.#waiting.happened();
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
