import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { duration } from '../look/format.js';
import type { Engagement } from './fusion-state.js';
import type { WrapUpReason } from './wrap-up-reasons.js';
import { tell } from '../page/page-events.js';

@customElement('fusion-wrap-up-form')
export class FusionWrapUpForm extends LitElement {
  @property({ attribute: false }) engagement: Engagement | undefined;
  @property({ attribute: false }) reasons: readonly WrapUpReason[] = [];

  static override styles = [
    controls,
    css`
      form.card {
        display: grid;
        grid-template-columns: minmax(160px, 240px) 1fr;
        gap: 12px 16px;
        align-items: start;
        padding: 16px;
        border-left: 4px solid var(--warning);
      }
      .head,
      .foot {
        grid-column: 1 / -1;
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
    const { eventId, displayName, startedAt, endedAt, notes, resolution } = engagement;
    const note = (change: { readonly resolution?: string; readonly notes?: string }): void =>
      tell(this, 'note-wrap-up', { eventId, change });
    return html`
      <form class="card" tabindex="-1" aria-label="Wrap-up" @submit=${this.#save}>
        <div class="head">
          <h2>Wrap up ${displayName}</h2>
          <p class="small soft tabular">Talked ${duration((endedAt ?? 0) - (startedAt ?? 0))}</p>
        </div>
        <div class="field">
          <label for="reason">Reason</label>
          <select
            id="reason"
            @change=${(event: Event) => note({ resolution: (event.target as HTMLSelectElement).value })}
          >
            <option value="" .selected=${resolution === ''}>Not chosen</option>
            ${this.reasons.map(
              ({ code, text }) => html`<option value=${code} .selected=${code === resolution}>${text}</option>`,
            )}
          </select>
        </div>
        <div class="field">
          <label for="notes">Notes</label>
          <textarea
            id="notes"
            .value=${notes}
            @input=${(event: Event) => note({ notes: (event.target as HTMLTextAreaElement).value })}
          ></textarea>
        </div>
        <div class="foot"><button class="button primary" type="submit">Save wrap-up</button></div>
      </form>
    `;
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const { engagement } = this;
    if (engagement === undefined) return;
    const { eventId, resolution: reason, notes } = engagement;
    tell(this, 'save-wrap-up', { eventId, wrapUp: { reason, notes } });
  }
}
