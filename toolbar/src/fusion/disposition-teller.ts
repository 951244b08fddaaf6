import { msg } from '@lit/localize';
import { commandsFor } from '../state/call-commands.js';
import { isLive, isOwnConsultation, type Contact } from '../state/contacts.js';
import { sentenceOf } from '../state/failure.js';
import type { NoticeBoard } from '../state/notice-board.js';
import type { Store } from '../state/store.js';
import type { ICtiVendorHandler } from '../vendor/ICtiVendorHandler.js';

export interface DispositionParts {
  readonly vendor: ICtiVendorHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
}

/** The key that Genesys' own desktop uses when nobody configured another one. */
const KEY = 'DispositionCode';

/**
 * Tells the switch how a conversation ended: with the data of the call while there is a call, and after it with a user
 * event about it, as Genesys' own desktop does, once the agent has done with the contact.
 */
export class DispositionTeller {
  readonly #parts: DispositionParts;
  readonly #told = new Map<string, string>();

  constructor(parts: DispositionParts) {
    this.#parts = parts;
  }

  heard(contact: Contact): void {
    const { eventId, wrapUp } = contact;
    if (wrapUp.disposition === this.#toldOf(contact) || !isLive(contact) || isOwnConsultation(contact)) return;
    const commands = commandsFor(this.#parts.store.state, contact);
    const known = contact.userData.some(({ key }) => key === KEY);
    const type = known ? 'updateData' : 'attachData';
    if (!commands.includes(type)) return;
    this.#told.set(eventId, wrapUp.disposition);
    void this.#tell(eventId, () =>
      this.#parts.vendor.controlCall({ type, userData: { [KEY]: wrapUp.disposition } }, contact.connectionId),
    );
  }

  left(contact: Contact): void {
    const { eventId, connectionId, wrapUp } = contact;
    const told = this.#toldOf(contact);
    this.#told.delete(eventId);
    const { connection } = this.#parts.store.state;
    const takesEvents = connection.status === 'online' && connection.commands.includes('sendUserEvent');
    if (!takesEvents || wrapUp.disposition === told) return;
    const userData = { [KEY]: wrapUp.disposition };
    void this.#tell(eventId, () => this.#parts.vendor.sendUserEvent(userData, connectionId));
  }

  /** What was noted before anybody here could tell of it came with the call. */
  #toldOf({ eventId, userData }: Contact): string {
    const known = userData.find(({ key }) => key === KEY)?.value;
    return this.#told.get(eventId) ?? (typeof known === 'string' ? known : '');
  }

  async #tell(eventId: string, ask: () => Promise<void>): Promise<void> {
    const { board } = this.#parts;
    const notice = `disposition:${eventId}`;
    try {
      await ask();
      board.dismiss(notice);
    } catch (error) {
      const what = msg('The contact centre was not told how the conversation ended');
      board.post(notice, what, sentenceOf(error), () => void this.#tell(eventId, ask));
    }
  }
}
