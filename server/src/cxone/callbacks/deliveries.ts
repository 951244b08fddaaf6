import type { CxoneSettings } from '../../world/cxone-settings.js';
import type { Attachments } from '../engagement/attachments.js';
import type { Book } from '../engagement/book.js';
import type { Outbox } from '../engagement/case-desk.js';
import type { Channel, Contact, CxoneUser, EndUser, Message, MessageContent } from '../engagement/model.js';
import { botUser } from '../engagement/users.js';
import type { CxoneOptions } from '../options.js';
import { CALLBACK_PATHS, outboundBody, replyBody, typingBody, validationBody } from './bodies.js';
import type { CallbackClient, CallbackResult } from './callback-client.js';
import type { CallbackFaults } from './callback-faults.js';
import type { Integration } from './integration.js';
import { ThreadQueues } from './thread-queues.js';

export interface DeliveriesOptions {
  readonly settings: CxoneSettings;
  readonly options: CxoneOptions;
  readonly book: Book;
  readonly attachments: Attachments;
  readonly client: CallbackClient;
  readonly faults: CallbackFaults;
  readonly integrationOf: (channel: Channel) => Integration | undefined;
  /** The agent has to know. */
  readonly failed: (message: Message, reason: string) => void;
  readonly now: () => number;
  readonly warn: (facts: object, text: string) => void;
}

/** A conversation that an agent wants to begin. */
export interface ManualOutbound {
  readonly channel: Channel;
  readonly endUser: EndUser;
  readonly user: CxoneUser;
  readonly content: MessageContent;
  readonly createdAt: string;
}

/** What CXone sends to middlewares, and what becomes of it. */
export class Deliveries implements Outbox {
  readonly #options: DeliveriesOptions;
  readonly #queues: ThreadQueues;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    this.#queues = new ThreadQueues((err) => options.warn({ err }, 'a delivery failed'));
  }

  clear(): void {
    this.#queues.clear();
  }

  send(message: Message): void {
    const { thread } = message.contact;
    const job = () => this.#deliver(message);
    if (this.#options.faults.take('reorder')) this.#queues.hold(thread.id, job);
    else this.#queues.push(thread.id, job);
  }

  type({ thread }: Contact, user: CxoneUser, started: boolean): void {
    const { channel, idOnExternalPlatform } = thread;
    const { settings, options, client, integrationOf } = this.#options;
    if (options.typingNeedsChannel && channel.canSendSenderActions !== true) return;
    const integration = integrationOf(channel);
    if (integration === undefined) return;
    this.#queues.push(thread.id, async () => {
      await client.call({
        integration,
        kind: 'typing',
        path: CALLBACK_PATHS.typing(channel, idOnExternalPlatform),
        body: typingBody(settings, user, started),
        // Late it would be wrong.
        retries: false,
      });
    });
  }

  /** Whether the middleware takes this recipient. */
  validate({ channel, endUser }: ManualOutbound): Promise<CallbackResult> {
    const path = CALLBACK_PATHS.validation(channel);
    return this.#call(channel, { kind: 'validation', path, body: validationBody(endUser) });
  }

  /** The first message of a conversation that an agent begins. */
  begin({ channel, endUser, user, content, createdAt }: ManualOutbound, threadId: string): Promise<CallbackResult> {
    const { settings, options } = this.#options;
    const thread = options.threadOnManualOutbound ? { thread: { idOnExternalPlatform: threadId } } : {};
    const body = outboundBody({ settings, content, attachments: [], endUser, user, createdAt, ...thread });
    return this.#call(channel, { kind: 'outbound', path: CALLBACK_PATHS.outbound(channel), body });
  }

  async #deliver(message: Message): Promise<void> {
    const { book, faults } = this.#options;
    const { channel, idOnExternalPlatform: threadId } = message.contact.thread;
    const sent = this.#disturbed(message);
    const user = message.authorUser ?? botUser('');
    const usesOutbound = this.#options.integrationOf(channel)?.form.outboundApiForReplies === true;
    const { settings } = this.#options;
    const { content, attachments, createdAt, contact } = sent;
    const thread = { idOnExternalPlatform: threadId };
    const base = usesOutbound
      ? outboundBody({ settings, content, attachments, endUser: contact.endUser, user, createdAt, thread })
      : replyBody(settings, sent, user);
    const call = {
      kind: usesOutbound ? 'outbound' : 'reply',
      path: usesOutbound ? CALLBACK_PATHS.outbound(channel) : CALLBACK_PATHS.reply(threadId),
      body: this.#disturbedBody(base),
    };
    const result = await this.#call(channel, call);
    if (faults.take('duplicate')) await this.#call(channel, call);
    // It may have been forgotten meanwhile.
    if (book.messages.get(message.id) !== message) return;
    const id = givenId(result);
    if (id === undefined) {
      this.#move(message, 'failed', reasonOf(result));
      this.#options.failed(message, reasonOf(result));
      return;
    }
    book.name(message, id);
    if (message.status === 'pending') this.#move(message, 'sent', null);
  }

  #call(channel: Channel, call: { kind: string; path: string; body: unknown }): Promise<CallbackResult> {
    const integration = this.#options.integrationOf(channel);
    if (integration === undefined) return Promise.resolve({ failure: 'The channel is of no integration.' });
    return this.#options.client.call({ integration, ...call });
  }

  /** As it is, or as a test wants it. */
  #disturbed(message: Message): Message {
    const { faults, attachments, options } = this.#options;
    const file = { friendlyName: 'fault.bin', mimeType: 'application/octet-stream' };
    const added = [
      ...(faults.take('oversizeAttachment')
        ? [attachments.add({ ...file, content: options.attachmentBytes + 1 })]
        : []),
      ...(faults.take('expiredAttachment') ? [attachments.add({ ...file, content: 1 }, -1)] : []),
    ].map(({ url }) => ({ friendlyName: file.friendlyName, url }));
    const { fallbackText } = message.content;
    return {
      ...message,
      attachments: [...message.attachments, ...added],
      ...(faults.take('unknownType') && {
        content: { type: 'HOLOGRAM', payload: { shape: 'cube' }, fallbackText: fallbackText ?? null, postback: null },
      }),
    };
  }

  #disturbedBody<Body extends { readonly brand: { readonly id: number } }>(body: Body): object {
    const { faults } = this.#options;
    return {
      ...body,
      ...(faults.take('otherBrand') && { brand: { ...body.brand, id: body.brand.id + 1, tenantId: 'another-tenant' } }),
      ...(faults.take('unknownFields') && { futureField: { nested: [1, 'two', null] } }),
    };
  }

  #move(message: Message, status: Message['status'], reason: string | null): void {
    message.status = status;
    message.statusReason = reason;
    message.statusUpdatedAt = this.#options.now();
  }
}

/** What the middleware calls the message; `undefined` when it did not take it. */
export function givenId({ status = 0, body }: CallbackResult): string | undefined {
  if (status < 200 || status > 299) return undefined;
  const { idOnExternalPlatform, message } = (body ?? {}) as {
    readonly idOnExternalPlatform?: unknown;
    readonly message?: { readonly idOnExternalPlatform?: unknown };
  };
  const id = message?.idOnExternalPlatform ?? idOnExternalPlatform;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Why a call came to nothing, for people. */
export function reasonOf({ status = 0, body, failure }: CallbackResult): string {
  if (failure !== undefined) return failure;
  if (status >= 200 && status < 300) return 'The answer has no idOnExternalPlatform.';
  const { displayErrorMessage, message, error } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const said = [displayErrorMessage, message, error].find((text) => typeof text === 'string');
  return `${status}${typeof said === 'string' ? ` ${said}` : ''}`;
}
