import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../contact-centre/contact-centre-panel.js';
import '../developer/developer-drawer.js';
import { controls } from '../look/controls.js';
import { icon, type IconName } from '../look/icons.js';
import type { LocalDesktop } from './local-desktop.js';
import { tell } from './page-events.js';
import type { Tool } from './page-options.js';

const DRAWERS: readonly { readonly tool: Tool; readonly label: string; readonly icon: IconName }[] = [
  { tool: 'contact-centre', label: 'Contact centre', icon: 'headset' },
  { tool: 'developer', label: 'Developer', icon: 'code' },
];

/** The strip at the foot of the page: what is not Fusion, but makes things happen in it. */
@customElement('local-tools')
export class LocalTools extends LitElement {
  @property({ attribute: false }) desktop!: LocalDesktop;
  @property() open: Tool = 'none';

  static override styles = [
    controls,
    css`
      [role='toolbar'] {
        display: flex;
        gap: 4px;
        height: 32px;
        padding: 0 12px;
        background: var(--bar);
      }
      [role='toolbar'] button {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        padding: 0 12px;
        border: 0;
        border-top: 2px solid transparent;
        background: none;
        color: var(--on-bar-soft);
        font-size: 13px;
        cursor: pointer;
      }
      [role='toolbar'] button:hover,
      [role='toolbar'] button[aria-expanded='true'] {
        background: var(--bar-hover);
        color: var(--on-bar);
      }
      [role='toolbar'] button[aria-expanded='true'] {
        border-top-color: var(--brand);
      }
      [role='toolbar'] :focus-visible {
        outline-color: var(--on-bar);
        outline-offset: -2px;
      }
      [role='toolbar'] svg {
        width: 16px;
        height: 16px;
      }
      section {
        height: clamp(200px, 33vh, 292px);
        overflow: auto;
        padding: 12px 16px;
        border-top: 1px solid var(--line);
        background: var(--sunken);
      }
      section.developer {
        height: clamp(240px, 42vh, 400px);
      }
    `,
  ];

  override render(): TemplateResult {
    const drawer = DRAWERS.find(({ tool }) => tool === this.open);
    return html`<footer>
      ${
        drawer === undefined
          ? nothing
          : html`<section class=${drawer.tool} aria-label=${drawer.label}>${this.#content(drawer.tool)}</section>`
      }
      <div role="toolbar" aria-label="Local tools">
        ${DRAWERS.map(
          ({ tool, label, icon: name }) =>
            html`<button aria-expanded=${tool === this.open ? 'true' : 'false'} @click=${() => this.#toggle(tool)}>
              ${icon(name)} ${label}
            </button>`,
        )}
      </div>
    </footer>`;
  }

  #content(tool: Tool): TemplateResult {
    const { desktop } = this;
    if (tool === 'developer') return html`<developer-drawer .desktop=${desktop}></developer-drawer>`;
    return html`<contact-centre-panel
      .api=${desktop.api}
      .world=${desktop.world}
      .ownLine=${desktop.agent.dn}
    ></contact-centre-panel>`;
  }

  #toggle(tool: Tool): void {
    tell(this, 'open-tool', { tool: tool === this.open ? 'none' : tool });
  }
}
