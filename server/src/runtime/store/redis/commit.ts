import { CodedError } from '../../coded-error.js';
import type { Claim, Write } from '../writes.js';
import { list, number, ReplyError } from './replies.js';
import type { Argument } from './script-runner.js';

type ArgumentTable = { readonly [K in Write['kind']]: (write: Extract<Write, { kind: K }>) => readonly Argument[] };

/** What the commit script is told of each kind of write. An absent condition is the empty text. */
const ARGUMENTS: ArgumentTable = {
  append: ({ log, texts, ifLast = '' }) => [log, ifLast, ...texts],
  put: ({ key, text, ifVersion = '' }) => [key, ifVersion, text],
  remove: ({ key, ifVersion = '' }) => [key, ifVersion],
  fence: ({ lease, token }) => [lease, token],
  schedule: ({ table, name, at, text }) => [table, name, at, text],
  unschedule: ({ table, name, ifAt = '' }) => [table, name, ifAt],
  enqueue: ({ outbox, key, text }) => [outbox, key, text],
  acknowledge: ({ claim }) => claimed(claim),
  retry: ({ claim, at }) => [...claimed(claim), at],
  bury: ({ claim, reason }) => [...claimed(claim), reason],
  discard: ({ outbox, id }) => [outbox, id],
};

const REFUSALS = ['store-conflict', 'store-lease-lost', 'store-claim-lost'] as const;

export function commitArguments(writes: readonly Write[]): readonly Argument[] {
  return writes.flatMap((write) => {
    const args = argumentsOf(write);
    return [write.kind, args.length, ...args];
  });
}

/** @throws CodedError for a condition that was not fulfilled */
export function commitNumbers(reply: unknown): readonly number[] {
  const [first, code, details] = list(reply);
  if (first !== 'refused') return list(reply).map(number);
  const refusal = REFUSALS.find((known) => known === code);
  if (refusal === undefined) throw new ReplyError('a refusal');
  throw new CodedError(refusal, { details: String(details) });
}

function argumentsOf<K extends Write['kind']>(write: Extract<Write, { kind: K }>): readonly Argument[] {
  return ARGUMENTS[write.kind](write);
}

function claimed({ outbox, key, id, attempt }: Claim): readonly Argument[] {
  return [outbox, key, id, attempt];
}
