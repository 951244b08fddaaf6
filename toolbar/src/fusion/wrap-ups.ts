import type { Subscription } from 'rxjs';
import { watchContacts } from '../state/contact-watch.js';
import { isLive, type Contact } from '../state/contacts.js';
import { wrappingUp } from '../state/selectors.js';
import type { WrapUp } from '../state/wrap-up.js';
import type { ICtiVendorHandler } from '../vendor/ICtiVendorHandler.js';
import { DispositionTeller } from './disposition-teller.js';
import { WrapUpSync, type WrapUpParts } from './wrap-up-sync.js';

export type WrapUpsParts = WrapUpParts & { readonly vendor: ICtiVendorHandler };

/** What agents note of their conversations: the same here, in Fusion, and at the switch. */
export class WrapUps {
  readonly #parts: WrapUpsParts;
  readonly #syncs = new Map<string, WrapUpSync>();
  readonly #dispositions: DispositionTeller;
  readonly #watched: Subscription;

  constructor(parts: WrapUpsParts) {
    this.#parts = parts;
    this.#dispositions = new DispositionTeller(parts);
    const { store } = parts;
    this.#watched = watchContacts(store, {
      here: (contact) => this.#dispositions.heard(contact),
      left: (contact) => this.#left(contact),
    });
    // Fusion's wrap-up of a call that was over before this page came.
    for (const { eventId, answeredAt } of wrappingUp(store.state)) if (answeredAt !== undefined) this.follow(eventId);
  }

  /** Fusion has this contact started: there is a wrap-up, or there will be. */
  follow(eventId: string): void {
    if (this.#syncs.has(eventId)) return;
    const sync = new WrapUpSync(this.#parts, eventId);
    this.#syncs.set(eventId, sync);
    void sync.open();
  }

  note(eventId: string, change: Partial<WrapUp>): void {
    this.#parts.store.dispatch({ type: 'contactNoted', eventId, change });
    this.#syncs.get(eventId)?.noted();
  }

  async save(eventId: string): Promise<void> {
    this.follow(eventId);
    await this.#syncs.get(eventId)?.save();
  }

  /** Another page goes on with them. */
  close(): void {
    this.#watched.unsubscribe();
    for (const sync of this.#syncs.values()) sync.close();
  }

  #left(contact: Contact): void {
    this.#syncs.get(contact.eventId)?.close();
    this.#syncs.delete(contact.eventId);
    if (!isLive(contact)) this.#dispositions.left(contact);
  }
}
