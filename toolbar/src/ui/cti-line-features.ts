import { msg, str } from '@lit/localize';
import type { CommandType } from '@fusion-cti/protocol';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { nameOf, numberOf, type Directory } from '../state/directory.js';
import { NO_FEATURES, type LineFeatures } from '../state/line-features.js';
import type { MorePart } from '../state/more.js';
import { dialable } from '../state/phone-number.js';
import { sendAction } from './action-event.js';
import { FocusKeeper } from './focus-keeper.js';
import { moreStyles } from './more-styles.js';
import { panelStyles } from './panel-styles.js';
import { sharedStyles } from './styles.js';

/** Do not disturb, and where calls go instead. */
@customElement('cti-line-features')
export class CtiLineFeatures extends LitElement {
  static override styles = [
    sharedStyles,
    panelStyles,
    moreStyles,
    css`
      form {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 8px;
      }
      label {
        grid-column: 1 / -1;
      }
      .switch + form,
      .switch + .row {
        margin-top: 12px;
      }
      form button {
        min-height: 36px;
      }
      @media (max-height: 96px) {
        :host {
          display: flex;
          align-items: center;
          gap: 12px;
        }
        label {
          display: none;
        }
        input {
          width: 200px;
        }
      }
    `,
  ];

  @property({ attribute: false }) parts: readonly MorePart[] = [];
  @property({ attribute: false }) line: LineFeatures = NO_FEATURES;
  @property({ attribute: false }) commands: readonly CommandType[] = [];
  @property({ attribute: false }) directory: Directory = [];
  @state() private typed = '';
  @query('input') private readonly input!: HTMLInputElement | null;
  @query('input, .row button, .switch') private readonly first!: HTMLElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.first?.focus());
  }

  override render(): TemplateResult {
    const { forwardedTo } = this.line;
    return html`
      ${this.parts.includes('doNotDisturb') ? this.#doNotDisturb() : nothing}
      ${
        this.parts.includes('forward')
          ? forwardedTo === undefined
            ? this.#form()
            : this.#forwarded(nameOf(this.directory, forwardedTo) ?? forwardedTo)
          : nothing
      }
    `;
  }

  #doNotDisturb(): TemplateResult {
    const { doNotDisturb } = this.line;
    const command = doNotDisturb ? 'dndOff' : 'dndOn';
    return html`<button
      type="button"
      class="switch"
      role="switch"
      aria-label=${msg('Do not disturb')}
      aria-describedby="means"
      aria-checked=${doNotDisturb}
      aria-disabled=${!this.commands.includes(command)}
      @click=${() => this.commands.includes(command) && sendAction(this, { type: 'controlLine', control: { type: command } })}
    >
      <span class="words">
        <span>${msg('Do not disturb')}</span>
        <span class="small muted" id="means">${msg('Callers hear that you are busy.')}</span>
      </span>
      <span class="track" aria-hidden="true"></span>
    </button>`;
  }

  #form(): TemplateResult {
    const ready = this.#number() !== undefined && this.commands.includes('forward');
    return html`<form @submit=${this.#forward}>
      <label for="to">${msg('Forward my calls to')}</label>
      <input
        id="to"
        type="text"
        autocomplete="off"
        list="directory"
        placeholder=${msg('Name or number')}
        .value=${this.typed}
        @input=${() => (this.typed = this.input?.value ?? '')}
      />
      <datalist id="directory">
        ${this.directory.map(({ name, number }) => html`<option value=${name}>${number}</option>`)}
      </datalist>
      <button class="quiet" aria-disabled=${!ready}>${msg('Forward')}</button>
    </form>`;
  }

  #forwarded(who: string): TemplateResult {
    return html`<div class="row" role="status">
      <span class="words">${msg(str`Your calls go to ${who}`)}</span>
      <button
        type="button"
        class="quiet"
        aria-disabled=${!this.commands.includes('cancelForward')}
        @click=${() => sendAction(this, { type: 'controlLine', control: { type: 'cancelForward' } })}
      >
        ${msg('Stop forwarding')}
      </button>
    </div>`;
  }

  #number(): string | undefined {
    return numberOf(this.directory, this.typed) ?? dialable(this.typed);
  }

  readonly #forward = (event: Event): void => {
    event.preventDefault();
    const toNumber = this.#number();
    if (toNumber === undefined || !this.commands.includes('forward')) return;
    this.typed = '';
    sendAction(this, { type: 'controlLine', control: { type: 'forward', toNumber } });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-line-features': CtiLineFeatures;
  }
}
