import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { customerName, type Chat } from '../state/chats.js';
import type { ChatHelp } from '../state/chats-state.js';
import { sendAction } from './action-event.js';
import { chatIcon } from './chat-icons.js';
import { chatStyles } from './chat-styles.js';
import { closeIcon } from './icons.js';
import { sharedStyles } from './styles.js';

const RADIUS = 21;
const ROUND = 2 * Math.PI * RADIUS;

/** A chat that the agent is asked to take, with the time there is for it. */
@customElement('cti-chat-offer')
export class CtiChatOffer extends LitElement {
  static override styles = [
    sharedStyles,
    chatStyles,
    css`
      .card {
        border-color: var(--cti-good);
        box-shadow: 0 0 0 1px var(--cti-good);
      }
      .kind {
        margin-bottom: 12px;
        color: var(--cti-on-good-tint);
        font: 600 12px/16px var(--cti-font);
      }
      .ring {
        position: relative;
        display: grid;
        place-items: center;
        flex: none;
        width: 48px;
        height: 48px;
        color: var(--cti-on-good-tint);
      }
      .ring > svg:first-child {
        position: absolute;
        inset: 0;
        transform: rotate(-90deg);
      }
      .ring > span {
        position: relative;
        font-weight: 600;
      }
      .track {
        stroke: var(--cti-line);
        fill: var(--cti-good-tint);
      }
      .left {
        stroke: var(--cti-good);
        fill: none;
        transition: stroke-dashoffset 1s linear;
      }
      .buttons {
        display: flex;
        gap: 8px;
        margin-top: 16px;
      }
      .buttons button {
        flex: 1;
        min-width: 0;
        padding: 0 8px;
      }
      @media (max-height: 96px) {
        .kind {
          display: none;
        }
        .who {
          max-width: 160px;
        }
        .buttons {
          margin: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) chat: Chat | undefined;
  @property({ attribute: false }) help: ChatHelp | undefined;
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) online = false;
  @query('.card') private readonly card!: HTMLElement | null;

  /** The card, and not one of its buttons: nobody shall act by accident. */
  override focus(): void {
    this.card?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { chat } = this;
    if (chat?.offer === undefined) return nothing;
    const who = customerName(chat);
    return html`
      <p class="unseen" role="alert">${msg(str`New chat from ${who}.`)}</p>
      <div class="card" role="group" tabindex="-1" aria-label=${msg(str`New chat from ${who}`)}>
        <p class="kind ellipsis">${this.#kind(chat)}</p>
        <div class="head">
          ${this.#ring(chat.offer)}
          <div class="who">
            <h2 class="ellipsis" title=${who}>${who}</h2>
            <p class="ellipsis muted">${detail(chat)}</p>
          </div>
        </div>
        <div class="buttons">
          ${this.#button(chat, 'accept', 'good', html`${chatIcon()} ${msg('Accept')}`, msg('Accepting…'))}
          ${this.#button(chat, 'decline', 'quiet', html`${closeIcon()} ${msg('Decline')}`, msg('Declining…'))}
        </div>
      </div>
    `;
  }

  #ring({ expiresAt, totalMs }: NonNullable<Chat['offer']>): TemplateResult {
    const leftMs = Math.max(0, expiresAt - this.now);
    const gone = totalMs === 0 ? 1 : 1 - Math.min(1, leftMs / totalMs);
    const seconds = Math.ceil(leftMs / 1000);
    return html`<span class="ring">
      <svg aria-hidden="true" viewBox="0 0 48 48" width="48" height="48" stroke-width="3">
        ${svg`<circle class="track" cx="24" cy="24" r=${RADIUS} />
          <circle class="left" cx="24" cy="24" r=${RADIUS} stroke-linecap="round"
            stroke-dasharray=${ROUND} stroke-dashoffset=${ROUND * gone} />`}
      </svg>
      <span class="figures" role="timer" aria-label=${msg(str`${seconds} seconds left`)}>${seconds}</span>
    </span>`;
  }

  #kind({ offer, service }: Chat): string {
    const from = this.help?.agents.find(({ agentId }) => agentId === offer?.from)?.name ?? offer?.from ?? '';
    switch (offer?.purpose) {
      case 'transfer':
        return msg(str`Transferred by ${from}`);
      case 'conference':
        return msg(str`${from} asks you to join`);
      default:
        return msg(str`New chat for ${service}`);
    }
  }

  #button(
    { chatId, asked }: Chat,
    ask: 'accept' | 'decline',
    tone: string,
    words: TemplateResult,
    waiting: string,
  ): TemplateResult {
    const idle = !this.online || asked !== undefined;
    // Not `disabled`: that would drop the focus of whoever has just pressed it.
    return html`<button
      class=${tone}
      aria-disabled=${idle}
      @click=${() => idle || sendAction(this, { type: 'chat', ask: { do: ask, chatId } })}
    >
      ${asked === ask ? waiting : words}
    </button>`;
  }
}

function detail({ customer, service }: Chat): string {
  return customer.subject ?? customer.emailAddress ?? service;
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-chat-offer': CtiChatOffer;
  }
}
