import { isIP } from 'node:net';
import { type Static, Type } from 'typebox';
import { CodedError } from '../coded-error.js';
import { LOOPBACK_NETWORKS } from './address-rules.js';

/** Something that the server may call. A list of these is the allow-list. */
export const OutboundTargetSchema = Type.Object(
  {
    /** `api.example.com` is that host, `.example.com` every host below it. A bare IP address has to be named itself. */
    host: Type.String({ pattern: '^(\\.?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\])$', maxLength: 253 }),
    /** Absent: the scheme's own port only. */
    ports: Type.Optional(
      Type.Union([Type.Literal('any'), Type.Array(Type.Integer({ minimum: 1, maximum: 65_535 }), { maxItems: 20 })]),
    ),
    /** The path has to be this, or below it. */
    path: Type.Optional(Type.String({ pattern: '^/', maxLength: 1024 })),
    /** Networks of one's own in which the host may be, as `10.1.0.0/16`. Absent: public addresses only. */
    networks: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-f:.]+/\\d{1,3}$' }), { maxItems: 20 })),
    /** Without TLS too, as long as it is this machine: for development. */
    plain: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type OutboundTarget = Static<typeof OutboundTargetSchema>;

/** This machine: for development and for emulators, and never in a list of production. */
export const LOOPBACK_TARGETS: readonly OutboundTarget[] = ['localhost', '127.0.0.1', '[::1]'].map((host) => ({
  host,
  ports: 'any',
  networks: [...LOOPBACK_NETWORKS],
  plain: true,
}));

/** How a call is made, by its schemes. */
export interface CallKind {
  readonly secure: string;
  readonly plain: string;
}

export const HTTP: CallKind = { secure: 'https:', plain: 'http:' };
export const WEB_SOCKET: CallKind = { secure: 'wss:', plain: 'ws:' };

const MAX_URL = 2048;
const SCHEME_PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'wss:': 443, 'http:': 80, 'ws:': 80 };
/** A slash or backslash in disguise: some servers see through it, and then the path is another one. */
const HIDDEN_SLASH = /%2f|%5c/i;
/** The parser of URLs would take them out silently. */
const BLANK = /[\s\p{Cc}]/u;

/**
 * What may be called at this address, by the text of it alone.
 * @throws CodedError `outbound-url-invalid`, `outbound-scheme-forbidden`, `outbound-host-forbidden`
 */
export function targetOf(
  text: string,
  kind: CallKind,
  targets: readonly OutboundTarget[],
): { readonly url: URL; readonly target: OutboundTarget } {
  const url = parsed(text);
  if (url.protocol !== kind.secure && url.protocol !== kind.plain) throw new CodedError('outbound-scheme-forbidden');
  const known = targets.filter((target) => fits(url, target));
  const target = known.find(({ plain = false }) => plain || url.protocol === kind.secure);
  if (target !== undefined) return { url, target };
  throw new CodedError(url.protocol === kind.secure ? 'outbound-host-forbidden' : 'outbound-scheme-forbidden');
}

function parsed(text: string): URL {
  if (text.length > MAX_URL || BLANK.test(text) || !URL.canParse(text)) throw new CodedError('outbound-url-invalid');
  const url = new URL(text);
  const hasUser = url.username !== '' || url.password !== '';
  if (hasUser || url.hostname === '' || url.hostname.endsWith('.')) throw new CodedError('outbound-url-invalid');
  return url;
}

function fits(url: URL, { host, ports = [], path }: OutboundTarget): boolean {
  const port = url.port === '' ? SCHEME_PORTS[url.protocol] : Number(url.port);
  const isPort = ports === 'any' || (ports.length === 0 ? url.port === '' : port !== undefined && ports.includes(port));
  return isPort && isHost(url.hostname, host) && (path === undefined || isBelow(url.pathname, path));
}

function isHost(name: string, wanted: string): boolean {
  if (!wanted.startsWith('.')) return name === wanted;
  return isIP(name) === 0 && name.endsWith(wanted) && name.length > wanted.length;
}

function isBelow(path: string, beginning: string): boolean {
  if (HIDDEN_SLASH.test(path)) return false;
  return path === beginning || path.startsWith(beginning.endsWith('/') ? beginning : `${beginning}/`);
}
