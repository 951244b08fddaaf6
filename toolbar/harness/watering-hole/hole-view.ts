/** What a customer sees of the conversation: made of the entries that the middleware tells, and of what is on its way. */
import type { HoleFrame } from './hole-line.js';

export interface Choice {
  readonly text: string;
  readonly description: string;
  readonly postback: string;
}

export interface FileLink {
  readonly name: string;
  readonly url: string;
}

interface EntryParts {
  readonly seq: number;
  readonly at: string;
  readonly thread: string;
}

export type Entry = EntryParts &
  (
    | {
        readonly kind: 'said';
        readonly id: string;
        readonly messageId: string;
        readonly text: string;
        readonly files: readonly FileLink[];
      }
    | {
        readonly kind: 'message';
        readonly author: string;
        readonly text: string;
        readonly buttons: readonly Choice[];
        readonly links: readonly { readonly title: string; readonly url: string }[];
        readonly files: readonly FileLink[];
      }
    | { readonly kind: 'asked'; readonly leftMs: number }
    | { readonly kind: 'resumed' }
    | { readonly kind: 'ended'; readonly cause: string }
    | { readonly kind: 'refused'; readonly messageId: string; readonly reason: string }
    | { readonly kind: 'began'; readonly by: 'customer' | 'agent' }
  );

export type EntryFrame = HoleFrame & { readonly type: 'entry' } & Entry;
export type OpenedFrame = HoleFrame & {
  readonly type: 'opened';
  readonly customerId: string;
  readonly thread: string;
  readonly state: 'new' | 'open' | 'asked' | 'ended';
  readonly cause: string;
  readonly leftMs: number;
  readonly last: number;
  readonly limits: { readonly textLength: number };
};

/** Something that the page has to say until it is answered. */
export interface Waiting {
  readonly id: string;
  readonly text: string;
  readonly postback: string;
  readonly files: readonly { readonly fileId: string; readonly name: string }[];
  /** Why it will not be said; empty as long as it may. */
  readonly failed: string;
}

export type HoleState = OpenedFrame['state'];

export interface HoleView {
  /** What the middleware calls the customer; empty before it has said so. */
  readonly customerId: string;
  readonly state: HoleState;
  readonly cause: string;
  /** Epoch milliseconds of this browser; 0: no count-down runs. */
  readonly endsAt: number;
  readonly thread: string;
  readonly entries: readonly Entry[];
  readonly waiting: readonly Waiting[];
  readonly agentTypes: boolean;
  readonly isConnected: boolean;
  readonly textLength: number;
}

export const NEW_VIEW: HoleView = {
  customerId: '',
  state: 'new',
  cause: '',
  endsAt: 0,
  thread: '',
  entries: [],
  waiting: [],
  agentTypes: false,
  isConnected: false,
  textLength: 4000,
};

/** @param now epoch milliseconds */
export function withOpened(
  view: HoleView,
  { customerId, thread, state, cause, leftMs, limits }: OpenedFrame,
  now: number,
): HoleView {
  const endsAt = state === 'asked' ? now + leftMs : 0;
  return { ...view, customerId, thread, state, cause, endsAt, textLength: limits.textLength, agentTypes: false };
}

/** The same entry again changes nothing. */
export function withEntry(view: HoleView, entry: Entry, now: number): HoleView {
  const last = view.entries.at(-1)?.seq ?? 0;
  if (entry.seq <= last) return view;
  const entries = [...view.entries, entry];
  const waiting = entry.kind === 'said' ? view.waiting.filter(({ id }) => id !== entry.id) : view.waiting;
  return { ...view, entries, waiting, ...standAfter(view, entry, now) };
}

type Stand = Partial<Pick<HoleView, 'state' | 'cause' | 'endsAt' | 'thread'>>;

/** What is told late of a conversation that is over changes nothing of the one that is. */
function standAfter(view: HoleView, entry: Entry, now: number): Stand {
  if (entry.kind === 'began')
    return { thread: entry.thread, state: entry.by === 'agent' ? 'open' : 'new', cause: '', endsAt: 0 };
  if (entry.thread !== view.thread || view.state === 'ended') return {};
  switch (entry.kind) {
    case 'asked':
      return { state: 'asked', endsAt: now + entry.leftMs };
    case 'resumed':
      return { state: 'open', endsAt: 0 };
    case 'ended':
      return { state: 'ended', cause: entry.cause, endsAt: 0 };
    case 'said':
    case 'message':
      return view.state === 'new' ? { state: 'open' } : {};
    case 'refused':
      return {};
  }
}
