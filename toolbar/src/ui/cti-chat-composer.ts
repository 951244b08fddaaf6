import { msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChatAsk } from '../state/chat-asks.js';
import type { Chat } from '../state/chats.js';
import type { ChatHelp } from '../state/chats-state.js';
import { sendAction } from './action-event.js';
import { clipIcon, linkIcon, repliesIcon, sendIcon } from './chat-icons.js';
import { chatStyles } from './chat-styles.js';
import { closeIcon } from './icons.js';
import { panelStyles } from './panel-styles.js';
import { sharedStyles } from './styles.js';

type Drawer = 'replies' | 'page';

/** Where the agent writes: a text, a canned one, a file or a page. */
@customElement('cti-chat-composer')
export class CtiChatComposer extends LitElement {
  static override styles = [
    sharedStyles,
    panelStyles,
    chatStyles,
    css`
      form.write {
        margin-top: 12px;
        border: 1px solid var(--cti-line-strong);
        border-radius: var(--cti-radius-small);
        background: var(--cti-surface);
      }
      form.write:focus-within {
        outline: 2px solid var(--cti-primary);
        outline-offset: 1px;
      }
      textarea {
        display: block;
        width: 100%;
        min-height: 44px;
        max-height: 144px;
        padding: 10px 12px 4px;
        border: 0;
        background: none;
        color: inherit;
        font: 400 14px/20px var(--cti-font);
        resize: none;
        field-sizing: content;
      }
      textarea:focus {
        outline: 0;
      }
      textarea::placeholder {
        color: var(--cti-muted);
        opacity: 1;
      }
      .tools {
        display: flex;
        align-items: center;
        gap: 2px;
        padding: 4px;
      }
      .tools .send {
        width: 44px;
        min-height: 36px;
        margin-inline-start: auto;
        padding: 0;
      }
      .replies {
        display: grid;
        gap: 4px;
        max-height: 168px;
        margin: 0;
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }
      .replies button {
        display: block;
        width: 100%;
        padding: 8px;
        text-align: start;
        font-weight: 400;
      }
      .replies button:hover {
        background: var(--cti-surface);
      }
      .replies strong {
        display: block;
        font-weight: 600;
      }
      .row {
        display: flex;
        gap: 8px;
        margin-top: 4px;
      }
      .row button {
        min-height: 36px;
      }
      [type='file'] {
        display: none;
      }
      @media (max-height: 96px) {
        form.write {
          display: flex;
          align-items: center;
          height: 44px;
          margin: 0;
        }
        textarea {
          width: 160px;
          max-height: 42px;
          padding-block: 10px;
        }
        .tools {
          padding: 0 2px;
        }
        /* What opens above the line has no room here. */
        .tools [aria-expanded],
        .panel {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) chat: Chat | undefined;
  @property({ attribute: false }) help: ChatHelp | undefined;
  @property({ type: Boolean }) online = false;
  @state() private open: Drawer | undefined;
  @state() private tooLarge = false;
  @query('textarea') private readonly box!: HTMLTextAreaElement | null;
  @query('[type=file]') private readonly picker!: HTMLInputElement | null;
  @query('.panel') private readonly panel!: HTMLElement | null;

  override focus(): void {
    this.box?.focus();
  }

  /** What has been typed stays with the chat, whatever this element shows next. */
  keepDraft(): void {
    const { chat, box } = this;
    if (chat !== undefined && box !== null && box.value !== chat.draft) this.#draft(chat, box.value);
  }

  override render(): TemplateResult | typeof nothing {
    const { chat } = this;
    if (chat === undefined) return nothing;
    return html`
      ${this.tooLarge ? html`<p class="problem" role="alert">${msg('The file is too large to be sent.')}</p>` : nothing}
      ${this.open === 'replies' ? this.#replies(chat) : nothing} ${this.open === 'page' ? this.#page(chat) : nothing}
      <form class="write" aria-label=${msg('Reply')} @submit=${(event: Event) => this.#submit(event, chat)}>
        <textarea
          rows="1"
          aria-label=${msg('Your message')}
          placeholder=${msg('Write a message')}
          maxlength="14000"
          enterkeyhint="send"
          @keydown=${(event: KeyboardEvent) => this.#key(event, chat)}
          @input=${() => this.#draft(chat, this.box?.value ?? '')}
        ></textarea>
        <div class="tools">
          ${this.#tool('replies', msg('Canned replies'), repliesIcon())}
          <button
            type="button"
            class="small-icon"
            aria-label=${msg('Send a file')}
            title=${msg('Send a file')}
            aria-disabled=${!this.online || chat.asked === 'sendFile'}
            @click=${() => this.online && this.picker?.click()}
          >
            ${clipIcon()}
          </button>
          ${this.#tool('page', msg('Show a page'), linkIcon())}
          <button class="primary send" type="submit" aria-label=${msg('Send')} aria-disabled=${!this.online}>
            ${sendIcon()}
          </button>
        </div>
        <input type="file" tabindex="-1" aria-hidden="true" @change=${() => this.#picked(chat)} />
      </form>
    `;
  }

  protected override firstUpdated(): void {
    if (this.box !== null) this.box.value = this.chat?.draft ?? '';
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open !== undefined)
      this.panel?.querySelector<HTMLElement>('li button, input')?.focus();
    // What was not sent is not lost.
    const { chat, box } = this;
    if (box?.value === '' && chat?.problem?.what === 'say' && changed.has('chat')) box.value = chat.draft;
  }

  #tool(drawer: Drawer, words: string, icon: TemplateResult): TemplateResult {
    return html`<button
      type="button"
      class="small-icon"
      aria-label=${words}
      title=${words}
      aria-expanded=${this.open === drawer}
      @click=${() => this.#toggle(drawer)}
    >
      ${icon}
    </button>`;
  }

  #replies(chat: Chat): TemplateResult {
    const replies = this.help?.cannedReplies ?? [];
    return this.#drawer(
      msg('Canned replies'),
      replies.length === 0
        ? html`<p class="muted">${this.help === undefined ? msg('Loading…') : msg('There are none.')}</p>`
        : html`<ul class="replies">
            ${replies.map(
              ({ title, text }) =>
                html`<li>
                  <button type="button" @click=${() => this.#insert(chat, text)}>
                    <strong>${title}</strong><span class="muted small">${text}</span>
                  </button>
                </li>`,
            )}
          </ul>`,
    );
  }

  #page(chat: Chat): TemplateResult {
    return this.#drawer(
      msg('Show a page'),
      html`<form @submit=${(event: SubmitEvent) => this.#sendPage(event, chat)}>
        <label for="page">${msg('Address')}</label>
        <div class="row">
          <input
            id="page"
            name="page"
            type="url"
            required
            pattern="https?://.+"
            placeholder="https://"
            autocomplete="off"
          />
          <button class="primary" type="submit" aria-disabled=${!this.online}>${msg('Send')}</button>
        </div>
      </form>`,
    );
  }

  #drawer(title: string, content: TemplateResult): TemplateResult {
    return html`<div
      class="panel"
      role="group"
      aria-label=${title}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#shut()}
    >
      <div class="title">
        <h3>${title}</h3>
        <button type="button" class="icon" aria-label=${msg('Close')} @click=${() => this.#shut()}>
          ${closeIcon(16)}
        </button>
      </div>
      ${content}
    </div>`;
  }

  #toggle(drawer: Drawer): void {
    this.open = this.open === drawer ? undefined : drawer;
    if (this.open === 'replies' && this.help === undefined) this.#ask({ do: 'help' });
  }

  #shut(): void {
    this.open = undefined;
    this.focus();
  }

  #key(event: KeyboardEvent, chat: Chat): void {
    // Enter may also be what an input method is told to take its suggestion.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send(chat);
  }

  #submit(event: Event, chat: Chat): void {
    event.preventDefault();
    this.#send(chat);
    this.focus();
  }

  #send({ chatId }: Chat): void {
    const text = this.box?.value.trim() ?? '';
    if (text === '' || !this.online || this.box === null) return;
    this.box.value = '';
    this.#ask({ do: 'say', chatId, text });
  }

  #insert(chat: Chat, text: string): void {
    const { box } = this;
    if (box === null) return;
    const before = box.value.trimEnd();
    box.value = before === '' ? text : `${before} ${text}`;
    this.#draft(chat, box.value);
    this.#shut();
  }

  #sendPage(event: SubmitEvent, { chatId }: Chat): void {
    event.preventDefault();
    const url = new FormData(event.target as HTMLFormElement).get('page');
    if (typeof url !== 'string' || !this.online) return;
    this.#ask({ do: 'pushUrl', chatId, url });
    this.#shut();
  }

  #picked({ chatId }: Chat): void {
    const { picker } = this;
    const file = picker?.files?.[0];
    if (picker === null || file === undefined) return;
    this.tooLarge = file.size > (this.help?.maxFileBytes ?? Infinity);
    if (!this.tooLarge) this.#ask({ do: 'sendFile', chatId, file });
    picker.value = '';
  }

  #draft({ chatId }: Chat, text: string): void {
    this.#ask({ do: 'draft', chatId, text });
  }

  #ask(ask: ChatAsk): void {
    sendAction(this, { type: 'chat', ask });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-chat-composer': CtiChatComposer;
  }
}
