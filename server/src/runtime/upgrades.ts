import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@fusion-cti/protocol';
import { CodedError } from './coded-error.js';
import { refuse } from './error-answers.js';
import type { OriginPolicy } from './origins.js';

/** Takes an HTTP upgrade, or says `false` and leaves it untouched. */
export type UpgradeClaim = (request: IncomingMessage, stream: Duplex, head: Buffer) => boolean;

export type UpgradeHandler = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

const UPGRADES = new WeakMap<Server, Upgrades>();

/** The one listener for a server's upgrades. Node tells every listener of each, and two would answer the same request. */
export function upgradesOf(server: Server): Upgrades {
  const known = UPGRADES.get(server);
  if (known !== undefined) return known;
  const upgrades = new Upgrades();
  UPGRADES.set(server, upgrades);
  server.on('upgrade', (request, stream, head) => upgrades.handle(request, stream, head));
  return upgrades;
}

/** Why no socket is opened for a request, whatever its path; `undefined` when one may be. */
export function upgradeRefusal({ headers }: IncomingMessage, origins: OriginPolicy): ErrorCode | undefined {
  if (!origins.allows(headers)) return 'origin-forbidden';
  return headers.upgrade?.toLowerCase() === 'websocket' ? undefined : 'unsupported-upgrade';
}

/** Asks the faces in turn whose an upgrade is. */
export class Upgrades {
  readonly #claims: UpgradeClaim[] = [];
  #otherwise: UpgradeHandler = refuseUnclaimed;

  /** Adds a face that knows its own path. */
  claim(claim: UpgradeClaim): void {
    this.#claims.push(claim);
  }

  /** Sets the one face that answers for every path that nobody claims. */
  otherwise(handler: UpgradeHandler): void {
    this.#otherwise = handler;
  }

  handle(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // Node hands over a bare stream: one that is reset with nobody listening would end the process.
    stream.on('error', () => stream.destroy());
    if (!this.#claims.some((claim) => claim(request, stream, head))) this.#otherwise(request, stream, head);
  }
}

function refuseUnclaimed(_request: IncomingMessage, stream: Duplex): void {
  refuse(stream, new CodedError('not-found'));
}
