import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../look/controls.js';
import { timeOfDay } from '../look/format.js';
import { filterLog, logAsJson, type LogEntry, type LogFilter } from './event-log.js';
import { tell } from '../page/page-events.js';

const DIRECTIONS = { both: 'Both ways', in: 'From the toolbar', out: 'To the toolbar' } as const;

/** What passed between Fusion and the toolbar, newest first. */
@customElement('developer-event-log')
export class DeveloperEventLog extends LitElement {
  @property({ attribute: false }) entries: readonly LogEntry[] = [];
  @state() private filter: LogFilter = { text: '', direction: 'both' };

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        min-height: 0;
        height: 100%;
      }
      .tools {
        display: grid;
        grid-template-columns: minmax(100px, 1fr) minmax(100px, 160px) auto auto auto;
        gap: 8px;
      }
      ul {
        flex: 1;
        min-height: 120px;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--surface);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      summary {
        display: grid;
        grid-template-columns: 72px 32px minmax(120px, 1fr) minmax(0, 1fr);
        gap: 8px;
        padding: 4px 12px;
        cursor: pointer;
        font-size: 13px;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--canvas);
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      .in {
        color: var(--positive);
      }
      .out {
        color: var(--link);
      }
      pre {
        margin: 0;
        padding: 8px 12px;
        background: var(--canvas);
        font: 12px/16px var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .none {
        padding: 12px;
      }
    `,
  ];

  override render(): TemplateResult {
    const shown = filterLog(this.entries, this.filter).toReversed();
    return html`
      <div class="tools">
        <input
          type="search"
          aria-label="Filter events"
          placeholder="Filter events"
          @input=${(event: InputEvent) => {
            this.filter = { ...this.filter, text: (event.target as HTMLInputElement).value };
          }}
        />
        <select aria-label="Direction" @change=${this.#chooseDirection}>
          ${Object.entries(DIRECTIONS).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
        </select>
        <button class="button" aria-label="Copy log" @click=${() => void this.#copy()}>Copy</button>
        <button class="button" aria-label="Export log" @click=${() => this.#export()}>Export</button>
        <button class="button" aria-label="Clear log" @click=${() => tell(this, 'clear-log')}>Clear</button>
      </div>
      <ul aria-label="Event log" tabindex="0">
        ${repeat(
          shown,
          ({ number }) => number,
          (entry) =>
            html`<li>
              <details>
                <summary>
                  <span class="soft tabular">${timeOfDay(entry.time)}</span>
                  <span class=${`strong ${entry.direction}`}>${entry.direction}</span>
                  <span class="strong ellipsis">${entry.name}</span>
                  <span class="soft ellipsis">${entry.eventId ?? ''}</span>
                </summary>
                <pre>${JSON.stringify(entry.payload, null, 2)}</pre>
              </details>
            </li>`,
        )}
        ${shown.length === 0 ? html`<li class="none soft">No event passed yet.</li>` : nothing}
      </ul>
    `;
  }

  #chooseDirection(event: Event): void {
    const given = (event.target as HTMLSelectElement).value;
    this.filter = { ...this.filter, direction: given === 'in' || given === 'out' ? given : 'both' };
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(logAsJson(filterLog(this.entries, this.filter)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tell(this, 'problem', { text: `The log could not be copied: ${why}` });
    }
  }

  #export(): void {
    const file = new Blob([logAsJson(filterLog(this.entries, this.filter))], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'fusion-events.json';
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
