import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { duration } from '../look/format.js';
import type { Engagement } from './fusion-state.js';
import { WRAP_UP_REASONS } from './wrap-up-reasons.js';
import { tell } from '../page/page-events.js';

@customElement('fusion-wrap-up-form')
export class FusionWrapUpForm extends LitElement {
  @property({ attribute: false }) engagement: Engagement | undefined;

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
    const { displayName, startedAt, endedAt, notes } = engagement;
    return html`
      <form class="card" tabindex="-1" aria-label="Wrap-up" @submit=${this.#save}>
        <div class="head">
          <h2>Wrap up ${displayName}</h2>
          <p class="small soft tabular">Talked ${duration((endedAt ?? 0) - (startedAt ?? 0))}</p>
        </div>
        <div class="field">
          <label for="reason">Reason</label>
          <select id="reason" name="reason" required>
            ${WRAP_UP_REASONS.map(({ code, text }) => html`<option value=${code}>${text}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="notes">Notes</label>
          <textarea id="notes" name="notes" .defaultValue=${notes}></textarea>
        </div>
        <div class="foot"><button class="button primary" type="submit">Save wrap-up</button></div>
      </form>
    `;
  }

  /** A second contact must not find what was chosen for the first. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('engagement');
    if (before !== undefined && before.eventId !== this.engagement?.eventId) {
      this.renderRoot.querySelector('form')?.reset();
    }
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    const wrapUp = { reason: text('reason'), notes: text('notes') };
    tell(this, 'save-wrap-up', { eventId: this.engagement?.eventId ?? '', wrapUp });
  }
}
