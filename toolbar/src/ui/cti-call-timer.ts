import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { callDuration } from '../state/duration.js';
import { sharedStyles } from './styles.js';

@customElement('cti-call-timer')
export class CtiCallTimer extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        font: inherit;
      }
    `,
  ];

  @property({ type: Number }) since = 0;
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    return html`<span class="figures" role="timer">${callDuration(this.now - this.since)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-call-timer': CtiCallTimer;
  }
}
