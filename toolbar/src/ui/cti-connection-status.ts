import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Connection } from '../state/toolbar-state.js';
import { sharedStyles } from './styles.js';

@customElement('cti-connection-status')
export class CtiConnectionStatus extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      p {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--cti-muted);
        text-wrap: balance;
      }
      p::before {
        content: '';
        flex: none;
        width: 8px;
        height: 8px;
        border: 1px solid var(--cti-line-strong);
        border-radius: 50%;
      }
      .online::before {
        border-color: var(--cti-good);
        background: var(--cti-good);
      }
      .lost::before {
        border-color: var(--cti-bad);
        background: var(--cti-bad);
      }
    `,
  ];

  @property({ attribute: false }) connection: Connection = { status: 'offline' };

  override render(): TemplateResult {
    const words = wordsFor(this.connection);
    return html`<p class="small ${this.connection.status}"><span>${words}</span></p>`;
  }
}

function wordsFor(connection: Connection): string {
  switch (connection.status) {
    case 'offline':
      return 'Not connected';
    case 'connecting':
      return 'Connecting';
    case 'lost':
      return 'Connection lost';
    case 'online':
      return [
        'Connected',
        ...(connection.agentId === undefined ? [] : [`agent ${connection.agentId}`]),
        ...(connection.dn === undefined ? [] : [`line ${connection.dn}`]),
      ].join('\u00a0· '); // The dot stays at the end of its line.
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-connection-status': CtiConnectionStatus;
  }
}
