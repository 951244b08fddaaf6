import { msg } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { agentChoices, type AgentChoice } from '../state/agent-choices.js';
import { reasonsOf } from '../state/selectors.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import { sendAction } from './action-event.js';
import { checkIcon } from './icons.js';
import { sharedStyles } from './styles.js';
import { wishText } from './wish-words.js';

/** Where a key leads from the item at `index` of `count`. */
const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** What the agent can choose to be, now or next. It has the focus from the moment that it is there. */
@customElement('cti-agent-menu')
export class CtiAgentMenu extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .menu {
        display: grid;
        margin-top: 8px;
        padding: 4px;
        border: 1px solid var(--cti-line);
        border-radius: var(--cti-radius);
        background: var(--cti-surface);
        box-shadow: var(--cti-shadow);
      }
      .heading {
        padding: 8px 12px 4px;
        color: var(--cti-muted);
        font: 600 12px/16px var(--cti-font);
      }
      button {
        justify-content: flex-start;
        gap: 12px;
        min-height: 36px;
        padding: 0 12px;
        border: 0;
        font-weight: 400;
        text-align: start;
      }
      button:hover,
      button:focus-visible {
        background: var(--cti-raised);
      }
      button[aria-checked='true'] {
        font-weight: 600;
      }
      .words {
        flex: 1;
        min-width: 0;
      }
      .dot {
        flex: none;
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--cti-warn);
      }
      .available .dot {
        background: var(--cti-good);
      }
      .signedOff .dot {
        border: 2px solid var(--cti-line-strong);
        background: none;
      }
      .signedOff {
        position: relative;
        margin-top: 9px;
      }
      .signedOff::before {
        content: '';
        position: absolute;
        inset: -6px 8px auto;
        border-top: 1px solid var(--cti-line);
      }
      @media (max-height: 96px) {
        .menu {
          display: flex;
          align-items: center;
          margin: 0;
        }
        .heading {
          padding: 0 8px;
          white-space: nowrap;
        }
        button {
          white-space: nowrap;
        }
        .signedOff {
          margin: 0;
        }
        .signedOff::before {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) state: ToolbarState = INITIAL_STATE;

  override render(): TemplateResult {
    const { later, choices } = agentChoices(this.state);
    const heading = later ? msg('When this is over') : msg('Your state');
    return html`<div class="menu" role="menu" aria-label=${heading} @keydown=${this.#move}>
      <p class="heading" aria-hidden="true">${heading}</p>
      ${choices.map((choice) => this.#item(choice))}
    </div>`;
  }

  override firstUpdated(): void {
    const { items } = this;
    (items.find((item) => item.getAttribute('aria-checked') === 'true') ?? items[0])?.focus();
  }

  #item({ wish, chosen }: AgentChoice): TemplateResult {
    return html`<button
      role="menuitemradio"
      class=${wish.to}
      tabindex="-1"
      aria-checked=${chosen}
      @click=${() => this.#choose({ wish, chosen })}
    >
      <span class="dot" aria-hidden="true"></span>
      <span class="words ellipsis">${wishText(wish, reasonsOf(this.state))}</span>
      ${chosen ? checkIcon(16) : ''}
    </button>`;
  }

  #choose({ wish }: AgentChoice): void {
    this.#close();
    sendAction(this, { type: 'chooseState', wish });
  }

  readonly #move = (event: KeyboardEvent): void => {
    const { items } = this;
    const active = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    const to = MOVES[event.key]?.(active, items.length) ?? this.#beginsWith(event.key, active);
    if (to !== undefined) {
      event.preventDefault();
      items[to]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      this.#close();
    }
  };

  /** The next item whose text begins with a letter. */
  #beginsWith(key: string, active: number): number | undefined {
    if (key.length !== 1 || key === ' ') return undefined;
    const { choices } = agentChoices(this.state);
    const order = choices.map((_, n) => (active + 1 + n) % choices.length);
    return order.find((n) => {
      const choice = choices[n];
      return (
        choice !== undefined && wishText(choice.wish, reasonsOf(this.state)).toLowerCase().startsWith(key.toLowerCase())
      );
    });
  }

  #close(): void {
    this.dispatchEvent(new Event('menu-close'));
  }

  private get items(): readonly HTMLButtonElement[] {
    return [...(this.shadowRoot?.querySelectorAll('button') ?? [])];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-agent-menu': CtiAgentMenu;
  }
}
