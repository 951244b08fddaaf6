import type { KVPair } from '@fusion-cti/protocol';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CallControl } from '../state/call-control.js';
import type { Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { CallPanelElement } from './call-panel.js';
import { binIcon, checkIcon, plusIcon } from './icons.js';
import { panelStyles } from './panel-styles.js';
import { sharedStyles } from './styles.js';

/** What the contact centre knows of a call, and what the agent adds to it for whoever has the call next. */
@customElement('cti-call-data')
export class CtiCallData extends CallPanelElement {
  static override styles = [
    sharedStyles,
    panelStyles,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li,
      form {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) 32px;
        align-items: center;
        gap: 8px;
        margin-bottom: 8px;
      }
      form {
        margin: 8px 0 0;
      }
      .key {
        font: 600 12px/16px var(--cti-font);
        overflow-wrap: anywhere;
      }
      .fixed {
        grid-column: 2 / -1;
        overflow-wrap: anywhere;
      }
      /* A name that is cut in two is not read. */
      @media (max-width: 399px) and (min-height: 97px) {
        li {
          grid-template-columns: minmax(0, 1fr) 32px;
          gap: 4px 8px;
        }
        .key,
        .fixed {
          grid-column: 1 / -1;
        }
      }
      @media (max-height: 96px) {
        ul {
          display: flex;
          gap: 12px;
        }
        li,
        form {
          width: 280px;
          margin: 0;
        }
      }
    `,
  ];

  /** What was typed over a value and not yet sent, by key. */
  @state() private edited: ReadonlyMap<string, string> = new Map();
  @query('input[name=key]') private readonly newKey!: HTMLInputElement | null;
  @query('input[name=value]') private readonly newValue!: HTMLInputElement | null;

  protected override heading(): string {
    return msg('Call data');
  }

  protected override draw({ userData }: Contact): TemplateResult {
    return html`
      ${userData.length === 0 ? html`<p class="small muted">${msg('Nothing is known of this call yet.')}</p>` : nothing}
      <ul>
        ${repeat(
          userData,
          ({ key }, at) => `${key} ${at}`,
          (pair) => this.#pair(pair),
        )}
      </ul>
      ${this.commands.includes('attachData') ? this.#addition() : nothing}
    `;
  }

  #pair(pair: KVPair): TemplateResult {
    const { key } = pair;
    return html`<li>
      <span class="key">${key}</span>
      ${isText(pair) && this.commands.includes('updateData') ? this.#value(pair) : html`<span class="fixed">${shown(pair)}</span>`}
    </li>`;
  }

  #value(pair: TextPair): TemplateResult {
    const { key } = pair;
    const value = String(pair.value);
    const typed = this.edited.get(key);
    const changed = typed !== undefined && typed !== value;
    return html`<input
        aria-label=${key}
        .value=${typed ?? value}
        @input=${(event: Event) => this.#edit(key, (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && changed && this.#save(pair, typed)}
      />${
        changed
          ? html`<button class="icon" aria-label=${msg(str`Save ${key}`)} @click=${() => this.#save(pair, typed)}>
              ${checkIcon(16)}
            </button>`
          : html`<button
              class="icon"
              aria-label=${msg(str`Delete ${key}`)}
              @click=${() => this.#ask({ type: 'deleteData', key })}
            >
              ${binIcon(16)}
            </button>`
      }`;
  }

  #addition(): TemplateResult {
    return html`<form aria-label=${msg('Add to the call data')} @submit=${this.#add}>
      <input name="key" aria-label=${msg('New key')} placeholder=${msg('Key')} autocomplete="off" maxlength="255" />
      <input name="value" aria-label=${msg('New value')} placeholder=${msg('Value')} autocomplete="off" />
      <button class="icon" aria-label=${msg('Add')}>${plusIcon(16)}</button>
    </form>`;
  }

  #edit(key: string, value: string | undefined): void {
    const edited = new Map(this.edited);
    if (value === undefined) edited.delete(key);
    else edited.set(key, value);
    this.edited = edited;
  }

  /** From here on the field shows what the contact centre says of it. */
  #save({ key, type }: TextPair, typed: string): void {
    this.#edit(key, undefined);
    // What others read as a number stays one, as long as it is one.
    const value = type === 'int' && /^-?\d{1,15}$/.test(typed) ? Number(typed) : typed;
    this.#ask({ type: 'updateData', userData: { [key]: value } });
  }

  readonly #add = (event: Event): void => {
    event.preventDefault();
    const { newKey, newValue } = this;
    const key = newKey?.value.trim() ?? '';
    if (newKey === null || newValue === null || key === '') return;
    this.#ask({ type: 'attachData', userData: { [key]: newValue.value } });
    newKey.value = '';
    newValue.value = '';
    newKey.focus();
  };

  #ask(control: CallControl): void {
    const { contact } = this;
    if (contact !== undefined && !contact.lost) {
      sendAction(this, { type: 'control', eventId: contact.eventId, control });
    }
  }
}

type TextPair = Extract<KVPair, { readonly type: 'str' | 'int' }>;

function isText(pair: KVPair): pair is TextPair {
  return pair.type === 'str' || pair.type === 'int';
}

/** Lists in lists, and bytes, are shown and left alone. */
function shown(pair: KVPair): string {
  if (pair.type === 'kvlist') return pair.value.map((inner) => `${inner.key}: ${shown(inner)}`).join(', ');
  return pair.type === 'bin' ? msg('Binary data') : String(pair.value);
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-call-data': CtiCallData;
  }
}
