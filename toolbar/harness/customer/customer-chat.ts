import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { chat } from '../look/chat.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { GmsChat, type GmsLine } from './gms-chat.js';

type Phase = 'asking' | 'chatting' | 'ended';

/** How long who has not touched a key counts as typing. Milliseconds. */
const TYPING_MS = 3000;

/** A company's chat window, with a customer in front of it: the other side of the toolbar's chats. */
@customElement('customer-chat')
export class CustomerChat extends LitElement {
  @property() nickname = '';
  @property() emailAddress = '';
  @property() subject = '';
  @property() service = 'customer-support';
  @state() private phase: Phase = 'asking';
  @state() private lines: readonly GmsLine[] = [];
  @state() private agentTypes = false;
  @state() private isReached = true;
  @state() private problem = '';
  @query('.log') private readonly log!: HTMLElement | null;
  @query("[name='text'], .again .button, [name='nickname']") private readonly next!: HTMLElement | null;
  #chat: GmsChat | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #hadFocus = false;

  static override styles = [
    controls,
    chat,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100%;
        padding: 16px;
        background: var(--canvas);
        color: var(--text);
        font-family: var(--font);
      }
      main {
        width: 100%;
        max-width: 400px;
        height: min(640px, 100vh - 32px);
      }
      form.start {
        display: grid;
        gap: 16px;
        padding: 24px 16px;
      }
      [type='file'] {
        display: none;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<main class="window" aria-label="Customer chat">
      <header>
        ${icon('chat')}
        <h1>Chat with us</h1>
        ${this.phase === 'chatting' ? html`<button class="button" @click=${() => this.#chat?.leave()}>End chat</button>` : nothing}
      </header>
      ${this.#trouble()} ${this.phase === 'asking' ? this.#start() : this.#conversation()}
    </main>`;
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('lines') && this.log !== null) this.log.scrollTop = this.log.scrollHeight;
    // What had the focus is gone: a button when it was pressed, the box at the end.
    if (this.#hadFocus && this.shadowRoot?.activeElement == null) this.focus();
  }

  override focus(): void {
    this.next?.focus();
  }

  #trouble(): TemplateResult | typeof nothing {
    const text = this.isReached ? this.problem : 'The contact centre does not answer. Trying again…';
    return text === '' ? nothing : html`<p class="problem" role="alert">${text}</p>`;
  }

  #start(): TemplateResult {
    const field = (name: string, label: string, value: string, type = 'text', required = false): TemplateResult =>
      html`<div class="field">
        <label for=${name}>${label}</label>
        <input id=${name} name=${name} type=${type} .value=${value} ?required=${required} autocomplete="off" />
      </div>`;
    return html`<form class="start" aria-label="Start a chat" @submit=${(event: SubmitEvent) => this.#begin(event)}>
      ${field('nickname', 'Your name', this.nickname, 'text', true)}
      ${field('emailAddress', 'E-mail', this.emailAddress, 'email')}
      ${field('subject', 'What is it about?', this.subject)}
      <button class="button primary" type="submit">${icon('chat')} Start chat</button>
    </form>`;
  }

  #conversation(): TemplateResult {
    return html`
      <div class="log" role="log" aria-label="Conversation" tabindex="0">
        ${repeat(
          this.lines,
          ({ index }, n) => index ?? -n,
          (line) => this.#line(line),
        )}
        ${this.phase === 'ended' ? html`<p class="notice soft small">The chat has ended.</p>` : nothing}
      </div>
      <p class="typing small soft" role="status">${this.#goingOn()}</p>
      ${
        this.phase === 'ended'
          ? html`<div class="again">
              <button class="button primary large" @click=${() => this.#again()}>
                ${icon('reload')} Start a new chat
              </button>
            </div>`
          : this.#write()
      }
    `;
  }

  #goingOn(): string {
    if (this.phase !== 'chatting') return '';
    if (!isAnswered(this.lines)) return 'Please wait: the next free agent takes your chat.';
    return this.agentTypes ? 'The agent is typing…' : '';
  }

  #line(line: GmsLine): TemplateResult {
    const { type, text = '', from } = line;
    const own = from.type === 'Client' ? 'own' : '';
    switch (type) {
      case 'Message':
        return html`<p class="said ${own}">${text}</p>`;
      case 'PushUrl':
        return html`<p class="said laid ${own}">
          ${isPage(text) ? html`<a href=${text} target="_blank" rel="noopener noreferrer">${text}</a>` : text}
        </p>`;
      case 'FileUploaded':
        return html`<p class="said laid ${own}">
          ${line.userData?.['file-name'] ?? 'File'}
          <button class="button quiet" @click=${() => void this.#save(line)}>Save</button>
        </p>`;
      case 'ParticipantJoined':
        return html`<p class="notice soft small">${from.nickname} joined</p>`;
      case 'ParticipantLeft':
        return html`<p class="notice soft small">${from.nickname} left</p>`;
      default:
        return html`<p class="notice soft small">${text || type}</p>`;
    }
  }

  #write(): TemplateResult {
    return html`<form class="write" aria-label="Reply" @submit=${(event: SubmitEvent) => this.#say(event)}>
      <input
        name="text"
        aria-label="Your message"
        placeholder="Write a message"
        autocomplete="off"
        @input=${() => this.#types()}
      />
      <label class="button">
        File<input type="file" @change=${(event: Event) => this.#send(event.target as HTMLInputElement)} />
      </label>
      <button class="button primary" type="submit">Send</button>
    </form>`;
  }

  #begin(event: SubmitEvent): void {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    this.problem = '';
    this.isReached = true;
    this.phase = 'chatting';
    this.#chat = new GmsChat({
      said: (line) => this.#hear(line),
      ended: () => (this.phase = 'ended'),
      failed: (why) => (this.problem = why),
      reached: (isReached) => (this.isReached = isReached || this.phase !== 'chatting'),
    });
    const [emailAddress, subject] = [text('emailAddress'), text('subject')];
    this.#chat.start(
      {
        nickname: text('nickname'),
        service: this.service,
        ...(emailAddress !== '' && { emailAddress }),
        ...(subject !== '' && { subject }),
      },
      location.origin,
    );
  }

  #hear(line: GmsLine): void {
    const { type, from, index } = line;
    const byAgent = from.type !== 'Client';
    if (byAgent) this.agentTypes = type === 'TypingStarted';
    if (type.startsWith('Typing')) return;
    // What was wrong is so no longer.
    this.problem = '';
    this.lines = [...this.lines, line];
    if (byAgent && index !== undefined && type === 'Message') this.#chat?.hasRead(index);
  }

  #again(): void {
    this.phase = 'asking';
    this.lines = [];
    this.agentTypes = false;
  }

  #say(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = new FormData(form).get('text');
    if (typeof text !== 'string' || text.trim() === '') return;
    clearTimeout(this.#typing);
    this.#typing = undefined;
    form.reset();
    // A page is shown as one: agents see it as a link.
    if (isPage(text.trim())) this.#chat?.show(text.trim());
    else this.#chat?.say(text);
  }

  #types(): void {
    if (this.#typing === undefined) this.#chat?.types(false);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#typing = undefined;
      this.#chat?.types(true);
    }, TYPING_MS);
  }

  #send(picker: HTMLInputElement): void {
    const file = picker.files?.[0];
    picker.value = '';
    if (file !== undefined) void this.#chat?.send(file);
  }

  async #save({ userData = {} }: GmsLine): Promise<void> {
    const content = await this.#chat?.fetch(userData['file-id'] ?? '');
    if (content === undefined) {
      this.problem = 'The file cannot be fetched.';
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content);
    link.download = userData['file-name'] ?? 'file';
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

/** Somebody is there who is no customer. */
function isAnswered(lines: readonly GmsLine[]): boolean {
  const there = new Set<number>();
  for (const { type, from } of lines) {
    if (from.type === 'Client') continue;
    if (type === 'ParticipantJoined') there.add(from.participantId);
    if (type === 'ParticipantLeft') there.delete(from.participantId);
  }
  return there.size > 0;
}

function isPage(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

declare global {
  interface HTMLElementTagNameMap {
    'customer-chat': CustomerChat;
  }
}
