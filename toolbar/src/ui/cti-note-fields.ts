import { msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { Echoes } from '../state/echoes.js';
import type { Disposition } from '../state/wrap-up.js';
import { sendAction } from './action-event.js';
import { sharedStyles } from './styles.js';

/** More than this no wrap-up needs, and a frame or a tab may not carry. */
const MOST_CHARACTERS = 3000;

/** What is noted of a conversation, during it and after it. */
@customElement('cti-note-fields')
export class CtiNoteFields extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      label {
        display: grid;
        gap: 4px;
        font: 600 12px/16px var(--cti-font);
      }
      select,
      textarea {
        width: 100%;
        min-width: 0;
        padding: 8px 12px;
        border: 1px solid var(--cti-line-strong);
        border-radius: var(--cti-radius-small);
        background: var(--cti-surface);
        color: inherit;
        font: 400 14px/20px var(--cti-font);
      }
      textarea {
        min-height: 72px;
        resize: vertical;
      }
      select:focus-visible,
      textarea:focus-visible {
        outline: 2px solid var(--cti-primary);
        outline-offset: 1px;
      }
      @media (max-height: 96px) {
        :host {
          display: flex;
        }
        label {
          width: 140px;
        }
        label:last-child {
          width: 200px;
        }
        label > span {
          display: none;
        }
        select,
        textarea {
          height: 40px;
          min-height: 0;
          padding-inline: 8px;
          resize: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) dispositions: readonly Disposition[] = [];
  @query('textarea') private readonly notes!: HTMLTextAreaElement | null;
  @query('select') private readonly select!: HTMLSelectElement | null;
  #echoes = new Echoes();

  override focus(): void {
    (this.select ?? this.notes)?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { contact } = this;
    if (contact === undefined) return nothing;
    const { disposition } = contact.wrapUp;
    return html`
      ${this.#codes(disposition).length === 0 ? nothing : this.#outcome(disposition)}
      <label>
        <span>${msg('Notes')}</span>
        <textarea
          maxlength=${MOST_CHARACTERS}
          placeholder=${msg('What was it about?')}
          @input=${(event: Event) => this.#write((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
    `;
  }

  /** What is typed may come back late, from another tab: it must not take back what was typed since. */
  protected override updated(changed: PropertyValues<this>): void {
    const { contact, notes } = this;
    if (!changed.has('contact') || contact === undefined || notes === null) return;
    const before = changed.get('contact');
    if (before?.eventId !== contact.eventId) this.#echoes = new Echoes();
    else if (before.wrapUp.notes === contact.wrapUp.notes || this.#echoes.hears(contact.wrapUp.notes)) return;
    notes.value = contact.wrapUp.notes;
  }

  #outcome(chosen: string): TemplateResult {
    return html`<label>
      <span>${msg('Outcome')}</span>
      <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
        <option value="" .selected=${chosen === ''}>${msg('Not chosen')}</option>
        ${this.#codes(chosen).map(
          ({ code, name }) => html`<option value=${code} .selected=${code === chosen}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  /** Fusion may know more of them than this installation. */
  #codes(chosen: string): readonly Disposition[] {
    const known = chosen === '' || this.dispositions.some(({ code }) => code === chosen);
    return known ? this.dispositions : [...this.dispositions, { code: chosen, name: chosen }];
  }

  #choose(disposition: string): void {
    this.#note({ disposition });
  }

  #write(notes: string): void {
    this.#echoes.send(notes);
    this.#note({ notes });
  }

  #note(change: { readonly disposition?: string; readonly notes?: string }): void {
    if (this.contact !== undefined) sendAction(this, { type: 'note', eventId: this.contact.eventId, change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-note-fields': CtiNoteFields;
  }
}
