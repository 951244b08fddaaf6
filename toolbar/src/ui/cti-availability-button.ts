import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { NotReadyReason } from '@fusion-cti/protocol';
import type { AgentWish } from '../state/agent-wish.js';
import type { Availability, AvailabilityPhase } from '../state/availability.js';
import { dayDuration } from '../state/duration.js';
import type { Failure } from '../state/failure.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import { sendAction } from './action-event.js';
import { faceOf, statusText, type Face } from './availability-face.js';
import { FocusKeeper } from './focus-keeper.js';
import { HOP_NAMES } from './hop-words.js';
import { downIcon, warningIcon } from './icons.js';
import { inWords } from './in-words.js';
import { loadAgentMenu } from './load-panels.js';
import { sharedStyles } from './styles.js';
import { wishText } from './wish-words.js';

/** On the way, there is nothing to toggle. */
const WAITING: readonly AvailabilityPhase[] = ['connecting', 'leaving'];

@customElement('cti-availability-button')
export class CtiAvailabilityButton extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .split {
        display: flex;
        gap: 4px;
      }
      .split .toggle {
        flex: 1;
        min-width: 0;
      }
      .split .toggle:not(:only-child) {
        border-start-end-radius: var(--cti-radius-small);
        border-end-end-radius: var(--cti-radius-small);
      }
      .choose {
        flex: none;
        width: 40px;
        padding: 0;
        border-color: var(--cti-line-strong);
        border-radius: var(--cti-radius-small);
        border-start-end-radius: var(--cti-radius);
        border-end-end-radius: var(--cti-radius);
        background: var(--cti-surface);
      }
      .choose:hover {
        background: var(--cti-raised);
      }
      .choose svg {
        transition: rotate 120ms;
      }
      .choose[aria-expanded='true'] svg {
        rotate: 180deg;
      }
      .next {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-top: 4px;
        padding-inline: 12px 0;
        border-radius: var(--cti-radius-small);
        background: var(--cti-warn-tint);
        color: var(--cti-on-warn-tint);
      }
      .next p {
        flex: 1;
        min-width: 0;
      }
      .next button {
        min-height: 32px;
        padding: 0 12px;
        font-size: 12px;
      }
      .toggle {
        position: relative;
        overflow: hidden;
        width: 100%;
        min-height: 56px;
        padding-block: 8px;
        padding-inline: 12px 16px;
        gap: 12px;
        justify-content: flex-start;
        border-radius: var(--cti-radius);
        text-align: start;
      }
      .mark {
        display: grid;
        place-items: center;
        flex: none;
        width: 32px;
        height: 32px;
        border-radius: 50%;
        background: color-mix(in srgb, currentcolor 14%, transparent);
      }
      .words {
        flex: 1;
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 8px;
        min-width: 0;
      }
      .detail {
        flex: 1 0 100%;
        min-width: 0;
        overflow-wrap: anywhere;
        font: 400 12px/16px var(--cti-font);
      }
      .on {
        border-color: var(--cti-good);
        background: var(--cti-good-tint);
        color: var(--cti-on-good-tint);
      }
      .on .mark {
        background: var(--cti-good);
        color: var(--cti-on-good);
      }
      .on:hover {
        border-color: var(--cti-on-good-tint);
      }
      .busy {
        border-color: var(--cti-line);
        background: var(--cti-surface);
      }
      .busy::after {
        content: '';
        position: absolute;
        inset: auto 0 0;
        height: 2px;
        background: var(--cti-primary);
        animation: sweep 1.4s ease-in-out infinite;
      }
      @keyframes sweep {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(100%);
        }
      }
      .failure {
        display: grid;
        grid-template-columns: 20px 1fr;
        gap: 4px 12px;
        padding: 12px;
        border: 1px solid var(--cti-bad);
        border-radius: var(--cti-radius);
        background: var(--cti-bad-tint);
        color: var(--cti-on-bad-tint);
      }
      .failure h2 {
        font-weight: 600;
        text-wrap: balance;
      }
      .failure p {
        grid-column: 2;
        overflow-wrap: anywhere;
        color: var(--cti-text);
      }
      .failure button {
        grid-column: 1 / -1;
        margin-top: 8px;
      }
      @media (max-width: 239px) {
        .toggle {
          padding: 8px;
        }
        .mark {
          display: none;
        }
      }
      @media (max-height: 96px) {
        :host {
          display: flex;
          align-items: center;
          gap: 8px;
        }
        .split {
          min-width: 176px;
          max-width: 420px;
        }
        .toggle {
          padding-inline: 8px 12px;
          gap: 8px;
        }
        .words {
          display: grid;
          grid-template-columns: minmax(0, auto) auto;
        }
        /* That it can be pressed is only said; what tells of the agent stays in sight. */
        .words:has(.hint) {
          grid-template-columns: auto;
        }
        .detail {
          grid-column: 1 / -1;
        }
        .hint {
          position: absolute;
          width: 1px;
          height: 1px;
          clip-path: inset(50%);
        }
        .next {
          margin: 0;
          white-space: nowrap;
        }
        .detail {
          overflow: hidden;
          white-space: nowrap;
          text-overflow: ellipsis;
        }
        .failure {
          grid-template-columns: 20px minmax(160px, max-content) auto;
          align-content: center;
          align-items: center;
          row-gap: 0;
          height: 58px;
          padding-block: 0;
          line-height: 18px;
        }
        .failure p {
          max-width: 48ch;
          max-height: 36px;
          overflow: hidden;
        }
        .failure button {
          grid-area: 1 / 3 / 3;
          margin: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) availability: Availability = { phase: 'unavailable' };
  @property({ type: Number }) now = 0;
  /** What the choice of another state depends on; `undefined` when there is none to choose. */
  @property({ attribute: false }) choosing: ToolbarState | undefined;
  @property({ attribute: false }) next: AgentWish | undefined;
  /** What the codes of this contact centre mean. */
  @property({ attribute: false }) reasons: readonly NotReadyReason[] = [];
  @state() private open = false;
  @query('.failure, button') private readonly shown!: HTMLElement | null;
  @query('.choose') private readonly chooser!: HTMLElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.shown?.focus());
  }

  override render(): TemplateResult {
    const { availability } = this;
    const next = this.next && wishText(this.next, this.reasons);
    const spoken = next === undefined ? '' : msg(str`Next: ${next}.`);
    return html`
      <p class="unseen" role="status">${statusText(availability)} ${spoken}</p>
      ${
        availability.phase === 'failed'
          ? this.#failure(availability.failure)
          : html`<div class="split">
              ${this.#toggle(faceOf(availability, this.now, next))} ${this.choosing ? this.#choose() : nothing}
            </div>`
      }
      ${this.open && this.choosing ? this.#menu(this.choosing) : nothing}
      ${next === undefined ? nothing : this.#comesNext(next)}
    `;
  }

  override updated(): void {
    if (this.choosing !== undefined) void loadAgentMenu();
  }

  #choose(): TemplateResult {
    return html`<button
      class="choose"
      aria-label=${msg('Choose your state')}
      title=${msg('Choose your state')}
      aria-haspopup="menu"
      aria-expanded=${this.open}
      @click=${() => (this.open = !this.open)}
      @keydown=${this.#openByArrow}
    >
      ${downIcon(16)}
    </button>`;
  }

  #menu(state: ToolbarState): TemplateResult {
    return html`<cti-agent-menu
      .state=${state}
      @menu-close=${this.#close}
      @focusout=${this.#closeWhenLeft}
    ></cti-agent-menu>`;
  }

  #comesNext(text: string): TemplateResult {
    return html`<div class="next small">
      <p class="ellipsis">${msg(str`Next: ${text}`)}</p>
      <button aria-label=${msg(str`Cancel what comes next: ${text}`)} @click=${this.#cancelNext}>
        ${msg('Cancel')}
      </button>
    </div>`;
  }

  #toggle({ title, detail, says = false, icon, tone, since }: Face): TemplateResult {
    return html`
      <button
        class="toggle ${tone}"
        aria-describedby=${says ? nothing : 'detail'}
        aria-disabled=${tone === 'busy'}
        @click=${this.#ask}
      >
        <span class="mark">${icon}</span>
        <span class="words">
          <span>${title}</span>
          ${since === undefined ? nothing : html`<span class="figures" aria-hidden="true">${dayDuration(this.now - since)}</span>`}
          <span class="detail ${says ? 'hint' : ''}" id="detail" aria-hidden=${says ? nothing : true}>${detail}</span>
        </span>
      </button>
    `;
  }

  #failure({ hop, reason, retryable, takesOver = false }: Failure): TemplateResult {
    return html`
      <div class="failure card" role="group" tabindex="-1" aria-label=${msg('Not available')}>
        ${warningIcon()}
        <h2>${msg(str`Not available: ${HOP_NAMES[hop]()}`)}</h2>
        <p>${inWords(reason)}</p>
        <button class="primary" @click=${this.#ask}>
          ${takesOver ? msg('Work here instead') : retryable ? msg('Retry') : msg('Go available')}
        </button>
      </div>
    `;
  }

  readonly #close = (): void => {
    this.open = false;
    this.chooser?.focus();
  };

  /** To something else on the page; the button that opened it closes it by itself. */
  readonly #closeWhenLeft = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node) || relatedTarget === this.chooser) return;
    if ((currentTarget as Element).shadowRoot?.contains(relatedTarget) !== true) this.open = false;
  };

  readonly #openByArrow = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.open = true;
  };

  readonly #cancelNext = (): void => sendAction(this, { type: 'cancelNext' });

  /** Not `disabled` while it waits: that would drop the focus of whoever has just pressed it. */
  readonly #ask = (): void => {
    if (!WAITING.includes(this.availability.phase)) sendAction(this, { type: 'toggleAvailability' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-availability-button': CtiAvailabilityButton;
  }
}
