import { CHANNELS, INTERACTION_COMMANDS } from '@oracle/uef-sdk';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../look/controls.js';
import { deepestFocus, holdsFocus } from '../look/focus.js';
import { avatarColour, initials } from '../look/format.js';
import { icon } from '../look/icons.js';
import { SecondTicker } from '../look/second-ticker.js';
import type { Engagement } from './fusion-state.js';
import { tokenText } from './out-data.js';
import { tell } from '../page/page-events.js';

/**
 * Offers a contact. It takes the focus but covers nothing: the toolbar beside it can answer too. No key declines, so
 * that a reflex on Escape does not send a customer away.
 */
@customElement('fusion-offer-dialog')
export class FusionOfferDialog extends LitElement {
  @property({ attribute: false }) offers: readonly Engagement[] = [];
  @query('[role=alertdialog]') private readonly dialog!: HTMLElement | null;
  #focusedBefore: HTMLElement | undefined;
  #hadFocus = false;

  constructor() {
    super();
    new SecondTicker(this);
  }

  static override styles = [
    controls,
    css`
      [role='alertdialog'] {
        overflow: hidden;
        width: 400px;
        max-width: 100%;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
        box-shadow: var(--shadow-high);
        animation: arrive 160ms ease-out;
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(-8px);
        }
      }
      .left {
        height: 4px;
        background: var(--canvas);
      }
      .left span {
        display: block;
        height: 100%;
        background: var(--positive);
        transition: width 1s linear;
      }
      .body {
        display: grid;
        gap: 16px;
        padding: 16px;
      }
      .title {
        display: flex;
        justify-content: space-between;
        font-size: 12px;
        line-height: 16px;
      }
      h2 {
        font-size: 12px;
        line-height: 16px;
        color: var(--positive);
      }
      .who {
        display: grid;
        grid-template-columns: 48px 1fr;
        gap: 12px;
        align-items: center;
      }
      .who .avatar {
        width: 48px;
        height: 48px;
        font-size: 16px;
      }
      .name {
        font-size: 18px;
        line-height: 24px;
        font-weight: 600;
      }
      .buttons {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const offer = this.offers[0];
    if (offer === undefined) return nothing;
    const seconds = offer.offer?.seconds ?? 0;
    const left = Math.max(0, Math.ceil(((offer.offer?.expiresAt ?? 0) - Date.now()) / 1000));
    const chat = offer.channel === CHANNELS.CHAT;
    const organisation = tokenText(offer.outData, 'SVCMCA_CONTACT_PRIM_ORG_NAME');
    const request = tokenText(offer.outData, 'SVCMCA_SR_NUM');
    return html`
      <div role="alertdialog" aria-labelledby="title" aria-describedby="who" tabindex="-1">
        <div class="left"><span style=${`width:${seconds === 0 ? 0 : (100 * left) / seconds}%`}></span></div>
        <div class="body">
          <div class="title">
            <h2 id="title">${chat ? 'Incoming chat' : 'Incoming call'}</h2>
            <span class="soft tabular" role="timer" aria-label="Time left to answer">${left} s</span>
          </div>
          <div class="who" id="who">
            <span class="avatar" aria-hidden="true" style=${`--avatar:${avatarColour(offer.contactId ?? offer.number)}`}
              >${offer.contactId === undefined ? icon('person') : initials(offer.displayName)}</span
            >
            <div>
              <p class="name">${offer.displayName}</p>
              <p class="soft">
                ${[offer.number, organisation].filter((part) => part !== '' && part !== offer.displayName).join(' · ')}
              </p>
              ${request === '' ? nothing : html`<p class="small soft">Service request ${request}</p>`}
              ${
                offer.matches.length > 1
                  ? html`<p class="small soft">${offer.matches.length} contacts share this number</p>`
                  : nothing
              }
              ${this.offers.length > 1 ? html`<p class="small soft">${this.offers.length - 1} more waiting</p>` : nothing}
            </div>
          </div>
          <div class="buttons">
            ${this.#button(offer, INTERACTION_COMMANDS.accept)} ${this.#button(offer, INTERACTION_COMMANDS.reject)}
          </div>
        </div>
      </div>
    `;
  }

  #button({ eventId, pending, channel }: Engagement, command: 'accept' | 'reject'): TemplateResult {
    const answer = command === 'accept';
    const call = channel === CHANNELS.CHAT ? 'chat' : 'phone';
    const waiting = pending !== undefined;
    // Not `disabled`: that would drop the focus of whoever has just pressed it.
    return html`<button
      class=${`button large ${answer ? 'positive' : 'danger'}`}
      aria-disabled=${waiting ? 'true' : 'false'}
      @click=${() => waiting || tell(this, 'command', { eventId, command })}
    >
      ${icon(answer ? call : 'phone-end')} ${answer ? 'Answer' : 'Decline'}
    </button>`;
  }

  protected override willUpdate(): void {
    this.#hadFocus = holdsFocus(this);
  }

  /** The dialog itself takes the focus, not a button: somebody who is typing must not answer by accident. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('offers')) return;
    const before = changed.get('offers')?.[0]?.eventId;
    const now = this.offers[0]?.eventId;
    if (now === before) return;
    if (before === undefined) this.#focusedBefore = deepestFocus();
    if (now !== undefined) this.dialog?.focus();
    // Whoever answers in the toolbar, or works on elsewhere, has the focus where they want it.
    else if (this.#hadFocus) tell(this, 'focus-free', { before: this.#focusedBefore });
  }
}
