import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { listen } from '../page/page-events.js';
import type { Theme } from '../page/page-options.js';
import { applyTheme, storeTheme } from '../page/theme.js';
import { BotTalk, type TalkUser, type TalkView } from './bot-talk.js';
import './bot-chat.js';
import './bot-trace.js';

/** A user with an assistant that hands over to agents, and beside it the way of every message. */
@customElement('bot-page')
export class BotPage extends LitElement {
  @property() theme: Theme = 'light';
  @property({ attribute: false }) user: TalkUser = { name: 'Guest', email: '' };
  @state() private view: TalkView | undefined;
  @state() private problem = '';
  #talk: BotTalk | undefined;

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        background: var(--canvas);
        color: var(--text);
        font-family: var(--font);
        container-type: inline-size;
      }
      .top {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 12px 24px 0;
      }
      h1 {
        font-size: 18px;
        line-height: 24px;
      }
      .top p {
        flex: 1;
      }
      main {
        flex: 1;
        display: grid;
        grid-template-columns: minmax(320px, 400px) minmax(0, 1fr);
        grid-template-rows: minmax(0, 1fr);
        gap: 24px;
        min-height: 0;
        padding: 12px 24px 24px;
      }
      bot-trace {
        container-type: inline-size;
      }
      @container (max-width: 860px) {
        main {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: none;
          grid-auto-rows: auto;
          gap: 12px;
          padding: 12px;
          overflow-y: auto;
        }
        .top {
          padding: 12px 12px 0;
        }
        bot-chat {
          height: min(560px, 82vh);
        }
        bot-trace {
          height: min(480px, 82vh);
        }
      }
    `,
  ];

  constructor() {
    super();
    listen(this, 'bot-say', ({ text }) => this.#talk?.say(text));
    listen(this, 'bot-person', () => this.#talk?.askForPerson());
    listen(this, 'bot-typing', () => this.#talk?.types());
    listen(this, 'bot-end', () => this.#talk?.end());
    listen(this, 'bot-again', () => this.begin());
    addEventListener('pagehide', () => this.#talk?.leave());
  }

  /** A new conversation, in place of the one that there was. */
  begin(): void {
    this.#talk?.leave();
    this.#talk = undefined;
    this.problem = '';
    const listener = {
      changed: (view: TalkView) => (this.view = view),
      failed: (why: string) => (this.problem = why),
    };
    void BotTalk.begin(this.user, listener).then((talk) => {
      this.#talk = talk;
    });
  }

  override render(): TemplateResult {
    const otherTheme = this.theme === 'dark' ? 'light' : 'dark';
    const { view } = this;
    return html`
      <header class="top">
        <h1>From assistant to agent</h1>
        <p class="soft small ellipsis">You are ${this.user.name}</p>
        <button class="button icon quiet" aria-label=${`Use ${otherTheme} theme`} @click=${() => this.#toggleTheme()}>
          ${icon(otherTheme === 'dark' ? 'moon' : 'sun')}
        </button>
      </header>
      <main aria-label="Assistant">
        <bot-chat class="window" .view=${view} .problem=${this.problem}></bot-chat>
        <bot-trace .rows=${view?.rows ?? []} .correlationId=${view?.id ?? ''}></bot-trace>
      </main>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('theme')) applyTheme(this.theme, document);
  }

  #toggleTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    storeTheme(this.theme);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-page': BotPage;
  }
}
