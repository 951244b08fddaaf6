import type { CommandType } from '@fusion-cti/protocol';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { callerStyles } from './caller-styles.js';
import './cti-call-timer.js';
import { hangUpIcon, phoneIcon } from './icons.js';
import { sharedStyles } from './styles.js';

@customElement('cti-incoming-call')
export class CtiIncomingCall extends LitElement {
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

  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) commands: readonly CommandType[] = [];
  @property({ type: Number }) now = 0;

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined) return nothing;
    const who = contact.name ?? (contact.number || 'Unknown number');
    const queue = contact.queueName === undefined ? '' : ` for ${contact.queueName}`;
    return html`
      <p class="unseen" role="alert">Incoming call from ${who}${queue}.</p>
      <div class="card" role="group" aria-label="Incoming call from ${who}">
        <div class="kind">
          <span class="ellipsis">${contact.queueName ?? 'Incoming call'}</span>
          <cti-call-timer .since=${contact.since} .now=${this.now}></cti-call-timer>
        </div>
        <div class="caller">
          <span class="mark">${phoneIcon()}</span>
          <div class="who">
            <h2 class="ellipsis">${who}</h2>
            <p class="ellipsis muted figures">${detail(contact)}</p>
          </div>
        </div>
        <div class="buttons">${this.#answer(contact)} ${this.#decline(contact)}</div>
      </div>
    `;
  }

  #answer({ eventId, asked, lost }: Contact): TemplateResult | typeof nothing {
    if (!this.commands.includes('accept')) return nothing;
    return html`<button
      class="good"
      ?disabled=${lost || asked !== undefined}
      @click=${() => sendAction(this, { type: 'answer', eventId })}
    >
      ${phoneIcon()} ${asked === 'accept' ? 'Answering…' : 'Answer'}
    </button>`;
  }

  #decline({ eventId, asked, lost }: Contact): TemplateResult | typeof nothing {
    if (!this.commands.includes('reject')) return nothing;
    return html`<button
      class="quiet"
      ?disabled=${lost || asked !== undefined}
      @click=${() => sendAction(this, { type: 'decline', eventId })}
    >
      ${hangUpIcon()} ${asked === 'reject' ? 'Declining…' : 'Decline'}
    </button>`;
  }
}

function detail({ name, number, lost }: Contact): string {
  if (lost) return 'Connection lost';
  return name === undefined ? 'Incoming call' : number;
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-incoming-call': CtiIncomingCall;
  }
}
