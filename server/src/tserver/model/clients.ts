import { T_EVENTS, type TEventName } from '@fusion-cti/protocol';
import type { ClientId } from '../api.js';
import type { Dn } from './dn.js';

interface Client {
  /** The DNs that it has registered. */
  readonly dns: Set<Dn>;
  /** The DNs whose agents are kept free for it. */
  readonly reserved: Set<Dn>;
  /** Message numbers that it does not want. */
  masked: ReadonlySet<number> | undefined;
}

/** The open connections, each with the DNs that it has registered. */
export class Clients {
  readonly #clients = new Map<ClientId, Client>();
  #masks = 0;

  connect(client: ClientId): void {
    if (!this.#clients.has(client))
      this.#clients.set(client, { dns: new Set(), reserved: new Set(), masked: undefined });
  }

  connected(client: ClientId): boolean {
    return this.#clients.has(client);
  }

  get all(): readonly ClientId[] {
    return [...this.#clients.keys()];
  }

  registered(client: ClientId, dn: Dn): void {
    this.#clients.get(client)?.dns.add(dn);
  }

  unregistered(client: ClientId, dn: Dn): void {
    this.#clients.get(client)?.dns.delete(dn);
  }

  /** The DNs whose agents are kept free for the client, to be changed. */
  reserved(client: ClientId): Set<Dn> {
    return this.#clients.get(client)?.reserved ?? new Set();
  }

  /** The client does not want events of these message numbers. */
  mask(client: ClientId, masked: ReadonlySet<number>): void {
    const known = this.#clients.get(client);
    if (known === undefined) return;
    this.#masks += (masked.size > 0 ? 1 : 0) - (known.masked === undefined ? 0 : 1);
    known.masked = masked.size > 0 ? masked : undefined;
  }

  /** Of these clients, those that want the event. */
  wanting(event: TEventName, clients: readonly ClientId[]): readonly ClientId[] {
    if (this.#masks === 0) return clients;
    const number = T_EVENTS[event];
    return clients.filter((client) => this.#clients.get(client)?.masked?.has(number) !== true);
  }

  disconnect(client: ClientId): void {
    for (const dn of this.#clients.get(client)?.dns ?? []) dn.registrations.apply(client, 'ConnectionClosed');
    this.mask(client, new Set());
    this.#clients.delete(client);
  }

  /** Everybody stays connected, and has to register again. */
  loseRegistrations(): void {
    for (const [client, { dns }] of this.#clients) {
      for (const dn of dns) dn.registrations.apply(client, 'RegistrationsLost');
      dns.clear();
    }
  }
}
