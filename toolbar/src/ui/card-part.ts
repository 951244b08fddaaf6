import type { CommandType } from '@fusion-cti/protocol';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { FocusKeeper } from './focus-keeper.js';

/** A part of a contact's card. When the button with the focus goes, the focus goes to the card. */
export abstract class CardPart extends LitElement {
  @property({ attribute: false }) contact: Contact | undefined;
  /** What the contact centre takes for this contact now. */
  @property({ attribute: false }) commands: readonly CommandType[] = [];

  constructor() {
    super();
    new FocusKeeper(this, () => this.rescueFocus());
  }

  protected rescueFocus(): void {
    this.closest<HTMLElement>('.card')?.focus();
  }
}
