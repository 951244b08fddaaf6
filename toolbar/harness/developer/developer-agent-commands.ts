import { AGENT_COMMANDS } from '@oracle/uef-sdk';
import type { CommandReply } from '@oracle/uef-sdk/host';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../look/controls.js';

const COMMANDS = [
  AGENT_COMMANDS.makeAvailable,
  AGENT_COMMANDS.makeUnavailable,
  AGENT_COMMANDS.getCurrentAgentState,
  AGENT_COMMANDS.getActiveEngagements,
  AGENT_COMMANDS.getActiveInteractionCommands,
] as const;

/** Sends commands about the agent and shows what the toolbar replies. */
@customElement('developer-agent-commands')
export class DeveloperAgentCommands extends LitElement {
  @property({ attribute: false }) send!: (command: string) => Promise<CommandReply>;
  @state() private reply = '';

  static override styles = [
    controls,
    css`
      :host,
      div {
        display: grid;
        gap: 8px;
      }
      div {
        grid-template-columns: 1fr 1fr;
      }
      .button {
        font-weight: 400;
        min-width: 0;
      }
      .button:last-child {
        grid-column: 1 / -1;
      }
      output {
        display: block;
        max-height: 120px;
        overflow: auto;
        padding: 8px;
        border-radius: var(--radius-small);
        background: var(--canvas);
        font: 12px/16px var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <div role="group" aria-label="Agent commands">
        ${COMMANDS.map(
          (command) => html`<button class="button" @click=${() => void this.#ask(command)}>${command}</button>`,
        )}
      </div>
      <output aria-label="Reply" tabindex="0">${this.reply === '' ? 'The reply appears here.' : this.reply}</output>
    `;
  }

  async #ask(command: string): Promise<void> {
    this.reply = `${command} …`;
    const { result, resultDisplayString, outData } = await this.send(command);
    const words = resultDisplayString === undefined ? '' : ` (${resultDisplayString})`;
    this.reply = `${command}: ${result}${words}\n${JSON.stringify(outData, null, 2)}`;
  }
}
