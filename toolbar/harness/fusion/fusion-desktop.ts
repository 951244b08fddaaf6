import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Subscription } from 'rxjs';
import { controls } from '../look/controls.js';
import type { LocalDesktop } from '../page/local-desktop.js';
import '../page/local-tools.js';
import { listen, tell } from '../page/page-events.js';
import type { Theme, Tool } from '../page/page-options.js';
import { applyTheme, storeTheme } from '../page/theme.js';
import './fusion-contact-list.js';
import './fusion-header.js';
import './fusion-messages.js';
import './fusion-offer-dialog.js';
import { INITIAL_STATE, type FusionState } from './fusion-state.js';
import './fusion-toolbar-dock.js';
import type { FusionWorkplace } from './fusion-workplace.js';
import './fusion-workplace.js';

/** The whole page. Elements below tell what the agent did; here it becomes a request to the local Fusion. */
@customElement('fusion-desktop')
export class FusionDesktop extends LitElement {
  @property({ attribute: false }) desktop: LocalDesktop | undefined;
  @property() theme: Theme = 'light';
  /** Why there is no desktop. */
  @property() problem = '';
  @state() private fusionState: FusionState = INITIAL_STATE;
  @state() private dockOpen = true;
  @state() private tool: Tool = 'none';
  @query('fusion-workplace') private readonly workplace!: FusionWorkplace | null;
  #watching: Subscription | undefined;

  constructor() {
    super();
    listen(this, 'toggle-dock', () => (this.dockOpen = !this.dockOpen));
    listen(this, 'toggle-theme', () => this.#toggleTheme());
    listen(this, 'second-window', () => window.open(location.href, '_blank', 'popup,width=1280,height=800'));
    listen(this, 'open-tool', ({ tool }) => (this.tool = tool));
    listen(this, 'open-home', () => this.desktop?.fusion.openHome());
    listen(this, 'open-contact', ({ contactId }) => this.desktop?.fusion.openContact(contactId));
    listen(this, 'choose-contact', ({ eventId, contactId }) => this.desktop?.fusion.chooseContact(eventId, contactId));
    listen(this, 'dial', ({ number, contactId }) => this.desktop?.fusion.dial(number, contactId));
    listen(this, 'command', ({ eventId, command }) => void this.desktop?.fusion.command(eventId, command));
    listen(this, 'cancel-dialling', ({ eventId }) => void this.desktop?.fusion.cancelDialling(eventId));
    listen(this, 'activate', ({ eventId }) => void this.desktop?.fusion.activate(eventId));
    listen(this, 'take-notes', ({ eventId, notes }) => this.desktop?.fusion.takeNotes(eventId, notes));
    listen(this, 'note-wrap-up', ({ eventId, change }) => this.desktop?.fusion.noteWrapUp(eventId, change));
    listen(this, 'save-wrap-up', ({ eventId, wrapUp }) => this.desktop?.fusion.saveWrapUp(eventId, wrapUp));
    listen(this, 'dismiss-banner', () => this.desktop?.fusion.dismissBanner());
    listen(this, 'dismiss-toast', ({ id }) => this.desktop?.fusion.dismissToast(id));
    listen(this, 'focus-free', ({ before }) => void this.workplace?.takeFocus(before));
    listen(this, 'problem', ({ text }) => this.desktop?.fusion.notify(text));
  }

  static override styles = [
    controls,
    css`
      .page {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / 264px minmax(0, 1fr) auto;
        height: 100%;
      }
      fusion-header {
        grid-column: 1 / -1;
      }
      fusion-contact-list {
        grid-area: 2 / 1;
      }
      fusion-workplace {
        grid-area: 2 / 2;
      }
      fusion-toolbar-dock {
        grid-area: 2 / 3 / 4 / 4;
      }
      local-tools {
        grid-area: 3 / 1 / 4 / 3;
        min-width: 0;
      }
      fusion-contact-list,
      fusion-workplace,
      fusion-toolbar-dock {
        min-height: 0;
      }
      fusion-toolbar-dock:not([open]) {
        width: 0;
      }
      fusion-offer-dialog,
      fusion-messages {
        grid-area: 2 / 2;
        z-index: 1;
        justify-self: center;
        margin: 16px;
        max-width: calc(100% - 32px);
      }
      fusion-offer-dialog {
        align-self: start;
      }
      fusion-messages {
        align-self: end;
      }
      .start {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 16px;
        height: 100%;
        text-align: center;
      }
      @media (max-width: 1120px) {
        .page {
          grid-template-columns: 208px minmax(0, 1fr) auto;
        }
      }
      /* No room beside anything: the toolbar lies over the rest, until it is closed. */
      @media (max-width: 560px) {
        fusion-toolbar-dock[open] {
          grid-column: 1 / -1;
          z-index: 2;
          justify-self: end;
          max-width: 100vw;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { desktop, fusionState: fusion } = this;
    if (desktop === undefined) return this.#start();
    const openContactId = fusion.record?.kind === 'contact' ? fusion.record.contactId : '';
    return html`
      <div class="page">
        <fusion-header
          .state=${fusion}
          .agentName=${desktop.agent.name}
          .theme=${this.theme}
          ?dockOpen=${this.dockOpen}
        ></fusion-header>
        <fusion-contact-list .contacts=${desktop.world.contacts} .openContactId=${openContactId}></fusion-contact-list>
        <fusion-workplace .desktop=${desktop} .state=${fusion}></fusion-workplace>
        <fusion-toolbar-dock
          .address=${desktop.toolbarAddress}
          .theme=${this.theme}
          .size=${fusion.toolbarSize}
          .useFrame=${desktop.useFrame}
          ?open=${this.dockOpen}
        ></fusion-toolbar-dock>
        <local-tools .desktop=${desktop} .open=${this.tool}></local-tools>
        <fusion-offer-dialog
          .offers=${fusion.engagements.filter(({ phase }) => phase === 'Offered')}
        ></fusion-offer-dialog>
        <fusion-messages .toasts=${fusion.toasts}></fusion-messages>
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('theme')) applyTheme(this.theme, document);
    if (!changed.has('desktop') || this.desktop === undefined) return;
    const { options, fusion } = this.desktop;
    this.dockOpen = options.dockOpen;
    this.tool = options.tool;
    this.#watching?.unsubscribe();
    this.#watching = fusion.changes.subscribe((changedState) => (this.fusionState = changedState));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watching?.unsubscribe();
  }

  #toggleTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    storeTheme(this.theme);
  }

  #start(): TemplateResult {
    return html`<div class="start" role="status">
      ${
        this.problem === ''
          ? html`<p class="soft">Opening the local Fusion</p>`
          : html`<p>${this.problem}</p>
              <button class="button primary" @click=${() => tell(this, 'try-again')}>Try again</button>`
      }
    </div>`;
  }
}
