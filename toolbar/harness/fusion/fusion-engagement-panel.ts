import { CHANNELS, INTERACTION_COMMANDS } from '@oracle/uef-sdk';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { avatarColour, duration, initials } from '../look/format.js';
import { icon } from '../look/icons.js';
import { SecondTicker } from '../look/second-ticker.js';
import { callControls, type CallControl } from './call-commands.js';
import './fusion-transcript.js';
import type { Engagement, FusionState } from './fusion-state.js';
import { tell } from '../page/page-events.js';

/** The contact that the agent is talking to. */
@customElement('fusion-engagement-panel')
export class FusionEngagementPanel extends LitElement {
  @property({ attribute: false }) engagement: Engagement | undefined;
  @property({ attribute: false }) announced: FusionState['announced'];
  @state() private detailsOpen = false;

  constructor() {
    super();
    new SecondTicker(this);
  }

  static override styles = [
    controls,
    css`
      section.card {
        border-left: 4px solid var(--positive);
      }
      section.card[data-held] {
        border-left-color: var(--warning);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px 16px;
        padding: 16px;
      }
      .who {
        flex: 1 1 200px;
        display: flex;
        gap: 12px;
        align-items: center;
        min-width: 0;
      }
      .who > div {
        min-width: 0;
      }
      h2 {
        font-size: 18px;
        line-height: 24px;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .body {
        display: grid;
        gap: 12px;
        padding: 0 16px 16px;
      }
      .more {
        justify-self: start;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { engagement } = this;
    if (engagement === undefined) return nothing;
    const { eventId, displayName, number, startedAt, switches, pending, channel, contactId } = engagement;
    const chat = channel === CHANNELS.CHAT;
    return html`
      <section class="card" tabindex="-1" aria-label="Engagement" ?data-held=${switches.held}>
        <div class="head">
          <div class="who">
            <span class="avatar" aria-hidden="true" style=${`--avatar:${avatarColour(contactId ?? number)}`}
              >${contactId === undefined ? icon('person') : initials(displayName)}</span
            >
            <div>
              <h2 class="ellipsis">${displayName}</h2>
              <p class="facts small soft tabular">
                <span class=${`chip ${switches.held ? 'warning' : 'positive'}`} role="status"
                  >${statusText(engagement)}</span
                >
                <span role="timer" aria-label="Duration">${duration(Date.now() - (startedAt ?? Date.now()))}</span>
                ${number === '' || number === displayName ? nothing : html`<span>${number}</span>`}
              </p>
            </div>
          </div>
          <div class="buttons" role="group" aria-label="Call controls">
            ${callControls(chat ? [] : (this.announced?.commands ?? []), switches).map((control) => this.#control(eventId, control, pending))}
            <button
              class="button danger"
              aria-disabled=${pending === INTERACTION_COMMANDS.disconnect ? 'true' : 'false'}
              @click=${() => this.#command(eventId, INTERACTION_COMMANDS.disconnect, pending)}
            >
              ${icon(chat ? 'close' : 'phone-end')} ${chat ? 'End chat' : 'End call'}
            </button>
          </div>
        </div>
        <div class="body">
          ${this.announced?.transcript === true && !chat ? this.#transcript(engagement) : this.#notes(engagement)}
        </div>
      </section>
    `;
  }

  #transcript(engagement: Engagement): TemplateResult {
    return html`
      <fusion-transcript .lines=${engagement.transcript}></fusion-transcript>
      <button
        class="button quiet more"
        aria-expanded=${this.detailsOpen ? 'true' : 'false'}
        @click=${() => {
          this.detailsOpen = !this.detailsOpen;
        }}
      >
        ${icon('chevron')} Call details
      </button>
      ${this.detailsOpen ? this.#notes(engagement) : nothing}
    `;
  }

  #notes({ eventId, notes }: Engagement): TemplateResult {
    return html`<div class="field">
      <label for="notes">Notes</label>
      <textarea
        id="notes"
        placeholder="What is it about?"
        .value=${notes}
        @input=${(event: InputEvent) => tell(this, 'take-notes', { eventId, notes: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
    </div>`;
  }

  #control(eventId: string, { command, label, icon: name }: CallControl, pending: string | undefined): TemplateResult {
    return html`<button
      class="button"
      aria-disabled=${pending === command ? 'true' : 'false'}
      @click=${() => this.#command(eventId, command, pending)}
    >
      ${icon(name)} ${label}
    </button>`;
  }

  /** A button that waits for the toolbar is not `disabled`: that would drop the focus of whoever has just pressed it. */
  #command(eventId: string, command: string, pending: string | undefined): void {
    if (pending !== command) tell(this, 'command', { eventId, command });
  }
}

function statusText({ switches }: Engagement): string {
  const said = [
    switches.held ? 'On hold' : 'Connected',
    switches.muted ? 'muted' : '',
    switches.recording ? 'recording' : '',
  ];
  return said.filter((part) => part !== '').join(', ');
}
