import type { CommandType, PartyState } from '@fusion-cti/protocol';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { callerStyles } from './caller-styles.js';
import './cti-call-timer.js';
import { hangUpIcon, phoneIcon } from './icons.js';
import { sharedStyles } from './styles.js';

const PHASES: Partial<Readonly<Record<PartyState, string>>> = {
  Dialing: 'Dialing',
  Connected: 'Connected',
  Failed: 'Busy',
};

@customElement('cti-active-call')
export class CtiActiveCall extends LitElement {
  static override styles = [
    sharedStyles,
    callerStyles,
    css`
      .shown {
        border-color: var(--cti-line-strong);
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .state::before {
        content: '';
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--cti-line-strong);
      }
      .Connected .state {
        color: var(--cti-on-good-tint);
      }
      .Connected .state::before {
        background: var(--cti-good);
      }
      .Failed .state,
      .lost .state {
        color: var(--cti-on-bad-tint);
      }
      .Failed .state::before,
      .lost .state::before {
        background: var(--cti-bad);
      }
      .Connected .mark {
        background: var(--cti-good-tint);
        color: var(--cti-on-good-tint);
      }
    `,
  ];

  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) commands: readonly CommandType[] = [];
  @property({ type: Boolean }) shown = false;
  @property({ type: Number }) now = 0;

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined) return nothing;
    const who = contact.name ?? (contact.number || 'Unknown number');
    const phase = contact.lost ? 'Connection lost' : (PHASES[contact.party] ?? contact.party);
    return html`
      <p class="unseen" role="status">${phase}: ${who}.</p>
      <div
        class="card ${contact.lost ? 'lost' : contact.party} ${this.shown ? 'shown' : ''}"
        role="group"
        aria-label="Call with ${who}"
      >
        <div class="kind">
          <span class="state">${phase}</span>
          <cti-call-timer .since=${contact.since} .now=${this.now}></cti-call-timer>
        </div>
        <div class="caller">
          <span class="mark">${phoneIcon()}</span>
          <div class="who">
            <h2 class="ellipsis">${who}</h2>
            <p class="ellipsis muted figures">${detail(contact)}</p>
          </div>
        </div>
        ${this.#hangUp(contact)}
      </div>
    `;
  }

  #hangUp({ eventId, asked, lost }: Contact): TemplateResult | typeof nothing {
    if (!lost && !this.commands.includes('hangup')) return nothing;
    return html`<div class="buttons">
      <button
        class="bad"
        ?disabled=${lost || asked !== undefined}
        @click=${() => sendAction(this, { type: 'hangUp', eventId })}
      >
        ${hangUpIcon()} ${asked === 'hangup' ? 'Hanging up…' : 'Hang up'}
      </button>
    </div>`;
  }
}

function detail({ name, number, queueName, direction }: Contact): string {
  const origin = queueName ?? (direction === 'outbound' ? 'Outgoing call' : 'Incoming call');
  return name === undefined ? origin : number;
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-active-call': CtiActiveCall;
  }
}
