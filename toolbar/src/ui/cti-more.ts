import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { lineCommands } from '../state/agent-choices.js';
import { moreParts } from '../state/more.js';
import { underWay } from '../state/selectors.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import './cti-colleagues.js';
import './cti-line-features.js';
import './cti-recording.js';
import { closeIcon } from './icons.js';
import { sharedStyles } from './styles.js';
import { ToolPanel } from './tool-panel.js';
import { toolStyles } from './tool-styles.js';

/** What a line can do beside its calls. */
@customElement('cti-more')
export class CtiMore extends ToolPanel {
  static override styles = [
    sharedStyles,
    toolStyles,
    css`
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      .parts > * + * {
        padding-top: 12px;
        border-top: 1px solid var(--cti-line);
      }
      @media (max-height: 96px) {
        .parts {
          display: flex;
          align-items: center;
          gap: 16px;
        }
        .parts > * + * {
          padding: 0;
          border: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) state: ToolbarState = INITIAL_STATE;
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    const { state } = this;
    const parts = moreParts(state);
    const title = msg('More');
    return html`<div class="card" role="group" tabindex="-1" aria-label=${title}>
      <div class="title">
        <h2>${title}</h2>
        <button type="button" class="icon" aria-label=${msg('Close more')} @click=${() => this.close()}>
          ${closeIcon(16)}
        </button>
      </div>
      <div class="parts">
        ${
          parts.includes('doNotDisturb') || parts.includes('forward')
            ? html`<cti-line-features
                .parts=${parts}
                .line=${state.line}
                .commands=${lineCommands(state)}
                .directory=${state.directory}
              ></cti-line-features>`
            : nothing
        }
        ${
          parts.includes('recording') && underWay(state).some(({ observer }) => !observer)
            ? html`<cti-recording .state=${state}></cti-recording>`
            : nothing
        }
        ${
          parts.includes('supervision')
            ? html`<cti-colleagues
                .colleagues=${state.colleagues}
                .monitoring=${state.line.monitoring}
                .commands=${lineCommands(state)}
                .now=${this.now}
              ></cti-colleagues>`
            : nothing
        }
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-more': CtiMore;
  }
}
