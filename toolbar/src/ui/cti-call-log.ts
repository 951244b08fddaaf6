import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { callsFound, csvOf, type CallLog, type CallOutcome, type LoggedCall } from '../state/call-log.js';
import { callDuration } from '../state/duration.js';
import type { DialObstacle } from '../state/selectors.js';
import type { Disposition } from '../state/wrap-up.js';
import { sendAction } from './action-event.js';
import { momentIn } from './clock-words.js';
import { DIAL_OBSTACLES } from './dial-words.js';
import { phoneIcon } from './icons.js';
import { fieldStyles } from './field-styles.js';
import { shownNumber } from './phone-numbers.js';
import { sharedStyles } from './styles.js';
import { ToolPanel } from './tool-panel.js';
import { toolStyles } from './tool-styles.js';

/** More rows than these nobody reads; the search finds the others. */
const MOST_SHOWN = 50;

@customElement('cti-call-log')
export class CtiCallLog extends ToolPanel {
  static override styles = [
    sharedStyles,
    toolStyles,
    fieldStyles,
    css`
      input {
        margin-bottom: 8px;
      }
      [role='status'] {
        margin-bottom: 4px;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 0;
        border-top: 1px solid var(--cti-line);
      }
      .who {
        flex: 1;
        min-width: 0;
      }
      .name {
        font-weight: 600;
      }
      .missed .name {
        color: var(--cti-bad);
      }
      .call {
        flex: none;
        width: 40px;
        padding: 0;
        color: var(--cti-good);
      }
      .call:hover:not([aria-disabled='true']) {
        background: var(--cti-raised);
      }
      .call[aria-disabled='true'] {
        color: var(--cti-muted);
      }
      @media (max-height: 96px) {
        input:not([type='radio']) {
          width: 200px;
          margin: 0;
        }
        ul {
          display: flex;
          gap: 8px;
        }
        li {
          padding: 0;
          padding-inline-start: 8px;
          border-top: 0;
          border-inline-start: 1px solid var(--cti-line);
        }
        .who {
          max-width: 220px;
        }
        .who p {
          overflow: hidden;
          text-overflow: ellipsis;
        }
      }
    `,
  ];

  /** Why no call can be made now. */
  @property() obstacle: DialObstacle | undefined;
  @property({ attribute: false }) dispositions: readonly Disposition[] = [];
  @state() private calls: readonly LoggedCall[] | undefined;
  @state() private typed = '';
  #log: CallLog | undefined;
  #stop: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  override render(): TemplateResult {
    const { calls } = this;
    const found = callsFound(calls ?? [], this.typed);
    return this.frame(
      msg('Call log'),
      html`
        <input
          type="search"
          aria-label=${msg('Search the call log')}
          placeholder=${msg('Search by name or number')}
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
        />
        <p class="small muted" role="status">${this.#summary(calls, found)}</p>
        <ul aria-label=${msg('Calls')}>
          ${repeat(
            found.slice(0, MOST_SHOWN),
            ({ id }) => id,
            (call) => this.#row(call),
          )}
        </ul>
        ${calls === undefined || calls.length === 0 ? nothing : this.#buttons(found)}
      `,
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tools')) void this.#open();
  }

  async #open(): Promise<void> {
    const log = await this.tools?.callLog();
    this.#stop?.();
    this.#log = log;
    this.calls = log?.calls ?? [];
    this.#stop = log?.watch(() => (this.calls = log.calls));
  }

  #summary(calls: readonly LoggedCall[] | undefined, found: readonly LoggedCall[]): string {
    if (calls === undefined) return msg('Loading…');
    if (calls.length === 0) return msg('No calls yet. They are kept in this browser only.');
    if (found.length === 0) return msg('No call fits.');
    if (found.length > MOST_SHOWN) return msg(str`${found.length} calls, the newest ${MOST_SHOWN} of them shown`);
    return found.length === 1 ? msg('1 call') : msg(str`${found.length} calls`);
  }

  #row(call: LoggedCall): TemplateResult {
    const { name, number, outcome } = call;
    const who = name ?? (number === '' ? msg('Unknown number') : shownNumber(number));
    const idle = this.obstacle !== undefined || number === '';
    return html`<li class=${outcome}>
      <div class="who">
        <p class="ellipsis name">${who}</p>
        <p class="small muted figures">${this.#facts(call).join(' · ')}</p>
      </div>
      <button
        class="call"
        aria-label=${msg(str`Call ${who}`)}
        aria-disabled=${idle}
        title=${this.obstacle === undefined ? nothing : DIAL_OBSTACLES[this.obstacle]()}
        @click=${() => idle || sendAction(this, { type: 'dial', number })}
      >
        ${phoneIcon()}
      </button>
    </li>`;
  }

  #facts({ name, number, direction, outcome, beganAt, talkMs, queueName, disposition }: LoggedCall): string[] {
    return [
      ...(name === undefined || number === '' ? [] : [shownNumber(number)]),
      outcomeWords(direction, outcome),
      ...(queueName === undefined ? [] : [queueName]),
      when(beganAt),
      ...(talkMs > 0 ? [callDuration(talkMs)] : []),
      ...(disposition === undefined ? [] : [this.#outcomeName(disposition)]),
    ];
  }

  #outcomeName(code: string): string {
    return this.dispositions.find((one) => one.code === code)?.name ?? code;
  }

  #buttons(found: readonly LoggedCall[]): TemplateResult {
    return html`<div class="buttons">
      <button class="quiet" @click=${() => this.#export(found)}>${msg('Export as CSV')}</button>
      <button class="quiet" @click=${() => this.#log?.clear()}>${msg('Clear')}</button>
    </div>`;
  }

  #export(calls: readonly LoggedCall[]): void {
    const head = [msg('Time'), msg('Name'), msg('Number'), msg('Kind'), msg('Queue'), msg('Talk'), msg('Outcome')];
    const rows = calls.map(
      ({ beganAt, name = '', number, direction, outcome, queueName = '', talkMs, disposition }) => [
        new Date(beganAt).toISOString(),
        name,
        number,
        outcomeWords(direction, outcome),
        queueName,
        callDuration(talkMs),
        disposition === undefined ? '' : this.#outcomeName(disposition),
      ],
    );
    this.tools?.save('call-log.csv', new Blob([csvOf([head, ...rows])], { type: 'text/csv;charset=utf-8' }));
  }
}

function outcomeWords(direction: LoggedCall['direction'], outcome: CallOutcome): string {
  switch (outcome) {
    case 'answered':
      return direction === 'inbound' ? msg('Incoming') : msg('Outgoing');
    case 'missed':
      return msg('Missed');
    case 'declined':
      return msg('Declined');
    case 'unreached':
      return msg('Not reached');
  }
}

function when(at: number): string {
  return momentIn(at, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-call-log': CtiCallLog;
  }
}
