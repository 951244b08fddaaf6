import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Contact, Contacts } from '../state/contacts.js';
import { nameOf } from '../state/directory.js';
import { commandsFor, partnerOf } from '../state/call-commands.js';
import { dialObstacle, live, ringing, underWay, wrappingUp } from '../state/selectors.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import './cti-active-call.js';
import './cti-availability-button.js';
import './cti-connection-status.js';
import './cti-dial-pad.js';
import './cti-incoming-call.js';
import './cti-notice.js';
import './cti-wrap-up.js';
import { FocusKeeper } from './focus-keeper.js';
import { sharedStyles } from './styles.js';

/** The whole toolbar, as a function of its state and the time. */
@customElement('cti-toolbar')
export class CtiToolbar extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100%;
        max-width: 480px;
        margin: 0 auto;
        background: var(--cti-page);
      }
      main {
        flex: 1;
        display: flex;
        flex-direction: column;
        gap: 12px;
        padding: 12px;
      }
      main:focus {
        outline: 0;
      }
      .empty {
        padding: 4px 0;
        text-align: center;
      }
      footer {
        padding: 8px 16px;
        border-top: 1px solid var(--cti-line);
        background: var(--cti-surface);
      }
      @media (max-height: 96px) {
        :host {
          max-width: none;
        }
        main {
          flex-direction: row;
          align-items: center;
          gap: 8px;
          padding: 6px 8px;
          overflow: auto hidden;
        }
        .empty,
        footer {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) state: ToolbarState = INITIAL_STATE;
  @property({ type: Number }) now = 0;
  @query('main') private readonly main!: HTMLElement | null;
  @query('cti-incoming-call, cti-active-call, cti-wrap-up') private readonly firstCard!: LitElement | null;

  constructor() {
    super();
    new FocusKeeper(this, () => void this.#rescueFocus());
  }

  override render(): TemplateResult {
    const { stopped } = this.state;
    if (stopped !== undefined) return html`<main><cti-notice final .notice=${stopped}></cti-notice></main>`;
    return html`
      <main tabindex="-1" aria-label="Contact centre">
        <h1 class="unseen">Contact centre</h1>
        <cti-availability-button .availability=${this.state.availability} .now=${this.now}></cti-availability-button>
        ${this.#calls()}
        ${repeat(
          this.state.notices,
          ({ id }) => id,
          (notice) => html`<cti-notice .notice=${notice}></cti-notice>`,
        )}
        ${this.#canShowDialPad() ? this.#dialPad() : nothing}
      </main>
      <footer><cti-connection-status .connection=${this.state.connection}></cti-connection-status></footer>
    `;
  }

  /** To the call that there is now, or to the place where the next one will be. */
  async #rescueFocus(): Promise<void> {
    const { firstCard } = this;
    // A card that is new has nothing in it yet.
    await firstCard?.updateComplete;
    (firstCard ?? this.main)?.focus();
  }

  /** A number of ours has a name, whether Fusion knows it or not. */
  #named(contacts: Contacts): Contacts {
    return contacts.map((contact) => {
      const name = contact.name ?? nameOf(this.state.directory, contact.number);
      return name === undefined ? contact : { ...contact, name };
    });
  }

  #calls(): TemplateResult {
    const { state, now } = this;
    const up = this.#named(underWay(state));
    const id = ({ eventId }: Contact): string => eventId;
    return html`
      ${repeat(
        this.#named(ringing(state)),
        id,
        (contact) =>
          html`<cti-incoming-call
            .contact=${contact}
            .commands=${commandsFor(state, contact)}
            .now=${now}
          ></cti-incoming-call>`,
      )}
      ${repeat(
        up,
        id,
        (contact) =>
          html`<cti-active-call
            .contact=${contact}
            .commands=${commandsFor(state, contact)}
            .held=${contact.party === 'Held' ? undefined : partnerOf(contact, up)}
            .open=${state.panel?.eventId === contact.eventId ? state.panel.panel : undefined}
            .directory=${state.directory}
            .now=${now}
            ?shown=${state.shownEventId === contact.eventId}
          ></cti-active-call>`,
      )}
      ${repeat(this.#named(wrappingUp(state)), id, (contact) => html`<cti-wrap-up .contact=${contact} .now=${now}></cti-wrap-up>`)}
    `;
  }

  /** A line talks on one call at a time, and where something broke, that comes first. */
  #canShowDialPad(): boolean {
    return live(this.state).every(({ party }) => party === 'Held') && this.state.availability.phase !== 'failed';
  }

  #dialPad(): TemplateResult {
    const obstacle = dialObstacle(this.state);
    return html`
      ${this.state.contacts.length === 0 ? html`<p class="empty muted">${this.#emptyText()}</p>` : nothing}
      <cti-dial-pad .obstacle=${obstacle} .placing=${this.state.placing}></cti-dial-pad>
    `;
  }

  #emptyText(): string {
    return this.state.availability.phase === 'available'
      ? 'No calls. The next one rings here.'
      : 'Go available to take and make calls.';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-toolbar': CtiToolbar;
  }
}
