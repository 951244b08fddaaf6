import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Contact } from '../state/contacts.js';
import { sendAction } from './action-event.js';
import { CallPanelElement } from './call-panel.js';
import { isPhoneKey, keys, keyStyles } from './keys.js';
import { panelStyles } from './panel-styles.js';
import { sharedStyles } from './styles.js';

/** Tones for whoever is at the other end: by the keys here, or by those of the keyboard. */
@customElement('cti-key-pad')
export class CtiKeyPad extends CallPanelElement {
  static override styles = [
    sharedStyles,
    keyStyles,
    panelStyles,
    css`
      output {
        display: flex;
        /* The last tones are the ones to see. */
        justify-content: flex-end;
        direction: ltr;
        height: 36px;
        padding: 0 12px;
        overflow: hidden;
        border: 1px solid var(--cti-line);
        border-radius: var(--cti-radius-small);
        background: var(--cti-surface);
        font: 500 16px/34px var(--cti-font);
        letter-spacing: 0.06em;
        white-space: nowrap;
      }
      output > * {
        margin-inline-end: auto;
      }
      .hint {
        color: var(--cti-muted);
        font-weight: 400;
        font-size: 14px;
        letter-spacing: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .keys {
        margin-bottom: 0;
      }
      @media (max-height: 96px) {
        output {
          width: 84px;
        }
        .keys {
          display: flex;
          gap: 2px;
          margin: 0;
        }
        .key {
          width: 28px;
        }
        .letters {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
      if (isPhoneKey(key) && !ctrlKey && !metaKey && !altKey) this.#send(key);
    });
  }

  protected override heading(): string {
    return msg('Keypad');
  }

  /** Only what the switch says it has sent. */
  protected override draw({ tones }: Contact): TemplateResult {
    return html`
      <output aria-label=${msg('Tones sent')}>
        ${tones === '' ? html`<span class="hint" dir="auto">${msg('Press keys, here or on the keyboard')}</span>` : html`<span>${tones}</span>`}
      </output>
      ${keys((key) => this.#send(key))}
    `;
  }

  #send(digits: string): void {
    const { contact } = this;
    if (contact === undefined || contact.lost) return;
    sendAction(this, { type: 'control', eventId: contact.eventId, control: { type: 'sendDtmf', digits } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-key-pad': CtiKeyPad;
  }
}
