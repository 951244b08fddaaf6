import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { callerOf } from './caller.js';
import { callerRow, callerStyles } from './caller-row.js';
import { ContactCard } from './contact-card.js';
import './cti-call-timer.js';
import { hangUpIcon, phoneIcon } from './icons.js';
import { shownNumber } from './phone-numbers.js';
import { sharedStyles } from './styles.js';

const BUTTONS = {
  accept: {
    tone: 'good',
    type: 'answer',
    words: () => msg('Answer'),
    waiting: () => msg('Answering…'),
    icon: phoneIcon,
  },
  reject: {
    tone: 'quiet',
    type: 'decline',
    words: () => msg('Decline'),
    waiting: () => msg('Declining…'),
    icon: hangUpIcon,
  },
} as const;

@customElement('cti-incoming-call')
export class CtiIncomingCall extends ContactCard {
  static override styles = [
    sharedStyles,
    callerStyles,
    css`
      .card {
        border-color: var(--cti-good);
        box-shadow: 0 0 0 1px var(--cti-good);
      }
      .mark {
        position: relative;
        background: var(--cti-good-tint);
        color: var(--cti-on-good-tint);
      }
      .mark::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: 50%;
        border: 2px solid var(--cti-good);
        animation: ring 1.6s ease-out infinite;
      }
      @keyframes ring {
        from {
          opacity: 0.8;
        }
        to {
          opacity: 0;
          transform: scale(1.35);
        }
      }
      .kind {
        color: var(--cti-on-good-tint);
      }
    `,
  ];

  protected override draw(contact: Contact): TemplateResult {
    const who = callerOf(contact);
    return html`
      <p class="unseen" role="alert">${announcement(contact, who)}</p>
      <div class="card" role="group" tabindex="-1" aria-label=${msg(str`Incoming call from ${who}`)}>
        <div class="kind">
          <span class="ellipsis">${kindOf(contact)}</span>
          <cti-call-timer .since=${contact.since} .now=${this.now}></cti-call-timer>
        </div>
        ${callerRow(who, detail(contact))}
        <div class="buttons">${this.#button('accept', contact)} ${this.#button('reject', contact)}</div>
      </div>
    `;
  }

  #button(command: 'accept' | 'reject', contact: Contact): TemplateResult | typeof nothing {
    if (!this.commands.includes(command)) return nothing;
    const { tone, type, words, waiting, icon } = BUTTONS[command];
    const idle = contact.lost || contact.asked !== undefined;
    // Not `disabled`: that would drop the focus of whoever has just pressed it.
    return html`<button
      class=${tone}
      aria-disabled=${idle}
      @click=${() => idle || sendAction(this, { type, eventId: contact.eventId })}
    >
      ${contact.asked === command ? waiting() : html`${icon()} ${words()}`}
    </button>`;
  }
}

function announcement({ queueName }: Contact, who: string): string {
  if (queueName === undefined) return msg(str`Incoming call from ${who}.`);
  return msg(str`Incoming call from ${who} for ${queueName}.`);
}

function kindOf({ consultation, conference, queueName }: Contact): string {
  if (consultation) return msg('Somebody asks you');
  return conference ? msg('Invitation to a conference') : (queueName ?? msg('Incoming call'));
}

function detail({ name, number, lost }: Contact): string {
  if (lost) return msg('Connection lost');
  return name === undefined ? msg('Incoming call') : shownNumber(number);
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-incoming-call': CtiIncomingCall;
  }
}
