import { type Static, Type } from 'typebox';
import { parsedJson } from '../../runtime/json.js';
import { checkerOf } from '../../runtime/schema.js';
import type { Member, MemberState } from '../core/conversation.js';
import type { BodyType, ChatMessage, StreamEvent } from '../core/inputs.js';

const Id = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\w.:-]+$' });
const Time = Type.Optional(Type.String({ maxLength: 64 }));
const Sender = Type.Optional(Type.Object({ id: Type.Optional(Id) }));

export const MessageSchema = Type.Object({
  id: Id,
  sender: Sender,
  body: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  bodyType: Type.Optional(Type.String({ maxLength: 100 })),
  timestamp: Time,
});

export const MemberSchema = Type.Object({
  id: Id,
  role: Type.Optional(Type.String({ maxLength: 100 })),
  displayName: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  avatarImageUrl: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  state: Type.Optional(Type.String({ maxLength: 100 })),
  leaveDate: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});

/** What every frame is, as far as the bridge looks at it. */
const FrameSchema = Type.Object({
  topicName: Type.Optional(Type.String()),
  eventBody: Type.Optional(Type.Object({}, { additionalProperties: true })),
  metadata: Type.Optional(Type.Object({ type: Type.Optional(Type.String()) })),
});
const MemberChangeSchema = Type.Object({
  member: Type.Object({ id: Id, state: Type.Optional(Type.String()) }),
  timestamp: Time,
});
const TypingSchema = Type.Object({ sender: Type.Object({ id: Id }), timestamp: Time });

const frames = checkerOf(FrameSchema);
const messages = checkerOf(MessageSchema);
const memberChanges = checkerOf(MemberChangeSchema);
const typings = checkerOf(TypingSchema);

const STATES = ['CONNECTED', 'DISCONNECTED', 'ALERTING'] as const;
const BODY_TYPES = ['standard', 'notice', 'member-join', 'member-leave'] as const;
const ROLES = ['AGENT', 'CUSTOMER', 'WORKFLOW', 'ACD'] as const;

/** Agents' names are shown to users. */
const MAX_NAME = 255;

type EventReader = (body: unknown) => StreamEvent | undefined;

/** [C] By `metadata.type`; a heartbeat has none. */
const READERS: Readonly<Record<string, EventReader>> = {
  message: (body) => (messages.fits(body) ? messageOf(body) : undefined),
  'member-change': (body) => {
    if (!memberChanges.fits(body)) return undefined;
    const { member, timestamp } = body;
    const state = stateOf(member.state);
    if (state === undefined) return { kind: 'unknown' };
    return { kind: 'member', memberId: member.id, state, at: momentOf(timestamp) };
  },
  'typing-indicator': (body) =>
    typings.fits(body) ? { kind: 'typing', senderId: body.sender.id, at: momentOf(body.timestamp) } : undefined,
};

/** @returns `undefined` when it cannot be read */
export function eventOf(text: string): StreamEvent | undefined {
  const frame = parsedJson(text);
  if (!frames.fits(frame)) return undefined;
  const { type } = frame.metadata ?? {};
  if (type === undefined) return { kind: frame.topicName === 'channel.metadata' ? 'heartbeat' : 'unknown' };
  const read = READERS[type];
  return read === undefined ? { kind: 'unknown' } : read(frame.eventBody);
}

export function messageOf({ id, sender, body, bodyType, timestamp }: Static<typeof MessageSchema>): ChatMessage {
  const known: BodyType | undefined = BODY_TYPES.find((type) => type === (bodyType ?? 'standard'));
  return {
    kind: 'message',
    id,
    senderId: sender?.id ?? '',
    bodyType: known ?? 'other',
    text: body ?? '',
    at: momentOf(timestamp),
  };
}

export function memberOf(member: Static<typeof MemberSchema>): Member {
  const { id, role, displayName, avatarImageUrl, leaveDate } = member;
  return {
    id,
    role: ROLES.find((known) => known === role?.toUpperCase()),
    name: (displayName ?? '').slice(0, MAX_NAME),
    avatarUrl: avatarImageUrl ?? null,
    state: stateOf(member.state) ?? 'DISCONNECTED',
    hasLeft: typeof leaveDate === 'string' && leaveDate !== '',
  };
}

function stateOf(state: string | undefined): MemberState | undefined {
  return STATES.find((known) => known === state?.toUpperCase());
}

function momentOf(timestamp: string | undefined): number {
  const moment = Date.parse(timestamp ?? '');
  return Number.isNaN(moment) ? 0 : moment;
}
