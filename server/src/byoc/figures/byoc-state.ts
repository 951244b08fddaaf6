import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../runtime/clock.js';
import type { OutboxDepth, Store } from '../../runtime/store/index.js';
import { OUTBOXES, type OutboxName } from '../book.js';

export interface ByocStateOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** By brand, whether it is left alone. */
  readonly suspended: () => ReadonlyMap<number, boolean>;
  /** When the cases were last looked at; `undefined` when another instance looks. */
  readonly lookedAt: () => number | undefined;
  /** What makes an outbox deep: so many items, or one so old. */
  readonly deepItems: number;
  readonly deepMs: number;
}

const NAMES = Object.keys(OUTBOXES) as OutboxName[];
/** Beyond that it is only known to be more. */
const COUNTED = 1_000;

/** How the middleware is doing at the moment of asking. */
export class ByocState {
  readonly #options: ByocStateOptions;
  #looking: Promise<ReadonlyMap<OutboxName, OutboxDepth>> | undefined;

  constructor(options: ByocStateOptions) {
    this.#options = options;
  }

  /** What is wrong, in words of this code; nothing when all is well. It answers requests in any case. */
  async troubles(): Promise<readonly string[]> {
    const { clock, deepItems, deepMs, suspended } = this.#options;
    const alone = [...suspended().values()].some(Boolean) ? ['byoc-cxone-suspended'] : [];
    try {
      const deep = [...(await this.#depths())].filter(
        ([, { waiting, oldestAt }]) => waiting >= deepItems || clock.now() - (oldestAt ?? Infinity) >= deepMs,
      );
      return [...alone, ...deep.map(([name]) => `byoc-outbox-${name}-deep`)];
    } catch {
      return [...alone, 'byoc-store-unavailable'];
    }
  }

  /** Lets Prometheus ask. A store that does not answer leaves its figures out. */
  tell(registry: Registry): void {
    const registers = [registry];
    const { clock, lookedAt, suspended } = this.#options;
    const ofOutboxes = (name: string, help: string, valueOf: (depth: OutboxDepth) => number) => {
      const depths = () => this.#depths();
      new Gauge({
        name,
        help,
        labelNames: ['outbox'],
        registers,
        async collect() {
          this.reset();
          for (const [outbox, depth] of await depths().catch(() => [])) this.set({ outbox }, valueOf(depth));
        },
      });
    };
    ofOutboxes('byoc_outbox_waiting', `What has to be sent, up to ${COUNTED}`, ({ waiting }) => waiting);
    ofOutboxes('byoc_outbox_oldest_seconds', 'How long the oldest of it has waited', ({ oldestAt }) =>
      oldestAt === undefined ? 0 : Math.max(0, clock.now() - oldestAt) / 1000,
    );
    ofOutboxes('byoc_dead_letters', `What support staff has to look at, up to ${COUNTED}`, ({ buried }) => buried);
    new Gauge({
      name: 'byoc_breaker_open',
      help: '1 while a tenant at CXone is left alone because it failed and failed',
      labelNames: ['brand'],
      registers,
      collect() {
        for (const [brand, isSuspended] of suspended()) this.set({ brand }, isSuspended ? 1 : 0);
      },
    });
    new Gauge({
      name: 'byoc_case_look_age_seconds',
      help: 'Since all cases were looked at, on the instance that looks',
      labelNames: [],
      registers,
      collect() {
        const at = lookedAt();
        // Of one that does not look there is nothing to say.
        if (at === undefined) this.remove();
        else this.set((clock.now() - at) / 1000);
      },
    });
  }

  /** One look for all figures that are asked for at the same time. */
  #depths(): Promise<ReadonlyMap<OutboxName, OutboxDepth>> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<ReadonlyMap<OutboxName, OutboxDepth>> {
    const { outboxes } = this.#options.store;
    const depthOf = async (name: OutboxName) => [name, await outboxes.depth(OUTBOXES[name], COUNTED)] as const;
    return new Map(await Promise.all(NAMES.map(depthOf)));
  }
}
