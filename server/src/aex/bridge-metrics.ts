import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { PublishedType } from './core/inputs.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What an open chat is counted by. */
export interface OpenChat {
  readonly backend: string;
  readonly state: string;
  readonly attached: boolean;
}

/**
 * What Prometheus is told of the bridge, one method for each thing that happens. Labels are words of this code, and
 * statuses: nothing that anybody said or is called, no ids, no addresses.
 */
export class BridgeMetrics {
  readonly #registry: Registry;
  readonly #said: Counter<'verdict'>;
  readonly #published: Counter<'type' | 'outcome'>;
  readonly #publishSeconds: Histogram;
  readonly #retries: Counter<'operation'>;
  readonly #deadLetters: Counter;
  readonly #answers: Counter<'operation' | 'code'>;
  readonly #answerSeconds: Histogram<'operation'>;
  readonly #tokens: Counter<'outcome'>;
  readonly #reconnects: Counter;
  readonly #takenOver: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#said = new Counter({
      name: 'aex_user_messages_total',
      help: 'What users said, by what became of it when it was answered',
      labelNames: ['verdict'],
      registers,
    });
    this.#published = new Counter({
      name: 'aex_publishes_total',
      help: 'Requests to callers, by the type of the event and what came of it: done, again or dead',
      labelNames: ['type', 'outcome'],
      registers,
    });
    this.#publishSeconds = new Histogram({
      name: 'aex_publish_seconds',
      help: 'From an event being stored to the caller having taken it',
      buckets: SECONDS,
      registers,
    });
    this.#retries = new Counter({
      name: 'aex_retries_total',
      help: 'What was tried once more: calls upstream, messages of users, publishes',
      labelNames: ['operation'],
      registers,
    });
    this.#deadLetters = new Counter({
      name: 'aex_dead_letters_total',
      help: 'Events that could not be published',
      registers,
    });
    this.#answers = new Counter({
      name: 'aex_upstream_answers_total',
      help: 'Answers of Genesys Cloud, by operation and status, or by why there was none',
      labelNames: ['operation', 'code'],
      registers,
    });
    this.#answerSeconds = new Histogram({
      name: 'aex_upstream_seconds',
      help: 'How long Genesys Cloud took for an answer',
      labelNames: ['operation'],
      buckets: SECONDS,
      registers,
    });
    this.#tokens = new Counter({
      name: 'aex_token_refreshes_total',
      help: 'Access tokens that were asked for: got or failed',
      labelNames: ['outcome'],
      registers,
    });
    this.#reconnects = new Counter({
      name: 'aex_stream_reconnects_total',
      help: 'Event streams that were opened again, or tried to be',
      registers,
    });
    this.#takenOver = new Counter({
      name: 'aex_conversations_taken_over_total',
      help: 'Chats that another process, or this one before a restart, had left',
      registers,
    });
    this.#registry = registry;
  }

  /** @param all the open chats of this process, at the moment of looking */
  watch(all: () => Iterable<OpenChat>): void {
    const registers = [this.#registry];
    new Gauge({
      name: 'aex_conversations_open',
      help: 'Chats of this process that are not over',
      labelNames: ['backend', 'state'],
      registers,
      collect() {
        this.reset();
        for (const { backend, state } of all()) this.inc({ backend, state });
      },
    });
    new Gauge({
      name: 'aex_streams_open',
      help: 'Event streams of this process that are listened to',
      registers,
      collect() {
        this.set([...all()].filter(({ attached }) => attached).length);
      },
    });
  }

  said(verdict: string): void {
    this.#said.inc({ verdict });
  }

  /** @param seconds since the event was stored */
  published(type: PublishedType, outcome: 'done' | 'again' | 'dead', seconds: number): void {
    this.#published.inc({ type, outcome });
    if (outcome === 'done') this.#publishSeconds.observe(seconds);
    if (outcome === 'again') this.retried('publish');
    if (outcome === 'dead') this.#deadLetters.inc();
  }

  retried(operation: string): void {
    this.#retries.inc({ operation });
  }

  /** @param code a status, or a word of ours */
  answered(operation: string, code: number | string, seconds: number): void {
    this.#answers.inc({ operation, code });
    this.#answerSeconds.observe({ operation }, seconds);
  }

  refreshed(outcome: 'got' | 'failed'): void {
    this.#tokens.inc({ outcome });
  }

  reconnected(): void {
    this.#reconnects.inc();
  }

  tookOver(): void {
    this.#takenOver.inc();
  }
}
