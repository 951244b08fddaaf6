import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { callerOf, type Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { ContactCard } from './contact-card.js';
import './cti-call-timer.js';
import { closeIcon, noteIcon } from './icons.js';
import { sharedStyles } from './styles.js';

/** A call that is over while its wrap-up, which happens in Fusion, is not. */
@customElement('cti-wrap-up')
export class CtiWrapUp extends ContactCard {
  static override styles = [
    sharedStyles,
    css`
      .card {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 8px 8px 16px;
        box-shadow: none;
      }
      .card > svg {
        color: var(--cti-muted);
      }
      .who {
        flex: 1;
        min-width: 0;
      }
      .name {
        font-weight: 600;
      }
      cti-call-timer {
        display: inline;
        color: inherit;
      }
      button {
        width: 40px;
        padding: 0;
      }
      button:hover {
        background: var(--cti-raised);
      }
    `,
  ];

  protected override draw(contact: Contact): TemplateResult {
    const who = callerOf(contact);
    return html`
      <div class="card" role="group" tabindex="-1" aria-label="Wrap-up for ${who}">
        ${noteIcon()}
        <div class="who">
          <p class="ellipsis name">${who}</p>
          <p class="small muted">
            Wrap up in Fusion · <cti-call-timer .since=${contact.since} .now=${this.now}></cti-call-timer>
          </p>
        </div>
        <button
          aria-label="Remove from list"
          @click=${() => sendAction(this, { type: 'closeWrapUp', eventId: contact.eventId })}
        >
          ${closeIcon()}
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-wrap-up': CtiWrapUp;
  }
}
