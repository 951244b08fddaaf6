import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { customerName, isOver, unread, type Chat } from '../state/chats.js';
import { NO_CHATS, type ChatsState } from '../state/chats-state.js';
import { sendAction } from './action-event.js';
import { chatIcon } from './chat-icons.js';
import './cti-chat.js';
import type { CtiChat } from './cti-chat.js';
import './cti-chat-offer.js';
import { FocusKeeper } from './focus-keeper.js';
import { warningIcon } from './icons.js';
import { sharedStyles } from './styles.js';

/** All chats: those that are offered, and of the others the one in front. */
@customElement('cti-chats')
export class CtiChats extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        min-width: 0;
      }
      .tabs {
        display: flex;
        gap: 4px;
        padding: 4px;
        border: 1px solid var(--cti-line);
        border-radius: var(--cti-radius);
        background: var(--cti-raised);
        overflow-x: auto;
      }
      [role='tab'] {
        flex: 1 1 0;
        min-width: 88px;
        min-height: 36px;
        padding: 0 8px;
        justify-content: flex-start;
        font-weight: 500;
      }
      [role='tab'][aria-selected='true'] {
        background: var(--cti-surface);
        border-color: var(--cti-line);
        box-shadow: var(--cti-shadow);
        font-weight: 600;
      }
      [role='tab'][data-over] {
        color: var(--cti-muted);
      }
      .count {
        flex: none;
        min-width: 20px;
        height: 20px;
        margin-inline-start: auto;
        padding: 0 6px;
        border-radius: 10px;
        background: var(--cti-bad);
        color: var(--cti-on-bad);
        font: 600 12px/20px var(--cti-font);
        text-align: center;
      }
      .paused {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 12px;
        border-radius: var(--cti-radius);
        background: var(--cti-warn-tint);
        color: var(--cti-on-warn-tint);
      }
      .paused p {
        flex: 1;
      }
      .paused button {
        flex: none;
        border-color: currentColor;
        padding: 0 12px;
      }
      @media (max-height: 96px) {
        :host {
          display: flex;
        }
        .tabs {
          align-items: center;
          height: 58px;
        }
      }
    `,
  ];

  @property({ attribute: false }) chats: ChatsState = NO_CHATS;
  @property({ type: Number }) now = 0;
  /** The contact centre can be reached. */
  @property({ type: Boolean }) online = false;
  /** No more chats are offered, although the agent is available. */
  @property({ type: Boolean }) paused = false;
  @query('cti-chat-offer, cti-chat') private readonly card!: HTMLElement | null;
  @query('cti-chat') private readonly inFront!: CtiChat | null;
  @query('[role=tab][aria-selected=true]') private readonly tab!: HTMLElement | null;
  #arrowed = false;

  constructor() {
    super();
    new FocusKeeper(this, () => this.focus());
  }

  override focus(): void {
    this.card?.focus();
  }

  override render(): TemplateResult {
    const { list, shown, help } = this.chats;
    const offers = list.filter(({ place }) => place === 'Offered');
    const open = list.filter(({ place }) => place !== 'Offered');
    const front = open.find(({ chatId }) => chatId === shown) ?? open[0];
    return html`
      <p class="unseen" role="status">${this.#elsewhere(open, front)}</p>
      ${this.paused ? this.#pausedNote() : nothing}
      ${repeat(
        offers,
        ({ eventId }) => eventId,
        (chat) =>
          html`<cti-chat-offer .chat=${chat} .help=${help} .now=${this.now} ?online=${this.online}></cti-chat-offer>`,
      )}
      ${open.length > 1 ? this.#tabs(open, front) : nothing}
      ${
        front === undefined
          ? nothing
          : html`<div
              id="panel"
              role=${open.length > 1 ? 'tabpanel' : nothing}
              aria-labelledby=${open.length > 1 ? `tab-${front.chatId}` : nothing}
            >
              ${repeat(
                [front],
                ({ eventId }) => eventId,
                (chat) =>
                  html`<cti-chat .chat=${chat} .help=${help} .now=${this.now} ?online=${this.online}></cti-chat>`,
              )}
            </div>`
      }
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('chats') || !this.#arrowed) return;
    this.#arrowed = false;
    this.tab?.focus();
  }

  #pausedNote(): TemplateResult {
    return html`<div class="paused" role="status">
      ${warningIcon()}
      <p>${msg('A chat was not answered, so you are offered no more.')}</p>
      <button @click=${() => sendAction(this, { type: 'chat', ask: { do: 'ready' } })}>${msg('Take chats')}</button>
    </div>`;
  }

  #tabs(open: readonly Chat[], front: Chat | undefined): TemplateResult {
    return html`<div
      class="tabs"
      role="tablist"
      aria-label=${msg('Chats')}
      @keydown=${(event: KeyboardEvent) => this.#arrow(event, open, front)}
    >
      ${repeat(
        open,
        ({ chatId }) => chatId,
        (chat) => this.#tab(chat, chat === front),
      )}
    </div>`;
  }

  #tab(chat: Chat, selected: boolean): TemplateResult {
    const count = unread(chat);
    const name = customerName(chat);
    return html`<button
      id="tab-${chat.chatId}"
      role="tab"
      aria-selected=${selected}
      aria-controls="panel"
      tabindex=${selected ? 0 : -1}
      ?data-over=${isOver(chat)}
      @click=${() => this.#show(chat)}
    >
      ${chatIcon(16)}<span class="ellipsis">${name}</span>
      ${
        count > 0 && !selected
          ? html`<span class="count" aria-hidden="true">${count > 99 ? '99+' : count}</span
              ><span class="unseen">${msg(str`${count} new`)}</span>`
          : nothing
      }
    </button>`;
  }

  /** Somebody wrote in a chat that is not in front: the log of that one is not there to be read out. */
  #elsewhere(open: readonly Chat[], front: Chat | undefined): string {
    const waiting = open.filter((chat) => chat !== front && unread(chat) > 0).map(customerName);
    return waiting.length === 0 ? '' : msg(str`New messages from ${waiting.join(', ')}`);
  }

  #arrow(event: KeyboardEvent, open: readonly Chat[], front: Chat | undefined): void {
    const rightToLeft = getComputedStyle(this).direction === 'rtl';
    const forward = rightToLeft ? 'ArrowLeft' : 'ArrowRight';
    const backward = rightToLeft ? 'ArrowRight' : 'ArrowLeft';
    const at = open.findIndex((chat) => chat === front);
    const steps: Readonly<Record<string, number>> = {
      [forward]: at + 1,
      [backward]: at - 1,
      Home: 0,
      End: open.length - 1,
    };
    const step = steps[event.key];
    const next = step === undefined ? undefined : open[(step + open.length) % open.length];
    if (next === undefined) return;
    event.preventDefault();
    this.#arrowed = true;
    this.#show(next);
  }

  #show({ chatId }: Chat): void {
    this.inFront?.keepDraft();
    sendAction(this, { type: 'chat', ask: { do: 'show', chatId } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-chats': CtiChats;
  }
}
