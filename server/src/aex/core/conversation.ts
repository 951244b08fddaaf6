import type { BridgeState } from './bridge-table.js';

export type MemberRole = 'AGENT' | 'CUSTOMER' | 'WORKFLOW' | 'ACD';
export type MemberState = 'CONNECTED' | 'DISCONNECTED' | 'ALERTING';

/** Somebody at the other side, as it tells. */
export interface Member {
  readonly id: string;
  readonly role: MemberRole | undefined;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly state: MemberState;
  /** Whether it is known to have left for good. */
  readonly hasLeft: boolean;
}

/** The same, and what the bridge has made of it. */
export interface KnownMember extends Member {
  /** An agent of whom the user was told, and who has not left since. */
  readonly present: boolean;
  /** Of the newest change, milliseconds since 1970. */
  readonly changedAt: number;
  /** When it left, milliseconds since 1970; 0 when it did not. */
  readonly leftAt: number;
  /** The newest changes, so that a repeated one is known again. */
  readonly changes: readonly string[];
}

/** `sending`: on its way. `unsure`: it may have arrived, or not; the transcript knows. */
export type LinePhase = 'waiting' | 'sending' | 'unsure';

/** Something that the user has said, and of which it is not known yet that it has arrived. */
export interface LineItem {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly phase: LinePhase;
  /** How often it was sent, or looked for. */
  readonly tries: number;
  /** The message of the transcript that this one has become. */
  readonly seenAs: string;
}

/** Why the bridge itself ends a chat. */
export type ClosingCause = 'user-ended' | 'waited-too-long' | 'overflowed' | 'lost';

export interface Closing {
  readonly cause: ClosingCause;
  /** `flushing`: what the user said before is sent first. `leaving`: the guest is taken out. `left`: is told so. */
  readonly phase: 'flushing' | 'leaving' | 'left';
  readonly tries: number;
  /** When it ends whatever the other side says. */
  readonly until: number;
}

/** Where the caller wants to be told. */
export interface ReturnAddress {
  readonly url: string;
  readonly token: string;
  /** As it came. */
  readonly context: Readonly<Record<string, unknown>>;
}

export type DeadlineName = 'give-up' | 'send' | 'look' | 'settle' | 'successor' | 'wait' | 'flush' | 'leave' | 'left';

/** One chat, as it is stored: nothing of it is anywhere else. */
export interface Conversation {
  readonly id: string;
  /** Who asked for it: the name of an API key. */
  readonly caller: string;
  /** What stands for the caller's channel: its digest. */
  readonly channel: string;
  readonly region: string;
  readonly backend: string;
  readonly createdAt: number;
  readonly state: BridgeState;
  readonly since: number;
  /** What the back end needs to go on with it, secrets among it; gone at the end. */
  readonly session: unknown;
  /** Gone at the end. */
  readonly returnTo: ReturnAddress | undefined;
  readonly guestId: string;
  /** Whether the guest was ever there. */
  readonly guestWasThere: boolean;
  readonly attached: boolean;
  readonly members: readonly KnownMember[];
  readonly line: readonly LineItem[];
  /** Messages behind the cursor of which we know. */
  readonly seen: readonly string[];
  /** Everything up to this message is done; empty: from the beginning. */
  readonly cursor: string;
  /** Events that were published. */
  readonly published: number;
  readonly typingAt: number;
  readonly closing: Closing | undefined;
  /** Moments, milliseconds since 1970. */
  readonly deadlines: Readonly<Partial<Record<DeadlineName, number>>>;
  /** Until when lost agents may come back, by member. */
  readonly graces: Readonly<Record<string, number>>;
  readonly endedAt: number;
  readonly endCause: string;
  readonly duplicates: number;
  readonly ignored: number;
}

export type NewConversation = Pick<
  Conversation,
  'id' | 'caller' | 'channel' | 'region' | 'backend' | 'session' | 'returnTo' | 'guestId'
>;

export function newConversation(parts: NewConversation, now: number, giveUpMs: number): Conversation {
  return {
    ...parts,
    createdAt: now,
    state: 'attaching',
    since: now,
    guestWasThere: false,
    attached: false,
    members: [],
    line: [],
    seen: [],
    cursor: '',
    published: 0,
    typingAt: 0,
    closing: undefined,
    deadlines: { 'give-up': now + giveUpMs },
    graces: {},
    endedAt: 0,
    endCause: '',
    duplicates: 0,
    ignored: 0,
  };
}

/** When time has something to do with it; `undefined`: never. */
export function nextDeadline({ deadlines, graces }: Conversation): number | undefined {
  const all = [...Object.values(deadlines), ...Object.values(graces)];
  return all.length === 0 ? undefined : Math.min(...all);
}
