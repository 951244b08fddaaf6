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
        grid-template-columns: minmax(280px, 340px) minmax(220px, 300px) minmax(320px, 1fr);
        gap: 24px;
        height: 100%;
        container-type: inline-size;
      }
      h3 {
        font-size: 14px;
        line-height: 20px;
        margin-bottom: 8px;
      }
      .log {
        display: flex;
        flex-direction: column;
        min-height: 0;
        min-width: 0;
      }
      developer-event-log {
        flex: 1;
      }
      @media (max-width: 1280px) {
        :host {
          grid-template-columns: 300px 1fr;
          gap: 16px;
        }
        .commands {
          grid-row: 2;
        }
        .log {
          grid-row: 1 / span 2;
          grid-column: 2;
        }
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
      <div>
        <h3>Faults</h3>
        <developer-faults .faults=${this.faults}></developer-faults>
      </div>
      <div class="commands">
        <h3>Agent commands</h3>
        <developer-agent-commands
          .send=${(command: string) => this.desktop.fusion.agentCommand(command)}
        ></developer-agent-commands>
      </div>
      <div class="log">
        <h3>Event log</h3>
        <developer-event-log .entries=${this.entries}></developer-event-log>
      </div>
    `;
  }
}
