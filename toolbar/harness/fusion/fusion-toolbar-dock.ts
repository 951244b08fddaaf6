import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import type { Theme } from '../page/page-options.js';
import { applyTheme } from '../page/theme.js';
import type { FusionState } from './fusion-state.js';
import { tell } from '../page/page-events.js';

const WIDTH = 360;

/** Frames the toolbar. Closing the dock only hides it: a call must not end because somebody tidied the screen. */
@customElement('fusion-toolbar-dock')
export class FusionToolbarDock extends LitElement {
  @property() address = '';
  @property() theme: Theme = 'light';
  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) size: FusionState['toolbarSize'] = {};
  @property({ attribute: false }) useFrame: (frame: HTMLIFrameElement) => void = () => undefined;
  @query('iframe') private readonly frame!: HTMLIFrameElement;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        height: 100%;
        overflow: hidden;
        background: var(--surface);
        border-left: 1px solid var(--line);
      }
      :host(:not([open])) {
        visibility: hidden;
        border: 0;
      }
      aside {
        max-width: 100vw;
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 40px;
        padding: 0 4px 0 16px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        font-size: 14px;
        line-height: 20px;
      }
      iframe {
        display: block;
        width: 100%;
        flex: 1;
        border: 0;
        background: var(--surface);
      }
      iframe[data-fixed-height] {
        flex: none;
      }
    `,
  ];

  override render(): TemplateResult {
    const { width, height } = this.size;
    return html`
      <aside aria-label="Media toolbar" style=${`width:${width ?? WIDTH}px`}>
        <div class="title">
          <h2>Media toolbar</h2>
          <button class="button quiet icon" aria-label="Reload toolbar" title="Reload toolbar" @click=${this.#reload}>
            ${icon('reload')}
          </button>
          <button
            class="button quiet icon"
            aria-label="Close toolbar"
            title="Close toolbar"
            @click=${() => tell(this, 'toggle-dock')}
          >
            ${icon('close')}
          </button>
        </div>
        <iframe
          title="Media toolbar"
          allow="microphone; autoplay"
          src=${this.address}
          ?data-fixed-height=${height !== undefined}
          style=${height === undefined ? '' : `height:${height}px`}
          @load=${this.#dress}
        ></iframe>
      </aside>
    `;
  }

  protected override firstUpdated(): void {
    this.useFrame(this.frame);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.#dress();
  }

  #reload(): void {
    this.frame.src = this.address;
  }

  /** On this machine the toolbar has our origin and can be given our theme; elsewhere its document is out of reach. */
  #dress(): void {
    const toolbar = this.frame.contentDocument;
    if (toolbar !== null) applyTheme(this.theme, toolbar);
  }
}
