import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { canChoose } from '../state/agent-standing.js';
import type { ChatsState } from '../state/chats-state.js';
import type { Contact, Contacts } from '../state/contacts.js';
import { nameOf } from '../state/directory.js';
import { commandsFor, partnerOf } from '../state/call-commands.js';
import { moreParts } from '../state/more.js';
import type { Preferences } from '../state/preferences.js';
import { dialObstacle, live, reasonsOf, ringing, underWay, waitingForAgent, wrappingUp } from '../state/selectors.js';
import type { Tool, ToolSources } from '../state/tools.js';
import { INITIAL_STATE, type ToolbarState } from '../state/toolbar-state.js';
import type { Means } from '../state/wish.js';
import './cti-availability-button.js';
import './cti-connection-status.js';
import './cti-dial-pad.js';
import './cti-notice.js';
import { FocusKeeper } from './focus-keeper.js';
import { loadCards, loadChats, loadComfortPanels, loadMore, loadTools } from './load-panels.js';
import { getLocale } from './localisation.js';
import { loadNumberFormat } from './phone-numbers.js';
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
        height: 100%;
        background: var(--cti-page);
      }
      /* The foot stays; what is above it scrolls. Wide pages keep a column that the eye can take in. */
      main,
      footer {
        --gap: 12px;
        padding-inline: max(var(--gap), (100% - 456px) / 2);
      }
      main {
        /* What is only heard has a place in the page, and must not make the page longer. */
        position: relative;
        flex: 1;
        display: flex;
        flex-direction: column;
        gap: 12px;
        min-height: 0;
        padding-block: var(--gap);
        overflow: hidden auto;
        scroll-padding-block: 12px 72px;
      }
      @media (min-height: 97px) {
        main > * {
          flex: none;
        }
      }
      @media (max-width: 239px) {
        main,
        footer {
          --gap: 8px;
        }
      }
      /* Whoever waits to be answered comes before what goes on. */
      cti-availability-button {
        order: -2;
      }
      .urgent {
        order: -1;
      }
      .waiting {
        order: 1;
      }
      main:focus {
        outline: 0;
      }
      .empty {
        padding: 4px 0;
        text-align: center;
      }
      footer {
        padding-block: 4px;
        border-top: 1px solid var(--cti-line);
        background: var(--cti-surface);
      }
      @media (max-height: 96px) {
        :host {
          flex-direction: row;
        }
        main {
          flex-direction: row;
          align-items: center;
          gap: 8px;
          padding: 6px 8px;
          min-width: 0;
          overflow: auto hidden;
          scroll-padding: 0 8px;
          /* A scroll bar would take a quarter of the height; the wheel turns the row. */
          scrollbar-width: none;
        }
        .empty {
          display: none;
        }
        /* Beside the row, and not in it: it does not scroll away. */
        footer {
          display: flex;
          align-items: center;
          padding: 0 4px;
          border-block-start: 0;
          border-inline-start: 1px solid var(--cti-line);
        }
      }
    `,
  ];

  @property({ attribute: false }) state: ToolbarState = INITIAL_STATE;
  @property({ type: Number }) now = 0;
  @property({ attribute: false }) preferences: Preferences | undefined;
  @property({ attribute: false }) means: Means | undefined;
  /** What the tools at the foot work with; absent: the toolbar cannot start. */
  @property({ attribute: false }) tools: ToolSources | undefined;
  @state() private tool: Tool | undefined;
  @query('[data-tool]') private readonly toolPanel!: LitElement | null;
  @query('cti-connection-status') private readonly foot!: HTMLElement | null;
  @query('main') private readonly main!: HTMLElement | null;
  @query('cti-incoming-call, cti-active-call, cti-wrap-up, cti-chats') private readonly firstCard!: LitElement | null;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new FocusKeeper(this, () => void this.#rescueFocus());
    this.addEventListener('cti-tool', ({ detail }) => void this.#toggleTool(detail ?? undefined));
  }

  override render(): TemplateResult {
    // Another language is another page: nobody has begun anything in it yet.
    return html`${keyed(getLocale(), this.#page())}`;
  }

  /** What comes to wait for the agent comes at the beginning, which may have been scrolled away. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (before === undefined || this.main === null) return;
    const waited = waitingForAgent(before);
    if (waitingForAgent(this.state).every((one) => waited.includes(one))) return;
    this.main.scrollTop = 0;
    this.main.scrollLeft = 0;
  }

  #page(): TemplateResult {
    const { stopped } = this.state;
    if (stopped !== undefined) {
      return html`<main aria-label=${msg('Contact centre')}>
        <h1 class="unseen">${msg('Contact centre')}</h1>
        <cti-notice final .notice=${stopped}></cti-notice>
      </main>`;
    }
    const hasMore = moreParts(this.state).length > 0;
    const tool = this.tool === 'more' && !hasMore ? undefined : this.tool;
    return html`
      <main tabindex="-1" aria-label=${msg('Contact centre')} @wheel=${this.#turn}>
        <h1 class="unseen">${msg('Contact centre')}</h1>
        <cti-availability-button
          .availability=${this.state.availability}
          .now=${this.now}
          .choosing=${canChoose(this.state) ? this.state : undefined}
          .next=${this.state.next}
          .reasons=${reasonsOf(this.state)}
        ></cti-availability-button>
        ${this.#rings() && this.means?.sound === 'blocked' ? this.#soundBlocked() : nothing} ${this.#calls()}
        ${this.#chats()}
        ${repeat(
          this.state.notices,
          ({ id }) => id,
          (notice) => html`<cti-notice .notice=${notice}></cti-notice>`,
        )}
        ${tool === undefined ? nothing : this.#openTool(tool)}
        ${tool === undefined && this.#canShowDialPad() ? this.#dialPad() : nothing}
      </main>
      <footer>
        <cti-connection-status
          .connection=${this.state.connection}
          .open=${tool}
          ?more=${hasMore}
        ></cti-connection-status>
      </footer>
    `;
  }

  /** What opens gets the focus, and gives it back. */
  async #toggleTool(tool: Tool | undefined): Promise<void> {
    if (tool === undefined) this.foot?.focus();
    this.tool = tool;
    await this.updateComplete;
    const { toolPanel } = this;
    if (toolPanel === null) return;
    await customElements.whenDefined(toolPanel.localName);
    await toolPanel.updateComplete;
    if (toolPanel.isConnected) toolPanel.focus();
  }

  #openTool(tool: Tool): TemplateResult {
    const { state, tools, now } = this;
    const loading = msg('Loading…');
    switch (tool) {
      case 'status':
        void loadTools();
        return html`<cti-status-panel data-tool .state=${state} .tools=${tools}>${loading}</cti-status-panel>`;
      case 'calls':
        void loadTools();
        return html`<cti-call-log
          data-tool
          .obstacle=${dialObstacle(state)}
          .dispositions=${state.dispositions}
          .tools=${tools}
          >${loading}</cti-call-log
        >`;
      case 'more':
        void loadMore();
        return html`<cti-more data-tool .state=${state} .now=${now}>${loading}</cti-more>`;
      case 'settings':
        void loadComfortPanels();
        return html`<cti-settings data-tool .preferences=${this.preferences} .means=${this.means}
          >${loading}</cti-settings
        >`;
    }
  }

  /** Brings whoever works by keyboard to what there is to do, or to the settings. */
  async go(to: 'focus' | 'settings'): Promise<void> {
    if (to === 'settings') return this.#toggleTool('settings');
    window.focus();
    await this.#rescueFocus();
  }

  /** A bar has no room for a scroll bar: a wheel that turns up and down turns the row. */
  #turn(this: void, { currentTarget, deltaX, deltaY }: WheelEvent): void {
    const row = currentTarget as HTMLElement;
    if (deltaX !== 0 || row.scrollHeight > row.clientHeight) return;
    row.scrollLeft += getComputedStyle(row).direction === 'rtl' ? -deltaY : deltaY;
  }

  /** Before there is a call it can still be mended; on the way there a click will come that mends it. */
  #rings(): boolean {
    return this.state.availability.phase === 'available';
  }

  #soundBlocked(): TemplateResult {
    void loadComfortPanels();
    return html`<cti-sound-blocked></cti-sound-blocked>`;
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

  #prepareForCalls(): void {
    void loadCards();
    void loadNumberFormat();
  }

  /** Until its card is loaded, a call is there by the words between the tags. */
  #calls(): TemplateResult {
    const { state, now } = this;
    if (state.availability.phase !== 'unavailable' || state.contacts.length > 0) this.#prepareForCalls();
    const up = this.#named(underWay(state));
    const offered = isOffered(state.chats);
    const id = ({ eventId }: Contact): string => eventId;
    return html`
      ${repeat(
        this.#named(ringing(state)),
        id,
        (contact) =>
          html`<cti-incoming-call .contact=${contact} .commands=${commandsFor(state, contact)} .now=${now}
            >${msg('Incoming call')}</cti-incoming-call
          >`,
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
            .dispositions=${state.dispositions}
            .now=${now}
            ?shown=${state.shownEventId === contact.eventId}
            ?brief=${this.tool !== undefined || offered}
            class=${contact.party === 'Held' && up.some(({ party }) => party !== 'Held') ? 'waiting' : ''}
            >${msg('Loading…')}</cti-active-call
          >`,
      )}
      ${repeat(
        this.#named(wrappingUp(state)),
        id,
        (contact) =>
          html`<cti-wrap-up .contact=${contact} .dispositions=${state.dispositions} .now=${now}></cti-wrap-up>`,
      )}
    `;
  }

  #chats(): TemplateResult | typeof nothing {
    const { chats, connection, availability } = this.state;
    const paused = chats.agent === 'NotReady' && availability.phase === 'available';
    if (chats.list.length === 0 && !paused) return nothing;
    void loadChats();
    return html`<cti-chats
      class=${isOffered(chats) ? 'urgent' : ''}
      .chats=${chats}
      .now=${this.now}
      ?online=${connection.status === 'online'}
      ?paused=${paused}
    ></cti-chats>`;
  }

  /** A line talks on one call at a time, a chat needs the room, and where something broke, that comes first. */
  #canShowDialPad(): boolean {
    if (this.state.chats.list.some(({ place }) => place !== 'Free')) return false;
    return live(this.state).every(({ party }) => party === 'Held') && this.state.availability.phase !== 'failed';
  }

  #dialPad(): TemplateResult {
    const obstacle = dialObstacle(this.state);
    return html`
      ${this.state.contacts.length + this.state.chats.list.length === 0 ? html`<p class="empty muted">${this.#emptyText()}</p>` : nothing}
      <cti-dial-pad .obstacle=${obstacle} .placing=${this.state.placing}></cti-dial-pad>
    `;
  }

  #emptyText(): string {
    return this.state.availability.phase === 'available'
      ? msg('No calls. The next one rings here.')
      : msg('Go available to take and make calls.');
  }
}

function isOffered({ list }: ChatsState): boolean {
  return list.some(({ place }) => place === 'Offered');
}

declare global {
  interface HTMLElementTagNameMap {
    'cti-toolbar': CtiToolbar;
  }
}
