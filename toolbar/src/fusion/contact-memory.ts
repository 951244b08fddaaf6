import { fits, isRecord, type CallDirection, type Shape } from '@fusion-cti/protocol';
import type { Log } from '../log.js';
import type { IdSource } from '../vendor/id-source.js';
import type { Payload } from './uef-response.js';

/** What Fusion has been told of a contact, for the page that is loaded after this one. */
export interface RememberedContact {
  readonly eventId: string;
  readonly direction: CallDirection;
  /** The id that Fusion answered with. */
  readonly fusionId: string;
  /** What Fusion said last. */
  readonly carried: Payload;
  readonly started: boolean;
  /** closeComm is on its way. */
  readonly closing: boolean;
  /** Fusion's channel, where it is not the phone. */
  readonly channel?: string;
}

export interface ContactMemory {
  recall(eventId: string): RememberedContact | undefined;
  /** Oldest first. */
  all(): readonly RememberedContact[];
  keep(contact: RememberedContact): void;
  forget(eventId: string): void;
  /** Takes over what another page has told Fusion, instead of all that was known. */
  adopt(contacts: readonly RememberedContact[]): void;
}

/** Where a page can leave something for the next page in the same frame. */
export interface MemoryFrame {
  name: string;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

const KEY = 'fusion-cti.contacts';
const OURS = 'fusion-cti:';
/** A desk has one call at a time, and a few in wrap-up: more than this was left behind by something that went wrong. */
const MOST = 20;

const CONTACT_SHAPE = {
  eventId: 'string',
  direction: ['inbound', 'outbound'],
  fusionId: 'string',
  started: 'boolean',
  closing: 'boolean',
  channel: 'string?',
} as const satisfies Shape;

/**
 * Fusion keeps its offer and its engagement when only the toolbar's frame is loaded again, and loses both when its own
 * page is. The frame's name tells the two apart: it outlives the pages in the frame, and goes with the frame. So what is
 * found under another name is worth nothing; and a frame that Fusion named itself cannot be told apart, and remembers
 * nothing.
 *
 * Session storage belongs to this origin and this tab and ends with it; of a contact it holds what the screen shows, and
 * only until Fusion has heard its end.
 */
export function frameMemory(frame: MemoryFrame, ids: IdSource, log: Log): ContactMemory {
  if (frame.name === '') frame.name = `${OURS}${ids.newId()}`;
  return new FrameMemory(frame, log);
}

/** The contacts of one channel: what is remembered of the others is nothing to whoever looks after this one. */
export function memoryOf(channel: string | undefined, memory: ContactMemory): ContactMemory {
  const isOurs = (contact: RememberedContact): boolean => contact.channel === channel;
  return {
    recall: (eventId) => memory.all().find((contact) => contact.eventId === eventId && isOurs(contact)),
    all: () => memory.all().filter(isOurs),
    keep: (contact) => memory.keep({ ...contact, ...(channel !== undefined && { channel }) }),
    forget: (eventId) => memory.forget(eventId),
    adopt: (contacts) => memory.adopt(contacts),
  };
}

class FrameMemory implements ContactMemory {
  readonly #frame: MemoryFrame;
  readonly #log: Log;
  #contacts: readonly RememberedContact[];

  constructor(frame: MemoryFrame, log: Log) {
    this.#frame = frame;
    this.#log = log;
    this.#contacts = this.#read();
  }

  recall(eventId: string): RememberedContact | undefined {
    return this.#contacts.find((contact) => contact.eventId === eventId);
  }

  all(): readonly RememberedContact[] {
    return this.#contacts;
  }

  keep(contact: RememberedContact): void {
    this.#write([...this.#without(contact.eventId), contact].slice(-MOST));
  }

  forget(eventId: string): void {
    if (this.recall(eventId) !== undefined) this.#write(this.#without(eventId));
  }

  adopt(contacts: readonly RememberedContact[]): void {
    this.#write(contacts);
  }

  #without(eventId: string): readonly RememberedContact[] {
    return this.#contacts.filter((contact) => contact.eventId !== eventId);
  }

  #read(): readonly RememberedContact[] {
    if (!this.#frame.name.startsWith(OURS)) return [];
    try {
      const left: unknown = JSON.parse(this.#frame.sessionStorage.getItem(KEY) ?? 'null');
      if (!isRecord(left) || left.frame !== this.#frame.name || !Array.isArray(left.contacts)) return [];
      return left.contacts.filter(isRemembered);
    } catch {
      // A browser that keeps nothing for framed pages throws here: calls work without it.
      this.#log('What the page before this one left behind could not be read.');
      return [];
    }
  }

  #write(contacts: readonly RememberedContact[]): void {
    this.#contacts = contacts;
    const { name } = this.#frame;
    if (!name.startsWith(OURS)) return;
    try {
      this.#frame.sessionStorage.setItem(KEY, JSON.stringify({ frame: name, contacts }));
    } catch {
      this.#log('Contacts could not be kept for a reload of the page.');
    }
  }
}

export function isRemembered(value: unknown): value is RememberedContact {
  return isRecord(value) && isRecord(value.carried) && fits(CONTACT_SHAPE, value);
}
