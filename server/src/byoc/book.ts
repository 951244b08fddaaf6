import { createHash } from 'node:crypto';
import type { IdSource } from '../runtime/ids.js';
import type { Seal } from '../runtime/seal.js';
import { enqueue, put, remove, schedule, type Store, unschedule, type Write } from '../runtime/store/index.js';
import type { Conversation } from './core/conversation.js';
import type { ChannelEvent, CxoneJob } from './core/inputs.js';

/** A thread as it is stored; version 0 when it is not yet. */
export interface StoredThread {
  readonly conversation: Conversation;
  readonly version: number;
}

interface Parcel {
  /** By which who gets it twice can tell. */
  readonly id: string;
  readonly at: number;
  readonly channel: string;
  readonly thread: string;
  /** Who it is about. */
  readonly customer: string;
}

/** Something for a channel. */
export interface ChannelParcel extends Parcel {
  readonly event: ChannelEvent;
}

/** Something for CXone. */
export interface CxoneParcel extends Parcel {
  readonly job: CxoneJob;
}

export const CHANNEL_OUTBOX = 'byoc/channel';
export const CXONE_OUTBOX = 'byoc/cxone';
/** When threads have to be looked at. */
export const THREAD_TIMES = 'byoc/threads';
/** When records are forgotten. */
export const EXPIRY_TIMES = 'byoc/expiry';

const LIVE = 'byoc/live/';
const DONE = 'byoc/done/';
const KNOWN = 'byoc/known/';
const PAGE = 500;

/** What the middleware knows and must not forget. What people say and who they are is sealed. */
export class Book {
  readonly store: Store;
  readonly #seal: Seal;
  readonly #ids: IdSource;
  readonly #retentionMs: number;

  constructor(store: Store, seal: Seal, ids: IdSource, retentionMs: number) {
    this.store = store;
    this.#seal = seal;
    this.#ids = ids;
    this.#retentionMs = retentionMs;
  }

  /** The thread, whether or not it has ended. */
  async find(key: string): Promise<StoredThread | undefined> {
    return (await this.#threadAt(LIVE + key)) ?? (await this.#threadAt(DONE + key));
  }

  /** Threads that have not ended, behind the key `after`. */
  async live(after: string): Promise<{ readonly threads: readonly Conversation[]; readonly after: string }> {
    const records = await this.store.records.list(LIVE, after, PAGE);
    const threads = records.map(({ key, text }) => this.#opened<Conversation>(key, text));
    return { threads, after: records.length < PAGE ? '' : (records.at(-1)?.key ?? '') };
  }

  /**
   * What a decision has made of a thread, and what follows from it: all of it in one commit.
   * @throws CodedError `store-conflict` when somebody else was quicker
   */
  async save(
    { conversation: before, version }: StoredThread,
    conversation: Conversation,
    parcels: { readonly events: readonly ChannelEvent[]; readonly jobs: readonly CxoneJob[]; readonly at: number },
    more: readonly Write[] = [],
  ): Promise<void> {
    const { events, jobs, at } = parcels;
    const { channel, thread, customer } = conversation;
    const of = { channel, thread, customer: customer.id, at };
    const isNew = version === 0;
    await this.store.commit(
      ...this.#threadWrites(before, conversation, version),
      ...(isNew ? [put(KNOWN + customerKey(channel, customer.id), '')] : []),
      ...events.map((event) => this.event({ ...of, event })),
      ...jobs.map((job) => this.job({ ...of, job })),
      ...more,
    );
  }

  /** Whether a customer has ever had a thread on a channel. */
  async isKnown(channel: string, customer: string): Promise<boolean> {
    return (await this.store.records.get(KNOWN + customerKey(channel, customer))) !== undefined;
  }

  /** What becomes of messages goes out beside the messages: neither waits for the other. */
  job(parcel: Omit<CxoneParcel, 'id'>): Write {
    const line = parcel.job.kind === 'status' ? '/status' : '';
    return this.#enqueue(CXONE_OUTBOX, `${threadKey(parcel.channel, parcel.thread)}${line}`, parcel);
  }

  event(parcel: Omit<ChannelParcel, 'id'>): Write {
    return this.#enqueue(CHANNEL_OUTBOX, threadKey(parcel.channel, parcel.thread), parcel);
  }

  /** Once more, behind what else waits for its thread, and as if it had never been tried. */
  again(outbox: string, key: string, text: string): Write {
    return enqueue(outbox, key, text);
  }

  /** @throws Error when it was sealed with another key */
  openParcel<P extends ChannelParcel | CxoneParcel>(outbox: string, text: string): P {
    return JSON.parse(this.#seal.open(text, outbox)) as P;
  }

  /** A customer has seen an agent's message: nothing less is told of it any more. */
  seen(channel: string, messageId: string, expiresAt: number): readonly Write[] {
    const key = seenKey(channel, messageId);
    return [put(key, ''), schedule(EXPIRY_TIMES, key, expiresAt)];
  }

  async isSeen(channel: string, messageId: string): Promise<boolean> {
    return (await this.store.records.get(seenKey(channel, messageId))) !== undefined;
  }

  /**
   * Something that is forgotten by itself.
   * @param version of what it takes the place of; 0: nobody else may have remembered anything under this key
   */
  remember(key: string, value: unknown, expiresAt: number, version = 0): readonly Write[] {
    const text = this.#seal.close(JSON.stringify(value), key);
    return [put(key, text, { ifVersion: version }), this.prolong(key, expiresAt)];
  }

  /** Later than was said. */
  prolong(key: string, expiresAt: number): Write {
    return schedule(EXPIRY_TIMES, key, expiresAt);
  }

  /** The same, in the place of what was there. */
  keep(key: string, value: unknown, expiresAt: number): readonly Write[] {
    return [put(key, this.#seal.close(JSON.stringify(value), key)), schedule(EXPIRY_TIMES, key, expiresAt)];
  }

  /** The same of bytes: at most three quarters of what the store takes as a text. */
  keepBytes(key: string, bytes: Buffer, expiresAt: number): readonly Write[] {
    return [put(key, this.#seal.close(bytes, key)), schedule(EXPIRY_TIMES, key, expiresAt)];
  }

  async recallBytes(key: string): Promise<Buffer | undefined> {
    const record = await this.store.records.get(key);
    return record && this.#seal.openBytes(record.text, key);
  }

  /** What was remembered is forgotten before its time. */
  forget(key: string): readonly Write[] {
    return [remove(key), unschedule(EXPIRY_TIMES, key)];
  }

  async recall<T>(key: string): Promise<T | undefined> {
    return (await this.recallVersion<T>(key))?.value;
  }

  async recallVersion<T>(key: string): Promise<{ readonly value: T; readonly version: number } | undefined> {
    const record = await this.store.records.get(key);
    return record && { value: this.#opened<T>(key, record.text), version: record.version };
  }

  /** What is remembered under keys that begin alike, by their bytes, behind the key `after`. */
  async recallAll<T>(prefix: string, after: string, limit: number): Promise<readonly T[]> {
    const records = await this.store.records.list(prefix, after, limit);
    return records.map(({ key, text }) => this.#opened<T>(key, text));
  }

  #enqueue(outbox: string, key: string, parcel: object): Write {
    return enqueue(outbox, key, this.#seal.close(JSON.stringify({ ...parcel, id: this.#ids.uuid() }), outbox));
  }

  #threadWrites(before: Conversation, conversation: Conversation, version: number): readonly Write[] {
    const key = threadKey(conversation.channel, conversation.thread);
    const isOver = conversation.state === 'ended';
    const wasOver = version !== 0 && before.state === 'ended';
    const at = (isOver ? DONE : LIVE) + key;
    const text = this.#seal.close(JSON.stringify(conversation), at);
    if (isOver === wasOver) return [put(at, text, { ifVersion: version }), ...this.#time(key, before, conversation)];
    return [
      remove(LIVE + key, { ifVersion: version }),
      put(at, text),
      unschedule(THREAD_TIMES, key),
      schedule(EXPIRY_TIMES, at, conversation.endedAt + this.#retentionMs),
    ];
  }

  #time(key: string, before: Conversation, { dueAt }: Conversation): readonly Write[] {
    if (before.dueAt === dueAt) return [];
    return [dueAt === 0 ? unschedule(THREAD_TIMES, key) : schedule(THREAD_TIMES, key, dueAt)];
  }

  async #threadAt(key: string): Promise<StoredThread | undefined> {
    const record = await this.store.records.get(key);
    if (record === undefined) return undefined;
    return { conversation: this.#opened<Conversation>(key, record.text), version: record.version };
  }

  #opened<T>(key: string, text: string): T {
    return JSON.parse(this.#seal.open(text, key)) as T;
  }
}

/** What stands for a thread in keys and names: what its platform calls it can be long, and be a number of a phone. */
export function threadKey(channel: string, thread: string): string {
  return `${channel}/${digest(thread)}`;
}

export function digest(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function seenKey(channel: string, messageId: string): string {
  return `byoc/saw/${channel}/${digest(messageId)}`;
}

function customerKey(channel: string, customer: string): string {
  return `${channel}/${digest(customer)}`;
}
