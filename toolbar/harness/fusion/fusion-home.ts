import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { fullName, type Contact } from './contact.js';
import { tell } from '../page/page-events.js';

/** What is there before any record is open: the requests that wait. */
@customElement('fusion-home')
export class FusionHome extends LitElement {
  @property() agentName = '';
  @property({ attribute: false }) contacts: readonly Contact[] = [];

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      h1 {
        font-size: 22px;
        line-height: 28px;
        font-weight: 600;
      }
      ul {
        padding: 8px;
      }
      h2 {
        padding: 12px 16px;
        border-bottom: 1px solid var(--line);
        font-size: 14px;
        line-height: 20px;
      }
      button {
        display: grid;
        grid-template-columns: 20px 1fr auto;
        gap: 0 12px;
        align-items: center;
        width: 100%;
        padding: 10px 8px;
        border: 0;
        border-radius: var(--radius);
        background: none;
        text-align: left;
        cursor: pointer;
      }
      button:hover {
        background: var(--canvas);
      }
      .icon {
        color: var(--text-soft);
      }
      .text {
        display: grid;
        min-width: 0;
      }
    `,
  ];

  override render(): TemplateResult {
    const waiting = this.contacts.filter(({ serviceRequest }) => serviceRequest !== undefined);
    return html`
      <div>
        <h1>Hello, ${this.agentName.split(' ')[0]}</h1>
        <p class="soft">Choose a contact or a request. An answered call opens its record by itself.</p>
      </div>
      <section class="card" aria-labelledby="waiting">
        <h2 id="waiting">Open service requests</h2>
        <ul>
          ${waiting.map(
            (contact) =>
              html`<li>
                <button @click=${() => this.#open(contact)}>
                  <span class="icon">${icon('ticket')}</span>
                  <span class="text">
                    <span class="strong ellipsis">${contact.serviceRequest?.title}</span>
                    <span class="small soft ellipsis">
                      ${fullName(contact)}${contact.organization === undefined ? '' : ` · ${contact.organization.name}`}
                    </span>
                  </span>
                  <span class="chip tabular">${contact.serviceRequest?.number}</span>
                </button>
              </li>`,
          )}
        </ul>
      </section>
    `;
  }

  #open({ contactId }: Contact): void {
    tell(this, 'open-contact', { contactId });
  }
}
