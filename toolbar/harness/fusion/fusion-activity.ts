import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CHANNELS } from '@oracle/uef-sdk';
import { controls } from '../look/controls.js';
import { duration, timeOfDay } from '../look/format.js';
import { icon } from '../look/icons.js';
import type { HistoryEntry } from './fusion-state.js';
import { wrapUpReasonText, type WrapUpReason } from './wrap-up-reasons.js';

const OUTCOMES: Readonly<Record<string, string>> = {
  WRAPUP: 'Completed',
  HANGUP: 'Completed',
  REJECT: 'Declined',
  MISSED: 'Missed',
  ABANDONED: 'Caller hung up',
  TIMEOUT: 'Not answered in time',
  CANCELED: 'Cancelled',
  TRANSFERRED: 'Transferred',
  ENDCOMMUNICATION: 'Ended',
};

/** A customer who does not take a call has not declined an offer. */
const OUTBOUND_OUTCOMES: Readonly<Record<string, string>> = {
  ...OUTCOMES,
  REJECT: 'Not reached',
  MISSED: 'Not reached',
};

/** Contacts that are over, newest first. */
@customElement('fusion-activity')
export class FusionActivity extends LitElement {
  @property({ attribute: false }) entries: readonly HistoryEntry[] = [];
  @property({ attribute: false }) reasons: readonly WrapUpReason[] = [];

  static override styles = [
    controls,
    css`
      h2 {
        padding: 12px 16px;
        border-bottom: 1px solid var(--line);
        font-size: 14px;
        line-height: 20px;
      }
      li {
        display: grid;
        grid-template-columns: 20px 1fr auto;
        gap: 0 12px;
        padding: 12px 16px;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .icon {
        color: var(--text-soft);
      }
      .notes {
        grid-column: 2 / -1;
        margin-top: 4px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .none {
        padding: 16px;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <section class="card" aria-labelledby="activity">
        <h2 id="activity">Activity</h2>
        ${
          this.entries.length === 0
            ? html`<p class="none soft">No contact in this session yet.</p>`
            : html`<ul>
                ${this.entries.map((entry) => this.#entry(entry))}
              </ul>`
        }
      </section>
    `;
  }

  #entry(entry: HistoryEntry): TemplateResult {
    const noun = entry.channel === CHANNELS.CHAT ? 'chat' : 'call';
    const title = entry.direction === 'inbound' ? `Inbound ${noun}` : `Outbound ${noun}`;
    const callIcon = entry.direction === 'inbound' ? 'phone-in' : 'phone-out';
    const outcomes = entry.direction === 'inbound' ? OUTCOMES : OUTBOUND_OUTCOMES;
    const facts = [
      outcomes[entry.outcome] ?? entry.outcome,
      entry.talkMs > 0 ? duration(entry.talkMs) : '',
      wrapUpReasonText(this.reasons, entry.wrapUpReason ?? ''),
    ].filter((fact) => fact !== '');
    return html`
      <li>
        <span class="icon">${icon(noun === 'chat' ? 'chat' : callIcon)}</span>
        <span>
          <span class="strong">${title}</span>
          <span class="soft tabular">${entry.number}</span>
          <br />
          <span class="small soft">${facts.join(' · ')}</span>
        </span>
        <time class="small soft tabular">${timeOfDay(entry.endedAt)}</time>
        ${entry.notes === '' ? nothing : html`<p class="notes">${entry.notes}</p>`}
      </li>
    `;
  }
}
