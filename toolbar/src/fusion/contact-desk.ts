import type { CallDirection } from '@fusion-cti/protocol';
import { ContactQueue, type QueueWatcher } from './contact-queue.js';
import type { Payload } from './uef-response.js';

/** What the toolbar remembers of a contact for Fusion's sake. */
export interface DeskEntry {
  /** The id at the vendor's side. */
  readonly eventId: string;
  readonly direction: CallDirection;
  readonly queue: ContactQueue;
  /** The id that Fusion answered with: usually the same. */
  fusionId: string;
  /** What Fusion said last: goes into the next action, or Fusion cannot match it to the contact. */
  carried: Payload;
  /** Fusion has the contact started, for this page or for the one before it. */
  started: boolean;
  /** closeComm is on its way or through. */
  closed: boolean;
}

/** The contacts that Fusion knows, or is being told of. */
export class ContactDesk {
  readonly #entries = new Map<string, DeskEntry>();

  open(
    eventId: string,
    direction: CallDirection,
    carried: Payload,
    watcher: (entry: DeskEntry) => QueueWatcher,
  ): DeskEntry {
    const entry: DeskEntry = {
      eventId,
      direction,
      // Called only once a step ran, long after this statement.
      queue: new ContactQueue({
        blocked: (step, error) => watcher(entry).blocked(step, error),
        unblocked: (step) => watcher(entry).unblocked(step),
        forgotten: () => watcher(entry).forgotten(),
      }),
      fusionId: eventId,
      carried,
      started: false,
      closed: false,
    };
    this.#entries.set(eventId, entry);
    return entry;
  }

  get(eventId: string): DeskEntry | undefined {
    return this.#entries.get(eventId);
  }

  /** By the id that Fusion uses. */
  byFusionId(fusionId: string): DeskEntry | undefined {
    return [...this.#entries.values()].find((entry) => entry.fusionId === fusionId) ?? this.#entries.get(fusionId);
  }

  /** Only this very entry: the same id may have come back for another call meanwhile. */
  forget(entry: DeskEntry): void {
    if (this.#entries.get(entry.eventId) === entry) this.#entries.delete(entry.eventId);
  }
}
