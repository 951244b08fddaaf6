import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Clock } from '../../runtime/clock.js';
import { CodedError } from '../../runtime/coded-error.js';
import type { ByocConfig } from '../../runtime/config-byoc.js';
import { decentName } from '../../runtime/file-names.js';
import {
  type OutboundAnswer,
  OutboundGuard,
  OutboundHttp,
  type OutboundTarget,
  type Resolver,
} from '../../runtime/outbound/index.js';
import { isLie, typeOfBytes } from './file-types.js';

export interface FetchedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Why a file is not there. The address is not in it: it is a secret. */
export type FileProblemCode =
  | 'attachment_too_large'
  | 'attachment_type_refused'
  | 'attachment_address_refused'
  | 'attachment_gone'
  | 'attachment_unreachable';

export class FileProblem extends Error {
  readonly code: FileProblemCode;

  constructor(code: FileProblemCode) {
    super(code);
    this.name = 'FileProblem';
    this.code = code;
  }

  /** Whether another try may bring it. */
  get mayPass(): boolean {
    return this.code === 'attachment_unreachable';
  }
}

export interface FetcherOptions {
  readonly config: Pick<
    ByocConfig,
    'attachmentBytes' | 'attachmentMs' | 'attachmentTypes' | 'attachmentHosts' | 'connectMs'
  >;
  /** The network's time. */
  readonly clock: Clock;
  readonly resolver: Resolver;
  readonly trust?: SecureContext | undefined;
}

/** Each of them may be as large as one may be. */
const AT_ONCE = 4;

const BY_CODE: Readonly<Record<string, FileProblemCode>> = {
  'outbound-url-invalid': 'attachment_address_refused',
  'outbound-scheme-forbidden': 'attachment_address_refused',
  'outbound-host-forbidden': 'attachment_address_refused',
  'outbound-address-forbidden': 'attachment_address_refused',
  'outbound-redirected': 'attachment_address_refused',
  'outbound-answer-too-large': 'attachment_too_large',
};
const PASSING = new Set([408, 425, 429]);

/** Gets files from addresses that somebody else gave us: public ones, by TLS, not redirected, judged by their bytes. */
export class FileFetcher {
  readonly #options: FetcherOptions;
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(options: FetcherOptions) {
    this.#options = options;
  }

  /**
   * @param known beside what may be called anyway
   * @throws FileProblem
   */
  async fetch(url: string, friendlyName: string, known: readonly OutboundTarget[]): Promise<FetchedFile> {
    const { attachmentTypes } = this.#options.config;
    const name = fileName(friendlyName);
    const { status, headers, body: content } = await this.#inTurn(() => this.#get(url, known));
    if (status >= 500 || PASSING.has(status)) throw new FileProblem('attachment_unreachable');
    if (status !== 200) throw new FileProblem('attachment_gone');
    const type = typeOfBytes(content, name);
    if (!attachmentTypes.includes(type) || isLie(headers['content-type'] ?? '', type))
      throw new FileProblem('attachment_type_refused');
    return { name, type, content };
  }

  async #get(url: string, known: readonly OutboundTarget[]): Promise<OutboundAnswer> {
    const { config, clock, resolver, trust } = this.#options;
    const { attachmentMs: totalMs, attachmentBytes: answerBytes, attachmentHosts } = config;
    const anywhere = attachmentHosts.length > 0 ? attachmentHosts : ownHost(url);
    // A connection of its own: nothing of it is left for another address.
    const http = new OutboundHttp({
      guard: new OutboundGuard([...known, ...anywhere], resolver),
      clock,
      times: { connectMs: Math.min(config.connectMs, totalMs), totalMs },
      answerBytes,
      ...(trust !== undefined && { trust }),
    });
    try {
      return await http.request(url, { method: 'GET', headers: { accept: '*/*', 'accept-encoding': 'identity' } });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      throw new FileProblem(BY_CODE[error.code] ?? 'attachment_unreachable');
    } finally {
      http.close();
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Its turn goes to who waits.
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }
}

/** A label, and never a path. */
export function fileName(friendlyName: string): string {
  return decentName(friendlyName) ?? 'attachment';
}

/** Any name of a host, at TLS' own port. Where it leads is judged when it is called; a bare IP address is none. */
function ownHost(text: string): readonly OutboundTarget[] {
  if (!URL.canParse(text)) return [];
  const { hostname } = new URL(text);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? [{ host: hostname }] : [];
}
