import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Subscription } from 'rxjs';
import { controls } from '../look/controls.js';
import { icon } from '../look/icons.js';
import { ControlError, type ControlApi } from './control-api.js';
import { browserClock } from '../clock.js';
import { playConversation } from './conversation.js';
import { ControlFeed } from './control-feed.js';
import './contact-centre-calls.js';
import './contact-centre-chat-form.js';
import './contact-centre-lines.js';
import './contact-centre-ring-form.js';
import type { ContactCentreState, World } from './world.js';
import { listen, tell } from '../page/page-events.js';

const NOTHING_YET: ContactCentreState = { dns: [], calls: [] };

/** The other end of every call: customers, queues and lines. It is on the page only while its drawer is open. */
@customElement('contact-centre-panel')
export class ContactCentrePanel extends LitElement {
  @property({ attribute: false }) api!: ControlApi;
  @property({ attribute: false }) world: World | undefined;
  @property() ownLine = '';
  @state() private live = NOTHING_YET;
  @state() private problem = '';
  #feed: ControlFeed | undefined;
  #watching: Subscription | undefined;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(168px, 1fr) minmax(168px, 1fr) minmax(168px, 1fr) minmax(320px, 2fr);
        gap: 24px;
      }
      @container (max-width: 820px) {
        .columns {
          grid-template-columns: minmax(160px, 1fr) 1.4fr;
        }
      }
      @container (max-width: 440px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .title {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 32px;
        margin-bottom: 4px;
      }
      h3 {
        font-size: 14px;
        line-height: 20px;
      }
      .problem {
        display: flex;
        gap: 8px;
        align-items: center;
        margin-bottom: 8px;
        color: var(--danger);
      }
    `,
  ];

  constructor() {
    super();
    listen(this, 'ring', ({ to, from }) => this.#do(this.api.ring(to, from)));
    listen(this, 'chat-by-script', (customer) => this.#do(this.api.chatByScript(customer)));
    listen(this, 'chat-window', (customer) => {
      window.open(`/customer.html?${new URLSearchParams(customer).toString()}`, '_blank', 'popup,width=420,height=680');
    });
    listen(this, 'hole-window', (customer) => {
      const query = new URLSearchParams(customer).toString();
      window.open(`/watering-hole.html?${query}`, '_blank', 'popup,width=1080,height=780');
    });
    listen(this, 'bot-window', (customer) => {
      window.open(`/bot.html?${new URLSearchParams(customer).toString()}`, '_blank', 'popup,width=1180,height=780');
    });
    listen(this, 'answer-as-customer', ({ connId }) => this.#do(this.api.answerAsCustomer(connId)));
    listen(this, 'play-conversation', ({ connId }) =>
      this.#do(playConversation((line) => this.api.say(connId, line), browserClock, `${connId}-${Date.now()}`)),
    );
    listen(this, 'hang-up-as-customer', ({ connId }) => this.#do(this.api.hangUpAsCustomer(connId)));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#feed = new ControlFeed(this.api);
    this.#watching = this.#feed.watch(document).subscribe((item) => {
      if ('state' in item) this.live = item.state;
      this.problem = 'problem' in item ? item.problem : '';
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watching?.unsubscribe();
  }

  override render(): TemplateResult {
    const { world, ownLine } = this;
    const { dns, calls } = this.live;
    return html`
      <div role="alert">
        ${this.problem === '' ? nothing : html`<p class="problem">${icon('warning')} ${this.problem}</p>`}
      </div>
      <div class="columns">
        <div>
          <div class="title"><h3>Call as a customer</h3></div>
          <contact-centre-ring-form .world=${world} .lines=${dns} .ownLine=${ownLine}></contact-centre-ring-form>
        </div>
        <div>
          <div class="title"><h3>Chat as a customer</h3></div>
          <contact-centre-chat-form .world=${world}></contact-centre-chat-form>
        </div>
        <div>
          <div class="title"><h3>Live calls</h3></div>
          <contact-centre-calls .world=${world} .calls=${calls}></contact-centre-calls>
        </div>
        <div>
          <div class="title">
            <h3>Lines</h3>
            <button class="button quiet" aria-label="Reset contact centre" @click=${() => this.#do(this.api.reset())}>
              ${icon('reload')} Reset
            </button>
          </div>
          <contact-centre-lines .world=${world} .lines=${dns} .ownLine=${ownLine}></contact-centre-lines>
        </div>
      </div>
    `;
  }

  #do(request: Promise<void>): void {
    request.then(
      () => this.#feed?.refresh(),
      (error: unknown) => {
        if (!(error instanceof ControlError)) throw error;
        tell(this, 'problem', { text: error.message });
      },
    );
  }
}
