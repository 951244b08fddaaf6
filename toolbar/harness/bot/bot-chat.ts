import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { chat } from '../look/chat.js';
import { controls } from '../look/controls.js';
import { avatarColour, initials } from '../look/format.js';
import { icon } from '../look/icons.js';
import { tell } from '../page/page-events.js';
import type { TalkLine, TalkView } from './bot-talk.js';

/** Asked with one click, as long as the assistant answers. */
const SUGGESTIONS = ['When are you open?', 'Where is my order?', 'My invoice is wrong'] as const;

/** Typing is told so often while it goes on. Milliseconds. */
const TYPING_MS = 3000;

const MAX_TEXT = 4000;

/** The user's side: the assistant, then whoever it gives the user to. */
@customElement('bot-chat')
export class BotChat extends LitElement {
  @property({ attribute: false }) view: TalkView | undefined;
  @property() problem = '';
  @query('.log') private readonly log!: HTMLElement | null;
  @query('input') private readonly box!: HTMLInputElement | null;
  #toldTyping = 0;
  #hadFocus = false;

  static override styles = [
    controls,
    chat,
    css`
      .avatar.bot {
        --avatar: var(--brand);
      }
      .choices {
        padding: 4px 12px 12px;
      }
      .choices .person {
        border-color: var(--link);
        color: var(--link);
        font-weight: 600;
      }
    `,
  ];

  override render(): TemplateResult {
    const phase = this.view?.phase ?? 'bot';
    const isHandedOver = phase === 'waiting' || phase === 'agent';
    return html`
      ${this.#header(isHandedOver)}
      <div role="alert">${this.problem === '' ? nothing : html`<p class="problem">${this.problem}</p>`}</div>
      <div class="log" role="log" aria-label="Conversation" tabindex="0">
        ${repeat(
          this.view?.lines ?? [],
          ({ n }) => n,
          (line, at) => this.#line(line, this.view?.lines[at - 1]),
        )}
      </div>
      <p class="typing small soft" role="status">${this.#status()}</p>
      ${phase === 'bot' ? this.#suggestions() : nothing}
      ${
        phase === 'ended' || this.view === undefined
          ? html`<div class="again">
              <button class="button primary large" @click=${() => tell(this, 'bot-again')}>
                ${icon('reload')} Start again
              </button>
            </div>`
          : this.#write()
      }
    `;
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('view') && this.log !== null) this.log.scrollTop = this.log.scrollHeight;
    // What had the focus is gone: the box at the end, a suggestion when a person comes.
    if (this.#hadFocus && this.shadowRoot?.activeElement == null) this.focus();
  }

  override focus(): void {
    const target = this.box ?? this.renderRoot.querySelector<HTMLElement>('.again .button');
    target?.focus();
  }

  #header(isHandedOver: boolean): TemplateResult {
    const name = this.view?.phase === 'agent' ? this.#agent() : '';
    const face =
      name === ''
        ? html`<span class="avatar bot" aria-hidden="true">${icon('chat')}</span>`
        : html`<span class="avatar" style=${`--avatar:${avatarColour(name)}`} aria-hidden="true"
            >${initials(name)}</span
          >`;
    return html`<header>
      ${face}
      <div>
        <h2 class="ellipsis">${name === '' ? 'Assistant' : name}</h2>
        <p class="small ellipsis">${this.#presence()}</p>
      </div>
      ${isHandedOver ? html`<button class="button" @click=${() => tell(this, 'bot-end')}>End chat</button>` : nothing}
    </header>`;
  }

  #presence(): string {
    switch (this.view?.phase) {
      case 'waiting':
        return 'Looking for a person…';
      case 'agent':
        return 'A person, at Genesys Cloud';
      case 'ended':
        return 'The chat is over';
      default:
        return 'A machine that knows a few things';
    }
  }

  /** Whoever wrote last, or came last. */
  #agent(): string {
    const lines = this.view?.lines ?? [];
    return lines.findLast(({ by, name }) => by === 'agent' || (by === 'notice' && name !== ''))?.name ?? '';
  }

  #status(): string {
    const { phase, typing = '' } = this.view ?? {};
    if (typing !== '') return `${typing} is typing…`;
    return phase === 'waiting' ? 'Waiting for a person. You can go on writing.' : '';
  }

  #line({ by, name, text }: TalkLine, before: TalkLine | undefined): TemplateResult {
    if (by === 'notice') return html`<p class="notice soft small">${text}</p>`;
    const who = by === 'bot' ? 'Assistant' : by === 'user' ? 'You' : name || 'Agent';
    const side = by === 'user' ? 'own' : by;
    const isFirst = before?.by !== by || before.name !== name;
    return html`
      ${isFirst ? html`<p class="who soft small ${side}" aria-hidden="true">${who}</p>` : nothing}
      <p class="said ${side}"><span class="visually-hidden">${who}: </span>${text}</p>
    `;
  }

  #suggestions(): TemplateResult {
    return html`<div class="choices" role="group" aria-label="Suggestions">
      ${SUGGESTIONS.map(
        (text) => html`<button class="button" @click=${() => tell(this, 'bot-say', { text })}>${text}</button>`,
      )}
      <button class="button person" @click=${() => tell(this, 'bot-person')}>
        ${icon('headset')} Talk to a person
      </button>
    </div>`;
  }

  #write(): TemplateResult {
    return html`<form class="write" aria-label="Reply" @submit=${(event: SubmitEvent) => this.#say(event)}>
      <input
        name="text"
        aria-label="Your message"
        placeholder="Write a message"
        autocomplete="off"
        maxlength=${MAX_TEXT}
        @input=${() => this.#types()}
      />
      <button class="button primary" type="submit">Send</button>
    </form>`;
  }

  #say(event: SubmitEvent): void {
    event.preventDefault();
    const text = this.box?.value ?? '';
    if (text.trim() === '') return;
    (event.target as HTMLFormElement).reset();
    this.#toldTyping = 0;
    tell(this, 'bot-say', { text });
  }

  #types(): void {
    const now = Date.now();
    if (this.view?.phase !== 'agent' || now - this.#toldTyping < TYPING_MS) return;
    this.#toldTyping = now;
    tell(this, 'bot-typing');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-chat': BotChat;
  }
}
