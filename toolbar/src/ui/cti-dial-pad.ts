import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { dialable } from '../state/phone-number.js';
import type { DialObstacle } from '../state/selectors.js';
import type { Placing } from '../state/toolbar-state.js';
import { sendAction } from './action-event.js';
import { DIAL_OBSTACLES } from './dial-words.js';
import { FocusKeeper } from './focus-keeper.js';
import { deleteIcon, phoneIcon } from './icons.js';
import { keys, keyStyles } from './keys.js';
import { shownNumber } from './phone-numbers.js';
import { sharedStyles } from './styles.js';

@customElement('cti-dial-pad')
export class CtiDialPad extends LitElement {
  static override styles = [
    sharedStyles,
    keyStyles,
    css`
      .number {
        display: flex;
        align-items: center;
        height: 40px;
        border: 1px solid var(--cti-line-strong);
        border-radius: var(--cti-radius-small);
        background: var(--cti-surface);
      }
      .number:focus-within {
        border-color: var(--cti-primary);
        box-shadow: 0 0 0 1px var(--cti-primary);
      }
      input {
        flex: 1;
        min-width: 0;
        height: 100%;
        padding: 0 12px;
        border: 0;
        outline: 0;
        background: none;
        color: inherit;
        font: 500 16px/24px var(--cti-font);
        font-variant-numeric: tabular-nums;
      }
      input:focus-visible {
        outline: 0;
      }
      input::placeholder {
        color: var(--cti-muted);
        font-weight: 400;
        font-size: 14px;
        opacity: 1;
      }
      .delete {
        width: 38px;
        min-height: 38px;
        padding: 0;
        color: var(--cti-muted);
      }
      .call {
        width: 100%;
      }
      @media (max-height: 96px) {
        form {
          display: flex;
          gap: 8px;
        }
        .number {
          width: 192px;
        }
        .keys {
          display: none;
        }
      }
    `,
  ];

  /** Why no call can be made now. */
  @property() obstacle: DialObstacle | undefined;
  @property({ attribute: false }) placing: Placing | undefined;
  @state() private typed = '';
  @query('input') private readonly input!: HTMLInputElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.input?.focus());
  }

  override render(): TemplateResult {
    const ready = this.obstacle === undefined && dialable(this.typed) !== undefined;
    return html`
      <form aria-label=${msg('Dial pad')} @submit=${this.#call}>
        <div class="number">
          <input
            type="tel"
            autocomplete="off"
            aria-label=${msg('Number to dial')}
            placeholder=${msg('Number to dial')}
            .value=${this.typed}
            @input=${this.#type}
          />
          ${this.typed === '' ? nothing : this.#deleteKey()}
        </div>
        ${keys((key) => this.#press(key))}
        <button
          class="good call"
          type="submit"
          aria-disabled=${!ready}
          title=${this.obstacle === undefined ? nothing : DIAL_OBSTACLES[this.obstacle]()}
        >
          ${phoneIcon()}
          ${this.placing === undefined ? msg('Call') : msg(str`Calling ${shownNumber(this.placing.number)}…`)}
        </button>
      </form>
    `;
  }

  #deleteKey(): TemplateResult {
    return html`<button
      type="button"
      class="delete"
      aria-label=${msg('Delete last digit')}
      @click=${() => (this.typed = this.typed.slice(0, -1))}
    >
      ${deleteIcon()}
    </button>`;
  }

  /** At the caret, so that keys and keyboard mix. */
  #press(key: string): void {
    const at = this.input?.selectionStart ?? this.typed.length;
    const end = this.input?.selectionEnd ?? at;
    this.typed = this.typed.slice(0, at) + key + this.typed.slice(end);
    void this.updateComplete.then(() => this.input?.setSelectionRange(at + 1, at + 1));
  }

  readonly #type = (): void => {
    this.typed = this.input?.value ?? '';
  };

  readonly #call = (event: Event): void => {
    event.preventDefault();
    const number = dialable(this.typed);
    if (this.obstacle !== undefined || number === undefined) return;
    sendAction(this, { type: 'dial', number });
    this.typed = '';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-dial-pad': CtiDialPad;
  }
}
