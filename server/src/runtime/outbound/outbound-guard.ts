import { type BlockList, isIP, type LookupFunction } from 'node:net';
import { CodedError } from '../coded-error.js';
import { addressProblem, isLoopbackAddress, networksOf } from './address-rules.js';
import type { Resolver } from './resolver.js';
import { type CallKind, type OutboundTarget, targetOf } from './targets.js';

/** A call that may be made, to these addresses and no others. */
export interface Admission {
  readonly url: URL;
  readonly addresses: readonly string[];
  /** Answers every question for a name with the addresses that were judged: the DNS is not asked a second time. */
  readonly lookup: LookupFunction;
}

/**
 * Judges every address that somebody else gave us: by its text, and then by where its name leads at the moment. A name
 * is resolved once a call, all of its addresses are judged, and the connection is made to one of those: who owns the
 * name cannot show one address to the judge and another one to the socket.
 */
export class OutboundGuard {
  readonly #targets: readonly OutboundTarget[];
  readonly #networks: ReadonlyMap<OutboundTarget, BlockList>;
  readonly #resolver: Resolver;

  /** @throws Error when a network of a target is none: at the start, and not at the first call */
  constructor(targets: readonly OutboundTarget[], resolver: Resolver) {
    this.#targets = targets;
    this.#networks = new Map(targets.map((target) => [target, networksOf(target.networks ?? [])]));
    this.#resolver = resolver;
  }

  /**
   * @throws CodedError `outbound-url-invalid`, `outbound-scheme-forbidden`, `outbound-host-forbidden`,
   * `outbound-unresolved`, `outbound-address-forbidden`
   */
  async admit(text: string, kind: CallKind): Promise<Admission> {
    const { url, target } = targetOf(text, kind, this.#targets);
    const addresses = await this.#addressesOf(url.hostname.replace(/^\[|\]$/g, ''));
    const problems = addresses.map((address) => addressProblem(address, this.#networks.get(target)));
    // One bad address is enough: whoever mixes it in hopes that it is the one that answers.
    const problem = problems.find((found) => found !== undefined);
    if (problem !== undefined) throw new CodedError('outbound-address-forbidden', { details: problem });
    if (url.protocol === kind.plain && !addresses.every(isLoopbackAddress))
      throw new CodedError('outbound-scheme-forbidden');
    return { url, addresses, lookup: lookupOf(addresses) };
  }

  async #addressesOf(host: string): Promise<readonly string[]> {
    if (isIP(host) !== 0) return [host];
    try {
      const addresses = await this.#resolver.resolve(host);
      if (addresses.length > 0) return addresses;
    } catch (error) {
      throw new CodedError('outbound-unresolved', { details: (error as NodeJS.ErrnoException).code });
    }
    throw new CodedError('outbound-unresolved');
  }
}

function lookupOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, answer) => {
    const [first] = all;
    if (options.all === true) answer(null, [...all]);
    else answer(null, first?.address ?? '', first?.family);
  };
}
