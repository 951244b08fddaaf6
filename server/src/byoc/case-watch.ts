import type { Clock, Timer } from '../runtime/clock.js';
import type { Lease } from '../runtime/store/index.js';
import type { Book } from './book.js';
import type { Conversation } from './core/conversation.js';
import { isClosedView } from './core/decide.js';
import type { ByocRules } from './core/rules.js';
import type { DeClient } from './de/de-client.js';
import { DeError } from './de/de-error.js';
import type { ByocMetrics } from './figures/byoc-metrics.js';
import type { ByocLog } from './outbox-worker.js';
import type { ThreadViews } from './thread-views.js';
import type { Threads } from './threads.js';

export interface CaseWatchOptions {
  readonly book: Book;
  readonly threads: Threads;
  readonly views: ThreadViews;
  /** By brand. */
  readonly clients: ReadonlyMap<number, DeClient>;
  readonly rules: ByocRules;
  /** The network's time. */
  readonly clock: Clock;
  readonly log: ByocLog;
  readonly metrics: ByocMetrics;
  readonly pollMs: number;
  /** Names this process, for people. */
  readonly instance: string;
}

const LEASE = 'byoc/watch';
const LIVE_STATES = ['new', 'open', 'pending', 'escalated'];

/**
 * Notices that an agent has ended a case while nobody writes. Of several instances one looks; a tenant is asked for all
 * of its live cases at once, and then for those alone that are missing.
 */
export class CaseWatch {
  readonly #options: CaseWatchOptions;
  #lease: Lease | undefined;
  #timer: Timer | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isClosed = false;
  #lookedAt: number | undefined;

  constructor(options: CaseWatchOptions) {
    this.#options = options;
  }

  /** When this instance last had looked at the cases of all tenants; `undefined` when another one looks. */
  get lookedAt(): number | undefined {
    return this.#lookedAt;
  }

  start(): void {
    if (this.#isClosed) return;
    this.#timer = this.#options.clock.setTimer('byoc cases', this.#options.pollMs, () => {
      this.#looking = this.#look()
        .catch((error: unknown) => this.#options.log.error({ err: error }, 'cases cannot be watched'))
        .finally(() => this.start());
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#looking;
    if (this.#lease !== undefined) await this.#options.book.store.leases.release(this.#lease);
  }

  async #look(): Promise<void> {
    const { clock, log, metrics } = this.#options;
    if (!(await this.#isMine())) {
      this.#lookedAt = undefined;
      metrics.open(undefined);
      return;
    }
    // Who looks for the first time is not late.
    this.#lookedAt ??= clock.now();
    const open = await this.#open();
    metrics.open(open);
    const all = open.filter(({ contact }) => contact !== '');
    let hasFailed = false;
    for (const [brand, client] of this.#options.clients) {
      const cases = all.filter((one) => one.brand === brand);
      if (cases.length === 0) continue;
      if (client.isSuspended) {
        hasFailed = true;
        continue;
      }
      await this.#watch(client, cases).catch((error: unknown) => {
        if (!(error instanceof DeError)) throw error;
        hasFailed = true;
        log.warn({ brandId: brand, ...error.details }, 'cases cannot be read');
      });
    }
    metrics.looked(hasFailed ? 'failed' : 'done');
    if (!hasFailed) this.#lookedAt = clock.now();
  }

  async #isMine(): Promise<boolean> {
    const { book, instance, pollMs } = this.#options;
    const { leases } = book.store;
    const forMs = pollMs * 3;
    this.#lease = this.#lease ? await leases.renew(this.#lease, forMs) : await leases.acquire(LEASE, instance, forMs);
    return this.#lease !== undefined;
  }

  async #open(): Promise<readonly Conversation[]> {
    const open: Conversation[] = [];
    for (let after = ''; ;) {
      const page = await this.#options.book.live(after);
      open.push(...page.threads);
      after = page.after;
      if (after === '') return open;
    }
  }

  async #watch(client: DeClient, cases: readonly Conversation[]): Promise<void> {
    const { rules, threads, views } = this.#options;
    const channels = [...new Set(cases.map(({ channel }) => channel))];
    const states = rules.resolvedEnds ? LIVE_STATES : [...LIVE_STATES, 'resolved'];
    const live = await client.contacts(channels, states);
    for (const one of cases) {
      if (live === undefined || live.has(one.contact)) continue;
      const found = await client.contact(one.contact).catch(unlessGone);
      // What CXone knows no more is no reason to look at no other.
      if (found === undefined) continue;
      const { status } = found;
      const view = { canAddMoreMessages: true, status };
      if (!isClosedView(view, rules)) continue;
      views.note(one, view);
      await threads.apply(one.channel, one.thread, { kind: 'looked', view });
    }
  }
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof DeError) || error.kind !== 'gone') throw error;
}
