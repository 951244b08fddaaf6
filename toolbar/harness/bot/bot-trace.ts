import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../look/controls.js';
import { timeOfDay } from '../look/format.js';
import { HOPS, type TraceRow } from './bot-talk.js';

const HOP_NAMES = Object.keys(HOPS) as (keyof typeof HOPS)[];
const TOWARDS = { agent: '→ agent', user: '← user' } as const;

/** How near to its end the list counts as being at it. Pixels. */
const NEAR = 40;

/** The way of the conversation, hop by hop, the newest last. What was said is in the chat only. */
@customElement('bot-trace')
export class BotTrace extends LitElement {
  @property({ attribute: false }) rows: readonly TraceRow[] = [];
  @property() correlationId = '';
  @state() private withTyping = false;
  @query('.list') private readonly list!: HTMLElement;
  #follows = true;

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: 16px;
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
        min-height: 64px;
        padding: 12px 16px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        font-size: 15px;
        line-height: 20px;
      }
      code {
        font-family: var(--mono);
        overflow-wrap: anywhere;
        user-select: all;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
      }
      .list {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .list:focus-visible {
        outline-offset: -2px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 13px;
      }
      th {
        position: sticky;
        top: 0;
        z-index: 1;
        padding: 8px;
        background: var(--surface);
        box-shadow: inset 0 -1px var(--line);
        color: var(--text-soft);
        font-size: 12px;
        line-height: 16px;
        text-align: start;
      }
      td {
        padding: 5px 8px;
        border-bottom: 1px solid var(--line);
        vertical-align: middle;
      }
      th:first-child,
      td:first-child {
        padding-inline-start: 16px;
      }
      td:last-child {
        width: 100%;
        padding-inline-end: 16px;
      }
      td.fixed {
        white-space: nowrap;
      }
      .hop {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        font-weight: 600;
      }
      .way {
        display: inline-flex;
        gap: 3px;
      }
      .way i {
        width: 6px;
        height: 6px;
        border: 1px solid var(--edge);
        border-radius: 50%;
      }
      .way i.here {
        border-color: var(--link);
        background: var(--link);
      }
      .agent {
        color: var(--link);
      }
      .user {
        color: var(--positive);
      }
      .detail {
        margin-inline-start: 6px;
      }
      .none {
        padding: 16px;
      }
      @container (max-width: 560px) {
        .way {
          display: none;
        }
        .head {
          padding: 12px;
        }
        thead {
          display: none;
        }
        tr {
          display: grid;
          grid-template-columns: auto auto 1fr;
          padding: 6px 12px;
          border-bottom: 1px solid var(--line);
        }
        td,
        td:first-child,
        td:last-child {
          padding: 0;
          padding-inline-end: 12px;
          border: 0;
        }
        td:last-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const shown = this.withTyping ? this.rows : this.rows.filter(({ isTyping }) => !isTyping);
    return html`
      <div class="head">
        <div>
          <h2>Trace</h2>
          <p class="small soft">Correlation id <code>${this.correlationId}</code></p>
        </div>
        <label class="small">
          <input
            type="checkbox"
            .checked=${this.withTyping}
            @change=${(event: Event) => (this.withTyping = (event.target as HTMLInputElement).checked)}
          />
          Typing, too
        </label>
      </div>
      <div class="list" role="region" aria-label="Trace" tabindex="0" @scroll=${() => this.#note()}>
        ${
          shown.length === 0
            ? html`<p class="none soft">Nothing has passed yet. Write to the assistant, or ask for a person.</p>`
            : this.#table(shown)
        }
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Who has scrolled up reads; everybody else sees the newest.
    if (changed.has('rows') && this.#follows) this.list.scrollTop = this.list.scrollHeight;
  }

  #note(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.list;
    this.#follows = scrollTop + clientHeight > scrollHeight - NEAR;
  }

  #table(rows: readonly TraceRow[]): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Hop</th>
          <th scope="col">Towards</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          ({ n }) => n,
          (row) => this.#row(row),
        )}
      </tbody>
    </table>`;
  }

  #row({ time, hop, towards, what, detail, correlationId }: TraceRow): TemplateResult {
    const milliseconds = String(time % 1000).padStart(3, '0');
    return html`<tr data-hop=${hop} data-correlation-id=${correlationId}>
      <td class="fixed tabular soft">${timeOfDay(time)}.${milliseconds}</td>
      <td class="fixed">
        <span class="hop">
          <span class="way" aria-hidden="true">
            ${HOP_NAMES.map((name) => html`<i class=${name === hop ? 'here' : ''}></i>`)}
          </span>
          ${HOPS[hop]}
        </span>
      </td>
      <td class="fixed strong ${towards}">${TOWARDS[towards]}</td>
      <td>${what}${detail === '' ? nothing : html`<span class="detail small soft">${detail}</span>`}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bot-trace': BotTrace;
  }
}
