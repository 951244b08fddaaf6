import type { FastifyReply, FastifyRequest } from 'fastify';
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
  answer(text: string, request: FastifyRequest, reply: FastifyReply, form: BodyForm): void {
    const batch = readBatch(text, this.#exchanger.limits.batchMessages);
    if (typeof batch === 'string') {
      refuseBatch(reply, batch);
      return;
    }
    const sink = new HttpSink(reply, form);
    const exchange = this.#exchanger.exchange(batch, request.raw);
    if (exchange instanceof Promise) void exchange.then((done) => this.#answer(done, request, reply, sink));
    else this.#answer(exchange, request, reply, sink);
  }

  #answer(exchange: Exchange, request: FastifyRequest, reply: FastifyReply, sink: HttpSink): void {
    // Who has hung up since gets nothing, and loses nothing: it comes back.
    if (!sink.isOpen) return;
    if (exchange.opened.length > 0) this.#nameBrowser(request, reply);
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

  #nameBrowser({ headers }: FastifyRequest, reply: FastifyReply): void {
    if (this.#cookie === undefined) return;
    const { name, sameSite, secure, ids } = this.#cookie;
    const known = headers.cookie?.split(';').some((pair) => pair.trim().startsWith(`${name}=`));
    if (known === true) return;
    const attributes = ['Path=/', 'HttpOnly', `SameSite=${sameSite}`, ...(secure ? ['Secure'] : [])];
    void reply.header('set-cookie', [`${name}=${ids.secret()}`, ...attributes].join('; '));
  }
}

/** Refuses a request as a whole: nothing in it has been handled. */
export function refuseBatch(reply: FastifyReply, error: BayeuxError): FastifyReply {
  const body = arrayOf([JSON.stringify(failure({}, error))]);
  return reply.status(statusOf(error)).type(JSON_FORM.contentType).send(body);
}

/** The answer to one request, which takes messages once. */
class HttpSink implements Sink {
  readonly streaming = false;
  readonly #reply: FastifyReply;
  readonly #form: BodyForm;

  constructor(reply: FastifyReply, form: BodyForm) {
    this.#reply = reply;
    this.#form = form;
  }

  /** Whether the client still waits. */
  get isOpen(): boolean {
    return !this.#reply.raw.destroyed;
  }

  send(texts: readonly string[]): boolean {
    if (!this.isOpen) return false;
    this.#reply.type(this.#form.contentType).send(this.#form.write(arrayOf(texts)));
    return true;
  }

  cut(): void {
    this.#reply.raw.destroy();
  }

  /** Tells a session when the client hangs up. */
  watch(session: BayeuxSession): void {
    this.#reply.raw.once('close', () => session.detach(this));
  }
}
