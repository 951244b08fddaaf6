import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { fullName } from '../fusion/contact.js';
import { controls } from '../look/controls.js';
import { partyStateText, rings } from './line-state.js';
import type { LiveCall, World } from './world.js';
import { tell } from '../page/page-events.js';

/** Calls that are up, with what the customer can do. */
@customElement('contact-centre-calls')
export class ContactCentreCalls extends LitElement {
  @property({ attribute: false }) calls: readonly LiveCall[] = [];
  @property({ attribute: false }) world: World | undefined;

  static override styles = [
    controls,
    css`
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        display: grid;
        gap: 8px;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .text {
        display: grid;
        min-width: 0;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .button {
        min-height: 28px;
        padding: 0 8px;
        font-size: 13px;
      }
      .none {
        padding: 8px 0;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <ul aria-label="Live calls">
        ${repeat(
          this.calls,
          ({ connId }) => connId,
          (call) => this.#call(call),
        )}
      </ul>
      ${this.calls.length === 0 ? html`<p class="none soft">No call is up.</p>` : nothing}
    `;
  }

  #call(call: LiveCall): TemplateResult {
    const customer = call.farEnd?.number ?? (call.callType === 'Outbound' ? call.dnis : call.ani) ?? '';
    const parties = call.parties.map(({ dn, state }) => `${dn} ${partyStateText(state)}`);
    const farEnd = call.farEnd === undefined ? [] : [`customer ${partyStateText(call.farEnd.state)}`];
    return html`
      <li>
        <span class="text">
          <span class="ellipsis"
            ><span class="strong">${this.#nameOf(customer)}</span> <span class="soft tabular">${customer}</span></span
          >
          <span class="small soft ellipsis">${[call.callType, ...parties, ...farEnd].join(' · ')}</span>
        </span>
        ${call.farEnd === undefined ? nothing : this.#buttons(call)}
      </li>
    `;
  }

  #buttons(call: LiveCall): TemplateResult {
    return html`
      <span class="buttons">
        ${
          rings(call)
            ? html`<button class="button" @click=${() => tell(this, 'answer-as-customer', call)}>
                Answer as customer
              </button>`
            : html`<button class="button" @click=${() => tell(this, 'play-conversation', call)}>
                Play a conversation
              </button>`
        }
        <button class="button" @click=${() => tell(this, 'hang-up-as-customer', call)}>Hang up as customer</button>
      </span>
    `;
  }

  #nameOf(number: string): string {
    const contact = this.world?.contacts.find(({ phones }) => phones.includes(number));
    const agent = this.world?.agents.find(({ dn }) => dn === number);
    return contact === undefined ? (agent?.name ?? 'Customer') : fullName(contact);
  }
}
