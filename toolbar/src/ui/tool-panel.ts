import { msg, str } from '@lit/localize';
import { html, LitElement, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { ToolSources } from '../state/tools.js';
import { FocusKeeper } from './focus-keeper.js';
import { closeIcon } from './icons.js';

/** A tool that is open under the calls. Escape closes it, as its button does. */
export abstract class ToolPanel extends LitElement {
  @property({ attribute: false }) tools: ToolSources | undefined;
  @query('.card') private readonly card!: HTMLElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.focus());
    this.addEventListener('keydown', ({ key, defaultPrevented }) => {
      if (key === 'Escape' && !defaultPrevented) this.close();
    });
  }

  override focus(): void {
    this.card?.focus();
  }

  protected frame(title: string, content: unknown): TemplateResult {
    return html`<section class="card" tabindex="-1" aria-label=${title}>
      <div class="title">
        <h2>${title}</h2>
        <button type="button" class="icon" aria-label=${msg(str`Close ${title}`)} @click=${() => this.close()}>
          ${closeIcon(16)}
        </button>
      </div>
      ${content}
    </section>`;
  }

  protected close(): void {
    this.dispatchEvent(new CustomEvent('cti-tool', { bubbles: true, composed: true }));
  }
}
