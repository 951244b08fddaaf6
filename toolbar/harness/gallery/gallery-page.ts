import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { STATES } from './states.js';

const THEMES = ['light', 'dark'] as const;
/** As Fusion may give the toolbar room. Pixels. */
const SIZES = [
  { name: 'bar', width: 1024, height: 70 },
  { name: 'panel', width: 320, height: 560 },
  { name: 'wide', width: 720, height: 560 },
] as const;

/** The toolbar in every state, both themes and three sizes: each in a frame of its own, because it goes by the room that it has. */
@customElement('gallery-page')
export class GalleryPage extends LitElement {
  static override styles = css`
    :host {
      display: block;
      padding: 16px;
      font: 14px/20px var(--cti-font);
    }
    section {
      display: grid;
      grid-template-columns: repeat(2, max-content);
      gap: 16px;
      margin-block: 8px 32px;
    }
    h2 {
      grid-column: 1 / -1;
      margin: 0;
      font-size: 16px;
    }
    iframe {
      border: 1px solid var(--cti-line);
      border-radius: var(--cti-radius-small);
    }
    iframe[data-size='bar'] {
      grid-column: 1 / -1;
    }
  `;

  override render(): TemplateResult {
    return html`<main>
      <h1>The toolbar in all its states</h1>
      ${Object.keys(STATES).flatMap((state) => THEMES.map((theme) => this.#row(state, theme)))}
    </main>`;
  }

  #row(state: string, theme: string): TemplateResult {
    const address = `#${new URLSearchParams({ state, theme }).toString()}`;
    return html`<section>
      <h2><a href=${address} data-state=${state}>${state}, ${theme}</a></h2>
      ${SIZES.map(
        ({ name, width, height }) =>
          html`<iframe
            loading="lazy"
            title=${`${state}, ${theme}, ${name}`}
            data-size=${name}
            src=${`gallery.html${address}`}
            width=${width}
            height=${height}
          ></iframe>`,
      )}
    </section>`;
  }
}
