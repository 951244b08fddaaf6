import type { Clock } from '../../runtime/clock.js';
import type { IdSource } from '../../runtime/ids.js';
import type { CxoneSettings } from '../../world/cxone-settings.js';
import { DeError } from '../errors.js';
import {
  type Channel,
  type Contact,
  type ContactStatus,
  type Customer,
  type EndUser,
  type Message,
  type Subscription,
  type Thread,
} from './model.js';
import { Shelf } from './shelf.js';

const MOST = {
  channels: 1000,
  threads: 50_000,
  contacts: 50_000,
  customers: 50_000,
  messages: 500_000,
  fields: 1000,
  more: 1000,
};
const FIRST_CONTACT = 1001;

export interface FieldDefinition {
  readonly ident: string;
  readonly [more: string]: unknown;
}

/** All that is kept, at one moment. */
export interface BookSnapshot {
  readonly shelves: Readonly<Record<string, readonly (readonly [key: string, thing: unknown])[]>>;
  readonly nextContact: number;
}

/** All that Digital Engagement keeps of a brand. It changes nothing by itself and tells nobody. */
export class Book {
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #settings: CxoneSettings;
  readonly channels = new Shelf<Channel>(MOST.channels);
  readonly threads = new Shelf<Thread>(MOST.threads);
  readonly contacts = new Shelf<Contact>(MOST.contacts);
  readonly customers = new Shelf<Customer>(MOST.customers);
  readonly messages = new Shelf<Message>(MOST.messages);
  readonly fields = new Shelf<FieldDefinition>(MOST.fields);
  readonly subscriptions = new Shelf<Subscription>(MOST.more);
  /** By channel and id on the external platform. */
  readonly #external = new Shelf<Message>(MOST.messages);
  readonly #identities = new Shelf<Customer>(MOST.customers);
  #nextContact = FIRST_CONTACT;

  constructor(settings: CxoneSettings, clock: Clock, ids: IdSource) {
    this.#settings = settings;
    this.#clock = clock;
    this.#ids = ids;
    this.clear();
  }

  clear(): void {
    for (const shelf of Object.values(this.#shelves)) shelf.clear();
    this.#nextContact = FIRST_CONTACT;
    for (const { integrationId, ...channel } of this.#settings.channels) {
      this.channels.put(channel.id, {
        ...channel,
        channelIntegrationId: integrationId,
        realExternalPlatformId: 'custom',
        isPrivate: true,
        hasTreeStructure: false,
      });
    }
  }

  /** All of it as it is now; what happens later does not change it. */
  snapshot(): BookSnapshot {
    const shelves = Object.entries(this.#shelves).map(([name, shelf]) => [name, shelf.entries] as const);
    // At once, so that what belongs together still does.
    return structuredClone({ shelves: Object.fromEntries(shelves), nextContact: this.#nextContact });
  }

  /** As it was then. Conversations of agents are not in it: a case has none until something is said. */
  restore(snapshot: BookSnapshot): void {
    const { shelves, nextContact } = structuredClone(snapshot);
    for (const [name, shelf] of Object.entries(this.#shelves)) shelf.fill(shelves[name] ?? []);
    this.#nextContact = nextContact;
    for (const contact of this.contacts.all) contact.chatId = undefined;
  }

  get #shelves(): Readonly<Record<string, Shelf<unknown>>> {
    const { channels, threads, contacts, customers, messages, fields, subscriptions } = this;
    const [external, identities] = [this.#external, this.#identities];
    return { channels, threads, contacts, customers, messages, fields, subscriptions, external, identities };
  }

  /** @throws DeError */
  channel(id: string): Channel {
    return found(this.channels.get(id), 'channelNotFound');
  }

  findThread(channel: Channel, idOnExternalPlatform: string): Thread | undefined {
    return this.threads.get(keyOf(channel, idOnExternalPlatform));
  }

  /** @throws DeError */
  thread(channel: Channel, idOnExternalPlatform: string): Thread {
    return found(this.findThread(channel, idOnExternalPlatform), 'threadNotFound');
  }

  addThread(channel: Channel, idOnExternalPlatform: string, threadName = ''): Thread {
    const thread = {
      id: `${channel.id}_${idOnExternalPlatform}`,
      idOnExternalPlatform,
      channel,
      threadName,
      canAddMoreMessages: true,
      contacts: [],
    };
    return this.threads.put(keyOf(channel, idOnExternalPlatform), thread);
  }

  /** Who it is, as last said; made when never heard of. */
  customerOf(channel: Channel, endUser: EndUser): Customer {
    const key = keyOf(channel, endUser.idOnExternalPlatform);
    const known = this.#identities.get(key);
    const { customFields = [] } = endUser;
    if (known === undefined) {
      const customer = { id: this.#ids.uuid(), identities: [endUser], customFields };
      this.customers.put(customer.id, customer);
      return this.#identities.put(key, customer);
    }
    known.identities[0] = { ...known.identities[0], ...endUser };
    if (customFields.length > 0) known.customFields = customFields;
    return known;
  }

  addContact(thread: Thread, endUser: EndUser, direction: Contact['direction'], status: ContactStatus): Contact {
    const now = this.#clock.now();
    const contact: Contact = {
      number: this.#nextContact,
      customerContactId: this.#ids.uuid(),
      interactionId: this.#ids.uuid(),
      thread,
      customer: this.customerOf(thread.channel, endUser),
      endUser,
      direction,
      createdAt: now,
      status,
      statusUpdatedAt: now,
      assignee: undefined,
      customFields: [],
      messages: [],
      chatId: undefined,
    };
    this.contacts.put(String(contact.number), contact);
    this.#nextContact += 1;
    thread.contacts.push(contact);
    return contact;
  }

  /** @throws DeError */
  contact(number: string): Contact {
    return found(this.contacts.get(number), 'contactNotFound');
  }

  addMessage(
    parts: Omit<Message, 'id' | 'statusUpdatedAt' | 'statusReason' | 'marksTold' | 'deleted' | 'marks' | 'chatIndex'>,
  ): Message {
    const message: Message = {
      ...parts,
      id: this.#ids.uuid(),
      statusUpdatedAt: this.#clock.now(),
      statusReason: null,
      marksTold: [],
      deleted: false,
      marks: { isRead: false, reactions: [], tagIds: [], notes: [] },
      chatIndex: undefined,
    };
    this.messages.put(message.id, message);
    message.contact.messages.push(message);
    if (message.idOnExternalPlatform !== undefined) this.name(message, message.idOnExternalPlatform);
    return message;
  }

  /** As if it had never come. */
  removeMessage(message: Message): void {
    const { contact, id, idOnExternalPlatform = '' } = message;
    this.messages.delete(id);
    this.#external.delete(keyOf(contact.thread.channel, idOnExternalPlatform));
    contact.messages.splice(contact.messages.indexOf(message), 1);
  }

  /** The middleware has given it an id. */
  name(message: Message, idOnExternalPlatform: string): void {
    message.idOnExternalPlatform = idOnExternalPlatform;
    this.#external.put(keyOf(message.contact.thread.channel, idOnExternalPlatform), message);
  }

  findMessage(channel: Channel, idOnExternalPlatform: string): Message | undefined {
    return this.#external.get(keyOf(channel, idOnExternalPlatform));
  }

  /** @throws DeError */
  message(id: string): Message {
    return found(this.messages.get(id), 'messageNotFound');
  }

  /** In their order: by what the middleware said of their time. */
  messagesOf(contact: Contact): readonly Message[] {
    return [...contact.messages].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  }
}

function keyOf({ id }: Channel, idOnExternalPlatform: string): string {
  return JSON.stringify([id, idOnExternalPlatform]);
}

function found<T>(thing: T | undefined, code: Parameters<typeof DeError.of>[0]): T {
  if (thing === undefined) throw DeError.of(code);
  return thing;
}
