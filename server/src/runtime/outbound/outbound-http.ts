import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps, type RequestOptions } from 'node:https';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { Clock } from '../clock.js';
import { CodedError } from '../coded-error.js';
import { callError } from './call-error.js';
import { CallTime, type CallTimes } from './call-time.js';
import type { Admission, OutboundGuard } from './outbound-guard.js';
import { HTTP } from './targets.js';

export interface OutboundOptions {
  readonly guard: OutboundGuard;
  /** The network's time. */
  readonly clock: Clock;
  readonly times?: CallTimes;
  /** Bytes of an answer, or of a message of a WebSocket. */
  readonly answerBytes?: number;
  /** Whose certificates are good, made by `trusting`. Absent: those of the authorities that Node knows. */
  readonly trust?: SecureContext;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Names in lower case. `host` and `content-length` are made here, whatever is given. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Bytes of the answer, where this call may bring more or less than the others. */
  readonly answerBytes?: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it came: nothing is unpacked. */
  readonly body: Buffer;
}

export const CALL_TIMES: CallTimes = { connectMs: 5000, totalMs: 10_000 };
export const ANSWER_BYTES = 65_536;
export const HEADER_BYTES = 16_384;

const IDLE_CONNECTIONS = 64;

/** Calls addresses that somebody else gave us. */
export class OutboundHttp {
  readonly #options: OutboundOptions;
  readonly #plain = pinning(new HttpAgent({ keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS }));
  readonly #secure = pinning(new HttpsAgent({ keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS }));

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
      return await this.#call(admission, request, time);
    } finally {
      time.ended();
    }
  }

  /** Lets go of connections that are kept for the next call. */
  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  async #call(
    { url, addresses, lookup }: Admission,
    request: OutboundRequest,
    time: CallTime,
  ): Promise<OutboundAnswer> {
    const { method, headers = {}, body = '', answerBytes = this.#options.answerBytes ?? ANSWER_BYTES } = request;
    const isSecure = url.protocol === HTTP.secure;
    const options: PinnedOptions = {
      method,
      lookup,
      pinnedTo: addresses.join(),
      agent: isSecure ? this.#secure : this.#plain,
      signal: time.signal,
      maxHeaderSize: HEADER_BYTES,
      headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
      ...(isSecure && tlsOptions(this.#options)),
    };
    try {
      const sent = isSecure ? requestHttps(url, options) : requestHttp(url, options);
      whenConnected(sent, isSecure, () => time.connected());
      sent.end(body);
      return await answerTo(sent, answerBytes);
    } catch (error) {
      throw callError(error, time.signal);
    }
  }
}

/** Certificates of authorities of one's own, in PEM, are good beside those that Node knows. */
export function trusting(authorities: readonly string[]): SecureContext {
  return createSecureContext({ ca: [...rootCertificates, ...authorities] });
}

/** Neither an option nor the environment can switch the check of certificates off. */
export function tlsOptions({ trust }: OutboundOptions): { rejectUnauthorized: true; secureContext?: SecureContext } {
  return { rejectUnauthorized: true, ...(trust !== undefined && { secureContext: trust }) };
}

/** For names of timers. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : 'no address';
}

interface PinnedOptions extends RequestOptions {
  /** The addresses that were judged for this call. */
  readonly pinnedTo: string;
}

/** A connection that is kept serves a later call only when the name leads to the same addresses again. */
function pinning<A extends HttpAgent>(agent: A): A {
  const nameOf = agent.getName.bind(agent);
  agent.getName = (options) => `${nameOf(options)}|${(options as Partial<PinnedOptions> | undefined)?.pinnedTo ?? ''}`;
  return agent;
}

function whenConnected(sent: ClientRequest, isSecure: boolean, connected: () => void): void {
  sent.once('socket', (socket) => {
    if (sent.reusedSocket) connected();
    else socket.once(isSecure ? 'secureConnect' : 'connect', connected);
  });
}

function answerTo(sent: ClientRequest, limit: number): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => {
      reject(error);
      // Nobody reads the rest, and a connection with a rest in it is of no use to others.
      sent.destroy();
    };
    sent.on('error', reject);
    sent.on('upgrade', (_answer, socket) => {
      socket.destroy();
      reject(new CodedError('outbound-unreachable', { details: 'switched protocols' }));
    });
    sent.on('response', (answer) => {
      const { statusCode: status = 0, headers } = answer;
      if (status >= 300 && status < 400) return refuse(new CodedError('outbound-redirected', { details: `${status}` }));
      readBody(answer, limit).then((body) => resolve({ status, headers, body }), refuse);
    });
  });
}

async function readBody(answer: IncomingMessage, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const tooLarge = () => new CodedError('outbound-answer-too-large', { details: `more than ${limit} bytes` });
  if (Number(answer.headers['content-length']) > limit) throw tooLarge();
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > limit) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
