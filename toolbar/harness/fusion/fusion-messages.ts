import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import type { Toast } from './fusion-state.js';
import { tell } from '../page/page-events.js';

/** Short messages in the corner; each goes by itself. */
@customElement('fusion-messages')
export class FusionMessages extends LitElement {
  @property({ attribute: false }) toasts: readonly Toast[] = [];

  static override styles = [
    controls,
    css`
      ul {
        display: grid;
        gap: 8px;
        width: 360px;
        max-width: 100%;
      }
      li {
        display: grid;
        grid-template-columns: 20px 1fr 32px;
        gap: 8px;
        align-items: start;
        padding: 8px 8px 8px 12px;
        border: 1px solid var(--line);
        border-left: 4px solid var(--link);
        border-radius: var(--radius-small);
        background: var(--surface);
        box-shadow: var(--shadow-high);
        overflow-wrap: anywhere;
      }
      li[data-tone='failure'] {
        border-left-color: var(--danger);
      }
      li > svg,
      p {
        margin-top: 6px;
      }
      li[data-tone='failure'] > svg {
        color: var(--danger);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <div role="log" aria-label="Messages">
        <ul>
          ${repeat(
            this.toasts,
            ({ id }) => id,
            ({ id, text, tone }) =>
              html`<li data-tone=${tone}>
                ${icon('warning')}
                <p>${text}</p>
                <button
                  class="button quiet icon"
                  aria-label="Dismiss message"
                  @click=${() => tell(this, 'dismiss-toast', { id })}
                >
                  ${icon('close')}
                </button>
              </li>`,
          )}
        </ul>
      </div>
    `;
  }
}
