import type { Lease } from './store.js';

/** What a commit can be made of. Each is built by the function of its name. */
export type Write =
  | { readonly kind: 'append'; readonly log: string; readonly texts: readonly string[]; readonly ifLast?: number }
  | { readonly kind: 'put'; readonly key: string; readonly text: string; readonly ifVersion?: number }
  | { readonly kind: 'remove'; readonly key: string; readonly ifVersion?: number }
  | { readonly kind: 'fence'; readonly lease: string; readonly token: number }
  | {
      readonly kind: 'schedule';
      readonly table: string;
      readonly name: string;
      readonly at: number;
      readonly text: string;
    }
  | { readonly kind: 'unschedule'; readonly table: string; readonly name: string; readonly ifAt?: number }
  | { readonly kind: 'enqueue'; readonly outbox: string; readonly key: string; readonly text: string }
  | { readonly kind: 'acknowledge'; readonly claim: Claim }
  | { readonly kind: 'retry'; readonly claim: Claim; readonly at: number }
  | { readonly kind: 'bury'; readonly claim: Claim; readonly reason: string }
  | { readonly kind: 'discard'; readonly outbox: string; readonly id: number };

export type WriteOf<K extends Write['kind']> = Extract<Write, { kind: K }>;

/** The right to end an item that was taken from an outbox. */
export interface Claim {
  readonly outbox: string;
  readonly key: string;
  readonly id: number;
  /** How often it has been taken. Who took it before the last time has lost it. */
  readonly attempt: number;
}

/**
 * Appends texts to a log.
 * @param condition `ifLast`: only when this is the log's last sequence number (0: only when it never had an entry)
 */
export function append(log: string, texts: readonly string[], condition: { ifLast?: number } = {}): Write {
  return { kind: 'append', log, texts, ...condition };
}

/**
 * Sets a record.
 * @param condition `ifVersion`: only when this is its version (0: only when there is no such record)
 */
export function put(key: string, text: string, condition: { ifVersion?: number } = {}): Write {
  return { kind: 'put', key, text, ...condition };
}

/**
 * Removes a record; one that is not there is no mistake.
 * @param condition `ifVersion`: only when this is its version
 */
export function remove(key: string, condition: { ifVersion?: number } = {}): Write {
  return { kind: 'remove', key, ...condition };
}

/** Lets the commit happen only as long as nobody else has become the owner. */
export function fence({ name, token }: Lease): Write {
  return { kind: 'fence', lease: name, token };
}

/** Sets a deadline, or moves the one of that name. */
export function schedule(table: string, name: string, at: number, text = ''): Write {
  return { kind: 'schedule', table, name, at, text };
}

/**
 * Forgets a deadline; one that is not there is no mistake.
 * @param condition `ifAt`: only when it has not been moved or forgotten since
 */
export function unschedule(table: string, name: string, condition: { ifAt?: number } = {}): Write {
  return { kind: 'unschedule', table, name, ...condition };
}

/** Puts a text at the end of the line of its key. */
export function enqueue(outbox: string, key: string, text: string): Write {
  return { kind: 'enqueue', outbox, key, text };
}

/** The item has arrived. */
export function acknowledge({ outbox, key, id, attempt }: Claim): Write {
  return { kind: 'acknowledge', claim: { outbox, key, id, attempt } };
}

/** The item has not arrived: again from `at` on, and those of its key after it. */
export function retry({ outbox, key, id, attempt }: Claim, at: number): Write {
  return { kind: 'retry', claim: { outbox, key, id, attempt }, at };
}

/** The item will never arrive: puts it aside for a person, and lets those of its key go on. */
export function bury({ outbox, key, id, attempt }: Claim, reason: string): Write {
  return { kind: 'bury', claim: { outbox, key, id, attempt }, reason };
}

/** Forgets an item that was put aside; one that is not there is no mistake. */
export function discard(outbox: string, id: number): Write {
  return { kind: 'discard', outbox, id };
}
