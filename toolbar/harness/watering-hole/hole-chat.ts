import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { chat } from '../look/chat.js';
import { controls } from '../look/controls.js';
import { avatarColour, duration, initials } from '../look/format.js';
import { icon } from '../look/icons.js';
import { SecondTicker } from '../look/second-ticker.js';
import { tell } from '../page/page-events.js';
import { type Choice, type Entry, type FileLink, type HoleView, NEW_VIEW, type Waiting } from './hole-view.js';

const CAUSES: Readonly<Record<string, string>> = {
  idle: 'We have not heard from you, and have ended the conversation.',
  customer: 'You have ended the conversation.',
  agent: 'Our agent has ended the conversation.',
};

const PRESENCES = {
  new: 'Write to us, and a person answers',
  open: 'You talk to a person',
  asked: 'Are you still there?',
  ended: 'The conversation has ended',
} as const;

/** The chat widget: a customer in front of it, an agent of CXone behind it. All that it is told is text. */
@customElement('hole-chat')
export class HoleChat extends LitElement {
  @property({ attribute: false }) view: HoleView = NEW_VIEW;
  @property() problem = '';
  @query('[type="file"]') private readonly picker!: HTMLInputElement | null;
  @query('.log') private readonly log!: HTMLElement | null;
  @query('input[name="text"]') private readonly box!: HTMLInputElement | null;
  #hadFocus = false;

  static override styles = [
    controls,
    chat,
    css`
      .mark {
        align-self: flex-end;
        margin-top: -2px;
      }
      .mark.failed {
        color: var(--danger);
      }
      .words {
        white-space: pre-wrap;
      }
      .said .link {
        display: block;
        margin-top: 4px;
        color: var(--link);
        overflow-wrap: anywhere;
      }
      [type='file'] {
        display: none;
      }
      form.write .icon {
        width: 36px;
        padding: 0;
      }
      .choices {
        padding: 4px 0;
      }
      .choices .button {
        flex-direction: column;
        gap: 0;
        padding: 6px 14px;
        border-color: var(--link);
        color: var(--link);
        white-space: normal;
      }
      .asked {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 12px 16px;
        border-top: 1px solid var(--line);
        background: var(--warning-tint);
        color: var(--warning);
      }
      .asked p {
        flex: 1;
      }
      .asked .button {
        color: var(--text);
      }
      .asked .count {
        font-size: 20px;
        line-height: 24px;
      }
    `,
  ];

  constructor() {
    super();
    new SecondTicker(this);
  }

  override render(): TemplateResult {
    const { state, cause, agentTypes, entries, waiting } = this.view;
    return html`
      ${this.#header()}
      <div role="alert">${this.problem === '' ? nothing : html`<p class="problem">${this.problem}</p>`}</div>
      <div class="log" role="log" aria-label="Conversation" tabindex="0">
        ${repeat(
          entries,
          ({ seq }) => seq,
          (entry, n) => this.#entry(entry, entries[n - 1]),
        )}
        ${repeat(
          waiting,
          ({ id }) => id,
          (one) => this.#waiting(one),
        )}
        ${state === 'ended' ? html`<p class="notice soft small">${CAUSES[cause] ?? CAUSES.agent}</p>` : nothing}
      </div>
      <p class="typing small soft" role="status">${agentTypes ? `${this.#agent() || 'The agent'} is typing…` : ''}</p>
      <p class="visually-hidden" role="alert">
        ${state === 'asked' ? 'Are you still there? Otherwise we end the conversation in a moment.' : ''}
      </p>
      ${state === 'asked' ? this.#asked() : nothing}
      ${
        state === 'ended'
          ? html`<div class="again">
              <button class="button primary large" @click=${() => tell(this, 'hole-again')}>
                ${icon('reload')} Start a new conversation
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
    if (changed.has('view') && this.log !== null && isLonger(this.view, changed.get('view')))
      this.log.scrollTop = this.log.scrollHeight;
    // What had the focus is gone: the box at the end, a button when it was pressed.
    if (this.#hadFocus && this.shadowRoot?.activeElement == null) this.focus();
  }

  override focus(): void {
    const target = this.box ?? this.renderRoot.querySelector<HTMLElement>('.again .button');
    target?.focus();
  }

  #header(): TemplateResult {
    const { state, isConnected } = this.view;
    const name = this.#agent();
    return html`<header>
      <span
        class="avatar"
        style=${name === '' ? '--avatar:var(--brand)' : `--avatar:${avatarColour(name)}`}
        aria-hidden="true"
        >${name === '' ? icon('chat') : initials(name)}</span
      >
      <div>
        <h2 class="ellipsis">${name || 'Chat with us'}</h2>
        <p class="small ellipsis" role="status">${isConnected ? PRESENCES[state] : 'Connecting…'}</p>
      </div>
      ${
        state === 'open' || state === 'asked'
          ? html`<button class="button" @click=${() => tell(this, 'hole-end')}>End chat</button>`
          : nothing
      }
    </header>`;
  }

  /** Whoever wrote last in this conversation. */
  #agent(): string {
    const { entries, thread } = this.view;
    const said = entries.findLast((entry) => entry.kind === 'message' && entry.thread === thread);
    return said?.kind === 'message' ? said.author : '';
  }

  #entry(entry: Entry, before: Entry | undefined): TemplateResult | typeof nothing {
    switch (entry.kind) {
      case 'said': {
        const refused = this.view.entries.some((one) => one.kind === 'refused' && one.messageId === entry.messageId);
        const mark = refused ? 'Not delivered: nobody will read it' : 'Sent';
        return this.#own(entry.text, entry.files, mark, refused);
      }
      case 'message':
        return this.#message(entry, before);
      case 'began':
        return html`<p class="notice soft small">
          ${entry.by === 'agent' ? 'We have written to you' : 'A new conversation'}
        </p>`;
      case 'ended':
        // That of the conversation in front of the customer stands below everything.
        return entry.thread === this.view.thread
          ? nothing
          : html`<p class="notice soft small">${CAUSES[entry.cause] ?? CAUSES.agent}</p>`;
      default:
        return nothing;
    }
  }

  #message(entry: Entry & { readonly kind: 'message' }, before: Entry | undefined): TemplateResult {
    const who = entry.author || 'Agent';
    const isFirst = before?.kind !== 'message' || before.author !== entry.author;
    const { entries, state, waiting } = this.view;
    const isLast = !waiting.length && entries.findLast(({ kind }) => kind === 'message' || kind === 'said') === entry;
    return html`
      ${isFirst ? html`<p class="who soft small" aria-hidden="true">${who}</p>` : nothing}
      <p class="said laid agent">
        <span class="visually-hidden">${who}: </span>${words(entry.text, entry.files)}${entry.links.map(
          ({ url }) => html`<a class="link" href=${url} target="_blank" rel="noopener noreferrer nofollow">${url}</a>`,
        )}${filesOf(entry.files)}
      </p>
      ${isLast && state !== 'ended' && entry.buttons.length > 0 ? this.#choices(entry.buttons) : nothing}
    `;
  }

  #choices(choices: readonly Choice[]): TemplateResult {
    return html`<div class="choices" role="group" aria-label="Answers">
      ${choices.map(
        ({ text, description, postback }) =>
          html`<button class="button" @click=${() => tell(this, 'hole-say', { text, postback })}>
            ${text}${description === '' ? nothing : html`<span class="small soft">${description}</span>`}
          </button>`,
      )}
    </div>`;
  }

  #waiting({ text, files, failed }: Waiting): TemplateResult {
    const named = files.map(({ name }) => name).join(', ');
    return this.#own(text || named, [], failed === '' ? 'Sending…' : `Not sent. ${failed}`, failed !== '');
  }

  #own(text: string, files: readonly FileLink[], mark: string, isFailed: boolean): TemplateResult {
    return html`
      <p class="said laid own"><span class="visually-hidden">You: </span>${words(text, files)}${filesOf(files)}</p>
      <p class="mark small ${isFailed ? 'failed' : 'soft'}">${mark}</p>
    `;
  }

  #asked(): TemplateResult {
    const left = Math.max(0, this.view.endsAt - Date.now());
    // Those who hear the page were told once; every second anew would be too much.
    return html`<div class="asked" role="group" aria-label="Are you still there?">
      <p>
        <span class="strong">Are you still there?</span><br />
        <span class="small">Otherwise we end the conversation.</span>
      </p>
      <span class="count tabular strong" role="timer" aria-live="off" aria-label="Time left">${duration(left)}</span>
      <button class="button" @click=${() => tell(this, 'hole-here')}>I am here</button>
    </div>`;
  }

  #write(): TemplateResult {
    return html`<form class="write" aria-label="Reply" @submit=${(event: SubmitEvent) => this.#say(event)}>
      <input
        name="text"
        aria-label="Your message"
        placeholder="Write a message"
        autocomplete="off"
        maxlength=${this.view.textLength}
        @input=${() => tell(this, 'hole-typing')}
      />
      <button
        class="button icon"
        type="button"
        aria-label="Send a file"
        title="Send a file"
        @click=${() => this.picker?.click()}
      >
        ${icon('clip')}
      </button>
      <input type="file" tabindex="-1" aria-hidden="true" @change=${() => this.#pick()} />
      <button class="button primary" type="submit">Send</button>
    </form>`;
  }

  #pick(): void {
    const file = this.picker?.files?.[0];
    if (this.picker !== null) this.picker.value = '';
    if (file !== undefined) tell(this, 'hole-file', { file });
  }

  #say(event: SubmitEvent): void {
    event.preventDefault();
    const text = this.box?.value ?? '';
    if (text.trim() === '') return;
    (event.target as HTMLFormElement).reset();
    tell(this, 'hole-say', { text, postback: '' });
  }
}

/** The name of a file says nothing that its link does not. */
function words(text: string, files: readonly FileLink[]): TemplateResult | typeof nothing {
  const isName = text === '' || files.some(({ name }) => name === text);
  return isName ? nothing : html`<span class="words">${text}</span>`;
}

function filesOf(files: readonly FileLink[]): readonly TemplateResult[] {
  return files.map(
    ({ name, url }) => html`<a class="link" href=${url} target="_blank" rel="noopener noreferrer" download>${name}</a>`,
  );
}

/** There is more to be seen, or less room for it. */
function isLonger(view: HoleView, before: HoleView | undefined): boolean {
  const length = (one: HoleView | undefined) => (one === undefined ? 0 : one.entries.length + one.waiting.length);
  return length(view) > length(before) || view.state !== before?.state;
}

declare global {
  interface HTMLElementTagNameMap {
    'hole-chat': HoleChat;
  }
}
