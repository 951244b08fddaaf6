import type { CommandType, PartyState } from '@fusion-cti/protocol';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { callerOf, type Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { callerRow, callerStyles } from './caller-row.js';
import './cti-call-timer.js';
import { FocusKeeper } from './focus-keeper.js';
import { hangUpIcon } from './icons.js';
import { sharedStyles } from './styles.js';

const PHASES: Partial<Readonly<Record<PartyState, string>>> = {
  Dialing: 'Dialling',
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
  @query('.card') private readonly card!: HTMLElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.focus());
  }

  /** The card, and not one of its buttons: nobody shall act by accident. */
  override focus(): void {
    this.card?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined) return nothing;
    const who = callerOf(contact);
    const phase = contact.lost ? 'Connection lost' : (PHASES[contact.party] ?? contact.party);
    return html`
      <p class="unseen" role="status">${phase}: ${who}.</p>
      <div
        class="card ${contact.lost ? 'lost' : contact.party} ${this.shown ? 'shown' : ''}"
        role="group"
        tabindex="-1"
        aria-label="Call with ${who}"
      >
        <div class="kind">
          <span class="state">${phase}</span>
          <cti-call-timer .since=${contact.since} .now=${this.now}></cti-call-timer>
        </div>
        ${callerRow(who, detail(contact))} ${this.#hangUp(contact)}
      </div>
    `;
  }

  #hangUp({ eventId, asked, lost }: Contact): TemplateResult | typeof nothing {
    if (!lost && !this.commands.includes('hangup')) return nothing;
    const idle = lost || asked !== undefined;
    return html`<div class="buttons">
      <button class="bad" aria-disabled=${idle} @click=${() => idle || sendAction(this, { type: 'hangUp', eventId })}>
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
