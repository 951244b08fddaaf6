import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CALL_PANELS, type CallPanel } from '../state/call-panels.js';
import type { CallControlType } from '../state/call-control.js';
import { isOwnConsultation, type Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { CardPart } from './card-part.js';
import {
  conferenceIcon,
  dataIcon,
  hangUpIcon,
  keypadIcon,
  microphoneIcon,
  mutedIcon,
  noteIcon,
  pauseIcon,
  resumeIcon,
  switchIcon,
  transferIcon,
} from './icons.js';
import { sharedStyles } from './styles.js';

interface Face {
  readonly words: () => string;
  readonly icon: (size?: number) => TemplateResult;
  /** What is so now and should not be forgotten. */
  readonly on?: boolean;
}
type Press = Face & {
  readonly command: Extract<CallControlType, 'hold' | 'retrieve' | 'alternate' | 'mute' | 'unmute'>;
};

/** One place each: what a press leads to takes the place of what was pressed, and the focus stays. */
const PRESSES: readonly (readonly Press[])[] = [
  [
    { command: 'hold', words: () => msg('Hold'), icon: pauseIcon },
    { command: 'retrieve', words: () => msg('Resume'), icon: resumeIcon, on: true },
    { command: 'alternate', words: () => msg('Switch'), icon: switchIcon },
  ],
  [
    { command: 'mute', words: () => msg('Mute'), icon: microphoneIcon },
    { command: 'unmute', words: () => msg('Unmute'), icon: mutedIcon, on: true },
  ],
];

const OPENERS: readonly (Face & { readonly panel: CallPanel })[] = [
  { panel: 'keypad', words: () => msg('Keypad'), icon: keypadIcon },
  { panel: 'transfer', words: () => msg('Transfer'), icon: transferIcon },
  { panel: 'conference', words: () => msg('Conference'), icon: conferenceIcon },
  { panel: 'data', words: () => msg('Details'), icon: dataIcon },
  { panel: 'notes', words: () => msg('Notes'), icon: noteIcon },
];

const OF_CONTACTS: ReadonlySet<CallPanel> = new Set(['data', 'notes']);

/** What can be done with a call that is there, one tile each. */
@customElement('cti-call-controls')
export class CtiCallControls extends CardPart {
  static override styles = [
    sharedStyles,
    css`
      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(80px, 1fr));
        gap: 8px;
        margin-top: 16px;
      }
      /* Four in three columns would leave one alone. */
      @media (max-width: 399px) and (min-height: 97px) {
        .tiles:has(> :nth-child(4):last-child) {
          grid-template-columns: 1fr 1fr;
        }
      }
      button {
        flex-direction: column;
        gap: 4px;
        min-width: 0;
        min-height: 56px;
        padding: 8px 2px;
        border-color: var(--cti-line);
        background: var(--cti-surface);
        font: 600 12px/16px var(--cti-font);
      }
      button:hover:not([aria-disabled='true']) {
        border-color: var(--cti-line-strong);
        background: var(--cti-raised);
      }
      .on,
      button[aria-expanded='true'] {
        border-color: var(--cti-primary);
        background: var(--cti-raised);
        color: var(--cti-primary);
      }
      .end {
        color: var(--cti-bad);
      }
      button[aria-disabled='true'] {
        color: var(--cti-muted);
      }
      @media (max-height: 96px) {
        .tiles {
          display: flex;
          gap: 4px;
          margin: 0;
        }
        button {
          min-width: 64px;
          min-height: 48px;
          padding: 2px 4px;
          gap: 2px;
        }
      }
      @media (max-height: 96px) and (max-width: 1279px) {
        button {
          width: 44px;
          min-width: 44px;
          min-height: 44px;
        }
        button span {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  @property() open: CallPanel | undefined;

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined) return nothing;
    const presses = PRESSES.map((places) => places.find(({ command }) => this.commands.includes(command)));
    // What is known and noted belongs to the call that the consultation is for.
    const openers = OPENERS.filter(({ panel }) => !(OF_CONTACTS.has(panel) && isOwnConsultation(contact)))
      .filter(({ panel }) => panel !== 'notes' || contact.answeredAt !== undefined)
      .filter(({ panel }) => CALL_PANELS[panel].commands.some((name) => this.commands.includes(name)));
    if (presses.every((press) => press === undefined) && openers.length === 0) return nothing;
    return html`<div class="tiles" role="group" aria-label=${msg('Call controls')}>
      ${presses.map((press) => (press === undefined ? nothing : this.#press(contact, press)))}
      ${repeat(
        openers,
        ({ panel }) => panel,
        (opener) => this.#opener(contact, opener),
      )}
      ${contact.party === 'Held' ? this.#hangUp(contact) : nothing}
    </div>`;
  }

  /** Puts the focus on what opened a panel; `false` when that is not there any more. */
  focusOpener(panel: CallPanel): boolean {
    const opener = this.renderRoot.querySelector<HTMLElement>(`[data-panel=${panel}]`);
    opener?.focus();
    return opener !== null;
  }

  #press({ eventId, waiting, lost }: Contact, { command, words, icon, on }: Press): TemplateResult {
    const idle = lost || waiting === command;
    return html`<button
      class=${on === true ? 'on' : ''}
      aria-disabled=${idle}
      title=${words()}
      @click=${() => idle || sendAction(this, { type: 'control', eventId, control: { type: command } })}
    >
      ${icon()} <span>${words()}</span>
    </button>`;
  }

  /** A call on hold is ended on purpose only: its button is one among the others. */
  #hangUp({ eventId, asked, lost }: Contact): TemplateResult | typeof nothing {
    if (!this.commands.includes('hangup')) return nothing;
    const idle = lost || asked !== undefined;
    return html`<button
      class="end"
      aria-disabled=${idle}
      title=${msg('Hang up')}
      @click=${() => idle || sendAction(this, { type: 'hangUp', eventId })}
    >
      ${hangUpIcon()} <span>${msg('Hang up')}</span>
    </button>`;
  }

  #opener({ eventId }: Contact, { panel, words, icon }: (typeof OPENERS)[number]): TemplateResult {
    return html`<button
      data-panel=${panel}
      aria-expanded=${this.open === panel}
      title=${words()}
      @click=${() => sendAction(this, { type: 'openPanel', eventId, panel })}
    >
      ${icon()} <span>${words()}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-call-controls': CtiCallControls;
  }
}
