import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Contact } from '../state/contacts.js';
import { nameOf, type Directory } from '../state/directory.js';
import { sendAction } from './action-event.js';
import { callerOf } from './caller.js';
import { CardPart } from './card-part.js';
import { closeIcon, personIcon } from './icons.js';
import { shownNumber } from './phone-numbers.js';
import { sharedStyles } from './styles.js';

/** Who else is in a conference. */
@customElement('cti-participants')
export class CtiParticipants extends CardPart {
  static override styles = [
    sharedStyles,
    css`
      ul {
        margin: 12px 0 0;
        padding: 4px 0;
        border: 1px solid var(--cti-line);
        border-width: 1px 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 36px;
      }
      svg {
        color: var(--cti-muted);
      }
      .who {
        flex: 1;
        min-width: 0;
      }
      button {
        width: 32px;
        min-height: 32px;
        padding: 0;
      }
      button:hover {
        background: var(--cti-raised);
      }
      @media (max-height: 96px) {
        ul {
          display: grid;
          grid: repeat(2, 26px) / auto-flow auto;
          gap: 0 8px;
          margin: 0;
          padding: 0;
          border: 0;
          position: relative;
          overflow: auto hidden;
          scrollbar-width: none;
        }
        li {
          gap: 4px;
          min-height: 26px;
          font-size: 12px;
        }
        svg {
          display: none;
        }
        button {
          width: 24px;
          min-height: 24px;
        }
        button svg {
          display: block;
        }
      }
    `,
  ];

  @property({ attribute: false }) directory: Directory = [];

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined || contact.participants.length === 0) return nothing;
    return html`<ul aria-label=${msg('In the conference')}>
      ${repeat(
        contact.participants,
        (number) => number,
        (number) => this.#participant(contact, number),
      )}
    </ul>`;
  }

  #participant(contact: Contact, number: string): TemplateResult {
    const who = number === contact.number ? callerOf(contact) : (nameOf(this.directory, number) ?? shownNumber(number));
    return html`<li>
      ${personIcon()}
      <span class="who ellipsis figures">${who}</span>
      ${this.commands.includes('deleteFromConference') ? this.#drop(contact, number, who) : nothing}
    </li>`;
  }

  #drop({ eventId, lost }: Contact, number: string, who: string): TemplateResult {
    return html`<button
      aria-label=${msg(str`Remove ${who} from the call`)}
      title=${msg('Remove from the call')}
      aria-disabled=${lost}
      @click=${() => lost || sendAction(this, { type: 'control', eventId, control: { type: 'deleteFromConference', number } })}
    >
      ${closeIcon(16)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-participants': CtiParticipants;
  }
}
