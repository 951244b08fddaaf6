import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Availability, AvailabilityPhase } from '../state/availability.js';
import { callDuration, dayDuration } from '../state/duration.js';
import type { Failure } from '../state/failure.js';
import { sendAction } from './action-event.js';
import { FocusKeeper } from './focus-keeper.js';
import { HOP_NAMES, HOP_STEPS } from './hop-words.js';
import { checkIcon, headsetIcon, warningIcon } from './icons.js';
import { sharedStyles } from './styles.js';

/** On the way, there is nothing to toggle. */
const WAITING: readonly AvailabilityPhase[] = ['connecting', 'leaving'];

/** What the wide button says. */
interface Face {
  readonly title: string;
  readonly detail: string;
  /** The detail says what a press does, and so belongs to the name; else it only describes. */
  readonly says?: boolean;
  readonly icon: TemplateResult;
  readonly tone: 'primary' | 'on' | 'busy';
  readonly since?: number;
}

@customElement('cti-availability-button')
export class CtiAvailabilityButton extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .toggle {
        position: relative;
        overflow: hidden;
        width: 100%;
        min-height: 56px;
        padding: 8px 16px 8px 12px;
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
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 8px;
        min-width: 0;
      }
      .detail {
        grid-column: 1 / -1;
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
      @media (max-height: 96px) {
        :host {
          width: 240px;
        }
        .failure.card {
          width: max-content;
        }
        .failure button {
          margin: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) availability: Availability = { phase: 'unavailable' };
  @property({ type: Number }) now = 0;
  @query('.failure, button') private readonly shown!: HTMLElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.shown?.focus());
  }

  override render(): TemplateResult {
    const { availability } = this;
    return html`
      <p class="unseen" role="status">${statusText(availability)}</p>
      ${availability.phase === 'failed' ? this.#failure(availability.failure) : this.#toggle(faceOf(availability, this.now))}
    `;
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
          <span class="detail" id="detail" aria-hidden=${says ? nothing : true}>${detail}</span>
        </span>
      </button>
    `;
  }

  #failure({ hop, reason, retryable, takesOver = false }: Failure): TemplateResult {
    return html`
      <div class="failure card" role="group" tabindex="-1" aria-label="Not available">
        ${warningIcon()}
        <h2>Not available: ${HOP_NAMES[hop]}</h2>
        <p>${reason}</p>
        <button class="primary" @click=${this.#ask}>
          ${takesOver ? 'Work here instead' : retryable ? 'Retry' : 'Go available'}
        </button>
      </div>
    `;
  }

  /** Not `disabled` while it waits: that would drop the focus of whoever has just pressed it. */
  readonly #ask = (): void => {
    if (!WAITING.includes(this.availability.phase)) sendAction(this, { type: 'toggleAvailability' });
  };
}

function faceOf(availability: Exclude<Availability, { phase: 'failed' }>, now: number): Face {
  switch (availability.phase) {
    case 'unavailable':
      return {
        title: 'Go available',
        detail: pauseText(availability, now),
        icon: headsetIcon(),
        tone: 'primary',
        ...(availability.pause !== undefined && { since: availability.pause.since }),
      };
    case 'connecting':
      return {
        title: 'Connecting…',
        detail: HOP_STEPS[availability.step],
        icon: headsetIcon(),
        tone: 'busy',
      };
    case 'available':
      return {
        title: 'Available',
        detail: 'Select to go unavailable',
        says: true,
        icon: checkIcon(),
        tone: 'on',
        since: availability.since,
      };
    case 'leaving':
      return {
        title: 'Going unavailable…',
        detail: 'Waiting for the phone switch and Fusion',
        icon: headsetIcon(),
        tone: 'busy',
      };
  }
}

/** Why there are no calls and, where the switch ends that by itself, when. */
function pauseText(
  { why = 'You are not taking calls', pause }: Extract<Availability, { phase: 'unavailable' }>,
  now: number,
): string {
  return pause?.until === undefined ? why : `${why} · available again in ${callDuration(pause.until - now)}`;
}

/** For those who hear the toolbar. Without durations: they would be read out every second. */
function statusText(availability: Availability): string {
  switch (availability.phase) {
    case 'unavailable':
      return availability.why === undefined ? 'You are unavailable.' : `You are unavailable: ${availability.why}.`;
    case 'connecting':
      return `Connecting: ${HOP_STEPS[availability.step]}.`;
    case 'available':
      return 'You are available.';
    case 'leaving':
      return 'Going unavailable.';
    case 'failed':
      return `Not available. ${HOP_NAMES[availability.failure.hop]}: ${availability.failure.reason}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-availability-button': CtiAvailabilityButton;
  }
}
