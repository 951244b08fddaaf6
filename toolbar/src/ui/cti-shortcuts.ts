import { msg } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DEFAULT_PREFERENCES, type Preferences } from '../state/preferences.js';
import {
  chordOf,
  DEFAULT_SHORTCUTS,
  isSingleKey,
  problemOf,
  SHORTCUT_NAMES,
  type Chord,
  type ChordProblem,
  type ShortcutName,
} from '../state/shortcuts.js';
import { settingsStyles } from './settings-styles.js';
import { problemWords, SHORTCUT_WORDS } from './shortcut-words.js';
import { sharedStyles } from './styles.js';
import { sendWish } from './wish-event.js';

/** All shortcuts, to be read and to be changed: a button for each, and the next keys are the new ones. */
@customElement('cti-shortcuts')
export class CtiShortcuts extends LitElement {
  static override styles = [
    sharedStyles,
    settingsStyles,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .chord {
        flex: none;
        min-height: 28px;
        padding: 0 8px;
        border-color: var(--cti-line-strong);
        background: var(--cti-surface);
        font: 500 12px/16px var(--cti-font);
        direction: ltr;
      }
      .chord:hover {
        background: var(--cti-raised);
      }
      .chord[aria-pressed='true'] {
        border-color: var(--cti-primary);
        background: var(--cti-raised);
        color: var(--cti-primary);
      }
      .problem {
        margin-bottom: 4px;
        color: var(--cti-on-bad-tint);
      }
      .reset {
        margin-top: 8px;
      }
      @media (max-height: 96px) {
        :host,
        ul {
          display: flex;
          gap: 12px;
        }
      }
    `,
  ];

  @property({ attribute: false }) preferences: Preferences = DEFAULT_PREFERENCES;
  /** The one whose new keys are awaited. */
  @state() private changing: ShortcutName | undefined;
  @state() private refused: { readonly name: ShortcutName; readonly problem: ChordProblem } | undefined;

  override render(): TemplateResult {
    const { keys, singleKeys } = this.preferences;
    return html`
      <h3>${msg('Shortcuts')}</h3>
      ${this.#switch(msg('Work by shortcuts'), keys, { keys: !keys })}
      ${keys ? html`${this.#switch(msg('Allow single keys'), singleKeys, this.#withSingleKeys(!singleKeys))} ${this.#list()}` : nothing}
    `;
  }

  #switch(words: string, on: boolean, change: Partial<Preferences>): TemplateResult {
    return html`<label class="row">
      <span>${words}</span>
      <input type="checkbox" role="switch" .checked=${on} @change=${() => this.#prefer(change)} />
    </label>`;
  }

  #list(): TemplateResult {
    return html`<ul aria-label=${msg('Shortcuts')}>
        ${SHORTCUT_NAMES.map((name) => this.#shortcut(name, this.preferences.shortcuts[name]))}
      </ul>
      <button
        class="quiet small-button reset"
        @click=${() => this.#prefer({ shortcuts: DEFAULT_SHORTCUTS, singleKeys: false })}
      >
        ${msg('As they were at first')}
      </button>`;
  }

  #shortcut(name: ShortcutName, chord: Chord): TemplateResult {
    const words = SHORTCUT_WORDS[name]();
    const changing = this.changing === name;
    return html`<li>
      <div class="row">
        <span>${words}</span>
        <button
          class="chord"
          aria-pressed=${changing}
          @click=${() => this.#change(changing ? undefined : name)}
          @keydown=${(event: KeyboardEvent) => changing && this.#take(event, name)}
          @blur=${() => changing && this.#change(undefined)}
        >
          <span class="unseen">${words}</span> ${changing ? msg('Press keys…') : chord || msg('none')}
        </button>
      </div>
      <p class="small problem" role="alert">
        ${this.refused?.name === name ? problemWords(this.refused.problem) : nothing}
      </p>
    </li>`;
  }

  #change(name: ShortcutName | undefined): void {
    this.changing = name;
    this.refused = undefined;
  }

  /** Escape leaves it as it is, Backspace and Delete take the keys away, Tab goes on. */
  #take(event: KeyboardEvent, name: ShortcutName): void {
    const chord = chordOf(event);
    if (chord === undefined || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return this.#change(undefined);
    const { shortcuts, singleKeys } = this.preferences;
    const none = event.key === 'Backspace' || event.key === 'Delete';
    const problem = none ? undefined : problemOf(name, chord, shortcuts, singleKeys);
    if (problem !== undefined) {
      this.refused = { name, problem };
      return;
    }
    this.#change(undefined);
    this.#prefer({ shortcuts: { ...shortcuts, [name]: none ? '' : chord } });
  }

  /** Single keys that are not allowed any more are nobody's. */
  #withSingleKeys(singleKeys: boolean): Partial<Preferences> {
    const { shortcuts } = this.preferences;
    if (singleKeys) return { singleKeys };
    const kept = SHORTCUT_NAMES.map((name) => [name, isSingleKey(shortcuts[name]) ? '' : shortcuts[name]]);
    return { singleKeys, shortcuts: Object.fromEntries(kept) as Preferences['shortcuts'] };
  }

  #prefer(change: Partial<Preferences>): void {
    sendWish(this, { type: 'prefer', change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-shortcuts': CtiShortcuts;
  }
}
