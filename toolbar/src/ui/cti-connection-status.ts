import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Tool } from '../state/tools.js';
import type { Connection } from '../state/toolbar-state.js';
import { logIcon, moreIcon, settingsIcon, type Icon } from './icons.js';
import { sharedStyles } from './styles.js';

/** The foot of the toolbar: how the line is, and what opens from there. */
@customElement('cti-connection-status')
export class CtiConnectionStatus extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      div {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      button {
        flex: none;
        width: 32px;
        min-height: 32px;
        padding: 0;
        color: var(--cti-muted);
      }
      button:hover,
      button[aria-expanded='true'] {
        background: var(--cti-raised);
        color: var(--cti-text);
      }
      .status {
        flex: 0 1 auto;
        justify-content: flex-start;
        width: auto;
        min-width: 32px;
        margin-inline-end: auto;
        padding: 0 8px;
        font: 400 12px/16px var(--cti-font);
        text-align: start;
        text-wrap: balance;
      }
      .status::before {
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
      @media (max-width: 239px) {
        div {
          flex-wrap: wrap;
        }
        .status {
          flex-basis: 100%;
        }
      }
      @media (max-height: 96px) {
        div {
          display: grid;
          grid: auto-flow 32px / repeat(2, 32px);
          gap: 2px;
        }
        .status {
          justify-content: center;
          margin: 0;
          padding: 0;
        }
        .status span {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  @property({ attribute: false }) connection: Connection = { status: 'offline' };
  @property() open: Tool | undefined;
  /** The line can do something beside calls. */
  @property({ type: Boolean }) more = false;
  @query('[aria-expanded=true]') private readonly opener!: HTMLElement | null;

  /** What opened the tool that is open. */
  override focus(): void {
    this.opener?.focus();
  }

  override render(): TemplateResult {
    const words = wordsFor(this.connection);
    return html`<div>
      <button
        title=${words}
        class="status ${this.connection.status}"
        aria-expanded=${this.open === 'status'}
        @click=${() => this.#toggle('status')}
      >
        <span>${words}</span>
      </button>
      ${this.#opener('calls', msg('Call log'), logIcon)}
      ${this.more ? this.#opener('more', msg('More'), moreIcon) : nothing}
      ${this.#opener('settings', msg('Settings'), settingsIcon)}
    </div>`;
  }

  #opener(tool: Tool, words: string, icon: Icon): TemplateResult {
    return html`<button
      aria-label=${words}
      title=${words}
      aria-expanded=${this.open === tool}
      @click=${() => this.#toggle(tool)}
    >
      ${icon(20)}
    </button>`;
  }

  #toggle(tool: Tool): void {
    const detail = this.open === tool ? undefined : tool;
    this.dispatchEvent(new CustomEvent('cti-tool', { detail, bubbles: true, composed: true }));
  }
}

function wordsFor(connection: Connection): string {
  switch (connection.status) {
    case 'offline':
      return msg('Not connected');
    case 'connecting':
      return msg('Connecting');
    case 'lost':
      return msg('Connection lost');
    case 'online':
      return (
        [
          msg('Connected'),
          ...(connection.agentId === undefined ? [] : [msg(str`agent ${connection.agentId}`)]),
          ...(connection.dn === undefined ? [] : [msg(str`line ${connection.dn}`)]),
        ]
          // "Line 7001" is one word; the dot stays at the end of its line.
          .map((part) => part.replaceAll(' ', '\u00a0'))
          .join('\u00a0· ')
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-connection-status': CtiConnectionStatus;
  }
  interface HTMLElementEventMap {
    /** Without a tool: what is open closes. */
    'cti-tool': CustomEvent<Tool | null>;
  }
}
