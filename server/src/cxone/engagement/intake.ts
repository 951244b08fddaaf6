import { isDeepStrictEqual } from 'node:util';
import { DeError } from '../errors.js';
import type { CxoneOptions } from '../options.js';
import type { Book } from './book.js';
import type { CaseDesk } from './case-desk.js';
import { checkContent, type CreateMessage } from './message-schemas.js';
import { type Channel, type Contact, isFinished, type Message, type Thread } from './model.js';
import { contactView, messageView } from './views.js';

export interface CreatedMessage {
  readonly consumerContact: ReturnType<typeof contactView>;
  readonly message: ReturnType<typeof messageView>;
}

/** A request that was answered, by the message that came of it. */
interface Answered {
  readonly request: CreateMessage;
  readonly answer: CreatedMessage;
}

/** Takes messages in: threads, customers and cases come into being with the first of them. */
export class Intake {
  readonly #book: Book;
  readonly #desk: CaseDesk;
  readonly #options: CxoneOptions;
  #answered = new WeakMap<Message, Answered>();

  constructor(book: Book, desk: CaseDesk, options: CxoneOptions) {
    this.#book = book;
    this.#desk = desk;
    this.#options = options;
  }

  /**
   * The same message again is answered as the first time, and nothing happens.
   * @throws DeError
   */
  create(channel: Channel, request: CreateMessage): CreatedMessage {
    const { idOnExternalPlatform, thread: given, messageContent, authorEndUserIdentity, direction } = request;
    checkContent(messageContent, this.#options.messageCharacters);
    if (Number.isNaN(Date.parse(request.createdAtWithMilliseconds))) {
      throw DeError.of('invalidValue', 'createdAtWithMilliseconds');
    }
    const known = this.#book.findMessage(channel, idOnExternalPlatform);
    if (known !== undefined) return this.#again(known, request);

    const existing = this.#book.findThread(channel, given.idOnExternalPlatform);
    if (existing !== undefined && !existing.canAddMoreMessages) throw DeError.of('threadLocked', 'thread');
    this.#mayFollow(existing);
    const thread = existing ?? this.#book.addThread(channel, given.idOnExternalPlatform);
    if (typeof given.threadName === 'string') thread.threadName = given.threadName;
    this.#book.customerOf(channel, authorEndUserIdentity);
    const contact = this.#contactFor(thread, request);
    const { contact: wanted, attachments = [], thread: _known, ...said } = request;
    const { idOnExternalPlatform: _id, direction: _way, messageContent: _content, ...rest } = said;
    const { authorEndUserIdentity: _author, createdAtWithMilliseconds: createdAt, ...extra } = rest;
    const message = this.#book.addMessage({
      idOnExternalPlatform,
      contact,
      direction,
      createdAt,
      content: messageContent,
      attachments,
      author: authorEndUserIdentity,
      authorUser: undefined,
      extra,
      status: 'sent',
    });
    if (wanted?.customFields !== undefined) contact.customFields = wanted.customFields;
    this.#arrive(message);
    if (wanted?.status !== undefined) this.#desk.setStatus(contact, wanted.status);
    const answer = { consumerContact: contactView(contact), message: messageView(message) };
    this.#answered.set(message, { request, answer });
    return answer;
  }

  clear(): void {
    this.#answered = new WeakMap();
  }

  /** What agents cannot be given was not taken: it may come again. */
  #arrive(message: Message): void {
    try {
      this.#desk.arrive(message);
    } catch (error) {
      this.#book.removeMessage(message);
      throw error;
    }
  }

  #again(known: Message, request: CreateMessage): CreatedMessage {
    const before = this.#answered.get(known);
    if (before === undefined || !isDeepStrictEqual(before.request, request)) {
      throw DeError.of('duplicate', 'idOnExternalPlatform');
    }
    return before.answer;
  }

  /** @throws DeError when the last case of the thread is finished, and no message may follow */
  #mayFollow(thread: Thread | undefined): void {
    const last = thread?.contacts.at(-1);
    if (last === undefined || !isFinished(last)) return;
    if (this.#afterFinish(last) === 'refuse') throw DeError.of('contactFinished', 'thread');
  }

  #contactFor(thread: Thread, { authorEndUserIdentity, direction }: CreateMessage): Contact {
    const last = thread.contacts.at(-1);
    if (last !== undefined && (!isFinished(last) || this.#afterFinish(last) === 'reopen')) return last;
    return this.#book.addContact(thread, authorEndUserIdentity, direction, 'new');
  }

  #afterFinish({ status }: Contact) {
    return status === 'resolved' ? this.#options.onResolved : this.#options.onClosed;
  }
}
