import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { EndCause } from '../core/conversation.js';
import type { ChannelEvent } from '../core/inputs.js';

/** An answer is wanted within half a second; a plan for less than that needs to see where it goes. */
const ANSWER_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2.5, 5];
const CALL_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const DELIVERY_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
/** What CXone documents of the types of content; others are one label. */
const CONTENT_TYPES = new Set(
  'TEXT QUICK_REPLIES LIST_PICKER RICH_LINK ADAPTIVE_CARD PLUGIN DYNAMIC_CONTENT FORM POSTBACK TIME_PICKER UNSUPPORTED'.split(
    ' ',
  ),
);

/** How a try to send something ended. */
export interface ParcelFigures {
  readonly outbox: string;
  readonly kind: string;
  readonly outcome: 'done' | 'again' | 'dead';
  /** Since it was stored. */
  readonly seconds: number;
}

/**
 * What Prometheus is told of the middleware, one method for each thing that happens. Labels are words of this code,
 * statuses, and brands, of which there are as many as are configured: nothing that anybody said or is called, no ids, no
 * addresses.
 */
export class ByocMetrics {
  readonly #callbacks: Counter<'endpoint' | 'code'>;
  readonly #callbackSeconds: Histogram<'endpoint'>;
  readonly #calls: Counter<'brand' | 'operation' | 'code'>;
  readonly #callSeconds: Histogram<'operation'>;
  readonly #throttled: Counter<'by'>;
  readonly #throttledSeconds: Counter<'by'>;
  readonly #parcels: Counter<'outbox' | 'kind' | 'outcome'>;
  readonly #parcelSeconds: Histogram<'outbox'>;
  readonly #begun: Counter;
  readonly #asked: Counter;
  readonly #resumed: Counter;
  readonly #ended: Counter<'cause'>;
  readonly #refused: Counter<'when'>;
  readonly #unsupported: Counter<'type'>;
  readonly #threads: Gauge<'brand' | 'state'>;
  readonly #looks: Counter<'outcome'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
      new Counter({ name, help, labelNames, registers });
    const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
      new Histogram({ name, help, labelNames, buckets, registers });
    this.#callbacks = counter('byoc_callbacks_total', 'Requests of CXone and of platforms, by what was answered', [
      'endpoint',
      'code',
    ]);
    this.#callbackSeconds = histogram(
      'byoc_callback_seconds',
      'How long they waited for the answer',
      ['endpoint'],
      ANSWER_SECONDS,
    );
    this.#calls = counter('byoc_cxone_answers_total', 'Answers of CXone, by status, or by why there was none', [
      'brand',
      'operation',
      'code',
    ]);
    this.#callSeconds = histogram(
      'byoc_cxone_seconds',
      'How long CXone took for an answer',
      ['operation'],
      CALL_SECONDS,
    );
    this.#throttled = counter(
      'byoc_throttled_total',
      'Parcels that a limit held up: that of CXone, or ours before it',
      ['by'],
    );
    this.#throttledSeconds = counter('byoc_throttled_seconds_total', 'How long they were told to wait', ['by']);
    this.#parcels = counter('byoc_parcels_total', 'Tries to send what was stored: done, again or dead', [
      'outbox',
      'kind',
      'outcome',
    ]);
    this.#parcelSeconds = histogram(
      'byoc_parcel_seconds',
      'From being stored to being taken by the other side',
      ['outbox'],
      DELIVERY_SECONDS,
    );
    this.#begun = counter('byoc_threads_begun_total', 'Conversations that began');
    this.#asked = counter('byoc_idle_prompts_total', 'Customers who were silent, and were asked');
    this.#resumed = counter('byoc_countdowns_cancelled_total', 'Customers who answered in time');
    this.#ended = counter('byoc_threads_ended_total', 'Conversations that ended, by idle, customer or agent', [
      'cause',
    ]);
    this.#refused = counter(
      'byoc_refused_after_end_total',
      'Messages of customers after the agent’s end: refused in the answer, or told later',
      ['when'],
    );
    this.#unsupported = counter('byoc_unsupported_content_total', 'Messages of agents that no channel can show', [
      'type',
    ]);
    this.#threads = new Gauge({
      name: 'byoc_threads_open',
      help: 'Conversations that have not ended, at the last look of the instance that looks',
      labelNames: ['brand', 'state'],
      registers,
    });
    this.#looks = counter('byoc_case_looks_total', 'Looks at all cases: done or failed', ['outcome']);
  }

  /** @param endpoint a word of `endpoints.ts` */
  answered(endpoint: string, code: number, seconds: number): void {
    this.#callbacks.inc({ endpoint, code });
    this.#callbackSeconds.observe({ endpoint }, seconds);
  }

  /** @param code a status, or a word of ours */
  called(brand: number, operation: string, code: number | string, seconds: number): void {
    this.#calls.inc({ brand, operation, code });
    this.#callSeconds.observe({ operation }, seconds);
  }

  throttled(by: 'cxone' | 'here', seconds: number): void {
    this.#throttled.inc({ by });
    this.#throttledSeconds.inc({ by }, seconds);
  }

  tried({ outbox, kind, outcome, seconds }: ParcelFigures): void {
    this.#parcels.inc({ outbox, kind, outcome });
    if (outcome === 'done') this.#parcelSeconds.observe({ outbox }, seconds);
  }

  begun(): void {
    this.#begun.inc();
  }

  /** What a decision has told the customer. */
  told(events: readonly ChannelEvent[]): void {
    for (const event of events) {
      if (event.kind === 'asked') this.#asked.inc();
      if (event.kind === 'resumed') this.#resumed.inc();
      if (event.kind === 'ended') this.#ended.inc({ cause: event.cause satisfies EndCause });
    }
  }

  refusedAfterEnd(when: 'at_once' | 'later'): void {
    this.#refused.inc({ when });
  }

  unsupported(type: string): void {
    this.#unsupported.inc({ type: CONTENT_TYPES.has(type) ? type : 'other' });
  }

  looked(outcome: 'done' | 'failed'): void {
    this.#looks.inc({ outcome });
  }

  /** @param all `undefined` when another instance looks, and tells */
  open(all: readonly { readonly brand: number; readonly state: string }[] | undefined): void {
    this.#threads.reset();
    for (const { brand, state } of all ?? []) this.#threads.inc({ brand, state });
  }
}
