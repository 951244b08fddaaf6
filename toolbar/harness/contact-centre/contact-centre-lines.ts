import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { lineState } from './line-state.js';
import type { Line, World } from './world.js';

@customElement('contact-centre-lines')
export class ContactCentreLines extends LitElement {
  @property({ attribute: false }) lines: readonly Line[] = [];
  @property({ attribute: false }) world: World | undefined;
  @property() ownLine = '';

  static override styles = [
    controls,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        padding: 0 8px 4px 0;
        color: var(--text-soft);
        font-size: 12px;
        line-height: 16px;
        text-align: left;
      }
      td {
        padding: 4px 8px 4px 0;
        border-top: 1px solid var(--line);
        max-width: 160px;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <table aria-label="Lines">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Who</th>
            <th scope="col">Agent</th>
            <th scope="col">Phone</th>
          </tr>
        </thead>
        <tbody>
          ${this.lines.filter(({ type }) => type !== 'Queue').map((line) => this.#line(line))}
        </tbody>
      </table>
    `;
  }

  #line(line: Line): TemplateResult {
    const { text, tone } = lineState(line);
    const person = this.world?.agents.find((agent) => agent.dn === line.dn);
    return html`
      <tr>
        <td class="tabular">${line.dn}</td>
        <td class="ellipsis">
          ${person?.name ?? line.name ?? ''} ${line.dn === this.ownLine ? html`<span class="chip">you</span>` : ''}
        </td>
        <td>${person === undefined ? nothing : html`<span class=${`chip ${tone}`}>${text}</span>`}</td>
        <td class="soft">${line.device === 'OffHook' ? 'Off hook' : 'On hook'}</td>
      </tr>
    `;
  }
}
