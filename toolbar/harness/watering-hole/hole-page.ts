import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { listen } from '../page/page-events.js';
import type { Theme } from '../page/page-options.js';
import { applyTheme, storeTheme } from '../page/theme.js';
import { HoleTalk } from './hole-talk.js';
import { type HoleView, NEW_VIEW } from './hole-view.js';
import './hole-chat.js';

/** A company's page with the chat widget in its corner. */
@customElement('hole-page')
export class HolePage extends LitElement {
  @property() theme: Theme = 'light';
  @state() private view: HoleView = NEW_VIEW;
  @state() private problem = '';
  #talk: HoleTalk | undefined;

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        height: 100%;
        background: var(--canvas);
        color: var(--text);
        font-family: var(--font);
        container-type: inline-size;
      }
      .site {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 12px 24px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .site h1 {
        flex: 1;
        font-size: 16px;
      }
      .site .mark {
        display: inline-grid;
        place-items: center;
        width: 32px;
        height: 32px;
        border-radius: 50%;
        background: var(--brand);
        color: #ffffff;
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(320px, 400px);
        gap: 32px;
        min-height: 0;
        padding: 24px;
      }
      .hero {
        align-self: center;
        max-width: 44ch;
        justify-self: center;
      }
      .hero h2 {
        margin-bottom: 12px;
        font-size: clamp(24px, 4cqi, 40px);
        line-height: 1.15;
      }
      .hero p {
        font-size: 16px;
        line-height: 24px;
      }
      hole-chat {
        align-self: end;
        height: min(640px, 100%);
      }
      @container (max-width: 760px) {
        main {
          grid-template-columns: minmax(0, 1fr);
          padding: 12px;
        }
        .site {
          padding: 8px 12px;
        }
        .hero {
          display: none;
        }
        hole-chat {
          height: 100%;
        }
      }
    `,
  ];

  constructor() {
    super();
    listen(this, 'hole-say', ({ text, postback }) => this.#talk?.say(text, postback));
    listen(this, 'hole-file', ({ file }) => void this.#talk?.send(file));
    listen(this, 'hole-typing', () => this.#talk?.types());
    listen(this, 'hole-here', () => this.#talk?.isHere());
    listen(this, 'hole-end', () => this.#talk?.end());
    listen(this, 'hole-again', () => this.#talk?.again());
  }

  begin(name: string, channel: string): void {
    this.#talk = new HoleTalk({
      origin: location.origin,
      channel,
      name,
      changed: (view) => (this.view = view),
      failed: (why) => (this.problem = why),
    });
    this.#talk.start();
  }

  override render(): TemplateResult {
    const otherTheme = this.theme === 'dark' ? 'light' : 'dark';
    return html`
      <header class="site">
        <span class="mark" aria-hidden="true">${icon('drop')}</span>
        <h1>The Watering Hole</h1>
        <button class="button icon quiet" aria-label=${`Use ${otherTheme} theme`} @click=${() => this.#toggleTheme()}>
          ${icon(otherTheme === 'dark' ? 'moon' : 'sun')}
        </button>
      </header>
      <main>
        <div class="hero">
          <h2>Fresh water for every camp</h2>
          <p class="soft">
            Wells, filters and cool places in the shade. Ask us anything: a person answers, and stays with you until
            your question is answered.
          </p>
        </div>
        <hole-chat class="window" .view=${this.view} .problem=${this.problem}></hole-chat>
      </main>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('theme')) applyTheme(this.theme, document);
    // For whoever wants to write to this customer first, and has to say to whom.
    this.dataset.customer = this.view.customerId;
  }

  #toggleTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    storeTheme(this.theme);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hole-page': HolePage;
  }
}
