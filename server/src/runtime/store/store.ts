import type { Claim, Write } from './writes.js';

/**
 * What outlives a process: logs, records, leases, deadlines and outboxes.
 *
 * Everything that changes something answers after it is durable, and everything that reads sees what was answered
 * before. Texts are whatever the caller writes, mostly JSON: the store never looks into them. Names and texts have
 * limits (`StoreLimits`). Moments are milliseconds since 1970, of the clock that the store was opened with.
 *
 * Versions, tokens and ids are above 0, only grow, and never come twice, whatever was removed in between. The sequence
 * numbers of a log are 1, 2, 3 and so on.
 *
 * Every method may reject with `store-request-invalid` or `store-text-too-large` (the caller's mistake; nothing was
 * changed) or with `store-unavailable` (whether it was done is not known).
 */
export interface Store {
  readonly logs: Logs;
  readonly records: Records;
  readonly leases: Leases;
  readonly deadlines: Deadlines;
  readonly outboxes: Outboxes;
  /**
   * Does all of the writes or none, in their order. Conditions are judged before the first, against what was there.
   * @returns for each write its number: of `append` the sequence number of the last entry, of `put` the version, of
   * `enqueue` the id, of the others 0
   * @throws CodedError `store-conflict` when a version, a log's end or a deadline is not the expected one,
   * `store-lease-lost` when a fence is not held any more, `store-claim-lost` when somebody else took the item since
   */
  commit(...writes: readonly Write[]): Promise<readonly number[]>;
  /** Lets go of files or connections, after what was begun is done. The store is of no use afterwards. */
  close(): Promise<void>;
}

/** Texts in the order in which they were appended. Written by `append`. */
export interface Logs {
  /** The entries behind sequence number `after`, oldest first, at most `limit`. */
  read(log: string, after: number, limit: number): Promise<LogPage>;
  /** Removes the entries up to sequence number `through`, with it. The numbers go on. */
  trim(log: string, through: number): Promise<void>;
  /** Removes a log that nobody appends to any more, its numbers included: another one of that name begins at 1. */
  drop(log: string): Promise<void>;
}

export interface LogPage {
  /** The oldest entry that is left; `last + 1` when none is. Above `after + 1`, the reader has missed entries. */
  readonly first: number;
  /** The newest entry there ever was; 0 when there was none. */
  readonly last: number;
  readonly entries: readonly LogEntry[];
}

export interface LogEntry {
  readonly seq: number;
  /** When it was appended. */
  readonly at: number;
  readonly text: string;
}

/** Texts by key. Written by `put` and `remove`. */
export interface Records {
  get(key: string): Promise<StoredRecord | undefined>;
  /** Records whose key begins with `prefix`, by the bytes of their keys, behind the key `after`, at most `limit`. */
  list(prefix: string, after: string, limit: number): Promise<readonly StoredRecord[]>;
}

export interface StoredRecord {
  readonly key: string;
  /** Changes with every `put`; a record that was removed and put again never has an old one. */
  readonly version: number;
  readonly text: string;
}

/**
 * Who owns what, for a time. Holding a lease proves nothing by itself, because a process can be stopped for longer than
 * its lease lasts: writes of an owner carry `fence(lease)`, and are refused when another has become the owner.
 */
export interface Leases {
  /**
   * @param holder for people who look at it; who asks again does not get it again
   * @param forMs milliseconds from now
   * @returns `undefined` when somebody holds it
   */
  acquire(name: string, holder: string, forMs: number): Promise<Lease | undefined>;
  /**
   * Holds it for `forMs` from now. A lease that ran out can be renewed until another takes it.
   * @returns `undefined` when it is lost
   */
  renew(lease: Lease, forMs: number): Promise<Lease | undefined>;
  /** Lets it go at once. A lease that is lost already stays with whom it is. */
  release(lease: Lease): Promise<void>;
  /** Who holds it now. */
  holder(name: string): Promise<Lease | undefined>;
}

export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** The fencing token: above those of all owners before. */
  readonly token: number;
  readonly expiresAt: number;
}

/** What has to happen at a time, by name, in tables (of a site, for instance). Written by `schedule` and `unschedule`. */
export interface Deadlines {
  /** Those whose time has come, soonest first, at most `limit`. They stay until they are unscheduled. */
  due(table: string, limit: number): Promise<readonly Deadline[]>;
  /** When the soonest is due; `undefined` when there is none. */
  next(table: string): Promise<number | undefined>;
}

export interface Deadline {
  readonly name: string;
  readonly at: number;
  readonly text: string;
}

/**
 * What has to reach somebody else, at least once. Items with the same key leave in the order in which they came: as long
 * as one is taken, or waits for its next try, those behind it wait too. Written by `enqueue`; an item that was taken
 * ends by `acknowledge`, comes again by `retry`, or is put aside by `bury`.
 */
export interface Outboxes {
  /**
   * Takes the first item of each key whose time has come, at most `limit`, the longest waiting keys first. Who does not
   * end it within `holdMs` milliseconds loses it to the next who takes.
   */
  take(outbox: string, limit: number, holdMs: number): Promise<readonly OutboxItem[]>;
  /** When there is something to take; `undefined` when the outbox is empty. */
  next(outbox: string): Promise<number | undefined>;
  /** What was put aside, by id, behind id `after`, at most `limit`. It stays until it is discarded. */
  buried(outbox: string, after: number, limit: number): Promise<readonly BuriedItem[]>;
  /** How much there is. No more than `limit` items are looked at: it is for people, and must not cost much. */
  depth(outbox: string, limit: number): Promise<OutboxDepth>;
}

/** Each number up to the limit; what is beyond it is not known. */
export interface OutboxDepth {
  /** Items that have not ended, whether or not their time has come. */
  readonly waiting: number;
  /** When the oldest of them was enqueued; `undefined` when there are none. */
  readonly oldestAt: number | undefined;
  /** Items that were put aside. */
  readonly buried: number;
}

export interface OutboxItem extends Claim {
  readonly text: string;
  /** When it was enqueued. */
  readonly at: number;
}

export interface BuriedItem {
  readonly id: number;
  readonly key: string;
  readonly text: string;
  /** When it was enqueued. */
  readonly at: number;
  readonly attempt: number;
  readonly buriedAt: number;
  readonly reason: string;
}
