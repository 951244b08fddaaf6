import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CallControlType } from '../state/call-control.js';
import type { Contact } from '../state/contacts.js';
import { numberOf, type Directory } from '../state/directory.js';
import { dialable } from '../state/phone-number.js';
import { sendAction } from './action-event.js';
import { CallPanelElement } from './call-panel.js';
import { callerOf } from './caller.js';
import { phoneIcon, plusIcon, transferIcon } from './icons.js';
import { panelStyles } from './panel-styles.js';
import { sharedStyles } from './styles.js';

/** One way to bring somebody else to a call. */
interface Way {
  readonly command: Extract<
    CallControlType,
    'initiateTransfer' | 'singleStepTransfer' | 'muteTransfer' | 'initiateConference' | 'singleStepConference'
  >;
  readonly words: () => string;
  readonly explains: () => string;
  readonly submit: () => string;
  readonly icon: (size?: number) => TemplateResult;
}

const WAYS: Readonly<Record<'transfer' | 'conference', readonly Way[]>> = {
  transfer: [
    {
      command: 'initiateTransfer',
      words: () => msg('Consult'),
      explains: () => msg('You talk to them first. The caller waits on hold.'),
      submit: () => msg('Call them'),
      icon: phoneIcon,
    },
    {
      command: 'singleStepTransfer',
      words: () => msg('Blind'),
      explains: () => msg('The caller goes to them at once.'),
      submit: () => msg('Transfer'),
      icon: transferIcon,
    },
    {
      command: 'muteTransfer',
      words: () => msg('Mute', { id: 'mute-transfer', desc: 'A transfer that is handed over while it rings' }),
      explains: () => msg('You call them and hand over while it rings.'),
      submit: () => msg('Transfer'),
      icon: transferIcon,
    },
  ],
  conference: [
    {
      command: 'initiateConference',
      words: () => msg('Consult'),
      explains: () => msg('You talk to them first, then all join.'),
      submit: () => msg('Call them'),
      icon: phoneIcon,
    },
    {
      command: 'singleStepConference',
      words: () => msg('At once'),
      explains: () => msg('They join as soon as they answer.'),
      submit: () => msg('Add to call'),
      icon: plusIcon,
    },
  ],
};

/** Whom to bring to a call, and how. */
@customElement('cti-destination')
export class CtiDestination extends CallPanelElement {
  static override styles = [
    sharedStyles,
    panelStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 1px solid var(--cti-line-strong);
        border-radius: var(--cti-radius-small);
        background: var(--cti-surface);
        overflow: hidden;
      }
      fieldset:focus-within {
        outline: 2px solid var(--cti-primary);
        outline-offset: 1px;
      }
      fieldset label {
        flex: 1 0 auto;
        padding: 8px 4px;
        text-align: center;
        cursor: pointer;
      }
      fieldset label + label {
        border-inline-start: 1px solid var(--cti-line);
      }
      fieldset label:has(:checked) {
        background: var(--cti-primary);
        color: var(--cti-on-primary);
      }
      fieldset input {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      .submit {
        width: 100%;
      }
      @media (max-height: 96px) {
        form {
          display: flex;
          align-items: center;
          flex: 1 0 auto;
        }
        form > input[type='text'] {
          width: 136px;
        }
        fieldset {
          flex-wrap: nowrap;
        }
        .submit {
          width: auto;
          min-height: 36px;
          padding: 0 12px;
          white-space: nowrap;
        }
        fieldset label {
          padding: 8px;
        }
        #explained {
          display: none;
        }
      }
    `,
  ];

  @property() kind: 'transfer' | 'conference' = 'transfer';
  @property({ attribute: false }) directory: Directory = [];
  @state() private typed = '';
  @state() private chosen: Way['command'] | undefined;
  @query('input[type=text]') private readonly input!: HTMLInputElement | null;

  override focus(): void {
    this.input?.focus();
  }

  protected override heading(contact: Contact): string {
    return this.kind === 'transfer' ? msg(str`Transfer ${callerOf(contact)}`) : msg('Add to the call');
  }

  protected override draw(contact: Contact): TemplateResult | typeof nothing {
    const ways = WAYS[this.kind].filter(({ command }) => this.commands.includes(command));
    const way = ways.find(({ command }) => command === this.chosen) ?? ways[0];
    if (way === undefined) return nothing;
    const waiting = contact.waiting === way.command;
    const ready = this.#number() !== undefined && !waiting;
    return html`
      <form @submit=${(event: Event) => this.#submit(event, contact, way)}>
        <input
          type="text"
          autocomplete="off"
          list="directory"
          aria-label=${msg('Colleague, queue or number')}
          placeholder=${msg('Colleague, queue or number')}
          .value=${this.typed}
          @input=${() => (this.typed = this.input?.value ?? '')}
        />
        <datalist id="directory">
          ${this.directory.map(({ name, number }) => html`<option value=${name}>${number}</option>`)}
        </datalist>
        <fieldset aria-label=${msg('How')}>${ways.map((each) => this.#choice(each, each === way))}</fieldset>
        <p class="small muted" id="explained">${way.explains()}</p>
        <button class="primary submit" aria-disabled=${!ready} aria-describedby="explained">
          ${way.icon()} ${waiting ? msg('Calling…') : way.submit()}
        </button>
      </form>
    `;
  }

  #choice({ command, words }: Way, checked: boolean): TemplateResult {
    return html`<label
      ><input type="radio" name="way" .checked=${checked} @change=${() => (this.chosen = command)} />${words()}</label
    >`;
  }

  #number(): string | undefined {
    return numberOf(this.directory, this.typed) ?? dialable(this.typed);
  }

  #submit(event: Event, { eventId, waiting, lost }: Contact, { command }: Way): void {
    event.preventDefault();
    const toNumber = this.#number();
    if (toNumber === undefined || waiting === command || lost) return;
    sendAction(this, { type: 'control', eventId, control: { type: command, toNumber } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-destination': CtiDestination;
  }
}
