import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { CardPart } from './card-part.js';
import { closeIcon } from './icons.js';

/** Something that is open on the card of a call. Escape closes it, as its button does. */
export abstract class CallPanelElement extends CardPart {
  @query('.panel') protected readonly panel!: HTMLElement | null;

  constructor() {
    super();
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
    });
  }

  /** Where the work in it begins. */
  override focus(): void {
    this.panel?.focus();
  }

  protected override rescueFocus(): void {
    this.panel?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined) return nothing;
    const title = this.heading(contact);
    return html`<div class="panel" role="group" tabindex="-1" aria-label=${title}>
      <div class="title">
        <h3>${title}</h3>
        <button type="button" class="icon" aria-label=${msg(str`Close ${title}`)} @click=${() => this.#close()}>
          ${closeIcon(16)}
        </button>
      </div>
      ${this.draw(contact)}
    </div>`;
  }

  protected abstract heading(contact: Contact): string;
  protected abstract draw(contact: Contact): TemplateResult | typeof nothing;

  #close(): void {
    if (this.contact !== undefined) sendAction(this, { type: 'openPanel', eventId: this.contact.eventId });
  }
}
