import { registration, type RegisterMode, type RegistrationTrigger, type TEventName } from '@fusion-cti/protocol';
import type { ClientId } from '../api.js';
import { advance } from './advance.js';

/** Who has registered one DN, and how. */
export class Registrations {
  readonly #modes = new Map<ClientId, RegisterMode>();
  /** Replaced, never changed: deliveries that were made keep the list they had. */
  #clients: readonly ClientId[] = [];

  /** Everybody who gets the events of the DN. */
  get clients(): readonly ClientId[] {
    return this.#clients;
  }

  has(client: ClientId): boolean {
    return this.#modes.has(client);
  }

  /** A Monitor registration gives events but authorises no request. */
  authorises(client: ClientId): boolean {
    const mode = this.#modes.get(client);
    return mode !== undefined && mode !== 'Monitor';
  }

  /** Private keeps the others out, so it cannot be had while others are in. */
  excludes(client: ClientId, mode: RegisterMode): boolean {
    const others = this.#modes.size - (this.#modes.has(client) ? 1 : 0);
    if (others === 0) return false;
    return mode === 'Private' || [...this.#modes].some(([other, theirs]) => other !== client && theirs === 'Private');
  }

  /** @returns the events that the row emits. */
  apply(client: ClientId, trigger: RegistrationTrigger, mode: RegisterMode = 'Share'): readonly TEventName[] {
    const state = this.has(client) ? 'Registered' : 'Unregistered';
    const row = advance(registration, state, trigger, `client ${client}`);
    if (row.to === 'Registered') this.#modes.set(client, mode);
    else this.#modes.delete(client);
    this.#clients = [...this.#modes.keys()];
    return row.emits ?? [];
  }
}
