import type { PartyState } from '@fusion-cti/protocol';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CallPanel } from '../state/call-panels.js';
import type { Contact } from '../state/contacts.js';
import type { Directory } from '../state/directory.js';
import type { Disposition } from '../state/wrap-up.js';
import { sendAction } from './action-event.js';
import { callerOf } from './caller.js';
import { callerRow, callerStyles } from './caller-row.js';
import { ContactCard } from './contact-card.js';
import './cti-call-controls.js';
import type { CtiCallControls } from './cti-call-controls.js';
import './cti-call-timer.js';
import './cti-participants.js';
import './cti-two-calls.js';
import { hangUpIcon } from './icons.js';
import { loadPanels } from './load-call-panels.js';
import { shownNumber } from './phone-numbers.js';
import { sharedStyles } from './styles.js';

const PHASES: Partial<Readonly<Record<PartyState, () => string>>> = {
  Dialing: () => msg('Dialling'),
  Connected: () => msg('Connected'),
  Held: () => msg('On hold'),
  Failed: () => msg('Busy'),
};

/** A call that is up: talked on, on hold, or on its way. */
@customElement('cti-active-call')
export class CtiActiveCall extends ContactCard {
  static override styles = [
    sharedStyles,
    callerStyles,
    css`
      .shown {
        border-color: var(--cti-line-strong);
      }
      .subject {
        margin-top: 8px;
      }
      @media (max-height: 96px) {
        .subject {
          display: none;
        }
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }
      .state::before {
        content: '';
        flex: none;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--cti-line-strong);
      }
      .Connected .state {
        color: var(--cti-on-good-tint);
      }
      .Connected .state::before {
        background: var(--cti-good);
      }
      .Held .state {
        color: var(--cti-on-warn-tint);
      }
      .Held .state::before {
        background: var(--cti-warn);
      }
      .Failed .state,
      .lost .state {
        color: var(--cti-on-bad-tint);
      }
      .Failed .state::before,
      .lost .state::before {
        background: var(--cti-bad);
      }
      .Connected .mark {
        background: var(--cti-good-tint);
        color: var(--cti-on-good-tint);
      }
      .Held .mark {
        background: var(--cti-warn-tint);
        color: var(--cti-on-warn-tint);
      }
      /* However much is open: the end of the call stays in sight. */
      .buttons {
        position: sticky;
        /* From where the page scrolls, and that is within its margins. */
        inset-block-end: calc(-1 * var(--gap, 12px));
        z-index: 1;
        margin-block: 8px -8px;
        padding-block: 8px;
        background: var(--cti-surface);
      }
      @media (max-height: 96px) {
        .buttons {
          inset-inline-end: -8px;
          margin: 0;
          margin-inline-end: -8px;
          padding-block: 0;
          padding-inline: 4px 8px;
        }
        .buttons button {
          white-space: nowrap;
        }
        .kind {
          max-width: 112px;
        }
        cti-participants {
          max-width: 164px;
        }
        /* What is open takes the place of what opens it; whoever is in the conference, that of who called. */
        .card:has([data-open]) :is(cti-call-controls, cti-two-calls, cti-participants, .caller),
        :host([brief]) :is(cti-call-controls, cti-two-calls, cti-participants, [data-open]),
        .several .caller {
          display: none;
        }
        :host([open]:not([brief])) {
          flex: 1 0 0;
          min-width: min(520px, 100%);
          max-width: 800px;
        }
        [data-open] {
          flex: 1;
          min-width: 0;
        }
      }
      @media (max-height: 96px) and (max-width: 1279px) {
        .who {
          max-width: 128px;
        }
      }
    `,
  ];

  @property({ type: Boolean }) shown = false;
  @property({ reflect: true }) open: CallPanel | undefined;
  /** Something else is open that needs the room more. */
  @property({ type: Boolean }) brief = false;
  @property({ attribute: false }) directory: Directory = [];
  @property({ attribute: false }) dispositions: readonly Disposition[] = [];
  /** The call on hold beside this one. */
  @property({ attribute: false }) held: Contact | undefined;
  @query('cti-call-controls') private readonly controls!: CtiCallControls | null;
  @query('[data-open]') private readonly panel!: HTMLElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadPanels();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open') || this.shadowRoot?.activeElement == null) return;
    const before = changed.get('open');
    // What was opened by hand is what comes next; what was closed gives way to what had opened it.
    if (this.open !== undefined) void this.#focusPanel();
    else if (before !== undefined && this.controls?.focusOpener(before) !== true) this.focus();
  }

  protected override draw(contact: Contact): TemplateResult {
    const who = callerOf(contact);
    const words = stateOf(contact);
    const since = contact.party === 'Connected' ? (contact.answeredAt ?? contact.since) : contact.since;
    return html`
      <p class="unseen" role="status">${msg(str`${words}: ${who}.`)}</p>
      <div
        class="card ${contact.lost ? 'lost' : contact.party} ${this.shown ? 'shown' : ''} ${contact.participants.length > 0 ? 'several' : ''}"
        role="group"
        tabindex="-1"
        aria-label=${nameOf(contact, who)}
      >
        <div class="kind">
          <span class="state"><span class="ellipsis">${words}</span></span>
          <cti-call-timer .since=${since} .now=${this.now}></cti-call-timer>
        </div>
        ${callerRow(who, detail(contact))}
        ${contact.subject === undefined ? nothing : html`<p class="small muted ellipsis subject" title=${contact.subject}>${contact.subject}</p>`}
        <cti-participants
          .contact=${contact}
          .commands=${this.commands}
          .directory=${this.directory}
        ></cti-participants>
        <cti-two-calls .contact=${contact} .held=${this.held} .commands=${this.commands}></cti-two-calls>
        <cti-call-controls .contact=${contact} .commands=${this.commands} .open=${this.open}></cti-call-controls>
        ${this.#panel(contact)} ${this.#hangUp(contact)}
      </div>
    `;
  }

  /** Until it is loaded, a panel says so itself: what is between its tags shows as long as nothing draws it. */
  #panel(contact: Contact): TemplateResult | typeof nothing {
    if (this.open === undefined) return nothing;
    void loadPanels();
    const { commands } = this;
    switch (this.open) {
      case 'keypad':
        return html`<cti-key-pad data-open .contact=${contact} .commands=${commands}>${loading()}</cti-key-pad>`;
      case 'data':
        return html`<cti-call-data data-open .contact=${contact} .commands=${commands}>${loading()}</cti-call-data>`;
      case 'notes':
        return html`<cti-notes data-open .contact=${contact} .dispositions=${this.dispositions}
          >${loading()}</cti-notes
        >`;
      default:
        return html`<cti-destination
          data-open
          .kind=${this.open}
          .directory=${this.directory}
          .contact=${contact}
          .commands=${commands}
          >${loading()}</cti-destination
        >`;
    }
  }

  async #focusPanel(): Promise<void> {
    const { panel } = this;
    if (panel === null) return;
    await customElements.whenDefined(panel.localName);
    await (panel as ContactCard).updateComplete;
    if (panel.isConnected) panel.focus();
  }

  #hangUp({ eventId, asked, lost, party }: Contact): TemplateResult | typeof nothing {
    if (!lost && (party === 'Held' || !this.commands.includes('hangup'))) return nothing;
    const idle = lost || asked !== undefined;
    return html`<div class="buttons">
      <button class="bad" aria-disabled=${idle} @click=${() => idle || sendAction(this, { type: 'hangUp', eventId })}>
        ${hangUpIcon()} ${asked === 'hangup' ? msg('Hanging up…') : msg('Hang up')}
      </button>
    </div>`;
  }
}

const loading = (): string => msg('Loading…');

function stateOf({ lost, party, muted, conference }: Contact): string {
  if (lost) return msg('Connection lost');
  const phase = conference && party === 'Connected' ? msg('Conference') : (PHASES[party]?.() ?? party);
  return muted && party === 'Connected' ? msg(str`${phase}, muted`) : phase;
}

function nameOf({ consultation }: Contact, who: string): string {
  return consultation ? msg(str`Consultation with ${who}`) : msg(str`Call with ${who}`);
}

function detail({ name, number, queueName, direction, consultation }: Contact): string {
  const origin = queueName ?? (direction === 'outbound' ? msg('Outgoing call') : msg('Incoming call'));
  if (consultation) return msg('Consultation');
  return name === undefined ? origin : shownNumber(number);
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-active-call': CtiActiveCall;
  }
}
