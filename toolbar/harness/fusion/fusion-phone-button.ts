import { CHANNELS } from '@oracle/uef-sdk';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { INITIAL_STATE, phoneStatus, type FusionState, type PhoneStatus } from './fusion-state.js';
import { tell } from '../page/page-events.js';

const LABELS: Readonly<Record<PhoneStatus, string>> = {
  disabled: 'Not connected',
  idle: 'Signed out',
  available: 'Available',
  unavailable: 'Unavailable',
};

/** The phone icon: opens the media toolbar and shows what the toolbar last said about the agent. */
@customElement('fusion-phone-button')
export class FusionPhoneButton extends LitElement {
  @property({ attribute: false }) state: FusionState = INITIAL_STATE;
  @property({ type: Boolean }) expanded = false;

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }
      .state {
        display: grid;
        text-align: right;
        min-width: 0;
        max-width: 240px;
        color: var(--on-bar);
      }
      .detail {
        color: var(--on-bar-soft);
      }
      button {
        position: relative;
        display: grid;
        place-items: center;
        width: 40px;
        height: 32px;
        border: 0;
        border-radius: 16px;
        background: var(--bar-hover);
        color: var(--on-bar);
        cursor: pointer;
        outline-color: var(--on-bar);
      }
      button:hover,
      button[aria-expanded='true'] {
        background: #57504a;
      }
      button[data-state='disabled'] {
        color: #958d85;
      }
      button[data-state='available'] {
        background: #3f7f39;
      }
      button[data-state='unavailable'] {
        background: #a8431f;
      }
    `,
  ];

  override render(): TemplateResult {
    const status = phoneStatus(this.state, CHANNELS.PHONE);
    const detail = this.#detail(status);
    return html`
      <div class="state small" role="status" aria-label="Agent state">
        <span class="strong ellipsis">${LABELS[status]}</span>
        ${detail === '' ? nothing : html`<span class="detail ellipsis">${detail}</span>`}
      </div>
      <button
        data-state=${status}
        aria-label="Media toolbar"
        aria-expanded=${this.expanded ? 'true' : 'false'}
        title=${`Media toolbar: ${LABELS[status]}`}
        @click=${() => tell(this, 'toggle-dock')}
      >
        ${icon('phone')}
      </button>
    `;
  }

  /** The toolbar's own words, without what the label says already. */
  #detail(status: PhoneStatus): string {
    const agent = this.state.agent[CHANNELS.PHONE];
    if (status === 'disabled' || agent === undefined) return '';
    const said = new Set([agent.stateText, agent.reasonText].filter((text) => text !== '' && text !== LABELS[status]));
    const chat = this.state.agent[CHANNELS.CHAT];
    // Usually one is what the other is, and need not be said twice.
    if (chat !== undefined && chat.isAvailable !== agent.isAvailable)
      said.add(`Chat ${chat.isAvailable ? 'available' : 'unavailable'}`);
    return [...said].join(' · ');
  }
}
