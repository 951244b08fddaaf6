import { chatAllows } from '@fusion-cti/protocol';
import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { customerName, isSaid, type Chat } from '../state/chats.js';
import type { ChatAsk } from '../state/chat-asks.js';
import type { ChatHelp } from '../state/chats-state.js';
import { sendAction } from './action-event.js';
import { problemText } from './chat-problems.js';
import { chatIcon, leaveIcon } from './chat-icons.js';
import { chatStyles } from './chat-styles.js';
import './cti-call-timer.js';
import './cti-chat-composer.js';
import type { CtiChatComposer } from './cti-chat-composer.js';
import './cti-chat-transcript.js';
import './cti-chat-transfer.js';
import { FocusKeeper } from './focus-keeper.js';
import { closeIcon, noteIcon, transferIcon } from './icons.js';
import { sharedStyles } from './styles.js';

/** One chat: what was said, what to say, and what to do with it. */
@customElement('cti-chat')
export class CtiChat extends LitElement {
  static override styles = [
    sharedStyles,
    chatStyles,
    css`
      .card {
        display: flex;
        flex-direction: column;
        padding: 12px;
      }
      .mark {
        display: grid;
        place-items: center;
        flex: none;
        width: 36px;
        height: 36px;
        border-radius: 50%;
        background: var(--cti-good-tint);
        color: var(--cti-on-good-tint);
      }
      .over .mark {
        background: var(--cti-raised);
        color: var(--cti-muted);
      }
      .line {
        display: flex;
        gap: 4px;
      }
      .line cti-call-timer {
        flex: none;
        color: inherit;
      }
      .end {
        min-height: 36px;
        padding: 0 12px;
      }
      @media (max-width: 359px) {
        .head {
          gap: 8px;
        }
        .mark,
        .end svg {
          display: none;
        }
      }
      cti-chat-transcript {
        margin: 12px -12px 0;
      }
      .last {
        display: none;
      }
      .done {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-top: 12px;
        color: var(--cti-muted);
      }
      .done p {
        flex: 1;
        min-width: 0;
      }
      @media (max-height: 96px) {
        .card {
          flex-direction: row;
          padding: 0 12px;
        }
        .head {
          display: contents;
        }
        .mark,
        cti-chat-transcript {
          display: none;
        }
        .last {
          display: block;
          max-width: 132px;
        }
        .who {
          flex: none;
        }
        .end {
          order: 1;
        }
        .card:has(cti-chat-transfer) :is(cti-chat-composer, .last) {
          display: none;
        }
        .problem {
          margin: 0;
        }
        .done {
          margin: 0;
        }
        .who {
          max-width: 160px;
        }
      }
    `,
  ];

  @property({ attribute: false }) chat: Chat | undefined;
  @property({ attribute: false }) help: ChatHelp | undefined;
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) online = false;
  @state() private transferring = false;
  @query('.card') private readonly card!: HTMLElement | null;
  @query('cti-chat-composer') private readonly composer!: CtiChatComposer | null;
  @query('cti-chat-transfer') private readonly transfer!: LitElement | null;
  @query('.opens-transfer') private readonly opener!: HTMLElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.focus());
  }

  override focus(): void {
    this.card?.focus();
  }

  /** What has been typed and not been sent stays with the chat. */
  keepDraft(): void {
    this.composer?.keepDraft();
  }

  override render(): TemplateResult | typeof nothing {
    const { chat } = this;
    if (chat === undefined) return nothing;
    const who = customerName(chat);
    const engaged = chat.place === 'Engaged';
    return html`<div
      class="card ${engaged ? '' : 'over'}"
      role="group"
      tabindex="-1"
      aria-label=${engaged ? msg(str`Chat with ${who}`) : msg(str`Ended chat with ${who}`)}
    >
      <div class="head">
        <span class="mark">${chatIcon(18)}</span>
        <div class="who">
          <h2 class="ellipsis" title=${who}>${who}</h2>
          <p class="small muted line">
            <span class="ellipsis">${this.#detail(chat)}</span><span aria-hidden="true">·</span
            ><cti-call-timer .since=${chat.since} .now=${this.now}></cti-call-timer>
          </p>
        </div>
        ${engaged ? this.#actions(chat) : nothing}
      </div>
      <cti-chat-transcript .chat=${chat}></cti-chat-transcript>
      ${engaged ? lastSaid(chat) : nothing}
      ${chat.problem === undefined ? nothing : html`<p class="problem" role="alert">${problemText(chat.problem)}</p>`}
      ${
        this.transferring && engaged
          ? html`<cti-chat-transfer
              .chat=${chat}
              .help=${this.help}
              ?online=${this.online}
              @panel-close=${() => this.#closeTransfer()}
            ></cti-chat-transfer>`
          : nothing
      }
      ${
        engaged
          ? html`<cti-chat-composer .chat=${chat} .help=${this.help} ?online=${this.online}></cti-chat-composer>`
          : this.#wrapUp(chat)
      }
    </div>`;
  }

  protected override firstUpdated(): void {
    if (this.help === undefined && this.online) this.#ask({ do: 'help' });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('transferring') && this.transferring) void this.#focusTransfer();
  }

  #detail({ service, customer, place }: Chat): string {
    if (!this.online) return msg('Connection lost');
    return place === 'Engaged' ? (customer.subject ?? service) : msg('Chat ended');
  }

  #actions(chat: Chat): TemplateResult {
    const idle = !this.online || chat.asked === 'end';
    const several = chat.parties.filter(({ active, type }) => active && type === 'Agent').length > 1;
    const leave = several ? 'leave' : 'end';
    return html`
      <button
        class="small-icon opens-transfer"
        aria-label=${msg('Transfer or invite')}
        title=${msg('Transfer or invite')}
        aria-expanded=${this.transferring}
        aria-disabled=${!this.online}
        @click=${() => this.online && this.#openTransfer()}
      >
        ${transferIcon()}
      </button>
      <button
        class="quiet end"
        aria-disabled=${idle}
        @click=${() => idle || this.#ask({ do: leave, chatId: chat.chatId })}
      >
        ${several ? html`${leaveIcon(16)} ${msg('Leave')}` : html`${closeIcon(16)} ${msg('End')}`}
      </button>
    `;
  }

  /** What is noted down of a chat is Fusion's; what the contact centre waits for is that it is done. */
  #wrapUp(chat: Chat): TemplateResult {
    const { chatId, place, workUntil, asked } = chat;
    const working = place === 'AfterWork' && chatAllows(place, 'chatDone');
    const idle = working && (!this.online || asked !== undefined);
    const left = workUntil === undefined ? undefined : Math.max(0, Math.ceil((workUntil - this.now) / 1000));
    return html`<div class="done">
      ${noteIcon()}
      <p class="small">
        ${endText(chat)} ${msg('Wrap up in Fusion.')}
        ${working && left !== undefined ? html`<span class="figures">${msg(str`${left} s left.`)}</span>` : nothing}
      </p>
      <button
        class=${working ? 'primary' : 'quiet'}
        aria-disabled=${idle}
        @click=${() => idle || this.#ask({ do: 'dismiss', chatId })}
      >
        ${working ? msg('Finish') : msg('Close')}
      </button>
    </div>`;
  }

  #openTransfer(): void {
    this.transferring = !this.transferring;
    if (this.transferring) this.#ask({ do: 'help' });
  }

  #closeTransfer(): void {
    this.transferring = false;
    this.opener?.focus();
  }

  async #focusTransfer(): Promise<void> {
    // A panel that is new has nothing in it yet.
    await this.transfer?.updateComplete;
    this.transfer?.focus();
  }

  #ask(ask: ChatAsk): void {
    sendAction(this, { type: 'chat', ask });
  }
}

/** In a bar, which has no room for more of what was said. It is told aloud with the rest. */
function lastSaid({ lines }: Chat): TemplateResult | typeof nothing {
  const text = lines.findLast(({ type }) => isSaid(type))?.text;
  return text === undefined
    ? nothing
    : html`<p class="last small ellipsis" aria-hidden="true" title=${text}>${text}</p>`;
}

function endText(chat: Chat): string {
  switch (chat.endReason) {
    case 'customer':
      return msg(str`${customerName(chat)} ended the chat.`);
    case 'inactivity':
    case 'absence':
      return msg('The chat ended because nothing was said.');
    case undefined:
      return msg('You have left the chat.');
    default:
      return msg('The chat is over.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-chat': CtiChat;
  }
}
