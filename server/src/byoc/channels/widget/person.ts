import type { EndCause, EndUser } from '../../core/conversation.js';
import type { ContentView } from './content-view.js';

/** Somebody with the widget in a browser, or in several. Moments are milliseconds since 1970. */
export interface Person {
  readonly channel: string;
  readonly customer: EndUser;
  /** The one conversation that is written on: it begins with the first message. */
  readonly thread: string;
  /** Number of the newest entry; 0 when there is none. */
  readonly last: number;
  /** Through which entry the browser has what agents said, and through which it was seen. */
  readonly got: number;
  readonly seen: number;
  /** Until then an agent types. */
  readonly typingUntil: number;
  /** When a browser came last. */
  readonly openedAt: number;
  /** What was kept lately: the same again is nothing new. */
  readonly marks: readonly string[];
}

/** What a person may see of what happened. */
export type Happening =
  /** The customer's own words. */
  | {
      readonly kind: 'said';
      /** Of the browser. */
      readonly id: string;
      readonly messageId: string;
      readonly text: string;
    }
  | ({ readonly kind: 'message'; readonly messageId: string; readonly author: string } & ContentView)
  | { readonly kind: 'asked'; readonly endsAt: number }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'ended'; readonly cause: EndCause }
  | { readonly kind: 'refused'; readonly messageId: string; readonly reason: string }
  /** Another conversation. */
  | { readonly kind: 'began'; readonly by: 'customer' | 'agent' };

export type Entry = Happening & { readonly seq: number; readonly at: number; readonly thread: string };

/** How often the same thing may come again before it is forgotten that it was there. */
const MARKS = 64;

export function newPerson(channel: string, customer: EndUser, thread: string): Person {
  return { channel, customer, thread, last: 0, got: 0, seen: 0, typingUntil: 0, openedAt: 0, marks: [] };
}

export interface Kept {
  readonly person: Person;
  readonly entries: readonly Entry[];
}

/**
 * The person with happenings behind what there is.
 * @param mark by which the same is known when it comes again
 * @returns `undefined` when it was kept before
 */
export function withHappenings(
  person: Person,
  mark: string,
  happenings: readonly { readonly at: number; readonly thread: string; readonly what: Happening }[],
): Kept | undefined {
  if (person.marks.includes(mark)) return undefined;
  const entries = happenings.map(({ at, thread, what }, n) => ({ ...what, seq: person.last + n + 1, at, thread }));
  const marks = [...person.marks, mark].slice(-MARKS);
  return { person: { ...person, last: person.last + entries.length, marks }, entries };
}
