import type { IncomingHttpHeaders } from 'node:http';

/** Verdicts kept; strangers may send any header, so the memory has to end somewhere. */
const MAX_REMEMBERED = 256;

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAMES.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Which web pages may talk to the server.
 *
 * Pages are told apart by the Origin header, which a browser never lets a page forge. Programs send none, and are not
 * what this protects from. In open mode any loopback page may come, whatever its port: that is how a toolbar under
 * development reaches the service. The Host header is checked too, because a hostile page can point its own name at
 * 127.0.0.1 and would then be same-origin.
 */
export class OriginPolicy {
  readonly #allowedOrigins: ReadonlySet<string>;
  readonly #allowedNames: ReadonlySet<string>;
  readonly #open: boolean;
  readonly #originVerdicts = new Map<string, boolean>();
  readonly #hostVerdicts = new Map<string, boolean>();

  constructor(options: { allowedOrigins: readonly string[]; open: boolean }) {
    this.#allowedOrigins = new Set(options.allowedOrigins.map((origin) => new URL(origin).origin));
    this.#allowedNames = new Set(options.allowedOrigins.map(hostnameOf).filter((name) => name !== undefined));
    this.#open = options.open;
  }

  allowsOrigin(origin: string | undefined): boolean {
    if (origin === undefined || this.#allowedOrigins.has(origin)) return true;
    return this.#open && remembered(this.#originVerdicts, origin, isLoopbackOrigin);
  }

  allowsHost(host: string | undefined): boolean {
    if (!this.#open) return true;
    return remembered(this.#hostVerdicts, host ?? '', (given) => {
      const name = hostnameOf(`http://${given}`) ?? '';
      // With a user in front, the rest of the header is what a URL parser takes for the host.
      return !given.includes('@') && (isLoopbackHost(name) || this.#allowedNames.has(name));
    });
  }

  allows(headers: IncomingHttpHeaders): boolean {
    return this.allowsOrigin(headers.origin) && this.allowsHost(headers.host);
  }
}

/** Parsing a URL for each request would cost more than the rest of the check. */
function remembered(verdicts: Map<string, boolean>, text: string, judge: (text: string) => boolean): boolean {
  const known = verdicts.get(text);
  if (known !== undefined) return known;
  if (verdicts.size >= MAX_REMEMBERED) verdicts.clear();
  const verdict = judge(text);
  verdicts.set(text, verdict);
  return verdict;
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).origin === origin && isLoopbackHost(new URL(origin).hostname);
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
