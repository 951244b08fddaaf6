import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from 'node:http2';
import { CodedError } from '../coded-error.js';
import { callError } from './call-error.js';
import { CallTime } from './call-time.js';
import type { Admission } from './outbound-guard.js';
import {
  ANSWER_BYTES,
  CALL_TIMES,
  hostOf,
  type OutboundAnswer,
  type OutboundOptions,
  type OutboundRequest,
  tlsOptions,
} from './outbound-http.js';
import { HTTP } from './targets.js';

/** A connection on which nothing has been heard for so long is asked whether it is still there; twice in vain ends it. */
const PING_MS = 60_000;

interface Line {
  readonly session: ClientHttp2Session;
  readonly connected: Promise<ClientHttp2Session>;
}

/**
 * Calls addresses by HTTP/2, under the same guard as `OutboundHttp`: for services that speak nothing else. There is one
 * connection to an origin, and it is kept; one that ends, or says that it will, is replaced at the next call.
 */
export class OutboundHttp2 {
  readonly #options: OutboundOptions;
  /** By origin and by the addresses that were judged. */
  readonly #lines = new Map<string, Line>();

  constructor(options: OutboundOptions) {
    this.#options = options;
  }

  /**
   * Any answer is an answer, 4xx and 5xx too; a redirection is none.
   * @throws CodedError one of the `outbound-…`; none of them repeats the address or what was sent
   */
  async request(address: string, request: OutboundRequest): Promise<OutboundAnswer> {
    const { guard, clock, times = CALL_TIMES } = this.#options;
    const time = new CallTime(clock, hostOf(address), times);
    try {
      const admission = await time.within(guard.admit(address, HTTP));
      const line = await time.within(this.#lineTo(admission, time.signal));
      time.connected();
      return await this.#call(line, admission.url, request, time.signal);
    } catch (error) {
      throw callError(error, time.signal);
    } finally {
      time.ended();
    }
  }

  /** Lets go of the connections. */
  close(): void {
    for (const { session } of this.#lines.values()) session.destroy();
    this.#lines.clear();
  }

  #lineTo({ url, addresses, lookup }: Admission, signal: AbortSignal): Promise<ClientHttp2Session> {
    const key = `${url.origin}|${addresses.join()}`;
    const known = this.#lines.get(key);
    if (known !== undefined && !known.session.closed && !known.session.destroyed) return known.connected;
    const session = connect(url.origin, { lookup, ...(url.protocol === HTTP.secure && tlsOptions(this.#options)) });
    const connected = new Promise<ClientHttp2Session>((resolve, reject) => {
      const give = () => session.destroy();
      signal.addEventListener('abort', give, { once: true });
      session.once('connect', () => {
        // From now on the connection is everybody's, and not only of the call that was first.
        signal.removeEventListener('abort', give);
        resolve(session);
      });
      session.on('error', reject);
      session.once('close', () => reject(new CodedError('outbound-unreachable', { details: 'the connection ended' })));
    });
    const forget = () => {
      if (this.#lines.get(key)?.session === session) this.#lines.delete(key);
    };
    session.on('error', forget).once('close', forget).once('goaway', forget);
    // Keeping a line open is no reason to keep the process alive.
    session.unref();
    this.#lines.set(key, { session, connected });
    this.#keepAlive(session);
    return connected;
  }

  /** A connection that is cut somewhere on its way is told of by nobody. */
  #keepAlive(session: ClientHttp2Session): void {
    let isAnswered = true;
    const next = () => {
      if (session.destroyed) return;
      if (!isAnswered) {
        session.destroy();
        return;
      }
      isAnswered = false;
      if (!session.connecting) session.ping(() => (isAnswered = true));
      timer = this.#options.clock.setTimer('outbound http2 ping', PING_MS, next);
    };
    let timer = this.#options.clock.setTimer('outbound http2 ping', PING_MS, next);
    session.once('close', () => timer.cancel());
  }

  async #call(
    line: ClientHttp2Session,
    url: URL,
    { method, headers = {}, body = '', answerBytes = this.#options.answerBytes ?? ANSWER_BYTES }: OutboundRequest,
    signal: AbortSignal,
  ): Promise<OutboundAnswer> {
    const stream = line.request({ ...headers, ':method': method, ':path': `${url.pathname}${url.search}` });
    const stop = () => stream.close(constants.NGHTTP2_CANCEL);
    signal.addEventListener('abort', stop, { once: true });
    try {
      stream.end(body);
      const { ':status': status = 0, ...given } = await answered(stream);
      if (status >= 300 && status < 400) throw new CodedError('outbound-redirected', { details: `${status}` });
      const pieces: Buffer[] = [];
      let bytes = 0;
      for await (const piece of stream as AsyncIterable<Buffer>) {
        bytes += piece.length;
        if (bytes > answerBytes) {
          throw new CodedError('outbound-answer-too-large', { details: `more than ${answerBytes} bytes` });
        }
        pieces.push(piece);
      }
      return { status, headers: given, body: Buffer.concat(pieces) };
    } catch (error) {
      stop();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

function answered(
  stream: ReturnType<ClientHttp2Session['request']>,
): Promise<IncomingHttpHeaders & { ':status'?: number }> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    stream.on('error', reject);
    stream.once('close', () => reject(new CodedError('outbound-unreachable', { details: 'the stream ended' })));
  });
}
