import type { Clock } from '../runtime/clock.js';
import type { Write } from '../runtime/store/index.js';
import { type Book, type CxoneParcel, digest } from './book.js';
import { textContent } from './core/content.js';
import type { Conversation } from './core/conversation.js';
import { isClosedView } from './core/decide.js';
import type { CxoneJob } from './core/inputs.js';
import type { ByocRules } from './core/rules.js';
import type { DeClient } from './de/de-client.js';
import { DeError } from './de/de-error.js';
import type { ChannelPlace, Directory } from './directory.js';
import type { CustomerFiles } from './files/customer-files.js';
import { FileProblem } from './files/file-fetcher.js';
import type { ByocLog, Sender, Verdict } from './outbox-worker.js';
import type { ThreadViews } from './thread-views.js';
import type { Threads } from './threads.js';

export interface CxoneSenderOptions {
  readonly book: Book;
  readonly directory: Directory;
  readonly threads: Threads;
  readonly views: ThreadViews;
  /** By brand. */
  readonly clients: ReadonlyMap<number, DeClient>;
  readonly files: CustomerFiles;
  readonly rules: ByocRules;
  readonly clock: Clock;
  readonly log: ByocLog;
}

type JobOf<K extends CxoneJob['kind']> = Extract<CxoneJob, { kind: K }>;

const DONE: Verdict = { kind: 'done' };
/** The thread waits meanwhile. */
const FILE_TRIES = 5;

/** Brings to CXone what customers say, and what became of what agents said. */
export class CxoneSender implements Sender<CxoneParcel> {
  readonly #options: CxoneSenderOptions;

  constructor(options: CxoneSenderOptions) {
    this.#options = options;
  }

  async send(parcel: CxoneParcel, attempt: number): Promise<Verdict> {
    const { clients, directory, log, threads } = this.#options;
    const place = directory.find(parcel.channel);
    const client = place && clients.get(place.brand.id);
    const stored = await threads.find(parcel.channel, parcel.thread);
    if (place === undefined || client === undefined || stored === undefined)
      return { kind: 'dead', why: 'the channel or its thread is known no more' };
    try {
      return await this.#do(client, place, stored.conversation, parcel);
    } catch (error) {
      if (error instanceof FileProblem) {
        log.warn(
          { channel: parcel.channel, parcel: parcel.id, why: error.code },
          'a file of a customer was not fetched',
        );
        const isLast = !error.mayPass || attempt >= FILE_TRIES;
        return isLast ? { kind: 'dead', why: error.code } : { kind: 'again', waitMs: 0, why: error.code };
      }
      if (!(error instanceof DeError)) throw error;
      const { kind, details } = error;
      const why = [kind, details.status, details.code].filter((part) => part !== undefined && part !== '').join(' ');
      log.warn(
        { job: parcel.job.kind, channel: parcel.channel, parcel: parcel.id, ...details },
        'CXone did not take it',
      );
      return kind === 'again' ? { kind, waitMs: details.waitMs ?? 0, why } : { kind: 'dead', why };
    }
  }

  failed({ channel, thread, customer, job }: CxoneParcel, why: string): readonly Write[] {
    return job.kind === 'message' ? this.#refused({ channel, thread, customer }, job.message.id, why) : [];
  }

  async #do(
    client: DeClient,
    place: ChannelPlace,
    conversation: Conversation,
    { at, job }: CxoneParcel,
  ): Promise<Verdict> {
    switch (job.kind) {
      case 'message':
        return this.#say(client, place, conversation, job);
      case 'typing':
        return this.#type(client, conversation, job, at);
      case 'status':
        return this.#tell(client, conversation, job, at);
      case 'end':
        return this.#end(client, conversation);
    }
  }

  async #say(
    client: DeClient,
    place: ChannelPlace,
    conversation: Conversation,
    { message }: JobOf<'message'>,
  ): Promise<Verdict> {
    const { files, rules, threads, views } = this.#options;
    const { channel, thread, customer } = conversation;
    // An agent may have ended it while this waited.
    if (conversation.contact !== '' && conversation.endCause !== 'idle' && conversation.endCause !== 'customer') {
      const view = await views.fresh(conversation);
      if (isClosedView(view, rules)) {
        await threads.apply(channel, thread, { kind: 'looked', view });
        return {
          kind: 'done',
          more: this.#refused({ channel, thread, customer: customer.id }, message.id, 'conversation_closed'),
        };
      }
    }
    const brought = await files.bring(client, place, message);
    const told = await client.createMessage(channel, thread, customer, brought);
    if (told === '') await this.#contactOf(client, conversation);
    else await threads.apply(channel, thread, { kind: 'stored', contact: told });
    return DONE;
  }

  /** The case of a thread; what CXone has not told yet, it is asked for. Empty when there is none. */
  async #contactOf(client: DeClient, { channel, thread, customer, contact: known }: Conversation): Promise<string> {
    if (known !== '') return known;
    const contact = await client.contactOf(channel, thread, customer.id);
    if (contact !== '') await this.#options.threads.apply(channel, thread, { kind: 'stored', contact });
    return contact;
  }

  /** Typing is worth nothing a moment later: nobody tries again. */
  async #type(
    client: DeClient,
    conversation: Conversation,
    { isTyping }: JobOf<'typing'>,
    at: number,
  ): Promise<Verdict> {
    const { clock, rules } = this.#options;
    if (clock.now() - at > rules.typingMs || conversation.contact === '') return DONE;
    await client.setTyping(conversation.channel, conversation.thread, isTyping).catch(unlessBug);
    return DONE;
  }

  async #tell(
    client: DeClient,
    conversation: Conversation,
    { messageId, status, reason }: JobOf<'status'>,
    at: number,
  ): Promise<Verdict> {
    const { book, clock, rules } = this.#options;
    const { channel } = conversation;
    // The platform may be quicker to tell that it was seen than to answer that it was taken.
    if (status === 'delivered' && (await book.isSeen(channel, messageId))) return DONE;
    try {
      await client.setMessageStatus(channel, messageId, { status, at, reason });
      // An agent may have begun it, and then its case is told nowhere else.
      await this.#contactOf(client, conversation);
      return DONE;
    } catch (error) {
      // It may be told before CXone has stored the message that it is about.
      const isEarly = error instanceof DeError && error.kind === 'gone' && clock.now() - at < rules.statusMs;
      if (isEarly) return { kind: 'again', waitMs: 0, why: 'gone' };
      throw error;
    }
  }

  /** Each step can be done twice: whoever dies between them does them all again. */
  async #end(client: DeClient, conversation: Conversation): Promise<Verdict> {
    const { rules, views } = this.#options;
    const { channel, thread, customer, endedAt } = conversation;
    const contact = await this.#contactOf(client, conversation);
    if (contact === '') return DONE;
    if (rules.endNote !== '') {
      const id = `end-${digest(channel, thread, endedAt)}`;
      const note = { id, at: endedAt, content: textContent(rules.endNote), attachments: [], fields: [] };
      await client.createMessage(channel, thread, customer, note);
    }
    const { status, isAssigned } = await client.contact(contact);
    const view = { canAddMoreMessages: true, status };
    if (!isClosedView(view, rules)) {
      if (status === 'new' && !isAssigned) await client.abandon(contact, rules.abandonType);
      else await client.setContactStatus(contact, rules.endStatus);
    }
    if (rules.lockOnEnd) await client.lockThread(channel, thread);
    views.note(conversation, { canAddMoreMessages: false, status: rules.endStatus });
    return DONE;
  }

  /** The customer is told that something will not reach an agent. */
  #refused(
    of: { readonly channel: string; readonly thread: string; readonly customer: string },
    messageId: string,
    reason: string,
  ): readonly Write[] {
    const { book, clock } = this.#options;
    return [book.event({ ...of, at: clock.now(), event: { kind: 'refused', messageId, reason } })];
  }
}

function unlessBug(error: unknown): void {
  if (!(error instanceof DeError)) throw error;
}
