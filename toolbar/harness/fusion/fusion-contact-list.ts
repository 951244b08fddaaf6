import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { avatarColour, initials } from '../look/format.js';
import { icon } from '../look/icons.js';
import { fullName, type Contact } from './contact.js';
import { tell } from '../page/page-events.js';

@customElement('fusion-contact-list')
export class FusionContactList extends LitElement {
  @property({ attribute: false }) contacts: readonly Contact[] = [];
  @property() openContactId = '';
  @state() private search = '';

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        height: 100%;
        min-width: 0;
      }
      nav {
        display: flex;
        flex-direction: column;
        height: 100%;
        background: var(--surface);
        border-right: 1px solid var(--line);
      }
      .head {
        display: grid;
        gap: 8px;
        padding: 12px 16px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        font-size: 14px;
        line-height: 20px;
      }
      .search {
        position: relative;
      }
      .search svg {
        position: absolute;
        left: 8px;
        top: 8px;
        width: 16px;
        height: 16px;
        color: var(--text-soft);
      }
      .search input {
        padding-left: 30px;
      }
      ul {
        flex: 1;
        overflow-y: auto;
        padding: 8px;
      }
      li {
        display: flex;
        align-items: center;
        border-radius: var(--radius);
        padding-right: 8px;
      }
      li:hover {
        background: var(--canvas);
      }
      li[data-open] {
        background: var(--link-tint);
      }
      .open {
        flex: 1;
        min-width: 0;
        display: grid;
        grid-template-columns: 40px 1fr;
        gap: 0 12px;
        align-items: center;
        padding: 8px;
        border: 0;
        border-radius: var(--radius);
        background: none;
        text-align: left;
        cursor: pointer;
      }
      .text {
        display: grid;
        min-width: 0;
      }
      .none {
        padding: 16px 8px;
      }
      @media (max-width: 1120px) {
        .open {
          grid-template-columns: 1fr;
        }
        .avatar {
          display: none;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const wanted = this.search.trim().toLowerCase();
    const shown = this.contacts.filter((contact) => describe(contact).toLowerCase().includes(wanted));
    return html`
      <nav aria-label="Contacts">
        <div class="head">
          <h2>Contacts</h2>
          <div class="search">
            ${icon('search')}
            <input
              type="search"
              aria-label="Search contacts"
              placeholder="Search"
              @input=${(event: InputEvent) => {
                this.search = (event.target as HTMLInputElement).value;
              }}
            />
          </div>
        </div>
        <ul>
          ${shown.map((contact) => this.#entry(contact))}
          ${shown.length === 0 ? html`<li class="none soft">No contact matches.</li>` : nothing}
        </ul>
      </nav>
    `;
  }

  #entry(contact: Contact): TemplateResult {
    const name = fullName(contact);
    const phone = contact.phones[0];
    const isOpen = contact.contactId === this.openContactId;
    return html`
      <li ?data-open=${isOpen}>
        <button
          class="open"
          aria-current=${isOpen ? 'true' : nothing}
          @click=${() => tell(this, 'open-contact', { contactId: contact.contactId })}
        >
          <span class="avatar" aria-hidden="true" style=${`--avatar:${avatarColour(contact.contactId)}`}
            >${initials(name)}</span
          >
          <span class="text">
            <span class="strong ellipsis">${name}</span>
            <span class="small soft ellipsis">${contact.organization?.name ?? contact.email ?? ''}</span>
            ${
              contact.serviceRequest === undefined
                ? nothing
                : html`<span class="small soft ellipsis">${contact.serviceRequest.title}</span>`
            }
          </span>
        </button>
        ${
          phone === undefined
            ? nothing
            : html`<button
                class="button quiet icon"
                aria-label=${`Call ${name}`}
                title=${`Call ${phone}`}
                @click=${() => tell(this, 'dial', { number: phone, contactId: contact.contactId })}
              >
                ${icon('phone')}
              </button>`
        }
      </li>
    `;
  }
}

function describe(contact: Contact): string {
  const { organization, serviceRequest, phones, email } = contact;
  const parts = [
    fullName(contact),
    organization?.name,
    serviceRequest?.number,
    serviceRequest?.title,
    email,
    ...phones,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
