import { createHash } from 'node:crypto';
import type { Seal } from '../runtime/seal.js';
import { enqueue, fence, type Lease, put, remove, type Store, type Write } from '../runtime/store/index.js';
import { isOver } from './core/bridge-table.js';
import type { Conversation, ReturnAddress } from './core/conversation.js';
import type { PublishedEvent } from './core/inputs.js';

/** A conversation as it is stored. */
export interface StoredChat {
  readonly chat: Conversation;
  readonly version: number;
}

/** What a channel has: a chat, or one that is being made. */
export interface Channel {
  readonly id: string;
  /** Since when it is being made, milliseconds since 1970; 0 when it is there. */
  readonly creatingSince: number;
  readonly version: number;
}

/** Something for a caller, with all that it takes to send it. */
export interface Parcel {
  readonly conversationId: string;
  readonly caller: string;
  readonly event: PublishedEvent;
  readonly returnTo: ReturnAddress;
}

export const PUBLISH_OUTBOX = 'aex/publish';

const LIVE = 'aex/live/';
const DONE = 'aex/done/';
const CHANNEL = 'aex/channel/';
const PAGE = 500;

/** What the bridge knows and must not forget. All of it is sealed. */
export class ChatBook {
  readonly #store: Store;
  readonly #seal: Seal;

  constructor(store: Store, seal: Seal) {
    this.#store = store;
    this.#seal = seal;
  }

  get store(): Store {
    return this.#store;
  }

  async live(id: string): Promise<StoredChat | undefined> {
    return this.#chatAt(LIVE + id);
  }

  /** The chat, whether or not it is over. */
  async find(id: string): Promise<Conversation | undefined> {
    const found = (await this.#chatAt(LIVE + id)) ?? (await this.#chatAt(DONE + id));
    return found?.chat;
  }

  /** Ids of chats that are not over, behind `after`. */
  async liveIds(after = ''): Promise<readonly string[]> {
    return this.#ids(LIVE, after);
  }

  async channel(channel: string): Promise<Channel | undefined> {
    const key = CHANNEL + channel;
    const record = await this.#store.records.get(key);
    if (record === undefined) return undefined;
    return { ...(JSON.parse(this.#seal.open(record.text, key)) as Omit<Channel, 'version'>), version: record.version };
  }

  /** @throws CodedError `store-conflict` when the channel is not as it was */
  async beginChannel(channel: string, now: number, before: Channel | undefined): Promise<Channel> {
    const content = { id: '', creatingSince: now };
    const [version = 0] = await this.#store.commit(
      put(CHANNEL + channel, this.#sealed(CHANNEL + channel, content), { ifVersion: before?.version ?? 0 }),
    );
    return { ...content, version };
  }

  async forgetChannel(channel: string, { version }: Channel): Promise<void> {
    await this.#store.commit(remove(CHANNEL + channel, { ifVersion: version }));
  }

  /** A new chat, as the one of its channel. */
  async begin(chat: Conversation, channel: Channel, lease: Lease): Promise<StoredChat> {
    const [, , version = 0] = await this.#store.commit(
      fence(lease),
      this.#channelOf(chat, channel.version),
      put(LIVE + chat.id, this.#sealed(LIVE + chat.id, chat), { ifVersion: 0 }),
    );
    return { chat, version };
  }

  /**
   * What a decision has made of a chat, and what is published of it, in one: neither is there without the other.
   * @param lease of who owns it; `undefined` for who only adds to its line
   * @throws CodedError `store-conflict`, `store-lease-lost`, `store-unavailable`
   */
  async save(
    before: StoredChat,
    chat: Conversation,
    events: readonly PublishedEvent[],
    lease: Lease | undefined,
  ): Promise<StoredChat> {
    const changes = isOver(chat.state) ? this.#moves(before, chat) : [this.#puts(before, chat)];
    const parcels = events.map((event) => this.#parcelOf(before.chat, event));
    const [version = 0] = await this.#store.commit(
      ...changes,
      ...parcels,
      ...(lease === undefined ? [] : [fence(lease)]),
    );
    return { chat, version };
  }

  /** Forgets chats that ended before `moment`. */
  async forgetDone(moment: number): Promise<void> {
    for (let after = ''; ;) {
      const ids = await this.#ids(DONE, after);
      for (const id of ids) {
        const stored = await this.#chatAt(DONE + id);
        if (stored !== undefined && stored.chat.endedAt < moment) await this.#store.commit(remove(DONE + id));
      }
      after = ids.at(-1) ?? '';
      if (ids.length < PAGE) return;
    }
  }

  openParcel(sealed: string): Parcel {
    return JSON.parse(this.#seal.open(sealed, PUBLISH_OUTBOX)) as Parcel;
  }

  /** Puts a parcel at the end of its channel's line. */
  parcelWrite(channel: string, parcel: Parcel): Write {
    return enqueue(PUBLISH_OUTBOX, channel, this.#seal.close(JSON.stringify(parcel), PUBLISH_OUTBOX));
  }

  #parcelOf({ id, caller, channel, returnTo }: Conversation, event: PublishedEvent): Write {
    if (returnTo === undefined) throw new Error(`Chat ${id} publishes after its end`);
    return this.parcelWrite(channel, { conversationId: id, caller, event, returnTo });
  }

  #puts({ version }: StoredChat, chat: Conversation): Write {
    const key = LIVE + chat.id;
    return put(key, this.#sealed(key, chat), { ifVersion: version });
  }

  #moves({ version }: StoredChat, chat: Conversation): readonly Write[] {
    const done = DONE + chat.id;
    return [
      remove(LIVE + chat.id, { ifVersion: version }),
      remove(CHANNEL + chat.channel),
      put(done, this.#sealed(done, chat)),
    ];
  }

  #channelOf({ id, channel }: Conversation, ifVersion: number): Write {
    const key = CHANNEL + channel;
    return put(key, this.#sealed(key, { id, creatingSince: 0 }), { ifVersion });
  }

  async #chatAt(key: string): Promise<StoredChat | undefined> {
    const record = await this.#store.records.get(key);
    if (record === undefined) return undefined;
    return { chat: JSON.parse(this.#seal.open(record.text, key)) as Conversation, version: record.version };
  }

  async #ids(prefix: string, after: string): Promise<readonly string[]> {
    const records = await this.#store.records.list(prefix, after === '' ? '' : prefix + after, PAGE);
    return records.map(({ key }) => key.slice(prefix.length));
  }

  #sealed(key: string, content: unknown): string {
    return this.#seal.close(JSON.stringify(content), key);
  }
}

/** What stands for a channel in names and keys: who it is can not be read from it. */
export function channelDigest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
