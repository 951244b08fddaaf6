import { msg } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { soundOffIcon } from './comfort-icons.js';
import { sharedStyles } from './styles.js';
import { sendWish } from './wish-event.js';

/** The browser would keep the next call silent. Said before it comes. */
@customElement('cti-sound-blocked')
export class CtiSoundBlocked extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      button {
        width: 100%;
        justify-content: flex-start;
        gap: 12px;
        padding: 8px 12px;
        border-radius: var(--cti-radius);
        background: var(--cti-warn-tint);
        color: var(--cti-on-warn-tint);
        text-align: start;
      }
      button:hover {
        border-color: currentcolor;
      }
      .detail {
        display: block;
        font: 400 12px/16px var(--cti-font);
      }
      @media (max-height: 96px) {
        button {
          width: max-content;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<div role="alert">
      <button @click=${() => sendWish(this, { type: 'allowSound' })}>
        ${soundOffIcon()}
        <span>
          ${msg('The ring is blocked')}
          <span class="detail">${msg('The browser keeps this page silent. Select to allow sound.')}</span>
        </span>
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-sound-blocked': CtiSoundBlocked;
  }
}
