import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { avatarColour, initials } from '../look/format.js';
import { icon, type IconName } from '../look/icons.js';
import { fullName, type Contact } from './contact.js';
import './fusion-activity.js';
import type { WrapUpReason } from './wrap-up-reasons.js';
import type { HistoryEntry } from './fusion-state.js';
import { tell } from '../page/page-events.js';

@customElement('fusion-contact-record')
export class FusionContactRecord extends LitElement {
  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) history: readonly HistoryEntry[] = [];
  @property({ attribute: false }) reasons: readonly WrapUpReason[] = [];
  @property({ type: Boolean }) popped = false;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      article {
        display: grid;
        gap: 16px;
      }
      .person {
        display: grid;
        grid-template-columns: 56px 1fr;
        gap: 16px;
        align-items: start;
        padding: 16px;
      }
      .person .avatar {
        width: 56px;
        height: 56px;
        font-size: 20px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      h1 {
        font-size: 22px;
        line-height: 28px;
        font-weight: 600;
      }
      h2 {
        font-size: 14px;
        line-height: 20px;
      }
      .numbers {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 12px;
      }
      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
        gap: 12px 24px;
        padding: 16px;
        border-top: 1px solid var(--line);
      }
      .facts div {
        display: grid;
        grid-template-columns: 20px 1fr;
        gap: 0 12px;
        align-items: center;
        min-width: 0;
      }
      .facts svg {
        grid-row: span 2;
        color: var(--text-soft);
      }
      dt {
        color: var(--text-soft);
        font-size: 12px;
        line-height: 16px;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(240px, 2fr) 3fr;
        gap: 16px;
        align-items: start;
      }
      @container (max-width: 560px) {
        .columns {
          grid-template-columns: 1fr;
        }
      }
      .request > h2 {
        padding: 12px 16px;
        border-bottom: 1px solid var(--line);
      }
      .request > div {
        display: grid;
        gap: 8px;
        padding: 16px;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined) return nothing;
    const name = fullName(contact);
    return html`
      <article aria-label=${`Contact ${name}`}>
        <div class="card">
          <div class="person">
            <span class="avatar" aria-hidden="true" style=${`--avatar:${avatarColour(contact.contactId)}`}
              >${initials(name)}</span
            >
            <div>
              <div class="line">
                <h1>${name}</h1>
                ${this.popped ? html`<span class="chip link">Opened by the call</span>` : nothing}
              </div>
              <p class="soft">
                ${[contact.jobTitle, contact.organization?.name].filter((part) => part !== undefined).join(' · ')}
              </p>
              <div class="numbers">
                ${contact.phones.map(
                  (phone) =>
                    html`<button
                      class="number"
                      aria-label=${`Call ${phone}`}
                      @click=${() => tell(this, 'dial', { number: phone, contactId: contact.contactId })}
                    >
                      ${icon('phone')} ${phone}
                    </button>`,
                )}
              </div>
            </div>
          </div>
          <dl class="facts">
            ${fact('mail', 'Email', contact.email)} ${fact('building', 'Organisation', contact.organization?.name)}
            ${fact('person', 'Contact number', contact.partyId)}
          </dl>
        </div>
        <div class="columns">
          ${requestCard(contact)}
          <fusion-activity .entries=${this.history} .reasons=${this.reasons}></fusion-activity>
        </div>
      </article>
    `;
  }
}

function fact(name: IconName, label: string, value: string | undefined): TemplateResult | typeof nothing {
  if (value === undefined) return nothing;
  return html`<div>
    ${icon(name)}
    <dt>${label}</dt>
    <dd class="ellipsis" title=${value}>${value}</dd>
  </div>`;
}

function requestCard({ serviceRequest }: Contact): TemplateResult {
  return html`
    <section class="card request" aria-labelledby="request">
      <h2 id="request">Service request</h2>
      ${
        serviceRequest === undefined
          ? html`<div class="soft">No open service request.</div>`
          : html`<div>
              <span class="strong">${serviceRequest.title}</span>
              <span
                ><span class="chip warning">Open</span> <span class="chip tabular">${serviceRequest.number}</span></span
              >
            </div>`
      }
    </section>
  `;
}
