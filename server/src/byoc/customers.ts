import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { IdSource } from '../runtime/ids.js';
import type { NamedLimits } from '../runtime/named-limits.js';
import type { Write } from '../runtime/store/index.js';
import { type Book, digest } from './book.js';
import type { EndUser } from './core/conversation.js';
import { isClosedView } from './core/decide.js';
import type { CustomerMessage, ThreadInput } from './core/inputs.js';
import type { ByocRules } from './core/rules.js';
import type { ChannelPlace } from './directory.js';
import { ByocError } from './errors.js';
import type { ThreadViews } from './thread-views.js';
import type { Threads } from './threads.js';

export interface CustomersOptions {
  readonly book: Book;
  readonly threads: Threads;
  readonly views: ThreadViews;
  readonly rules: ByocRules;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Messages of one customer. */
  readonly limits: NamedLimits;
  /** How long the same event is known to be the same. */
  readonly rememberMs: number;
  /** How long something less may still be told of a message that was seen. */
  readonly marksMs: number;
}

/** Something that happened on the external platform. */
export interface PlatformEvent {
  /** By which repetitions are told. */
  readonly id: string;
  /** The same for the same event, and another for another one. */
  readonly mark: string;
  /** Empty, for a message only: a new conversation. */
  readonly thread: string;
  /** What that one is called; absent: a name is made. Who has begun it meanwhile has begun the same. */
  readonly newThread?: string;
  readonly input:
    Exclude<ThreadInput, { kind: 'customer-wrote' }> | { kind: 'customer-wrote'; message: CustomerMessage };
  readonly customer: EndUser;
}

/** What became of it. */
export interface Received {
  readonly thread: string;
  readonly messageId: string;
}

interface Remembered extends Received {
  readonly mark: string;
}

const SEEN = 'byoc/seen/';

/** What customers do, whichever platform they do it on. Nothing is answered before it is stored. */
export class Customers {
  readonly #options: CustomersOptions;

  constructor(options: CustomersOptions) {
    this.#options = options;
  }

  /**
   * @returns what became of it, the same for the same event however often it comes
   * @throws ByocError `conversation_closed`, `unknown_thread`, `rate_limited`, `id_reused`
   */
  async receive(place: ChannelPlace, event: PlatformEvent): Promise<Received> {
    const key = SEEN + digest(place.channel.id, event.id);
    const { mark } = event;
    const before = await this.#before(key, mark);
    if (before !== undefined) return before;
    try {
      return await this.#receive(place, event, (received) => this.#remember(key, { ...received, mark }));
    } catch (error) {
      // The same event may have come twice at the same time.
      const isConflict = error instanceof CodedError && error.code === 'store-conflict';
      const other = isConflict ? await this.#before(key, mark) : undefined;
      if (other === undefined) throw error;
      return other;
    }
  }

  async #receive(
    place: ChannelPlace,
    event: PlatformEvent,
    remember: (received: Received) => readonly Write[],
  ): Promise<Received> {
    const { ids, limits, threads } = this.#options;
    const { brand, channel } = place;
    const { input, customer } = event;
    if (input.kind !== 'customer-wrote') {
      const received = { thread: event.thread, messageId: '' };
      const more = [...remember(received), ...this.#seen(channel.id, input)];
      const verdict = await threads.apply(channel.id, event.thread, input, more);
      if (verdict === undefined) throw new ByocError('unknown_thread');
      if (verdict === 'conversation_closed') throw new ByocError('conversation_closed');
      return received;
    }
    if (!limits.take(digest(channel.id, customer.id))) throw new ByocError('rate_limited');
    const thread = event.thread === '' ? (event.newThread ?? ids.uuid()) : event.thread;
    if (event.thread !== '') await this.#checkOpen(place, thread);
    const received = { thread, messageId: input.message.id };
    const origin = { brand: brand.id, channel: channel.id, thread, customer };
    const verdict = await threads.applyOrBegin(origin, { ...input, customer }, remember(received));
    if (verdict === 'conversation_closed') throw new ByocError('conversation_closed');
    return received;
  }

  /** An agent may have ended it, and nobody may have noticed yet. */
  async #checkOpen(place: ChannelPlace, thread: string): Promise<void> {
    const { rules, threads, views } = this.#options;
    const channel = place.channel.id;
    const stored = await threads.find(channel, thread);
    if (stored?.conversation.state === 'ended') throw new ByocError('conversation_closed');
    const contact = stored?.conversation.contact ?? '';
    const view = await views.soon({ brand: place.brand.id, channel, thread, contact });
    if (view === undefined || !isClosedView(view, rules)) return;
    await threads.apply(channel, thread, { kind: 'looked', view });
    throw new ByocError('conversation_closed');
  }

  #seen(channel: string, input: PlatformEvent['input']): readonly Write[] {
    if (input.kind !== 'customer-saw') return [];
    const { book, clock, marksMs } = this.#options;
    return book.seen(channel, input.messageId, clock.now() + marksMs);
  }

  #remember(key: string, remembered: Remembered): readonly Write[] {
    const { book, clock, rememberMs } = this.#options;
    return book.remember(key, remembered, clock.now() + rememberMs);
  }

  /** @throws ByocError `id_reused` */
  async #before(key: string, mark: string): Promise<Received | undefined> {
    const remembered = await this.#options.book.recall<Remembered>(key);
    if (remembered === undefined) return undefined;
    if (remembered.mark !== mark) throw new ByocError('id_reused');
    return { thread: remembered.thread, messageId: remembered.messageId };
  }
}
