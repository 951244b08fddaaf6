import type { DeChannel } from '../de/channel-desk.js';
import { type Html, html, NOTHING } from './html.js';
import { PAGE_PROBLEMS, type PageProblemName } from './problems.js';
import type { Visit } from './visits.js';

/** What one comes for; each has an address of its own in the form of the integration. */
export const PAGE_ACTIONS = ['add', 'reconnect', 'remove'] as const;
export type PageAction = (typeof PAGE_ACTIONS)[number];

const TITLES = {
  add: 'Add a channel',
  reconnect: 'Reconnect a channel',
  remove: 'Remove a channel',
} as const satisfies Record<PageAction, string>;
const TABS = { add: 'Add', reconnect: 'Reconnect', remove: 'Remove' } as const satisfies Record<PageAction, string>;

/** What the last form has come to. */
export const TOLD = {
  added: 'The channel was added. In CXone, give it a script and a skill: without them nobody is told of messages.',
  reconnected: 'The channel was connected again.',
  removed: 'The channel was removed.',
} as const;
export type Told = keyof typeof TOLD;

export interface ChannelsView {
  /** Below which the pages of the integration are. */
  readonly base: string;
  readonly action: PageAction;
  readonly visit: Visit;
  /** Of the integration at CXone. */
  readonly channels: readonly DeChannel[];
  /** Ids of all channels that are configured here. */
  readonly configured: readonly string[];
  readonly told: Told | undefined;
  /** What is wrong with the name that was typed. */
  readonly wrong?: { readonly name: string; readonly sentence: string };
}

export function titleOf(action: PageAction): string {
  return TITLES[action];
}

export function channelsView(view: ChannelsView): Html {
  const { base, action, visit, told } = view;
  const tabs = (Object.keys(TABS) as PageAction[]).map((one) => {
    const isHere = one === action;
    return isHere
      ? html`<a href="${base}/${one}" aria-current="page">${TABS[one]}</a>`
      : html`<a href="${base}/${one}">${TABS[one]}</a>`;
  });
  return html`
    <h1>${TITLES[action]}</h1>
    ${visit.userName === '' ? NOTHING : html`<p class="soft">You are ${visit.userName}.</p>`}
    <nav aria-label="Channels">${tabs}</nav>
    ${told === undefined ? NOTHING : html`<p class="told" role="status">${TOLD[told]}</p>`}
    ${action === 'add' ? addForm(view) : NOTHING} ${channelList(view)}
    <footer>
      <form method="post" action="${base}/finish">
        ${formToken(visit)}
        <button class="act">${visit.backUrl === '' ? 'Done' : 'Back to CXone'}</button>
      </form>
    </footer>
  `;
}

/** Asked once more before anything is gone. */
export function removalView(base: string, visit: Visit, { id, name }: DeChannel): Html {
  return html`
    <h1>Remove “${name}”?</h1>
    <p>Customers who write there will reach no agent any more.</p>
    <p class="soft">Id: ${id}</p>
    <form method="post" action="${base}/remove">
      ${formToken(visit)}
      <input type="hidden" name="channel" value="${id}" />
      <div class="row">
        <button class="risk">Remove the channel</button>
        <a class="button" href="${base}/remove">Keep it</a>
      </div>
    </form>
  `;
}

export function finishedView(): Html {
  return html`<h1>Done</h1>
    <p>You can close this page.</p>`;
}

export function problemView(problem: PageProblemName, correlationId: string): Html {
  const { title, sentence } = PAGE_PROBLEMS[problem];
  return html`<h1>${title}</h1>
    <p role="alert">${sentence}</p>
    <p class="soft">Number: ${correlationId}</p>`;
}

function addForm({ base, visit, channels, configured, wrong }: ChannelsView): Html {
  const free = freeIds(configured, channels);
  if (free.length === 0) {
    return html`<p>
      All channels of the middleware are connected. Another one has to be written into its settings first.
    </p>`;
  }
  const field = wrong === undefined ? NOTHING : html`aria-invalid="true" aria-describedby="wrong"`;
  return html`
    <form class="add" method="post" action="${base}/add">
      ${formToken(visit)}
      <label for="channel">Channel of the middleware</label>
      <select id="channel" name="channel">
        ${free.map((id) => html`<option>${id}</option>`)}
      </select>
      <label for="name">Name, as agents see it</label>
      <input id="name" name="name" maxlength="100" required autocomplete="off" value="${wrong?.name ?? ''}" ${field} />
      ${wrong === undefined ? NOTHING : html`<p class="wrong" id="wrong" role="alert">${wrong.sentence}</p>`}
      <button class="act">Add the channel</button>
    </form>
  `;
}

/** What could be added: who adds a channel that nobody serves would have made a dead end. */
export function freeIds(configured: readonly string[], channels: readonly DeChannel[]): readonly string[] {
  const known = new Set(channels.map(({ id }) => id));
  return configured.filter((id) => !known.has(id));
}

function channelList(view: ChannelsView): Html {
  const { channels } = view;
  return html`
    <h2 id="list">Channels of this integration</h2>
    ${
      channels.length === 0
        ? html`<p>There is none yet.</p>`
        : html`<ul aria-labelledby="list">
            ${channels.map((channel) => channelItem(view, channel))}
          </ul>`
    }
  `;
}

function channelItem({ base, action, visit, configured }: ChannelsView, { id, name }: DeChannel): Html {
  const isServed = configured.includes(id);
  return html`<li>
    <div>
      ${name}<small>${id}</small>
      ${isServed ? NOTHING : html`<small class="wrong">Not in the settings of the middleware: nobody serves it.</small>`}
    </div>
    ${action === 'remove' ? html`<a class="button risk" href="${base}/remove?channel=${encodeURIComponent(id)}">Remove ${name}</a>` : NOTHING}
    ${
      action === 'reconnect'
        ? html`<form method="post" action="${base}/reconnect">
            ${formToken(visit)}
            <input type="hidden" name="channel" value="${id}" />
            <button>Reconnect ${name}</button>
          </form>`
        : NOTHING
    }
  </li>`;
}

function formToken({ formToken: token }: Visit): Html {
  return html`<input type="hidden" name="form" value="${token}" />`;
}
