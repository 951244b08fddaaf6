import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { FAILABLE, FAILURES, HANDSHAKES, NO_FAULTS, RESPONSES, type Failure, type Faults } from './faults.js';
import { tell } from '../page/page-events.js';

const HANDSHAKE_TEXTS = { answer: 'Answered', hang: 'Never answered', reject: 'Rejected' } as const;
const RESPONSE_TEXTS = { full: 'With accessors', raw: 'Raw only' } as const;
const FAILURE_TEXTS = { reject: 'Reject', hang: 'Never answer' } as const;

/** Makes the local Fusion misbehave. The handshake counts from the next load of the toolbar. */
@customElement('developer-faults')
export class DeveloperFaults extends LitElement {
  @property({ attribute: false }) faults: Faults = NO_FAULTS;

  static override styles = [
    controls,
    css`
      fieldset {
        display: grid;
        gap: 8px;
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      label.check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        font-weight: 600;
      }
      input[type='checkbox'] {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--link);
      }
      form {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 8px;
        align-items: end;
      }
      form .field:first-child {
        grid-column: 1 / -1;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      li {
        padding-right: 0;
      }
      li button {
        display: grid;
        place-items: center;
        width: 24px;
        height: 24px;
        padding: 0;
        border: 0;
        background: none;
        cursor: pointer;
      }
      li svg {
        width: 12px;
        height: 12px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { faults } = this;
    const failing = Object.entries(faults.failing);
    return html`
      <fieldset aria-label="Faults">
        <label class="check">
          <input
            type="checkbox"
            .checked=${faults.strict}
            @change=${(event: Event) => this.#set({ strict: (event.target as HTMLInputElement).checked })}
          />
          Strict mode
        </label>
        <div class="pair">
          ${choice('Handshake', HANDSHAKES, HANDSHAKE_TEXTS, faults.handshake, (handshake) => this.#set({ handshake }))}
          ${choice('Responses', RESPONSES, RESPONSE_TEXTS, faults.responses, (responses) => this.#set({ responses }))}
        </div>
        <form @submit=${this.#add}>
          <div class="field">
            <label for="operation">Operation</label>
            <select id="operation" name="operation">
              ${FAILABLE.map((name) => html`<option>${name}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="behaviour">Behaviour</label>
            <select id="behaviour" name="behaviour">
              ${FAILURES.map((failure) => html`<option value=${failure}>${FAILURE_TEXTS[failure]}</option>`)}
            </select>
          </div>
          <button class="button" type="submit">Add fault</button>
        </form>
        ${
          failing.length === 0
            ? nothing
            : html`<ul aria-label="Active faults">
                ${failing.map(([name, failure]) => this.#active(name, failure))}
              </ul>`
        }
      </fieldset>
    `;
  }

  #active(name: string, failure: Failure): TemplateResult {
    return html`<li class="chip danger">
      ${name}: ${FAILURE_TEXTS[failure].toLowerCase()}
      <button aria-label=${`Remove fault ${name}`} @click=${() => this.#remove(name)}>${icon('close')}</button>
    </li>`;
  }

  #add(event: SubmitEvent): void {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const operation = fields.get('operation');
    const failure = FAILURES.find((known) => known === fields.get('behaviour'));
    if (typeof operation !== 'string' || failure === undefined) return;
    this.#set({ failing: { ...this.faults.failing, [operation]: failure } });
  }

  #remove(name: string): void {
    const rest = Object.entries(this.faults.failing).filter(([known]) => known !== name);
    this.#set({ failing: Object.fromEntries(rest) });
  }

  #set(change: Partial<Faults>): void {
    tell(this, 'set-faults', { faults: { ...this.faults, ...change } });
  }
}

function choice<Value extends string>(
  label: string,
  values: readonly Value[],
  texts: Readonly<Record<Value, string>>,
  chosen: Value,
  choose: (value: Value) => void,
): TemplateResult {
  const id = label.toLowerCase();
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select
      id=${id}
      @change=${(event: Event) => {
        const given = (event.target as HTMLSelectElement).value;
        const value = values.find((known) => known === given);
        if (value !== undefined) choose(value);
      }}
    >
      ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${texts[value]}</option>`)}
    </select>
  </div>`;
}
