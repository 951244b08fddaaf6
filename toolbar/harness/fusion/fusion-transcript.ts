import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../look/controls.js';
import { timeOfDay } from '../look/format.js';
import type { Speaker, TranscriptLine } from './transcript.js';

const NAMES: Readonly<Record<Speaker, string>> = { agent: 'Agent', customer: 'Customer', system: '' };

@customElement('fusion-transcript')
export class FusionTranscript extends LitElement {
  @property({ attribute: false }) lines: readonly TranscriptLine[] = [];
  @query('[role=log]') private readonly log!: HTMLElement;

  static override styles = [
    controls,
    css`
      [role='log'] {
        height: 168px;
        overflow-y: auto;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--sunken);
      }
      ol {
        display: flex;
        flex-direction: column;
        gap: 8px;
      }
      li {
        align-self: flex-start;
        max-width: 80%;
      }
      p {
        padding: 6px 12px;
        border-radius: 12px;
        background: var(--surface);
        border: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .agent {
        align-self: flex-end;
      }
      .agent p {
        background: var(--link-tint);
        border-color: transparent;
      }
      .agent .by {
        text-align: right;
      }
      .system {
        align-self: center;
      }
      .by {
        display: block;
        padding: 0 12px;
      }
      .open p {
        font-style: italic;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <div role="log" aria-label="Transcript" tabindex="0">
        <ol>
          ${this.lines.length === 0 ? html`<li class="soft">Nothing was said yet.</li>` : nothing}
          ${repeat(
            this.lines,
            ({ messageId }) => messageId,
            ({ speaker, text, final, time }) =>
              speaker === 'system'
                ? html`<li class="system small soft">${text}</li>`
                : html`<li class=${`${speaker} ${final ? '' : 'open'}`}>
                    <span class="by small soft">${NAMES[speaker]} · ${timeOfDay(time)}</span>
                    <p>${text}</p>
                  </li>`,
          )}
        </ol>
      </div>
    `;
  }

  protected override updated(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }
}
