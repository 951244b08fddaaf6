import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import type { Disposition } from '../state/wrap-up.js';
import { sendAction } from './action-event.js';
import { callerOf } from './caller.js';
import { ContactCard } from './contact-card.js';
import './cti-call-timer.js';
import { closeIcon, noteIcon } from './icons.js';
import { loadPanels } from './load-call-panels.js';
import { sharedStyles } from './styles.js';

/** A call that is over while its wrap-up is not: the same here and in Fusion. */
@customElement('cti-wrap-up')
export class CtiWrapUp extends ContactCard {
  static override styles = [
    sharedStyles,
    css`
      .card {
        padding: 8px 16px 16px;
        box-shadow: none;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-inline-end: -8px;
      }
      .head > svg {
        color: var(--cti-muted);
      }
      .who {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .name {
        font-weight: 600;
      }
      cti-call-timer {
        display: inline;
        color: inherit;
      }
      .close {
        width: 40px;
        padding: 0;
      }
      .close:hover {
        background: var(--cti-raised);
      }
      cti-note-fields {
        margin-block: 8px 12px;
      }
      .primary {
        width: 100%;
      }
      @media (max-height: 96px) {
        .card {
          padding: 0 12px;
        }
        /* What takes it off the list is the last thing, and not between a name and its outcome. */
        .head {
          display: contents;
        }
        .who {
          flex: none;
          max-width: 120px;
        }
        .close {
          order: 1;
          margin-inline: -4px -8px;
        }
        cti-note-fields {
          margin: 0;
        }
        .primary {
          width: auto;
          white-space: nowrap;
        }
      }
    `,
  ];

  @property({ attribute: false }) dispositions: readonly Disposition[] = [];

  protected override draw(contact: Contact): TemplateResult {
    void loadPanels();
    const who = callerOf(contact);
    const { eventId, since, wrapUp } = contact;
    const saving = wrapUp.saving === true;
    return html`
      <div class="card" role="group" tabindex="-1" aria-label=${msg(str`Wrap-up for ${who}`)}>
        <div class="head">
          ${noteIcon()}
          <div class="who">
            <p class="ellipsis name">${who}</p>
            <p class="small muted">
              ${msg('Wrap-up')} · <cti-call-timer .since=${since} .now=${this.now}></cti-call-timer>
            </p>
          </div>
          <button
            class="close"
            aria-label=${msg('Remove from list')}
            @click=${() => sendAction(this, { type: 'closeWrapUp', eventId })}
          >
            ${closeIcon()}
          </button>
        </div>
        <cti-note-fields .contact=${contact} .dispositions=${this.dispositions}></cti-note-fields>
        <button
          class="primary"
          aria-disabled=${saving}
          @click=${() => saving || sendAction(this, { type: 'saveWrapUp', eventId })}
        >
          ${saving ? msg('Saving…') : msg('Save wrap-up')}
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
