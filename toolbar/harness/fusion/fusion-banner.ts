import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import type { Banner } from './fusion-state.js';
import { tell } from '../page/page-events.js';

@customElement('fusion-banner')
export class FusionBanner extends LitElement {
  @property({ attribute: false }) banner: Banner | undefined;

  static override styles = [
    controls,
    css`
      .banner {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 8px 8px 16px;
        border-radius: var(--radius);
        background: var(--danger-tint);
        color: var(--danger);
      }
      p {
        flex: 1;
      }
      p span {
        color: var(--text);
      }
    `,
  ];

  override render(): TemplateResult {
    const { banner } = this;
    return html`<div role="alert">
      ${
        banner === undefined
          ? nothing
          : html`<div class="banner">
              ${icon('warning')}
              <p>
                <span class="strong">${banner.title}.</span>
                <span>${banner.text}</span>
                ${banner.code === '' ? nothing : html`<span class="chip danger">${banner.code}</span>`}
              </p>
              <button class="button quiet icon" aria-label="Dismiss" @click=${() => tell(this, 'dismiss-banner')}>
                ${icon('close')}
              </button>
            </div>`
      }
    </div>`;
  }
}
