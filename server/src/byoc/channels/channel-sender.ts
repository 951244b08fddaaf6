import type { Clock } from '../../runtime/clock.js';
import type { Write } from '../../runtime/store/index.js';
import type { Book, ChannelParcel } from '../book.js';
import type { ByocRules } from '../core/rules.js';
import type { DeliveryStatus } from '../core/inputs.js';
import type { Directory } from '../directory.js';
import type { AgentFiles } from '../files/agent-files.js';
import type { Sender, Verdict } from '../outbox-worker.js';
import type { ChannelAdapter } from './channel-adapter.js';

/** Brings to channels what agents say, and tells CXone what became of it: the agent sees a failure. */
export class ChannelSender implements Sender<ChannelParcel> {
  readonly #book: Book;
  readonly #directory: Directory;
  readonly #adapter: ChannelAdapter;
  readonly #rules: ByocRules;
  readonly #clock: Clock;
  readonly #files: AgentFiles;

  constructor(
    book: Book,
    directory: Directory,
    adapter: ChannelAdapter,
    rules: ByocRules,
    clock: Clock,
    files: AgentFiles,
  ) {
    this.#book = book;
    this.#directory = directory;
    this.#adapter = adapter;
    this.#rules = rules;
    this.#clock = clock;
    this.#files = files;
  }

  async send(parcel: ChannelParcel): Promise<Verdict> {
    const isStale = parcel.event.kind === 'typing' && this.#clock.now() - parcel.at > this.#rules.typingMs;
    if (isStale) return { kind: 'done' };
    const place = this.#directory.find(parcel.channel);
    if (place === undefined) return { kind: 'dead', why: 'the channel is configured no more' };
    const lacking = await this.#lacking(parcel);
    if (lacking !== undefined) return lacking;
    const delivery = await this.#adapter.deliver(place, parcel);
    if (delivery.kind === 'kept') return { kind: 'done' };
    return delivery.kind === 'done' ? { kind: 'done', more: this.#status(parcel, 'delivered', '') } : delivery;
  }

  /** A message goes with all of its files, or fails. */
  async #lacking({ event }: ChannelParcel): Promise<Verdict | undefined> {
    if (event.kind !== 'message') return undefined;
    for (const { file } of event.message.attachments) {
      const kept = file === undefined ? undefined : await this.#files.settled(file);
      if (file === undefined || kept?.state === 'here') continue;
      if (kept?.state === 'coming') return { kind: 'again', waitMs: 0, why: 'attachment_coming' };
      return { kind: 'dead', why: kept?.why ?? 'attachment_lost' };
    }
    return undefined;
  }

  failed(parcel: ChannelParcel, why: string): readonly Write[] {
    return this.#status(parcel, 'failed', why);
  }

  #status(
    { channel, thread, customer, event }: ChannelParcel,
    status: DeliveryStatus,
    reason: string,
  ): readonly Write[] {
    if (event.kind !== 'message') return [];
    const job = { kind: 'status', messageId: event.message.id, status, reason } as const;
    return [this.#book.job({ channel, thread, customer, at: this.#clock.now(), job })];
  }
}
