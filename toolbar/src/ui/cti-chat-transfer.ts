import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChatAsk } from '../state/chat-asks.js';
import type { Chat } from '../state/chats.js';
import type { ChatHelp } from '../state/chats-state.js';
import { sendAction } from './action-event.js';
import { closeIcon, personIcon, plusIcon, transferIcon } from './icons.js';
import { panelStyles } from './panel-styles.js';
import { sharedStyles } from './styles.js';

/** Colleagues whom the agent can give the chat to or bring in, and services that it can go back to. */
@customElement('cti-chat-transfer')
export class CtiChatTransfer extends LitElement {
  static override styles = [
    sharedStyles,
    panelStyles,
    css`
      ul {
        display: grid;
        gap: 2px;
        max-height: 208px;
        margin: 8px -4px 0;
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 40px;
        padding: 4px;
      }
      li > svg {
        color: var(--cti-muted);
      }
      .who {
        flex: 1;
        min-width: 0;
      }
      li button {
        flex: none;
        min-height: 32px;
        padding: 0 10px;
        font-size: 13px;
      }
      @media (max-height: 96px) {
        :host {
          flex: none;
        }
        .panel {
          max-width: 380px;
        }
        input:not([type='radio']) {
          width: 120px;
        }
        ul {
          display: flex;
          margin: 0;
          white-space: nowrap;
        }
      }
    `,
  ];

  @property({ attribute: false }) chat: Chat | undefined;
  @property({ attribute: false }) help: ChatHelp | undefined;
  @property({ type: Boolean }) online = false;
  @state() private search = '';
  @query('input') private readonly field!: HTMLElement | null;

  override focus(): void {
    this.field?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { chat, help } = this;
    if (chat === undefined) return nothing;
    const title = msg('Transfer or invite');
    const wanted = this.search.trim().toLowerCase();
    const agents = (help?.agents ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
    const services = (help?.services ?? []).filter((name) => name.toLowerCase().includes(wanted));
    return html`<div
      class="panel"
      role="group"
      aria-label=${title}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#close()}
    >
      <div class="title">
        <h3>${title}</h3>
        <button type="button" class="icon" aria-label=${msg('Close')} @click=${() => this.#close()}>
          ${closeIcon(16)}
        </button>
      </div>
      <input
        type="search"
        aria-label=${msg('Find a colleague or a service')}
        placeholder=${msg('Name')}
        autocomplete="off"
        @input=${(event: InputEvent) => (this.search = (event.target as HTMLInputElement).value)}
      />
      <ul aria-label=${msg('Colleagues and services')}>
        ${agents.map((agent) => this.#agent(chat, agent))} ${services.map((name) => this.#service(chat, name))}
      </ul>
      ${help === undefined ? html`<p class="muted">${msg('Loading…')}</p>` : nothing}
      ${help !== undefined && agents.length + services.length === 0 ? html`<p class="muted">${msg('Nobody found.')}</p>` : nothing}
    </div>`;
  }

  #agent(
    { chatId, parties, owner, me }: Chat,
    { agentId, name, available }: ChatHelp['agents'][number],
  ): TemplateResult {
    const there = parties.some((party) => party.active && party.agentId === agentId);
    const idle = !available || there || !this.online;
    const state = there ? msg('In this chat') : available ? msg('Available') : msg('Not available');
    return html`<li>
      ${personIcon()}
      <span class="who"><span class="ellipsis">${name}</span><br /><span class="small muted">${state}</span></span>
      <button
        class="quiet"
        aria-label=${msg(str`Invite ${name}`)}
        title=${msg('Invite')}
        aria-disabled=${idle}
        @click=${() => idle || this.#do({ do: 'invite', chatId, to: agentId })}
      >
        ${plusIcon(16)}
      </button>
      <button
        class="quiet"
        aria-label=${msg(str`Transfer to ${name}`)}
        title=${msg('Transfer')}
        aria-disabled=${idle || owner !== me}
        @click=${() => idle || owner !== me || this.#do({ do: 'transfer', chatId, to: agentId })}
      >
        ${transferIcon(16)}
      </button>
    </li>`;
  }

  #service({ chatId, owner, me }: Chat, name: string): TemplateResult {
    const idle = !this.online || owner !== me;
    return html`<li>
      ${transferIcon()}
      <span class="who"
        ><span class="ellipsis">${name}</span><br /><span class="small muted"
          >${msg('Waits for the next agent')}</span
        ></span
      >
      <button
        class="quiet"
        aria-label=${msg(str`Send back to ${name}`)}
        title=${msg('Send back')}
        aria-disabled=${idle}
        @click=${() => idle || this.#do({ do: 'transfer', chatId, service: name })}
      >
        ${transferIcon(16)}
      </button>
    </li>`;
  }

  #do(ask: ChatAsk): void {
    sendAction(this, { type: 'chat', ask });
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('panel-close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-chat-transfer': CtiChatTransfer;
  }
}
