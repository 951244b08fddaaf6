/** What can go wrong on purpose with the messages that CXone sends. */
export const CALLBACK_FAULTS = [
  'duplicate',
  'reorder',
  'staleToken',
  'noToken',
  'unknownFields',
  'unknownType',
  'oversizeAttachment',
  'expiredAttachment',
  'otherBrand',
] as const;
export type CallbackFault = (typeof CALLBACK_FAULTS)[number];

/** How many of the next messages each fault meets. */
export class CallbackFaults {
  readonly #left = new Map<CallbackFault, number>();

  order(counts: Readonly<Partial<Record<CallbackFault, number>>>): void {
    for (const fault of CALLBACK_FAULTS) if (counts[fault] !== undefined) this.#left.set(fault, counts[fault]);
  }

  /** Whether it meets this one. It counts as used. */
  take(fault: CallbackFault): boolean {
    const left = this.#left.get(fault) ?? 0;
    if (left === 0) return false;
    this.#left.set(fault, left - 1);
    return true;
  }

  clear(): void {
    this.#left.clear();
  }
}
