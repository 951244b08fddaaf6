import type { ChatLine } from '@fusion-cti/protocol';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { customerName, isSaid, type Chat } from '../state/chats.js';
import { sendAction } from './action-event.js';
import { bubbleStyles } from './chat-bubble-styles.js';
import { downIcon, fileIcon, linkIcon, saveIcon } from './chat-icons.js';
import { timeOfDay } from './clock-words.js';
import { sharedStyles } from './styles.js';

/** What one person says in so short a time is one thing. Milliseconds. */
const ONE_BREATH_MS = 60_000;
/** Who is so near the end reads along. Pixels. */
const NEAR_END = 40;

/** What was said, as text and never as anything else: whoever wrote it may have written markup. */
@customElement('cti-chat-transcript')
export class CtiChatTranscript extends LitElement {
  static override styles = [sharedStyles, bubbleStyles];

  @property({ attribute: false }) chat: Chat | undefined;
  @state() private below = false;
  @query('.log') private readonly log!: HTMLElement | null;
  #atEnd = true;
  readonly #onVisible = (): void => this.#markSeen();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  override render(): TemplateResult | typeof nothing {
    const { chat } = this;
    if (chat === undefined) return nothing;
    const { lines } = chat;
    const lastRead = lines.findLast(
      ({ index, from }) => from.participantId === chat.me && index <= chat.seenByCustomer,
    );
    const lastOwn = lines.findLast(({ from, type }) => from.participantId === chat.me && isSaid(type));
    return html`
      <div
        class="log"
        role="log"
        aria-live="polite"
        aria-label=${msg('Transcript')}
        tabindex="0"
        @scroll=${() => this.#scrolled()}
      >
        ${chat.cut ? html`<p class="system">${msg('Earlier messages are not shown.')}</p>` : nothing}
        ${repeat(
          lines,
          ({ index }) => index,
          (line, n) => this.#line(chat, line, lines[n - 1], line === lastOwn ? lastRead === lastOwn : undefined),
        )}
      </div>
      <div class="foot">
        <p class="typing small muted" role="status">${typingText(chat)}</p>
        ${
          this.below
            ? html`<button class="below" @click=${() => this.#toEnd()}>${downIcon(16)} ${msg('New messages')}</button>`
            : nothing
        }
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('chat')) return;
    const before = changed.get('chat');
    const grew = before !== undefined && (this.chat?.lines.at(-1)?.index ?? 0) > (before.lines.at(-1)?.index ?? 0);
    if (this.#atEnd || this.chat?.lines.at(-1)?.from.participantId === this.chat?.me) this.#toEnd();
    else if (grew) this.below = true;
    this.#markSeen();
  }

  /** @param read of the agent's last line: whether the customer has seen it */
  #line(chat: Chat, line: ChatLine, before: ChatLine | undefined, read: boolean | undefined): TemplateResult {
    if (!isSaid(line.type)) return html`<p class="system">${systemText(line)}</p>`;
    const own = line.from.participantId === chat.me;
    const follows =
      before !== undefined &&
      isSaid(before.type) &&
      before.from.participantId === line.from.participantId &&
      before.visibility === line.visibility &&
      line.time - before.time < ONE_BREATH_MS;
    const who = own ? msg('You') : line.from.type === 'Client' ? customerName(chat) : line.from.nickname;
    const hidden = line.visibility === 'agents';
    return html`<div class="said ${own ? 'own' : ''} ${hidden ? 'hidden' : ''} ${follows ? 'follows' : ''}">
      <p class="from">
        <span class="name">${who}</span>
        <time datetime=${new Date(line.time).toISOString()}>${timeOfDay(line.time)}</time>
        ${hidden ? html`<span class="badge">${msg('Colleagues only')}</span>` : nothing}
      </p>
      <div class="bubble" dir="auto">${this.#content(chat, line)}</div>
      ${read === undefined ? nothing : html`<p class="mark">${read ? msg('Read') : msg('Sent')}</p>`}
    </div>`;
  }

  #content(chat: Chat, line: ChatLine): TemplateResult | string {
    const { text = '', type } = line;
    if (type === 'PushUrl') return pageLink(text);
    if (type === 'FileUploaded') return this.#file(chat, line);
    return text;
  }

  #file({ chatId, asked, lines }: Chat, { userData = {}, text = '' }: ChatLine): TemplateResult {
    const fileId = userData['file-id'] ?? text;
    const name = userData['file-name'] ?? msg('File');
    const gone = lines.some((line) => line.type === 'FileDeleted' && line.text === fileId);
    const idle = gone || asked === 'saveFile';
    const ask = { do: 'saveFile', chatId, fileId, name } as const;
    return html`<span class="file">
      ${fileIcon()}
      <span class="ellipsis"
        ><bdi title=${name}>${name}</bdi
        ><span class="size"> ${gone ? msg('deleted') : bytes(Number(userData['file-size'] ?? NaN))}</span></span
      >
      ${
        gone
          ? nothing
          : html`<button
              class="save"
              aria-label=${msg(str`Save ${name}`)}
              title=${msg('Save')}
              aria-disabled=${idle}
              @click=${() => idle || sendAction(this, { type: 'chat', ask })}
            >
              ${saveIcon(16)}
            </button>`
      }
    </span>`;
  }

  #scrolled(): void {
    const { log } = this;
    if (log === null) return;
    this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    if (this.#atEnd) this.below = false;
  }

  #toEnd(): void {
    this.below = false;
    this.#atEnd = true;
    if (this.log !== null) this.log.scrollTop = this.log.scrollHeight;
  }

  /** Who looks at the page has seen what it shows. */
  #markSeen(): void {
    const { chat } = this;
    const last = chat?.lines.findLast(({ type }) => isSaid(type));
    if (chat === undefined || last === undefined || document.hidden || last.index <= chat.seen) return;
    sendAction(this, { type: 'chat', ask: { do: 'read', chatId: chat.chatId, index: last.index } });
  }
}

/** A page that somebody showed. It is opened by whoever clicks, in a tab that knows nothing of this one. */
function pageLink(address: string): TemplateResult | string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return address;
  return html`<span class="page"
    >${linkIcon(16)}<a href=${url.href} target="_blank" rel="noopener noreferrer">${address}</a></span
  >`;
}

function systemText({ type, from, text, userData }: ChatLine): string {
  const who = from.nickname;
  switch (type) {
    case 'ParticipantJoined':
      return msg(str`${who} joined`);
    case 'ParticipantLeft':
      return msg(str`${who} left`);
    case 'NicknameUpdated':
      return msg(str`Now called ${who}`);
    case 'FileDeleted':
      return msg(str`${who} deleted ${userData?.['file-name'] ?? msg('a file')}`);
    default:
      return text ?? type;
  }
}

function typingText({ typing, parties, me }: Chat): string {
  const others = parties.filter(({ participantId, type }) => participantId !== me && type !== 'External');
  const names = others.flatMap(({ participantId, nickname }) => (typing.includes(participantId) ? [nickname] : []));
  return names.length === 0 ? '' : msg(str`${names.join(', ')} is typing…`);
}

function bytes(size: number): string {
  if (!Number.isFinite(size)) return '';
  if (size < 1024) return msg(str`${size} bytes`);
  const kibi = size / 1024;
  return kibi < 1024 ? `${Math.round(kibi)} KB` : `${(kibi / 1024).toFixed(1)} MB`;
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-chat-transcript': CtiChatTranscript;
  }
}
