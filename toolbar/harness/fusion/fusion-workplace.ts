import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import type { LocalDesktop } from '../page/local-desktop.js';
import { tell } from '../page/page-events.js';
import './fusion-banner.js';
import './fusion-caller-record.js';
import './fusion-contact-record.js';
import './fusion-dialling-panel.js';
import './fusion-engagement-panel.js';
import './fusion-home.js';
import { INITIAL_STATE, shownEngagement, type Engagement, type FusionState } from './fusion-state.js';
import './fusion-wrap-up-form.js';

/** The middle of the page: the contact in hand above the open record. */
@customElement('fusion-workplace')
export class FusionWorkplace extends LitElement {
  @property({ attribute: false }) desktop!: LocalDesktop;
  @property({ attribute: false }) state: FusionState = INITIAL_STATE;

  static override styles = [
    controls,
    css`
      main {
        display: grid;
        align-content: start;
        gap: 16px;
        height: 100%;
        overflow-y: auto;
        padding: 16px 24px 24px;
      }
      main > * {
        width: 100%;
        max-width: 960px;
        margin: 0 auto;
      }
      .tabs {
        display: flex;
        gap: 4px;
      }
      .tabs .button[aria-pressed='true'] {
        border-color: var(--link);
        background: var(--link-tint);
      }
    `,
  ];

  override render(): TemplateResult {
    const { state } = this;
    const shown = shownEngagement(state);
    return html`
      <main>
        ${state.banner === undefined ? nothing : html`<fusion-banner .banner=${state.banner}></fusion-banner>`}
        ${this.#switcher(shown)}
        ${state.engagements
          .filter(({ phase }) => phase === 'Placing' || phase === 'Dialling')
          .map((engagement) => html`<fusion-dialling-panel .engagement=${engagement}></fusion-dialling-panel>`)}
        ${
          shown?.phase === 'Engaged'
            ? html`<fusion-engagement-panel
                .engagement=${shown}
                .announced=${state.announced}
              ></fusion-engagement-panel>`
            : nothing
        }
        ${shown?.phase === 'WrapUp' ? html`<fusion-wrap-up-form .engagement=${shown}></fusion-wrap-up-form>` : nothing}
        ${this.#record()}
      </main>
    `;
  }

  #switcher(shown: Engagement | undefined): TemplateResult | typeof nothing {
    const begun = this.state.engagements.filter(({ phase }) => phase === 'Engaged' || phase === 'WrapUp');
    if (begun.length < 2) return nothing;
    return html`<div class="tabs" role="group" aria-label="Engagements">
      ${begun.map(
        ({ eventId, displayName }) =>
          html`<button
            class="button"
            aria-pressed=${eventId === shown?.eventId ? 'true' : 'false'}
            @click=${() => tell(this, 'activate', { eventId })}
          >
            ${displayName}
          </button>`,
      )}
    </div>`;
  }

  #record(): TemplateResult {
    const { record, history, engagements } = this.state;
    const { contacts } = this.desktop.world;
    const caller = engagements.find(({ eventId }) => record?.kind === 'caller' && eventId === record.eventId);
    if (caller !== undefined) return html`<fusion-caller-record .engagement=${caller}></fusion-caller-record>`;
    // A caller's record goes with the call: nobody knows whose it would be.
    if (record?.kind !== 'contact') {
      return html`<fusion-home .agentName=${this.desktop.agent.name} .contacts=${contacts}></fusion-home>`;
    }
    return html`<fusion-contact-record
      .contact=${contacts.find(({ contactId }) => contactId === record.contactId)}
      .history=${history.filter(({ contactId }) => contactId === record.contactId)}
      ?popped=${record.popped}
    ></fusion-contact-record>`;
  }
}
