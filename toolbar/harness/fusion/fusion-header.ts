import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { avatarColour, initials } from '../look/format.js';
import { icon } from '../look/icons.js';
import type { Theme } from '../page/page-options.js';
import './fusion-phone-button.js';
import { INITIAL_STATE, type FusionState } from './fusion-state.js';
import { tell } from '../page/page-events.js';

@customElement('fusion-header')
export class FusionHeader extends LitElement {
  @property({ attribute: false }) state: FusionState = INITIAL_STATE;
  @property() agentName = '';
  @property() theme: Theme = 'light';
  @property({ type: Boolean }) dockOpen = false;

  static override styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 48px;
        padding: 0 16px;
        background: var(--bar);
        color: var(--on-bar);
      }
      .product {
        display: inline-flex;
        align-items: center;
        gap: 12px;
        padding: 4px 8px 4px 0;
        border: 0;
        background: none;
        font-weight: 600;
        font-size: 15px;
        cursor: pointer;
      }
      .mark {
        width: 12px;
        height: 24px;
        border-radius: 2px;
        background: var(--brand);
      }
      .local {
        color: var(--on-bar-soft);
        font-weight: 400;
      }
      @media (max-width: 560px) {
        .local {
          display: none;
        }
      }
      .space {
        flex: 1;
      }
      .button.quiet {
        color: var(--on-bar);
      }
      .button.quiet:hover {
        background: var(--bar-hover);
      }
      .button svg {
        width: 20px;
        height: 20px;
      }
      .avatar {
        width: 32px;
        height: 32px;
        font-size: 12px;
      }
      .rule {
        width: 1px;
        height: 24px;
        margin: 0 8px;
        background: #57504a;
      }
      :focus-visible {
        outline-color: var(--on-bar);
      }
    `,
  ];

  override render(): TemplateResult {
    const otherTheme = this.theme === 'dark' ? 'light' : 'dark';
    return html`
      <header>
        <button class="product" title="Home" @click=${() => tell(this, 'open-home')}>
          <span class="mark"></span>
          <span>Fusion Service <span class="local">(local)</span></span>
        </button>
        <span class="space"></span>
        <fusion-phone-button .state=${this.state} ?expanded=${this.dockOpen}></fusion-phone-button>
        <span class="rule"></span>
        <button
          class="button quiet icon"
          aria-label="Open a second window"
          title="Open a second window"
          @click=${() => tell(this, 'second-window')}
        >
          ${icon('window')}
        </button>
        <button
          class="button quiet icon"
          aria-label=${`Use ${otherTheme} theme`}
          title=${`Use ${otherTheme} theme`}
          @click=${() => tell(this, 'toggle-theme')}
        >
          ${icon(otherTheme === 'dark' ? 'moon' : 'sun')}
        </button>
        <span
          class="avatar"
          role="img"
          aria-label=${`Signed in as ${this.agentName}`}
          title=${`Signed in as ${this.agentName}`}
          style=${`--avatar:${avatarColour(this.agentName)}`}
          >${initials(this.agentName)}</span
        >
      </header>
    `;
  }
}
