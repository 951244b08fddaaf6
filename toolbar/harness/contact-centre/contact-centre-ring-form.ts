import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fullName } from '../fusion/contact.js';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { lineStateText } from './line-state.js';
import type { Line, World } from './world.js';
import { tell } from '../page/page-events.js';

/** Lets a customer call. */
@customElement('contact-centre-ring-form')
export class ContactCentreRingForm extends LitElement {
  @property({ attribute: false }) world: World | undefined;
  @property({ attribute: false }) lines: readonly Line[] = [];
  /** The line that is chosen at first. */
  @property() ownLine = '';

  static override styles = [
    controls,
    css`
      form {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { agents = [], queues = [], contacts = [], subscribers = [] } = this.world ?? {};
    const numbers = contacts.flatMap((contact) => contact.phones.map((phone) => ({ phone, name: fullName(contact) })));
    const others = subscribers.filter(({ number }) => !numbers.some(({ phone }) => phone === number));
    return html`
      <form aria-label="Place a call" @submit=${this.#ring}>
        <div class="field">
          <label for="from">From</label>
          <input
            id="from"
            name="from"
            list="numbers"
            required
            autocomplete="off"
            placeholder="Number"
            value=${numbers[0]?.phone ?? others[0]?.number ?? ''}
          />
          <datalist id="numbers">
            ${numbers.map(({ phone, name }) => html`<option value=${phone}>${name}</option>`)}
            ${others.map(({ number, behaviour }) => html`<option value=${number}>${behaviour}</option>`)}
          </datalist>
        </div>
        <div class="field">
          <label for="to">To</label>
          <select id="to" name="to">
            <optgroup label="Lines">
              ${agents.map(
                ({ dn, name }) =>
                  html`<option value=${dn} ?selected=${dn === this.ownLine}>
                    ${dn} ${name} (${this.#stateOf(dn)})
                  </option>`,
              )}
            </optgroup>
            <optgroup label="Queues">
              ${queues.map(({ dn, name }) => html`<option value=${dn}>${dn} ${name}</option>`)}
            </optgroup>
          </select>
        </div>
        <button class="button primary" type="submit">${icon('phone')} Ring</button>
      </form>
    `;
  }

  #stateOf(dn: string): string {
    const line = this.lines.find((known) => known.dn === dn);
    return line === undefined ? 'unknown' : lineStateText(line).toLowerCase();
  }

  #ring(event: SubmitEvent): void {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const [to, from] = [fields.get('to'), fields.get('from')];
    if (typeof to === 'string' && typeof from === 'string') tell(this, 'ring', { to, from });
  }
}
