import type { Conversation } from './conversation.js';
import type { Member } from './member.js';

export type BodyType = 'standard' | 'notice' | 'member-join' | 'member-leave';

/** What a conversation keeps of what was said. */
export interface Message {
  readonly id: string;
  readonly sender: string;
  readonly body: string;
  readonly bodyType: BodyType;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Of `metadata.type`. */
export type FrameType = 'member-change' | 'message' | 'typing-indicator';

/** What comes by the event stream. */
export interface Frame {
  readonly topicName: string;
  readonly version: '2';
  readonly eventBody: Readonly<Record<string, unknown>>;
  readonly metadata: { readonly CorrelationId: string; readonly type: FrameType };
}

/** [O] It has no metadata: clients know it by that. */
export const HEARTBEAT = JSON.stringify({
  topicName: 'channel.metadata',
  eventBody: { message: 'WebSocket Heartbeat' },
});

/** Where all of a conversation is, as Genesys Cloud names it in what it tells. */
export const GUEST_PATH = '/api/v2/webchat/guest/conversations';

/** @param time milliseconds since 1970 */
export function memberFrame({ id }: Conversation, member: Member, time: number, correlation: string): Frame {
  return {
    topicName: `v2.conversations.chats.${id}.members`,
    version: '2',
    eventBody: {
      conversation: { id },
      member: { id: member.id, state: member.state },
      timestamp: timestamp(time),
    },
    metadata: { CorrelationId: correlation, type: 'member-change' },
  };
}

export function messageFrame({ id }: Conversation, message: Message, correlation: string): Frame {
  return {
    topicName: `v2.conversations.chats.${id}.messages`,
    version: '2',
    eventBody: {
      id: message.id,
      conversation: { id },
      sender: { id: message.sender },
      body: message.body,
      bodyType: message.bodyType,
      timestamp: timestamp(message.time),
    },
    metadata: { CorrelationId: correlation, type: 'message' },
  };
}

/** Somebody types: by itself, and as the answer to who said so. */
export interface Typing {
  readonly id: string;
  readonly sender: string;
  readonly time: number;
}

export function typingView({ id: conversationId }: Conversation, { id, sender, time }: Typing) {
  return { id, conversation: { id: conversationId }, sender: { id: sender }, timestamp: timestamp(time) };
}

export function typingFrame(conversation: Conversation, typing: Typing, correlation: string): Frame {
  return {
    topicName: `v2.conversations.chats.${conversation.id}.messages`,
    version: '2',
    eventBody: typingView(conversation, typing),
    metadata: { CorrelationId: correlation, type: 'typing-indicator' },
  };
}

/** A member by REST: only there is it said who it is. */
export function memberView({ id, role, details, authenticated, state, joinedAt, leftAt }: Member) {
  return {
    id,
    ...details,
    role,
    ...(joinedAt !== undefined && { joinDate: timestamp(joinedAt) }),
    ...(leftAt !== undefined && { leaveDate: timestamp(leftAt) }),
    authenticatedGuest: authenticated,
    state,
  };
}

export function messageView({ id: conversationId }: Conversation, { id, sender, body, bodyType, time }: Message) {
  const path = `${GUEST_PATH}/${conversationId}`;
  return {
    id,
    conversation: { id: conversationId, selfUri: path },
    sender: { id: sender },
    body,
    bodyType,
    timestamp: timestamp(time),
    selfUri: `${path}/messages/${id}`,
  };
}

export function timestamp(time: number): string {
  return new Date(time).toISOString();
}
