import { nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { CardPart } from './card-part.js';

/** What the cards of a contact have in common, from its ring to its wrap-up. Each draws a `.card`. */
export abstract class ContactCard extends CardPart {
  @property({ type: Number }) now = 0;
  @query('.card') private readonly card!: HTMLElement | null;

  /** The card, and not one of its buttons: nobody shall act by accident. */
  override focus(): void {
    this.card?.focus();
  }

  protected override rescueFocus(): void {
    this.focus();
  }

  override render(): TemplateResult | typeof nothing {
    return this.contact === undefined ? nothing : this.draw(this.contact);
  }

  protected abstract draw(contact: Contact): TemplateResult;
}
