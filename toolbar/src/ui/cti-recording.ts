import { msg, str } from '@lit/localize';
import { recordingIn, type RecordingCommand, type RecordingState } from '@fusion-cti/protocol';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { commandsFor } from '../state/call-commands.js';
import type { Contact } from '../state/contacts.js';
import { nameOf } from '../state/directory.js';
import { underWay } from '../state/selectors.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import { sendAction } from './action-event.js';
import { callerOf } from './caller.js';
import { FocusKeeper } from './focus-keeper.js';
import { moreStyles } from './more-styles.js';
import { sharedStyles } from './styles.js';

/** In the order in which they stand: what ends it is last, always in the same place. */
const BUTTONS: readonly RecordingCommand[] = ['startRecording', 'pauseRecording', 'resumeRecording', 'stopRecording'];

/** Of each call that is up: whether it is recorded. */
@customElement('cti-recording')
export class CtiRecording extends LitElement {
  static override styles = [
    sharedStyles,
    moreStyles,
    css`
      .lamp {
        flex: none;
        width: 10px;
        height: 10px;
        border: 2px solid var(--cti-line-strong);
        border-radius: 50%;
      }
      .on .lamp {
        border-color: var(--cti-bad);
        background: var(--cti-bad);
      }
      .paused .lamp {
        border-color: var(--cti-bad);
      }
    `,
  ];

  @property({ attribute: false }) state: ToolbarState = INITIAL_STATE;

  constructor() {
    super();
    new FocusKeeper(this, () => this.shadowRoot?.querySelector('button')?.focus());
  }

  override render(): TemplateResult {
    const calls = underWay(this.state).filter(({ observer }) => !observer);
    return html`<h3>${msg('Recording')}</h3>
      ${calls.map((contact) => this.#call(contact))}`;
  }

  #call(contact: Contact): TemplateResult {
    const who = contact.name ?? nameOf(this.state.directory, contact.number) ?? callerOf(contact);
    const now = recordingIn(contact.userData);
    const possible = commandsFor(this.state, contact);
    return html`<div class="row ${now}" role="group" aria-label=${msg(str`Recording of ${who}`)}>
      <span class="lamp" aria-hidden="true"></span>
      <span class="words">
        <span class="ellipsis">${who}</span>
        <span class="small muted" role="status">${stateText(now)}</span>
      </span>
      ${BUTTONS.filter((command) => possible.includes(command)).map((command) => this.#button(contact, command))}
    </div>`;
  }

  #button({ eventId, lost, waiting }: Contact, command: RecordingCommand): TemplateResult {
    const off = lost || waiting === command;
    return html`<button
      type="button"
      class="quiet"
      aria-disabled=${off}
      @click=${() => off || sendAction(this, { type: 'control', eventId, control: { type: command } })}
    >
      ${commandText(command)}
    </button>`;
  }
}

function stateText(now: RecordingState): string {
  return { off: msg('Not recorded'), on: msg('Recording'), paused: msg('Recording paused') }[now];
}

function commandText(command: RecordingCommand): string {
  return {
    startRecording: msg('Record'),
    stopRecording: msg('Stop'),
    pauseRecording: msg('Pause'),
    resumeRecording: msg('Go on'),
  }[command];
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-recording': CtiRecording;
  }
}
