import { msg } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Notice } from '../state/toolbar-state.js';
import { sendAction } from './action-event.js';
import { warningIcon } from './icons.js';
import { inWords } from './in-words.js';
import { sharedStyles } from './styles.js';

@customElement('cti-notice')
export class CtiNotice extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .notice {
        display: grid;
        grid-template-columns: 20px 1fr;
        gap: 4px 12px;
        padding: 12px;
        border-radius: var(--cti-radius);
        background: var(--cti-warn-tint);
        color: var(--cti-on-warn-tint);
      }
      h2 {
        font-weight: 600;
        text-wrap: balance;
      }
      .why {
        grid-column: 2;
        overflow-wrap: anywhere;
      }
      .buttons {
        grid-column: 2;
        display: flex;
        gap: 8px;
        margin-block: 4px 0;
        margin-inline: -12px 0;
      }
      button {
        min-height: 32px;
        padding: 0 12px;
      }
      button:hover {
        background: color-mix(in srgb, currentcolor 12%, transparent);
      }
      @media (max-height: 96px) {
        .notice {
          grid-template-columns: 20px minmax(0, max-content) auto;
          align-content: center;
          align-items: center;
          row-gap: 0;
          height: 58px;
          padding: 0 12px;
        }
        svg {
          grid-row: 1 / 3;
        }
        h2,
        .why {
          max-width: 300px;
          overflow: hidden;
          text-overflow: ellipsis;
          white-space: nowrap;
        }
        .why {
          font-size: 12px;
          line-height: 16px;
        }
        .buttons {
          grid-area: 1 / 3 / 3;
          margin: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) notice: Notice | undefined;
  /** Without buttons: nothing here helps. */
  @property({ type: Boolean }) final = false;

  override render(): TemplateResult | typeof nothing {
    const { notice } = this;
    if (notice === undefined) return nothing;
    return html`
      <div class="notice" role="alert">
        ${warningIcon()}
        <h2 title=${inWords(notice.what)}>${inWords(notice.what)}</h2>
        <p class="why" title=${inWords(notice.why)}>${inWords(notice.why)}</p>
        ${this.final ? nothing : this.#buttons(notice)}
      </div>
    `;
  }

  #buttons({ id, retryable }: Notice): TemplateResult {
    return html`<div class="buttons">
      ${retryable ? html`<button @click=${() => sendAction(this, { type: 'retry', noticeId: id })}>${msg('Retry')}</button>` : nothing}
      <button @click=${() => sendAction(this, { type: 'dismiss', noticeId: id })}>${msg('Dismiss')}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-notice': CtiNotice;
  }
}
