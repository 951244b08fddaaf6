import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { holdsFocus } from '../look/focus.js';
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
import { wrapUpReasons, type WrapUpReason } from './wrap-up-reasons.js';

/** The middle of the page: the contact in hand above the open record. */
@customElement('fusion-workplace')
export class FusionWorkplace extends LitElement {
  @property({ attribute: false }) desktop!: LocalDesktop;
  @property({ attribute: false }) state: FusionState = INITIAL_STATE;
  @query('main') private readonly main!: HTMLElement;
  @query('fusion-engagement-panel, fusion-wrap-up-form, fusion-dialling-panel')
  private readonly inHand!: LitElement | null;
  #hadFocus = false;

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
      main:focus {
        outline: 0;
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
      <main tabindex="-1" aria-label="Workplace">
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
        ${shown?.phase === 'WrapUp' ? html`<fusion-wrap-up-form .engagement=${shown} .reasons=${this.#reasons}></fusion-wrap-up-form>` : nothing}
        ${this.#record()}
      </main>
    `;
  }

  protected override willUpdate(): void {
    this.#hadFocus = holdsFocus(this);
  }

  /** A panel that goes takes the focus with it, and browsers then give it to nobody. */
  protected override updated(): void {
    if (this.#hadFocus && !holdsFocus(this)) void this.takeFocus();
  }

  /** To the contact in hand; without one, to `before`, or to where the next one will be. */
  async takeFocus(before?: HTMLElement): Promise<void> {
    const { inHand } = this;
    // A panel that is new has nothing in it yet.
    await inHand?.updateComplete;
    const panel = inHand?.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]');
    const usable = before?.isConnected === true ? before : undefined;
    (panel ?? usable ?? this.main).focus();
  }

  get #reasons(): readonly WrapUpReason[] {
    return wrapUpReasons(this.desktop.world.dispositions);
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
      .reasons=${this.#reasons}
      .history=${history.filter(({ contactId }) => contactId === record.contactId)}
      ?popped=${record.popped}
    ></fusion-contact-record>`;
  }
}
