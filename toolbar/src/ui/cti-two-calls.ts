import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CallControlType } from '../state/call-control.js';
import type { Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { callerOf } from './caller.js';
import { CardPart } from './card-part.js';
import { backIcon, conferenceIcon, transferIcon } from './icons.js';
import { sharedStyles } from './styles.js';

interface Way {
  readonly command: Extract<CallControlType, 'completeTransfer' | 'completeConference' | 'merge' | 'reconnect'>;
  readonly tone: 'primary' | 'quiet';
  readonly icon: (size?: number) => TemplateResult;
  readonly words: () => string;
  /** Where the words alone do not say it. */
  readonly names?: (held: string) => string;
}

const WAYS: readonly Way[] = [
  { command: 'completeTransfer', tone: 'primary', icon: transferIcon, words: () => msg('Complete transfer') },
  { command: 'completeConference', tone: 'quiet', icon: conferenceIcon, words: () => msg('Join all') },
  { command: 'merge', tone: 'quiet', icon: conferenceIcon, words: () => msg('Join the calls') },
  {
    command: 'reconnect',
    tone: 'quiet',
    icon: backIcon,
    words: () => msg('Back'),
    names: (held) => msg(str`Back to ${held}`),
  },
];

/** What can become of a call together with the one on hold. */
@customElement('cti-two-calls')
export class CtiTwoCalls extends CardPart {
  static override styles = [
    sharedStyles,
    css`
      div {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(132px, 1fr));
        gap: 8px;
        margin-top: 16px;
      }
      button {
        min-width: 0;
        padding: 0 8px;
      }
      .primary {
        grid-column: 1 / -1;
      }
      @media (max-height: 96px) {
        div {
          display: flex;
          gap: 4px;
          margin: 0;
        }
        button {
          min-height: 44px;
          white-space: nowrap;
        }
      }
      @media (max-height: 96px) and (max-width: 1279px) {
        .quiet {
          width: 44px;
        }
        .quiet span {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  /** The call on hold. */
  @property({ attribute: false }) held: Contact | undefined;

  override render(): TemplateResult | typeof nothing {
    const { contact, held } = this;
    const ways = WAYS.filter(({ command }) => this.commands.includes(command));
    if (contact === undefined || held === undefined || ways.length === 0) return nothing;
    return html`<div role="group" aria-label=${msg('Both calls')}>
      ${ways.map((way) => this.#button(contact, callerOf(held), way))}
    </div>`;
  }

  #button(
    { eventId, waiting, lost }: Contact,
    held: string,
    { command, tone, icon, words, names }: Way,
  ): TemplateResult {
    const idle = lost || waiting === command;
    return html`<button
      class=${tone}
      aria-label=${names?.(held) ?? nothing}
      title=${names?.(held) ?? words()}
      aria-disabled=${idle}
      @click=${() => idle || sendAction(this, { type: 'control', eventId, control: { type: command } })}
    >
      ${icon()} <span>${words()}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-two-calls': CtiTwoCalls;
  }
}
