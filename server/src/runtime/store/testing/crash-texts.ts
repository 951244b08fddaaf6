import { append, enqueue, put, type Write } from '../index.js';

/** What number `n` stands for, of many sizes: some fill several pages of a file. */
export function crashText(n: number): string {
  return `${n} ${'x'.repeat((n * 37) % 9000)}`;
}

export function recordKey(n: number): string {
  return `record/${`${n}`.padStart(12, '0')}`;
}

/** One commit: a log entry, a record and an outbox item, which have to be there together or not at all. */
export function crashWrites(n: number): readonly Write[] {
  const text = crashText(n);
  return [append('log', [text]), put(recordKey(n), text), enqueue('box', `${n % 64}`, text)];
}
