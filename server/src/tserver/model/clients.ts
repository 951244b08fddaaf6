import type { ClientId } from '../api.js';
import type { Dn } from './dn.js';

/** The open connections, each with the DNs that it has registered. */
export class Clients {
  readonly #registered = new Map<ClientId, Set<Dn>>();

  connect(client: ClientId): void {
    if (!this.#registered.has(client)) this.#registered.set(client, new Set());
  }

  connected(client: ClientId): boolean {
    return this.#registered.has(client);
  }

  registered(client: ClientId, dn: Dn): void {
    this.#registered.get(client)?.add(dn);
  }

  unregistered(client: ClientId, dn: Dn): void {
    this.#registered.get(client)?.delete(dn);
  }

  disconnect(client: ClientId): void {
    for (const dn of this.#registered.get(client) ?? []) dn.registrations.apply(client, 'ConnectionClosed');
    this.#registered.delete(client);
  }
}
