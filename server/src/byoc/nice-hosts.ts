import { CodedError } from '../runtime/coded-error.js';
import type { ByocConfig } from '../runtime/config-byoc.js';
import { HTTP, LOOPBACK_TARGETS, type OutboundTarget, targetOf } from '../runtime/outbound/index.js';

/** Which addresses are taken for CXone's, when somebody else says where it is. */
export class NiceHosts {
  /** Hosts by TLS at its own port; this machine when an emulator is expected. */
  readonly targets: readonly OutboundTarget[];

  constructor({ niceHosts, emulator }: Pick<ByocConfig, 'niceHosts' | 'emulator'>) {
    this.targets = [...niceHosts.map((host) => ({ host })), ...(emulator ? LOOPBACK_TARGETS : [])];
  }

  /** @returns `undefined` unless it leads to CXone: no user, no other port, no bare IP address */
  url(text: string): URL | undefined {
    try {
      return targetOf(text, HTTP, this.targets).url;
    } catch (error) {
      if (error instanceof CodedError) return undefined;
      throw error;
    }
  }
}
