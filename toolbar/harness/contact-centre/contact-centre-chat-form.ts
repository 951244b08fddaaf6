import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fullName, type Contact } from '../fusion/contact.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { tell } from '../page/page-events.js';
import type { World } from './world.js';

/** Lets a customer chat: a person in a window of their own, or one who follows a script. */
@customElement('contact-centre-chat-form')
export class ContactCentreChatForm extends LitElement {
  @property({ attribute: false }) world: World | undefined;

  static override styles = [
    controls,
    css`
      form {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  override render(): TemplateResult {
    const contacts = this.world?.contacts ?? [];
    return html`
      <form aria-label="Start a chat" @submit=${(event: SubmitEvent) => this.#start(event)}>
        <div class="field">
          <label for="customer">Customer</label>
          <select id="customer" name="customer">
            ${contacts.map((contact) => html`<option value=${contact.contactId}>${fullName(contact)}</option>`)}
            <option value="">Somebody unknown</option>
          </select>
        </div>
        <button class="button primary" type="submit" value="window">${icon('window')} Open chat window</button>
        <button class="button" type="submit" value="script">${icon('chat')} Scripted customer</button>
      </form>
    `;
  }

  #start(event: SubmitEvent): void {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement).get('customer');
    const contact = this.world?.contacts.find(({ contactId }) => contactId === chosen);
    const customer = chatCustomer(contact);
    if ((event.submitter as HTMLButtonElement | null)?.value === 'script') tell(this, 'chat-by-script', customer);
    else tell(this, 'chat-window', customer);
  }
}

function chatCustomer(contact: Contact | undefined): { name: string; email: string; subject: string } {
  if (contact === undefined) return { name: 'Guest', email: '', subject: '' };
  return { name: fullName(contact), email: contact.email ?? '', subject: contact.serviceRequest?.title ?? '' };
}
