import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { avatarColour, initials } from '../look/format.js';
import { icon } from '../look/icons.js';
import { fullName, type Contact } from './contact.js';
import type { Engagement } from './fusion-state.js';
import { tell } from '../page/page-events.js';

/** Stands where the contact's record would, when the look-up found nobody or several people. */
@customElement('fusion-caller-record')
export class FusionCallerRecord extends LitElement {
  @property({ attribute: false }) engagement: Engagement | undefined;

  static override styles = [
    controls,
    css`
      article {
        padding: 24px;
      }
      .head {
        display: flex;
        gap: 16px;
        align-items: center;
      }
      .head .avatar {
        --avatar: #6a635c;
        width: 56px;
        height: 56px;
      }
      h1 {
        font-size: 22px;
        line-height: 28px;
        font-weight: 600;
      }
      ul {
        display: grid;
        gap: 8px;
        margin-top: 16px;
      }
      li button {
        display: flex;
        gap: 12px;
        align-items: center;
        width: 100%;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        text-align: left;
        cursor: pointer;
      }
      li button:hover {
        border-color: var(--link);
        background: var(--link-tint);
      }
      .text {
        display: grid;
        min-width: 0;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { engagement } = this;
    if (engagement === undefined) return nothing;
    const several = engagement.matches.length > 1;
    return html`
      <article class="card" aria-label=${several ? 'Several contacts match' : 'Unknown caller'}>
        <div class="head">
          <span class="avatar" aria-hidden="true">${icon('person')}</span>
          <div>
            <h1>${several ? 'Who is this?' : 'Unknown caller'}</h1>
            <p class="soft">
              ${
                several
                  ? `${engagement.matches.length} contacts share ${engagement.number || 'these details'}.`
                  : `No contact matches ${engagement.number || engagement.displayName}.`
              }
            </p>
          </div>
        </div>
        ${
          several
            ? html`<ul aria-label="Matching contacts">
                ${engagement.matches.map((contact) => this.#candidate(engagement.eventId, contact))}
              </ul>`
            : nothing
        }
      </article>
    `;
  }

  #candidate(eventId: string, contact: Contact): TemplateResult {
    const { contactId } = contact;
    const name = fullName(contact);
    return html`<li>
      <button @click=${() => tell(this, 'choose-contact', { eventId, contactId })}>
        <span class="avatar" aria-hidden="true" style=${`--avatar:${avatarColour(contactId)}`}>${initials(name)}</span>
        <span class="text">
          <span class="strong ellipsis">${name}</span>
          <span class="small soft ellipsis">${contact.organization?.name ?? contact.email ?? ''}</span>
        </span>
      </button>
    </li>`;
  }
}
