import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Subscription } from 'rxjs';
import { controls } from '../look/controls.js';
import type { LocalDesktop } from '../page/local-desktop.js';
import { listen } from '../page/page-events.js';
import './developer-agent-commands.js';
import './developer-event-log.js';
import './developer-faults.js';
import type { LogEntry } from './event-log.js';
import { NO_FAULTS, type Faults } from './faults.js';

@customElement('developer-drawer')
export class DeveloperDrawer extends LitElement {
  @property({ attribute: false }) desktop!: LocalDesktop;
  @state() private entries: readonly LogEntry[] = [];
  @state() private faults: Faults = NO_FAULTS;
  #watching = new Subscription();

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 320px minmax(0, 1fr);
        gap: 24px;
        height: 100%;
      }
      h3 {
        font-size: 14px;
        line-height: 20px;
        margin-bottom: 8px;
      }
      .controls {
        display: grid;
        align-content: start;
        gap: 16px;
        overflow-y: auto;
        padding: 4px;
        margin: -4px;
      }
      .log {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      developer-event-log {
        flex: 1;
      }
    `,
  ];

  constructor() {
    super();
    listen(this, 'set-faults', ({ faults }) => this.desktop.faults.next(faults));
    listen(this, 'clear-log', () => this.desktop.log.clear());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watching = new Subscription();
    this.#watching.add(this.desktop.log.changes.subscribe((entries) => (this.entries = entries)));
    this.#watching.add(this.desktop.faults.subscribe((faults) => (this.faults = faults)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watching.unsubscribe();
  }

  override render(): TemplateResult {
    return html`
      <div class="controls">
        <div>
          <h3>Faults</h3>
          <developer-faults .faults=${this.faults}></developer-faults>
        </div>
        <div>
          <h3>Agent commands</h3>
          <developer-agent-commands
            .send=${(command: string) => this.desktop.fusion.agentCommand(command)}
          ></developer-agent-commands>
        </div>
      </div>
      <div class="log">
        <h3>Event log</h3>
        <developer-event-log .entries=${this.entries}></developer-event-log>
      </div>
    `;
  }
}
