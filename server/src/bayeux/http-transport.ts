import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { IdSource } from '../runtime/ids.js';
import { type BayeuxError, statusOf } from './errors.js';
import type { Exchange, Exchanger } from './exchange.js';
import { arrayOf, failure, readBatch } from './messages.js';
import type { BayeuxSession, Sink } from './session.js';

/** How an HTTP transport writes the array of messages. */
export interface BodyForm {
  readonly contentType: string;
  readonly write: (json: string) => string;
}

export const JSON_FORM: BodyForm = { contentType: 'application/json; charset=utf-8', write: (json) => json };

/**
 * A cookie that names the browser, for load balancers. It is set at the handshake, where there is none yet, and never
 * asked for.
 */
export interface BrowserCookie {
  /** `BAYEUX_BROWSER` at servers of the CometD project. */
  readonly name: string;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
  readonly secure: boolean;
  readonly ids: IdSource;
}

/** What the transports over HTTP have in common: one answer a request, now or when there is something to say. */
export class HttpTransport {
  readonly #exchanger: Exchanger;
  readonly #cookie: BrowserCookie | undefined;

  constructor(exchanger: Exchanger, cookie?: BrowserCookie) {
    this.#exchanger = exchanger;
    this.#cookie = cookie;
  }

  /** @param text the messages, as JSON */
  answer(text: string, request: IncomingMessage, response: ServerResponse, form: BodyForm): void {
    const batch = readBatch(text, this.#exchanger.limits.batchMessages);
    if (typeof batch === 'string') {
      write(response, JSON_FORM.contentType, refusalOf(batch), statusOf(batch));
      return;
    }
    const sink = new HttpSink(response, form);
    const exchange = this.#exchanger.exchange(batch, request);
    if (exchange instanceof Promise) void exchange.then((done) => this.#answer(done, request, response, sink));
    else this.#answer(exchange, request, response, sink);
  }

  #answer(exchange: Exchange, request: IncomingMessage, response: ServerResponse, sink: HttpSink): void {
    // Who has hung up since gets nothing, and loses nothing: it comes back.
    if (!sink.isOpen) return;
    if (exchange.opened.length > 0) this.#nameBrowser(request, response);
    for (const { session } of exchange.connects) session.bind(undefined);
    const [only] = exchange.connects;
    if (only !== undefined && exchange.connects.length === 1 && exchange.replies.length === 0 && only.holdMs > 0) {
      sink.watch(only.session);
      only.session.holdConnect(only.message, sink, only.holdMs);
      return;
    }
    // Beside other messages a connect is not held: their answers would have to wait with it.
    for (const { session, message } of exchange.connects) exchange.replies.push(...session.answerConnect(message));
    exchange.answer(sink);
  }

  #nameBrowser({ headers }: IncomingMessage, response: ServerResponse): void {
    if (this.#cookie === undefined) return;
    const { name, sameSite, secure, ids } = this.#cookie;
    const known = headers.cookie?.split(';').some((pair) => pair.trim().startsWith(`${name}=`));
    if (known === true) return;
    const attributes = ['Path=/', 'HttpOnly', `SameSite=${sameSite}`, ...(secure ? ['Secure'] : [])];
    response.setHeader('set-cookie', [`${name}=${ids.secret()}`, ...attributes].join('; '));
  }
}

/** What is with every answer. */
export const ANSWER_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;
/** The JavaScript client always sends its requests with credentials, and browsers want that allowed. */
export const CREDENTIALS_HEADERS = { 'access-control-allow-credentials': 'true' } as const;

/** Refuses a request as a whole: nothing in it has been handled. */
export function refuseBatch(reply: FastifyReply, error: BayeuxError): FastifyReply {
  return reply.status(statusOf(error)).type(JSON_FORM.contentType).send(refusalOf(error));
}

function refusalOf(error: BayeuxError): string {
  return arrayOf([JSON.stringify(failure({}, error))]);
}

/** Whoever has got this far may come, from whatever page. */
function write(response: ServerResponse, contentType: string, text: string, status = 200): void {
  const { origin } = response.req.headers;
  // One by one: to spread them costs more than to write them.
  const headers = {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': ANSWER_HEADERS['cache-control'],
    'x-content-type-options': ANSWER_HEADERS['x-content-type-options'],
    vary: 'Origin',
  };
  const allowed = origin !== undefined && { ...CREDENTIALS_HEADERS, 'access-control-allow-origin': origin };
  response.writeHead(status, allowed ? { ...headers, ...allowed } : headers);
  response.end(text);
}

/** The answer to one request, which takes messages once. */
class HttpSink implements Sink {
  readonly streaming = false;
  readonly #response: ServerResponse;
  readonly #form: BodyForm;

  constructor(response: ServerResponse, form: BodyForm) {
    this.#response = response;
    this.#form = form;
  }

  /** Whether the client still waits. */
  get isOpen(): boolean {
    return !this.#response.destroyed && !this.#response.writableEnded;
  }

  send(texts: readonly string[]): boolean {
    if (!this.isOpen) return false;
    write(this.#response, this.#form.contentType, this.#form.write(arrayOf(texts)));
    return true;
  }

  cut(): void {
    this.#response.destroy();
  }

  /** Tells a session when the client hangs up. */
  watch(session: BayeuxSession): void {
    this.#response.once('close', () => session.detach(this));
  }
}
