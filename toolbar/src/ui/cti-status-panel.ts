import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { HOPS, type Hop } from '../state/failure.js';
import { UNKNOWN_HOPS, type Fault, type HopState } from '../state/hops.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import { momentIn } from './clock-words.js';
import { HOP_NAMES } from './hop-words.js';
import { inWords } from './in-words.js';
import { sharedStyles } from './styles.js';
import { ToolPanel } from './tool-panel.js';
import { toolStyles } from './tool-styles.js';

/** How everything between agent and Fusion is, what broke last, and what to do about it. */
@customElement('cti-status-panel')
export class CtiStatusPanel extends ToolPanel {
  static override styles = [
    sharedStyles,
    toolStyles,
    css`
      li {
        display: grid;
        grid-template-columns: 12px 1fr auto;
        gap: 0 8px;
        align-items: center;
        padding: 6px 0;
        border-top: 1px solid var(--cti-line);
      }
      .mark {
        width: 8px;
        height: 8px;
        border: 1px solid var(--cti-line-strong);
        border-radius: 50%;
      }
      .up .mark {
        border-color: var(--cti-good);
        background: var(--cti-good);
      }
      .down .mark {
        border-color: var(--cti-bad);
        background: var(--cti-bad);
      }
      .fault {
        margin-top: 12px;
        padding: 12px;
        border-radius: var(--cti-radius-small);
        background: var(--cti-raised);
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 0 0 4px;
        font: 600 14px/20px var(--cti-font);
      }
      .next,
      .what-for {
        margin-top: 8px;
      }
      .versions {
        margin-top: 12px;
      }
      @media (max-width: 239px) and (min-height: 97px) {
        li {
          grid-template-columns: 12px 1fr;
        }
        li > :last-child {
          grid-column: 2;
        }
      }
      @media (max-height: 96px) {
        ul,
        li {
          display: flex;
          align-items: center;
          gap: 8px;
        }
        li {
          padding: 0;
          border: 0;
        }
        li + li {
          margin-inline-start: 8px;
        }
        .fault {
          display: flex;
          align-items: center;
          gap: 8px;
          margin: 0;
          padding: 8px 12px;
        }
        .fault > *,
        .versions {
          margin: 0;
        }
        .what-for {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) state: ToolbarState = INITIAL_STATE;
  @state() private problem = '';

  override render(): TemplateResult {
    const { hops = UNKNOWN_HOPS, connection } = this.state;
    const last = lastFault(this.state);
    return this.frame(
      msg('Connection'),
      html`
        <ul aria-label=${msg('On the way between you and Fusion')}>
          ${HOPS.map((hop) => hopRow(hop, hops[hop]))}
        </ul>
        ${last === undefined ? html`<p class="small muted versions">${msg('Nothing has gone wrong so far.')}</p>` : faultBox(last)}
        <p class="small muted versions">
          ${this.#versions(connection.status === 'online' ? connection.level : undefined).join(' · ')}
        </p>
        <div class="buttons">
          <button class="quiet" @click=${() => void this.#save()}>${msg('Save diagnostics')}</button>
        </div>
        <p class="small muted what-for">
          ${this.problem === '' ? msg('For whoever helps you: without names, numbers, texts and secrets.') : this.problem}
        </p>
      `,
    );
  }

  #versions(level: 'ours' | 'published' | undefined): string[] {
    const { toolbar = '', library = '' } = this.tools?.versions() ?? {};
    return [
      msg(str`Toolbar ${toolbar}`),
      ...(library === '' ? [] : [msg(str`Fusion library ${library}`)]),
      ...(level === undefined ? [] : [level === 'ours' ? msg('Full service') : msg('Basic service')]),
    ];
  }

  async #save(): Promise<void> {
    try {
      const content = (await this.tools?.diagnostics()) ?? '';
      const name = `toolbar-diagnostics-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`;
      this.tools?.save(name, new Blob([content], { type: 'application/json' }));
      this.problem = '';
    } catch {
      this.problem = msg('The diagnostics could not be loaded. Try again when the toolbar is connected.');
    }
  }
}

interface LastFault extends Fault {
  readonly hop: Hop;
}

/** One that came before there was anybody to write it down is in the availability only. */
function lastFault({ hops, availability }: ToolbarState): LastFault | undefined {
  const faults = HOPS.flatMap((hop) => {
    const { fault } = hops[hop];
    return fault === undefined ? [] : [{ ...fault, hop }];
  }).sort((a, b) => b.at - a.at);
  if (faults.length > 0 || availability.phase !== 'failed') return faults[0];
  return { at: 0, ...availability.failure };
}

function hopRow(hop: Hop, { up, since }: HopState): TemplateResult {
  const words = up === undefined ? msg('Not in use') : up ? msg('Up') : msg('Down');
  return html`<li class=${up === undefined ? '' : up ? 'up' : 'down'}>
    <span class="mark"></span>
    <span>${HOP_NAMES[hop]()}</span>
    <span class="small muted figures"
      >${words}${up === undefined || since === 0 ? nothing : html` · ${timeOf(since)}`}</span
    >
  </li>`;
}

function faultBox({ hop, at, reason, code, retryable }: LastFault): TemplateResult {
  const facts = [HOP_NAMES[hop](), ...(at === 0 ? [] : [timeOf(at)]), ...(code === undefined ? [] : [code])];
  return html`<div class="fault">
    <h3>${msg('Last error')}</h3>
    <p class="small muted figures">${facts.join(' · ')}</p>
    <p>${inWords(reason)}</p>
    <p class="small next">${nextStep(hop, retryable)}</p>
  </div>`;
}

/** What somebody without any idea of telephony can do. */
function nextStep(hop: Hop, retryable: boolean): string {
  if (!retryable) return msg('Trying again will not help: save the diagnostics and call for help.');
  switch (hop) {
    case 'service':
      return msg('Check that you are on the network. If others are affected too, the contact centre service is down.');
    case 'session':
      return msg('Try again. If you work in another window or browser, sign out there.');
    case 'socket':
      return msg('The toolbar comes back by itself. If it does not, check the network and reload the page.');
    case 'switch':
      return msg('Check that your phone is plugged in and signed in, and try again.');
    case 'fusion':
      return msg('Try again. If it stays so, reload Fusion.');
  }
}

function timeOf(at: number): string {
  return momentIn(at, { timeStyle: 'medium' });
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-status-panel': CtiStatusPanel;
  }
}
