import { PUSH_TYPES, type PushType } from './subscription.js';

/** `profile`: to the address of a profile of mock control. */
export type CountedType = PushType | 'profile';
export type Count = 'sent' | 'failed' | 'retried' | 'dropped';
export type Counts = Record<Count, number>;

export function noCounts(): Counts {
  return { sent: 0, failed: 0, retried: 0, dropped: 0 };
}

/** What became of all pushes, by type. */
export class PushCounters {
  readonly byType: Readonly<Record<CountedType, Counts>> = Object.fromEntries(
    [...PUSH_TYPES, 'profile'].map((type) => [type, noCounts()]),
  ) as Record<CountedType, Counts>;

  total(what: Count): number {
    return Object.values(this.byType).reduce((sum, counts) => sum + counts[what], 0);
  }
}
