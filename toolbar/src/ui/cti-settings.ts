import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Preferences } from '../state/preferences.js';
import type { Means } from '../state/wish.js';
import './cti-shortcuts.js';
import { closeIcon } from './icons.js';
import { settingsStyles } from './settings-styles.js';
import { sharedStyles } from './styles.js';
import { ToolPanel } from './tool-panel.js';
import { toolStyles } from './tool-styles.js';
import { sendWish } from './wish-event.js';

/** How the agent wants to be told of calls, and by which keys to work. What is changed holds at once. */
@customElement('cti-settings')
export class CtiSettings extends ToolPanel {
  static override styles = [
    sharedStyles,
    toolStyles,
    settingsStyles,
    css`
      h3:first-of-type {
        margin-block-start: 8px;
      }
      @media (max-height: 96px) {
        h3:first-of-type {
          margin: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) preferences: Preferences | undefined;
  @property({ attribute: false }) means: Means | undefined;

  override render(): TemplateResult | typeof nothing {
    const { preferences, means } = this;
    // Without them there is nothing to set: the part that keeps them could not be loaded.
    if (preferences === undefined || means === undefined) return nothing;
    const { sound, title } = preferences;
    return html`<div class="card" role="group" tabindex="-1" aria-label=${msg('Settings')}>
      <div class="title">
        <h2>${msg('Settings')}</h2>
        <button class="icon" aria-label=${msg('Close the settings')} @click=${() => this.close()}>
          ${closeIcon(16)}
        </button>
      </div>
      <h3>${msg('When a call rings')}</h3>
      ${this.#switch(msg('Ring'), sound, (on) => ({ sound: on }))} ${sound ? this.#sound(preferences, means) : nothing}
      ${this.#notifications(preferences, means)}
      ${this.#switch(msg('Say it in the title of the page'), title, (on) => ({ title: on }))}
      <cti-shortcuts .preferences=${preferences}></cti-shortcuts>
    </div>`;
  }

  #switch(words: string, on: boolean, change: (on: boolean) => Partial<Preferences>): TemplateResult {
    return html`<label class="row">
      <span>${words}</span>
      <input
        type="checkbox"
        role="switch"
        .checked=${on}
        @change=${(event: Event) => this.#prefer(change((event.target as HTMLInputElement).checked))}
      />
    </label>`;
  }

  #sound({ volume, device }: Preferences, { sound, devices }: Means): TemplateResult {
    const percent = new Intl.NumberFormat(document.documentElement.lang || 'en', { style: 'percent' }).format(volume);
    return html`
      <div class="row">
        <label for="volume">${msg('Volume')}</label>
        <input
          id="volume"
          type="range"
          min="0.1"
          max="1"
          step="0.1"
          .value=${String(volume)}
          aria-valuetext=${percent}
          @change=${(event: Event) => this.#prefer({ volume: Number((event.target as HTMLInputElement).value) })}
        />
        <button class="quiet small-button" @click=${() => sendWish(this, { type: 'tryRing' })}>${msg('Try it')}</button>
      </div>
      ${sound === 'blocked' ? html`<p class="small muted why">${msg('The browser keeps this page silent.')}</p>` : nothing}
      ${devices.length > 0 ? this.#devices(device, devices) : nothing}
    `;
  }

  #devices(device: string, devices: Means['devices']): TemplateResult {
    return html`<label class="row">
      <span>${msg('Device')}</span>
      <select @change=${(event: Event) => this.#prefer({ device: (event.target as HTMLSelectElement).value })}>
        <option value="" ?selected=${device === ''}>${msg('As everything else')}</option>
        ${devices.map(
          ({ id, label }, index) =>
            // Browsers give the names only to pages that may use the microphone.
            html`<option value=${id} ?selected=${device === id}>${label || msg(str`Device ${index + 1}`)}</option>`,
        )}
      </select>
    </label>`;
  }

  #notifications({ notify }: Preferences, { notifications }: Means): TemplateResult | typeof nothing {
    if (notifications === 'none') return nothing;
    const words = msg('Notification on the desktop');
    if (notifications === 'granted') {
      return html`${this.#switch(words, notify, (on) => ({ notify: on }))}`;
    }
    return html`<div class="row">
        <span>${words}</span>
        ${
          notifications === 'default'
            ? html`<button class="quiet small-button" @click=${() => sendWish(this, { type: 'allowNotifications' })}>
                ${msg('Allow')}
              </button>`
            : nothing
        }
      </div>
      ${
        notifications === 'denied'
          ? html`<p class="small muted why">
              ${msg('The browser does not allow it here. Change that in its settings for this page.')}
            </p>`
          : nothing
      }`;
  }

  #prefer(change: Partial<Preferences>): void {
    sendWish(this, { type: 'prefer', change });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-settings': CtiSettings;
  }
}
