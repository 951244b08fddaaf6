import { msg, str } from '@lit/localize';
import type { CommandType, MonitorMode } from '@fusion-cti/protocol';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Colleague, Colleagues } from '../state/colleagues.js';
import { callDuration } from '../state/duration.js';
import { sendAction } from './action-event.js';
import { FocusKeeper } from './focus-keeper.js';
import { moreStyles } from './more-styles.js';
import { sharedStyles } from './styles.js';

/** Between two looks at what colleagues do. Milliseconds. */
const LOOK_MS = 5_000;

/** Whom a supervisor may listen to, what they do now, and what a supervisor is to their calls. */
@customElement('cti-colleagues')
export class CtiColleagues extends LitElement {
  static override styles = [
    sharedStyles,
    moreStyles,
    css`
      ul {
        max-height: 240px;
        margin: 4px 0 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      fieldset {
        display: flex;
        margin: 0;
        padding: 0;
        border: 1px solid var(--cti-line-strong);
        border-radius: var(--cti-radius-small);
        overflow: hidden;
      }
      fieldset:focus-within {
        outline: 2px solid var(--cti-primary);
        outline-offset: 1px;
      }
      label {
        flex: 1;
        padding: 8px 4px;
        font: 600 12px/16px var(--cti-font);
        text-align: center;
        cursor: pointer;
      }
      label + label {
        border-inline-start: 1px solid var(--cti-line);
      }
      label:has(:checked) {
        background: var(--cti-primary);
        color: var(--cti-on-primary);
      }
      input {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      @media (max-width: 239px) and (min-height: 97px) {
        fieldset {
          flex-wrap: wrap;
        }
      }
      .explains {
        margin-top: 4px;
      }
      .dot {
        flex: none;
        width: 10px;
        height: 10px;
        border: 2px solid var(--cti-line-strong);
        border-radius: 50%;
      }
      .Ready .dot {
        border-color: var(--cti-good);
        background: var(--cti-good);
      }
      .NotReady .dot {
        border-color: var(--cti-warn);
        background: var(--cti-warn);
      }
      .call .dot {
        border-color: var(--cti-primary);
        background: var(--cti-primary);
      }
      @media (max-height: 96px) {
        :host,
        ul {
          display: flex;
          align-items: center;
          gap: 12px;
        }
        label {
          padding: 8px;
        }
        .explains {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) colleagues: Colleagues | undefined;
  /** The DN that is listened to. */
  @property() monitoring: string | undefined;
  @property({ attribute: false }) commands: readonly CommandType[] = [];
  @property({ type: Number }) now = 0;
  @state() private mode: Exclude<MonitorMode, 'normal'> = 'mute';
  #looked = -LOOK_MS;

  constructor() {
    super();
    new FocusKeeper(this, () => this.shadowRoot?.querySelector<HTMLElement>('button, input')?.focus());
  }

  override updated(): void {
    if (this.now - this.#looked < LOOK_MS) return;
    this.#looked = this.now;
    sendAction(this, { type: 'lookAtColleagues' });
  }

  override render(): TemplateResult {
    const modes = [
      ['mute', msg('Listen'), msg('Nobody hears you.')],
      ['coach', msg('Whisper'), msg('Only your colleague hears you.')],
      ['connect', msg('Join in'), msg('Everybody hears you.')],
    ] as const;
    const { colleagues } = this;
    return html`
      <h3>${msg('Colleagues’ calls')}</h3>
      <fieldset aria-label=${msg('What you are in the call')}>
        ${modes.map(
          ([mode, words]) =>
            html`<label
              ><input
                type="radio"
                name="mode"
                .checked=${mode === this.mode}
                @change=${() => (this.mode = mode)}
              />${words}</label
            >`,
        )}
      </fieldset>
      <p class="small muted explains">
        ${modes.find(([mode]) => mode === this.mode)?.[2]} ${msg('It begins with the next call that they answer.')}
      </p>
      ${
        colleagues === undefined
          ? html`<p class="row small muted" role="status">${msg('Looking who is at work…')}</p>`
          : html`<ul aria-label=${msg('Colleagues')}>
              ${repeat(
                colleagues,
                ({ dn }) => dn,
                (one) => this.#colleague(one),
              )}
            </ul>`
      }
    `;
  }

  #colleague(one: Colleague): TemplateResult {
    const { name, dn, state: at, onCall, since } = one;
    const listening = this.monitoring === dn;
    const command = listening ? 'cancelMonitor' : 'monitor';
    const possible = this.commands.includes(command);
    return html`<li class="row ${at} ${onCall ? 'call' : ''}">
      <span class="dot" aria-hidden="true"></span>
      <span class="words">
        <span class="ellipsis">${name}</span>
        <span class="small muted"
          >${stateText(one)}${at === 'Null' ? '' : html` · <span class="figures">${callDuration(this.now - since)}</span>`}</span
        >
      </span>
      <button
        type="button"
        class=${listening ? 'primary' : 'quiet'}
        aria-label=${listening ? msg(str`Stop with ${name}`) : msg(str`Start with ${name}`)}
        aria-disabled=${!possible}
        @click=${() => possible && this.#ask(command, dn)}
      >
        ${listening ? msg('Stop') : msg('Start')}
      </button>
    </li>`;
  }

  /** Until it is stopped, and not only for one call: a supervisor who has to ask again misses the one that matters. */
  #ask(command: 'monitor' | 'cancelMonitor', dn: string): void {
    const control =
      command === 'monitor'
        ? ({ type: 'monitor', dn, mode: this.mode, scope: 'call', monitorType: 'AllCalls' } as const)
        : ({ type: 'cancelMonitor', dn } as const);
    sendAction(this, { type: 'controlLine', control });
  }
}

function stateText({ state: at, onCall, wrapUp, reason }: Colleague): string {
  if (at === 'Null') return msg('Signed off');
  if (onCall) return msg('In a call');
  if (at === 'Ready') return msg('Available');
  return wrapUp ? msg('After-call work') : (reason ?? msg('Unavailable'));
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-colleagues': CtiColleagues;
  }
}
