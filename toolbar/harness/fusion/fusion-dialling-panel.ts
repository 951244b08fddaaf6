import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import type { Engagement } from './fusion-state.js';
import { tell } from '../page/page-events.js';

/** An outbound call that nobody has answered yet. */
@customElement('fusion-dialling-panel')
export class FusionDiallingPanel extends LitElement {
  @property({ attribute: false }) engagement: Engagement | undefined;

  static override styles = [
    controls,
    css`
      section.card {
        display: flex;
        align-items: center;
        gap: 16px;
        padding: 16px;
        border-left: 4px solid var(--link);
      }
      .pulse {
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        border-radius: 50%;
        background: var(--link-tint);
        color: var(--link);
        animation: pulse 1.6s ease-in-out infinite;
      }
      @keyframes pulse {
        50% {
          box-shadow: 0 0 0 8px var(--link-tint);
        }
      }
      .text {
        flex: 1;
        min-width: 0;
      }
      h2 {
        font-size: 18px;
        line-height: 24px;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { engagement } = this;
    if (engagement === undefined) return nothing;
    const { eventId, displayName, number, phase, pending } = engagement;
    const what = phase === 'Placing' ? 'Placing the call' : 'Ringing';
    return html`
      <section class="card" tabindex="-1" aria-label="Dialling">
        <span class="pulse">${icon('phone-out')}</span>
        <div class="text">
          <h2 class="ellipsis">${displayName}</h2>
          <p class="soft tabular" role="status">${displayName === number ? what : `${what} · ${number}`}</p>
        </div>
        <button
          class="button danger"
          aria-disabled=${pending === undefined ? 'false' : 'true'}
          @click=${() => pending ?? tell(this, 'cancel-dialling', { eventId })}
        >
          ${icon('phone-end')} Cancel call
        </button>
      </section>
    `;
  }
}
