import { RateLimiter } from '../runtime/rate-limiter.js';
import { DeError } from './errors.js';
import type { CxoneOptions } from './options.js';
import type { ThrottleGroup } from './route.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Cases whose updates are counted; with one more the oldest is counted anew. */
const MAX_CONTACTS = 10_000;

/** So many calls of a group in a span: the first begins it, and with its end all is forgotten. */
class Span {
  readonly #allowed: number;
  readonly #ms: number;
  #startedAt = -Infinity;
  #count = 0;

  constructor(allowed: number, ms: number) {
    this.#allowed = allowed;
    this.#ms = ms;
  }

  /** @returns seconds until there is room again; 0 when there is */
  take(now: number): number {
    // The calendar may be set back.
    if (now >= this.#startedAt + this.#ms || now < this.#startedAt) {
      this.#startedAt = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= this.#allowed ? 0 : Math.ceil((this.#startedAt + this.#ms - now) / 1000);
  }
}

/** Counts calls as CXone does: by groups, and the updates of one case by themselves too. By the network's time. */
export class Throttle {
  readonly #now: () => number;
  readonly #options: CxoneOptions;
  #spans: Readonly<Record<ThrottleGroup, Span>>;
  readonly #contacts = new Map<string, RateLimiter>();

  constructor(now: () => number, options: CxoneOptions) {
    this.#now = now;
    this.#options = options;
    this.#spans = spansOf(options);
  }

  /** @throws DeError 429 */
  count(group: ThrottleGroup, contactNumber: string | undefined): void {
    const seconds = this.#spans[group].take(this.#now());
    if (seconds > 0) throw DeError.tooMany(seconds);
    if (group !== 'contactUpdate' || contactNumber === undefined) return;
    if (!this.#limiterOf(contactNumber).take())
      throw DeError.tooMany(Math.ceil(60 / this.#options.contactUpdatesPerMinute));
  }

  clear(): void {
    this.#spans = spansOf(this.#options);
    this.#contacts.clear();
  }

  #limiterOf(contactNumber: string): RateLimiter {
    const known = this.#contacts.get(contactNumber);
    if (known !== undefined) return known;
    const { contactUpdateBurst, contactUpdatesPerMinute } = this.#options;
    const made = new RateLimiter(this.#now, contactUpdatesPerMinute / 60, contactUpdateBurst);
    const [oldest] = this.#contacts.keys();
    if (this.#contacts.size >= MAX_CONTACTS && oldest !== undefined) this.#contacts.delete(oldest);
    this.#contacts.set(contactNumber, made);
    return made;
  }
}

function spansOf(options: CxoneOptions): Readonly<Record<ThrottleGroup, Span>> {
  return {
    inbound: new Span(options.inboundPerHour, HOUR_MS),
    outbound: new Span(options.outboundPerMinute, MINUTE_MS),
    contactRead: new Span(options.contactReadsPerHour, HOUR_MS),
    contactUpdate: new Span(options.contactUpdatesPerHour, HOUR_MS),
  };
}
