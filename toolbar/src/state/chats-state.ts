import type { ChatAgentState, UnreadChatFrame } from '@fusion-cti/protocol';
import type { Chat } from './chats.js';

/** What the contact centre says of chats, before anybody has read it. */
export type ChatTold =
  | UnreadChatFrame
  /** How all chats are. */
  | { readonly eventName: 'snapshot'; readonly chats: readonly unknown[]; readonly chatAgent?: string }
  /** The line is back, and what was missed follows. */
  | { readonly eventName: 'resumed' };

/** Whom a chat can be given to, and what need not be typed. */
export interface ChatHelp {
  readonly agents: readonly { readonly agentId: string; readonly name: string; readonly available: boolean }[];
  readonly services: readonly string[];
  readonly cannedReplies: readonly { readonly id: string; readonly title: string; readonly text: string }[];
  /** Bytes. */
  readonly maxFileBytes: number;
}

export interface ChatsState {
  /** Oldest first. */
  readonly list: readonly Chat[];
  /** Told, and not read yet: what reads it is loaded with the first of it, and a page that is loaded again goes on there. */
  readonly inbox: readonly ChatTold[];
  /** Whether the agent is offered chats; absent until it is known. */
  readonly agent?: ChatAgentState;
  /** The chat in front. */
  readonly shown?: string;
  readonly help?: ChatHelp;
}

export const NO_CHATS: ChatsState = { list: [], inbox: [] };
