import type { TSchema, Static } from 'typebox';
import type { SecureContext } from 'node:tls';
import type { AexConfig } from '../../runtime/config-aex.js';
import type { Clock } from '../../runtime/clock.js';
import {
  type Backoff,
  backoffMs,
  measured,
  OutboundGuard,
  OutboundHttp,
  type OutboundOptions,
  type OutboundRequest,
  type Resolver,
} from '../../runtime/outbound/index.js';
import { parsedJson } from '../../runtime/json.js';
import { checkerOf } from '../../runtime/schema.js';
import type { BridgeMetrics } from '../bridge-metrics.js';
import type { Region } from '../regions.js';
import { errorOfAnswer, errorOfCall, UpstreamError, type UpstreamKind } from './upstream-error.js';

export interface LineOptions {
  readonly config: AexConfig;
  /** The network's time. */
  readonly clock: Clock;
  readonly resolver: Resolver;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly trust?: SecureContext | undefined;
  readonly metrics: BridgeMetrics;
}

/** A call, and by which name it is counted. */
export interface RegionCall extends OutboundRequest {
  readonly operation: string;
}

export interface Repeating {
  readonly tries: number;
  /** What may be tried again. */
  readonly on: readonly UpstreamKind[];
  /** Answers that may be tried again, whatever they are otherwise. */
  readonly statuses?: readonly number[];
}

/** A page of a transcript: a hundred messages, each character of which may be written as six. */
const ANSWER_BYTES = 4_194_304;

export const ONCE: Repeating = { tries: 1, on: [] };
/** What reads, or can be done twice without harm. */
export const FREELY: Repeating = { tries: 4, on: ['throttled', 'unsent', 'unsure'] };

/** The way to one region: nothing else can be called by it. */
export class RegionLine {
  readonly region: Region;
  readonly #options: LineOptions;
  readonly #http: OutboundHttp;
  /** For event streams. */
  readonly sockets: OutboundOptions;
  readonly metrics: BridgeMetrics;

  constructor(region: Region, options: LineOptions) {
    const { config, clock, resolver, trust } = options;
    const times = { connectMs: config.connectMs, totalMs: config.callMs };
    const shared = { clock, times, ...(trust !== undefined && { trust }) };
    this.region = region;
    this.#options = options;
    this.metrics = options.metrics;
    this.#http = new OutboundHttp({
      ...shared,
      guard: new OutboundGuard(region.callTargets, resolver),
      answerBytes: ANSWER_BYTES,
    });
    this.sockets = { ...shared, guard: new OutboundGuard(region.streamTargets, resolver) };
  }

  /**
   * An answer that fits the schema.
   * @throws UpstreamError
   */
  async read<S extends TSchema>(url: string, request: RegionCall, repeating: Repeating, schema: S): Promise<Static<S>> {
    const body = await this.call(url, request, repeating);
    const parsed = parsedJson(body);
    const checker = checkerOf(schema);
    // It has succeeded, and does not say what it did.
    if (!checker.fits(parsed)) throw new UpstreamError('unsure', { code: 'answer.unreadable' });
    return parsed;
  }

  /** @throws UpstreamError */
  async call(url: string, request: RegionCall, { tries, on, statuses = [] }: Repeating): Promise<Buffer> {
    const { clock, random, backoff } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(url, request);
      } catch (error) {
        const failure = errorOfCall(error);
        const { status = 0, waitMs = 0 } = failure.details;
        if (attempt >= tries || !(on.includes(failure.kind) || statuses.includes(status))) throw failure;
        this.metrics.retried(request.operation);
        const pause = Math.max(waitMs, backoffMs(attempt, backoff, random));
        await new Promise<void>((resolve) => void clock.setTimer('aex call again', pause, resolve));
      }
    }
  }

  close(): void {
    this.#http.close();
  }

  async #once(url: string, { operation, ...request }: RegionCall): Promise<Buffer> {
    const answer = await measured(
      this.#options.clock,
      () => this.#http.request(url, request),
      (code, seconds) => this.metrics.answered(operation, code, seconds),
    );
    const failure = errorOfAnswer(answer);
    if (failure !== undefined) throw failure;
    return answer.body;
  }
}
