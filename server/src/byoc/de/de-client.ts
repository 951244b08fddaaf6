import { Type } from 'typebox';
import type { Clock } from '../../runtime/clock.js';
import { NamedLimits } from '../../runtime/named-limits.js';
import type { MessageContent } from '../core/content.js';
import type { EndUser } from '../core/conversation.js';
import type { CustomerMessage, DeliveryStatus, ThreadView } from '../core/inputs.js';
import type { ByocRules } from '../core/rules.js';
import type { BrandLine } from './brand-line.js';
import { DeError } from './de-error.js';

const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]));
const Number_ = Type.Union([Type.Integer(), Type.String({ maxLength: 64 })]);

/** Of answers only what is used is looked at: all else may be there or not. */
const ContactSchema = Type.Object({
  id: Number_,
  status: orNull(Type.String({ maxLength: 64 })),
  threadIdOnExternalPlatform: orNull(Type.String()),
  channelId: orNull(Type.String()),
  inboxAssigneeUser: orNull(Type.Unknown()),
});
const StoredMessageSchema = Type.Object({ consumerContact: orNull(Type.Object({ id: Number_ })) });
const ThreadsSchema = Type.Object({
  data: Type.Array(
    Type.Object({
      idOnExternalPlatform: Type.String(),
      channelId: orNull(Type.String()),
      canAddMoreMessages: orNull(Type.Boolean()),
    }),
  ),
});
const UploadedSchema = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 8192 }),
  expireAt: orNull(Type.String({ maxLength: 40 })),
});
const ContactsSchema = Type.Object({
  data: Type.Array(ContactSchema),
  scrollToken: orNull(Type.String({ maxLength: 4096 })),
});

export interface CaseView {
  readonly id: string;
  readonly status: string;
  /** Somebody has taken it. */
  readonly isAssigned: boolean;
}

const HOUR_SECONDS = 3_600;
const SCROLLS = 100;

/** The calls of the Digital Engagement API that the middleware makes, for one tenant. */
export class DeClient {
  readonly #line: BrandLine;
  readonly #stores: NamedLimits;
  readonly #reads: NamedLimits;
  readonly #changes: NamedLimits;

  constructor(line: BrandLine, rules: ByocRules, clock: Clock) {
    const now = () => clock.now();
    const { storesPerHour, readsPerHour, contactBurst, contactPerMinute } = rules;
    this.#line = line;
    // What comes at once is a minute's share: the limit is for an hour.
    this.#stores = new NamedLimits(now, storesPerHour / HOUR_SECONDS, Math.max(1, storesPerHour / 60));
    this.#reads = new NamedLimits(now, readsPerHour / HOUR_SECONDS, Math.max(1, readsPerHour / 60));
    this.#changes = new NamedLimits(now, contactPerMinute / 60, contactBurst);
  }

  get isSuspended(): boolean {
    return this.#line.isSuspended;
  }

  /**
   * Stores what a customer said. The same message again is no second one.
   * @returns the number of its case; empty when it is not told
   * @throws DeError
   */
  async createMessage(channel: string, thread: string, customer: EndUser, message: CustomerMessage): Promise<string> {
    allow(this.#stores, '');
    try {
      const answer = await this.#line.read(
        { method: 'POST', path: `/channels/${part(channel)}/messages`, body: messageBody(thread, customer, message) },
        StoredMessageSchema,
      );
      return String(answer.consumerContact?.id ?? '');
    } catch (error) {
      if (error instanceof DeError && error.kind === 'duplicate') return '';
      throw error;
    }
  }

  /**
   * Brings a file, for messages.
   * @returns where it is, and until when: 0 when that is not told
   * @throws DeError
   */
  async uploadAttachment(
    content: Buffer,
    mimeType: string,
  ): Promise<{ readonly url: string; readonly expiresAt: number }> {
    const body = { content: content.toString('base64'), mimeType };
    const { url, expireAt } = await this.#line.read(
      { method: 'POST', path: '/attachments/temporary', body },
      UploadedSchema,
    );
    const expiresAt = Date.parse(expireAt ?? '');
    return { url, expiresAt: Number.isNaN(expiresAt) ? 0 : expiresAt };
  }

  /** @throws DeError */
  async setMessageStatus(
    channel: string,
    messageId: string,
    { status, at, reason }: { readonly status: DeliveryStatus; readonly at: number; readonly reason: string },
  ): Promise<void> {
    const updatedAt = new Date(at).toISOString();
    const body = { status, updatedAt, ...(reason !== '' && { reason }) };
    await this.#line.call({
      method: 'PUT',
      path: `/channels/${part(channel)}/messages/${part(messageId)}/status`,
      body,
    });
  }

  /** @throws DeError */
  async setTyping(channel: string, thread: string, isTyping: boolean): Promise<void> {
    const body = { action: isTyping ? 'isTypingOn' : 'isTypingOff' };
    await this.#line.call({ method: 'POST', path: `${threadPath(channel, thread)}/sender-actions`, body });
  }

  /** Nobody can write on the thread any more. @throws DeError */
  async lockThread(channel: string, thread: string): Promise<void> {
    await this.#line.call({ method: 'PUT', path: threadPath(channel, thread), body: { canAddMoreMessages: false } });
  }

  /** What may be done with a thread; one that CXone does not know can be written on. @throws DeError */
  async thread(channel: string, thread: string): Promise<Pick<ThreadView, 'canAddMoreMessages'>> {
    const { data } = await this.#line.read(
      { method: 'GET', path: `/threads?${new URLSearchParams({ query: thread }).toString()}` },
      ThreadsSchema,
    );
    const found = data.find(
      ({ idOnExternalPlatform, channelId }) => idOnExternalPlatform === thread && (channelId ?? channel) === channel,
    );
    return { canAddMoreMessages: found?.canAddMoreMessages ?? true };
  }

  /** @throws DeError */
  async contact(contact: string): Promise<CaseView> {
    allow(this.#reads, '');
    const found = await this.#line.read({ method: 'GET', path: `/contacts/${part(contact)}` }, ContactSchema);
    const isAssigned = found.inboxAssigneeUser !== undefined && found.inboxAssigneeUser !== null;
    return { id: String(found.id), status: found.status ?? '', isAssigned };
  }

  /**
   * Numbers of all cases of these channels that have one of these states.
   * @returns `undefined` when there are too many to tell
   * @throws DeError
   */
  async contacts(channels: readonly string[], states: readonly string[]): Promise<ReadonlySet<string> | undefined> {
    const found = new Set<string>();
    let scrollToken = '';
    for (let scroll = 0; scroll < SCROLLS; scroll += 1) {
      allow(this.#reads, '');
      const query = new URLSearchParams([
        ...channels.map((id) => ['channel[]', id] as [string, string]),
        ...states.map((state) => ['status[]', state] as [string, string]),
        ...(scrollToken === '' ? [] : [['scrollToken', scrollToken] as [string, string]]),
      ]);
      const page = await this.#line.read({ method: 'GET', path: `/contacts?${query.toString()}` }, ContactsSchema);
      for (const { id } of page.data) found.add(String(id));
      scrollToken = page.scrollToken ?? '';
      if (scrollToken === '' || page.data.length === 0) return found;
    }
    return undefined;
  }

  /** The number of a thread's newest case; empty when there is none. @throws DeError */
  async contactOf(channel: string, thread: string, customer: string): Promise<string> {
    allow(this.#reads, '');
    const query = new URLSearchParams([
      ['channel[]', channel],
      ['endUserIdOnExternalPlatform[]', customer],
    ]);
    const { data } = await this.#line.read({ method: 'GET', path: `/contacts?${query.toString()}` }, ContactsSchema);
    const found = data.filter(({ threadIdOnExternalPlatform }) => threadIdOnExternalPlatform === thread);
    return String(found.at(-1)?.id ?? '');
  }

  /** @throws DeError */
  async setContactStatus(contact: string, status: string): Promise<void> {
    allow(this.#changes, contact);
    await this.#line.call({ method: 'PUT', path: `/contacts/${part(contact)}/status`, body: { status } });
  }

  /** A case that nobody has accepted. @throws DeError */
  async abandon(contact: string, type: string): Promise<void> {
    allow(this.#changes, contact);
    await this.#line.call({ method: 'POST', path: `/contacts/${part(contact)}/abandon`, body: { type } });
  }

  close(): void {
    this.#line.close();
  }
}

/** @throws DeError as CXone would answer */
function allow(limits: NamedLimits, name: string): void {
  if (!limits.take(name)) throw new DeError('again', { code: 'throttled.here', waitMs: 1_000 });
}

function messageBody(thread: string, customer: EndUser, message: CustomerMessage) {
  const { id, at, content, attachments, fields } = message;
  return {
    idOnExternalPlatform: id,
    direction: 'inbound',
    createdAtWithMilliseconds: new Date(at).toISOString(),
    thread: { idOnExternalPlatform: thread },
    messageContent: contentBody(content),
    authorEndUserIdentity: {
      idOnExternalPlatform: customer.id,
      ...given({
        firstName: customer.firstName,
        lastName: customer.lastName,
        nickname: customer.nickname,
        // It is never fetched here, and CXone is led to nothing but a page by TLS.
        image: customer.image.startsWith('https://') ? customer.image : '',
      }),
    },
    attachments: attachments.map(({ friendlyName, url }) => ({ friendlyName, url })),
    ...(fields.length > 0 && { contact: { customFields: fields } }),
  };
}

function contentBody({ type, payload, fallbackText, postback }: MessageContent) {
  return { type, payload, fallbackText, postback: postback === '' ? null : postback };
}

function given(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));
}

function threadPath(channel: string, thread: string): string {
  return `/channels/${part(channel)}/threads/${part(thread)}`;
}

function part(text: string): string {
  return encodeURIComponent(text);
}
