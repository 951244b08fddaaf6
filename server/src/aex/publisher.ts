import type { SecureContext } from 'node:tls';
import type { Clock } from '../runtime/clock.js';
import type { AexConfig } from '../runtime/config-aex.js';
import { Lookout } from '../runtime/lookout.js';
import { type Backoff, backoffMs, OutboundGuard, OutboundHttp, type Resolver } from '../runtime/outbound/index.js';
import { acknowledge, bury, type OutboxItem, retry, type Write } from '../runtime/store/index.js';
import type { BridgeMetrics } from './bridge-metrics.js';
import { errorOfAnswer, errorOfCall } from './backend/upstream-error.js';
import type { Callers } from './callers.js';
import { type ChatBook, type Parcel, PUBLISH_OUTBOX } from './chat-book.js';
import type { BridgeLog } from './live-chat.js';
import { publishBody } from './publish-body.js';

export interface PublisherOptions {
  readonly book: ChatBook;
  readonly callers: Callers;
  readonly config: AexConfig;
  /** The network's time. */
  readonly clock: Clock;
  readonly resolver: Resolver;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly log: BridgeLog;
  readonly metrics: BridgeMetrics;
  readonly trust?: SecureContext | undefined;
  /** Whether others use the same store. */
  readonly isShared: boolean;
}

const AT_ONCE = 64;
/** [O] For so long it is true that somebody types. */
const TYPING_MS = 4_000;
/** What can be expected to be otherwise the next time. */
const RETRIED = new Set([408, 425, 429]);

/** What a try has come to. */
type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly waitMs: number; readonly why: string }
  | { readonly kind: 'dead'; readonly why: string };

/** Sends what is for the callers: in order for each channel, at least once, and not for ever. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #https = new Map<string, OutboundHttp>();
  readonly #working = new Set<Promise<void>>();
  readonly #lookout: Lookout;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#lookout = new Lookout({ name: 'aex publish', clock: options.clock, look: () => this.#look() });
  }

  /** There may be something. */
  kick(): void {
    this.#lookout.kick();
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    await this.#lookout.close();
    await Promise.allSettled(this.#working);
    for (const http of this.#https.values()) http.close();
  }

  async #look(): Promise<number> {
    const { book, clock, config, isShared, log } = this.#options;
    try {
      // Who dies while it sends is known to be dead after twice the time that sending may take.
      const items = await book.store.outboxes.take(PUBLISH_OUTBOX, AT_ONCE, config.publishMs * 2);
      for (const item of items) this.#work(item);
      const next = await book.store.outboxes.next(PUBLISH_OUTBOX);
      const due = next === undefined ? Infinity : Math.max(1, next - clock.now());
      return isShared ? Math.min(due, config.pollMs) : due;
    } catch (error) {
      log.error({ err: error }, 'the outbox cannot be read');
      return config.pollMs;
    }
  }

  #work(item: OutboxItem): void {
    const done = this.#deliver(item)
      .catch((error: unknown) => this.#options.log.error({ err: error, item: item.id }, 'a parcel was not ended'))
      .finally(() => {
        this.#working.delete(done);
        this.kick();
      });
    this.#working.add(done);
  }

  async #deliver(item: OutboxItem): Promise<void> {
    const { book, log, metrics, clock } = this.#options;
    const parcel = this.#opened(item);
    if (parcel === undefined) {
      await book.store.commit(bury(item, 'sealed with another key'));
      return;
    }
    const verdict = this.#patience(item, await this.#send(parcel));
    if (verdict.kind === 'dead') {
      const { conversationId, event } = parcel;
      log.error(
        { conversation: conversationId, type: event.type, why: verdict.why },
        'an event could not be published',
      );
    }
    await book.store.commit(this.#ending(item, verdict));
    metrics.published(parcel.event.type, verdict.kind, (clock.now() - item.at) / 1000);
  }

  #opened({ id, text }: OutboxItem): Parcel | undefined {
    try {
      return this.#options.book.openParcel(text);
    } catch (error) {
      this.#options.log.error({ err: error, item: id }, 'a parcel cannot be opened');
      return undefined;
    }
  }

  #ending(item: OutboxItem, verdict: Verdict): Write {
    switch (verdict.kind) {
      case 'done':
        return acknowledge(item);
      case 'again':
        return retry(item, this.#options.clock.now() + verdict.waitMs);
      case 'dead':
        return bury(item, verdict.why);
    }
  }

  async #send(parcel: Parcel): Promise<Verdict> {
    const { config, clock } = this.#options;
    const { event, returnTo } = parcel;
    if (event.type === 'typing' && clock.now() - event.at > TYPING_MS) return { kind: 'done' };
    const http = this.#httpOf(parcel.caller);
    if (http === undefined) return { kind: 'dead', why: 'the caller is configured no more' };
    try {
      const answer = await http.request(returnTo.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: returnTo.token },
        body: publishBody(parcel, config.publishTemplate),
      });
      const failure = errorOfAnswer(answer);
      if (failure === undefined) return { kind: 'done' };
      const why = `status ${answer.status}`;
      if (answer.status >= 500 || RETRIED.has(answer.status))
        return { kind: 'again', waitMs: failure.details.waitMs ?? 0, why };
      return { kind: 'dead', why };
    } catch (error) {
      const { kind, details } = errorOfCall(error);
      const why = details.code ?? kind;
      return kind === 'refused' ? { kind: 'dead', why } : { kind: 'again', waitMs: 0, why };
    }
  }

  /** Not for ever. */
  #patience(item: OutboxItem, verdict: Verdict): Verdict {
    if (verdict.kind !== 'again') return verdict;
    const { config, clock, random, backoff } = this.#options;
    const waitMs = Math.max(verdict.waitMs, backoffMs(item.attempt, backoff, random));
    const isOver = item.attempt >= config.publishTries || clock.now() + waitMs - item.at > config.publishForMs;
    return isOver ? { kind: 'dead', why: verdict.why } : { ...verdict, waitMs };
  }

  #httpOf(name: string): OutboundHttp | undefined {
    const known = this.#https.get(name);
    if (known !== undefined) return known;
    const { callers, config, clock, resolver, trust } = this.#options;
    const caller = callers.named(name);
    if (caller === undefined) return undefined;
    const http = new OutboundHttp({
      guard: new OutboundGuard(caller.returnTargets, resolver),
      clock,
      times: { connectMs: Math.min(config.connectMs, config.publishMs), totalMs: config.publishMs },
      ...(trust !== undefined && { trust }),
    });
    this.#https.set(name, http);
    return http;
  }
}
