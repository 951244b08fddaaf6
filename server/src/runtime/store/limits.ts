import { CodedError } from '../coded-error.js';
import type { Write } from './writes.js';

/** How much a store takes. What is above is refused before anything is changed. */
export interface StoreLimits {
  /** Bytes of a name or key, in UTF-8. All adapters take at least 255. */
  readonly nameBytes: number;
  /** Bytes of a text, in UTF-8. */
  readonly textBytes: number;
  /** Bytes of all texts of a commit. */
  readonly commitBytes: number;
  /** Writes of a commit, each appended text counted as one. */
  readonly commitWrites: number;
  /** Entries of an answer. */
  readonly page: number;
}

export const STORE_LIMITS: StoreLimits = {
  nameBytes: 255,
  textBytes: 1_048_576,
  commitBytes: 4_194_304,
  commitWrites: 1000,
  page: 1000,
};

/** Control characters part the names in the keys of adapters; a lone surrogate would be stored as something else. */
const UNFIT_IN_NAME = /[\p{Cc}\p{Surrogate}]/u;
const UNFIT_IN_TEXT = /\p{Surrogate}/u;

interface WriteParts {
  readonly names: readonly string[];
  readonly texts: readonly string[];
  readonly numbers: readonly (number | undefined)[];
  /** What may occur once in a commit: its conditions would contradict each other. */
  readonly target?: string;
}

type PartsTable = { readonly [K in Write['kind']]: (write: Extract<Write, { kind: K }>) => WriteParts };

const PARTS: PartsTable = {
  append: ({ log, texts, ifLast }) => ({ names: [log], texts, numbers: [ifLast] }),
  put: ({ key, text, ifVersion }) => ({ names: [key], texts: [text], numbers: [ifVersion], target: `record ${key}` }),
  remove: ({ key, ifVersion }) => ({ names: [key], texts: [], numbers: [ifVersion], target: `record ${key}` }),
  fence: ({ lease, token }) => ({ names: [lease], texts: [], numbers: [token] }),
  schedule: ({ table, name, at, text }) => ({
    names: [table, name],
    texts: [text],
    numbers: [at],
    target: `deadline ${name} of ${table}`,
  }),
  unschedule: ({ table, name, ifAt }) => ({
    names: [table, name],
    texts: [],
    numbers: [ifAt],
    target: `deadline ${name} of ${table}`,
  }),
  enqueue: ({ outbox, key, text }) => ({ names: [outbox, key], texts: [text], numbers: [] }),
  acknowledge: ({ claim }) => claimed(claim),
  retry: ({ claim, at }) => ({ ...claimed(claim), numbers: [claim.id, claim.attempt, at] }),
  bury: ({ claim, reason }) => ({ ...claimed(claim), texts: [reason] }),
  discard: ({ outbox, id }) => ({ names: [outbox], texts: [], numbers: [id] }),
};

/** @throws CodedError `store-request-invalid`, `store-text-too-large` */
export function checkCommit(writes: readonly Write[], limits: StoreLimits): void {
  const targets = new Set<string>();
  let bytes = 0;
  let count = 0;
  for (const write of writes) {
    const { names, texts, numbers, target } = partsOf(write);
    for (const name of names) checkName(name, limits);
    for (const number of numbers) if (number !== undefined) checkNumber(number);
    for (const text of texts) bytes += checkText(text, limits);
    if (target !== undefined && targets.size === targets.add(target).size)
      throw invalid(`the commit names ${target} twice`);
    count += Math.max(1, texts.length);
  }
  if (count > limits.commitWrites) throw invalid(`a commit has at most ${limits.commitWrites} writes`);
  if (bytes > limits.commitBytes) throw tooLarge(`the commit has ${bytes} bytes, the limit is ${limits.commitBytes}`);
}

/** @throws CodedError `store-request-invalid` */
export function checkName(name: string, limits: StoreLimits): void {
  if (name === '') throw invalid('a name is empty');
  if (Buffer.byteLength(name) > limits.nameBytes) throw invalid(`a name has at most ${limits.nameBytes} bytes`);
  if (UNFIT_IN_NAME.test(name)) throw invalid('a name has a control character or half a character');
}

/** @throws CodedError `store-request-invalid` when it is not a whole number from 0 on */
export function checkNumber(number: number): void {
  if (!Number.isSafeInteger(number) || number < 0) throw invalid(`${number} is not a whole number from 0 on`);
}

/** @throws CodedError `store-request-invalid` */
export function checkPage(limit: number, limits: StoreLimits): void {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > limits.page)
    throw invalid(`the limit is not between 1 and ${limits.page}`);
}

/** @returns its bytes */
function checkText(text: string, { textBytes }: StoreLimits): number {
  const bytes = Buffer.byteLength(text);
  if (bytes > textBytes) throw tooLarge(`the text has ${bytes} bytes, the limit is ${textBytes}`);
  if (UNFIT_IN_TEXT.test(text)) throw invalid('a text has half a character');
  return bytes;
}

function partsOf<K extends Write['kind']>(write: Extract<Write, { kind: K }>): WriteParts {
  return PARTS[write.kind](write);
}

function claimed({ outbox, key, id, attempt }: { outbox: string; key: string; id: number; attempt: number }) {
  return { names: [outbox, key], texts: [], numbers: [id, attempt], target: `item ${id} of ${outbox}` };
}

function invalid(details: string): CodedError {
  return new CodedError('store-request-invalid', { details });
}

function tooLarge(details: string): CodedError {
  return new CodedError('store-text-too-large', { details });
}
