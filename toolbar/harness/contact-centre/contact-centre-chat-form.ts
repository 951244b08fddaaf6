import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fullName, type Contact } from '../fusion/contact.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { tell } from '../page/page-events.js';
import type { World } from './world.js';

/** Lets a customer chat: a person in a window of their own, one who follows a script, or one who meets an assistant first. */
@customElement('contact-centre-chat-form')
export class ContactCentreChatForm extends LitElement {
  @property({ attribute: false }) world: World | undefined;

  static override styles = [
    controls,
    css`
      form {
        display: grid;
        gap: 8px;
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
        <button class="button" type="submit" value="hole">${icon('window')} Chat by CXone</button>
        <button class="button" type="submit" value="bot">${icon('window')} Ask the assistant</button>
      </form>
    `;
  }

  #start(event: SubmitEvent): void {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement).get('customer');
    const contact = this.world?.contacts.find(({ contactId }) => contactId === chosen);
    const customer = chatCustomer(contact);
    const { name, email } = customer;
    switch ((event.submitter as HTMLButtonElement | null)?.value) {
      case 'script':
        return tell(this, 'chat-by-script', customer);
      case 'hole':
        return tell(this, 'hole-window', { name });
      case 'bot':
        return tell(this, 'bot-window', { name, email });
      default:
        return tell(this, 'chat-window', customer);
    }
  }
}

function chatCustomer(contact: Contact | undefined): { name: string; email: string; subject: string } {
  if (contact === undefined) return { name: 'Guest', email: '', subject: '' };
  return { name: fullName(contact), email: contact.email ?? '', subject: contact.serviceRequest?.title ?? '' };
}
