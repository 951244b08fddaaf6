import type { ClosingCause, LineItem, Member, MemberState } from './conversation.js';

export type BodyType = 'standard' | 'notice' | 'member-join' | 'member-leave';

/** Something of the transcript. */
export interface ChatMessage {
  readonly kind: 'message';
  readonly id: string;
  readonly senderId: string;
  /** One that is not in the list is ignored. */
  readonly bodyType: BodyType | 'other';
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What the event stream tells. */
export type StreamEvent =
  | ChatMessage
  | { readonly kind: 'member'; readonly memberId: string; readonly state: MemberState; readonly at: number }
  | { readonly kind: 'typing'; readonly senderId: string; readonly at: number }
  | { readonly kind: 'over' }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'unknown' };

/**
 * What came of sending. `throttled` and `unsent`: it has certainly not arrived. `unsure`: nobody knows. `state`: the
 * conversation takes no messages at the moment. `gone`: there is no such conversation any more. `denied`: no right to it.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'throttled'; readonly waitMs: number }
  | { readonly kind: 'refused' | 'unsent' | 'unsure' | 'state' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'denied' };

export type BridgeInput =
  | { readonly kind: 'said'; readonly texts: readonly Pick<LineItem, 'id' | 'text'>[] }
  | { readonly kind: 'send-ended'; readonly id: string; readonly outcome: SendOutcome }
  | { readonly kind: 'told'; readonly event: StreamEvent }
  /** Who is who: of members that an event names. */
  | { readonly kind: 'met'; readonly members: readonly Member[] }
  /**
   * The stream is there, and this is what was missed; `isOver`: the end too. `settles`: the message of the line that was
   * looked for.
   */
  | {
      readonly kind: 'attached';
      readonly members: readonly Member[];
      readonly messages: readonly ChatMessage[];
      readonly isOver?: boolean;
      readonly settles: string;
    }
  | {
      readonly kind: 'looked';
      readonly messages: readonly ChatMessage[];
      readonly isOver?: boolean;
      readonly settles: string;
    }
  | { readonly kind: 'look-failed'; readonly id: string }
  | { readonly kind: 'detached' }
  | { readonly kind: 'gone'; readonly cause: 'guest-gone' | 'lost' }
  | { readonly kind: 'close'; readonly cause: ClosingCause }
  | { readonly kind: 'left' }
  | { readonly kind: 'leave-failed' }
  /** Another process, or this one after a restart, goes on with it. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'time' };

export type PublishedType = 'message' | 'typing' | 'agent-joined' | 'agent-left' | 'transferring' | 'ended' | 'error';

/** For the caller. */
export interface PublishedEvent {
  readonly type: PublishedType;
  /** Stays the same however often it is sent. */
  readonly messageId: string;
  readonly text: string;
  readonly agent: Pick<Member, 'id' | 'name' | 'avatarUrl'> | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why it ended. */
  readonly cause?: string;
  /** What the user said and nobody will read. */
  readonly undelivered?: number;
}

/** What became of something that the user said. */
export type LineVerdict = 'delivered' | 'refused' | 'conversation_ended' | 'line_full';

/** What is to be done, once the decision is stored. */
export type BridgeEffect =
  | { readonly kind: 'send'; readonly id: string; readonly text: string }
  | { readonly kind: 'look'; readonly id: string }
  | { readonly kind: 'settled'; readonly id: string; readonly verdict: LineVerdict }
  | { readonly kind: 'leave' }
  | { readonly kind: 'over' };
