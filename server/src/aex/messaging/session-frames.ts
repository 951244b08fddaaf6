import { type Static, Type } from 'typebox';
import { parsedJson } from '../../runtime/json.js';
import { checkerOf } from '../../runtime/schema.js';
import type { ChatMessage, StreamEvent } from '../core/inputs.js';

/** [A] There is no list of members: these stand for them. */
export const GUEST = 'guest';
export const AGENT = 'agent';
export const BOT = 'bot';

export const StructuredMessageSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100 }),
  type: Type.String(),
  text: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  direction: Type.Optional(Type.String()),
  channel: Type.Optional(
    Type.Object({
      time: Type.Optional(Type.String()),
      from: Type.Optional(Type.Object({ nickname: Type.Optional(Type.Union([Type.String(), Type.Null()])) })),
    }),
  ),
  events: Type.Optional(
    Type.Array(
      Type.Object({
        eventType: Type.String(),
        presence: Type.Optional(Type.Object({ type: Type.Optional(Type.String()) })),
      }),
    ),
  ),
  originatingEntity: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
export type StructuredMessage = Static<typeof StructuredMessageSchema>;

const FrameSchema = Type.Object({
  type: Type.Optional(Type.String()),
  class: Type.Optional(Type.String()),
  code: Type.Optional(Type.Number()),
  body: Type.Optional(Type.Unknown()),
  tracingId: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
export type SessionFrame = Static<typeof FrameSchema>;

const frames = checkerOf(FrameSchema);
const messages = checkerOf(StructuredMessageSchema);

/** @returns `undefined` when it cannot be read */
export function frameOf(text: string): SessionFrame | undefined {
  const frame = parsedJson(text);
  return frames.fits(frame) ? frame : undefined;
}

export function structuredOf({ class: kind, body }: SessionFrame): StructuredMessage | undefined {
  return kind === 'StructuredMessage' && messages.fits(body) ? body : undefined;
}

/** [C] Sessions that are not there any more. A closed connection is none of them. */
const ENDS = new Set(['SessionExpiredEvent', 'SessionClearedEvent', 'LogoutEvent']);
const OVER = new Set(['Disconnect', 'Clear']);

/** What a frame tells, in the words of the bridge. */
export function eventsOf(frame: SessionFrame): readonly StreamEvent[] {
  if (ENDS.has(frame.class ?? '')) return [{ kind: 'over' }];
  const message = structuredOf(frame);
  if (message === undefined) return [];
  if (message.type !== 'Event') return [messageOf(message)];
  const at = momentOf(message);
  const isTyping = message.direction !== 'Inbound' && message.events?.some(({ eventType }) => eventType === 'Typing');
  return isTyping === true ? [{ kind: 'typing', senderId: AGENT, at }] : presenceOf(message);
}

/** Who came, and that it is over, by a message that tells of it. */
export function presenceOf(message: StructuredMessage): readonly StreamEvent[] {
  if (message.type !== 'Event') return [];
  return (message.events ?? []).flatMap(({ eventType, presence }): StreamEvent[] => {
    if (eventType === 'Presence' && OVER.has(presence?.type ?? '')) return [{ kind: 'over' }];
    if (message.direction === 'Inbound') return [];
    if (eventType === 'Presence' && presence?.type === 'Join')
      return [{ kind: 'member', memberId: AGENT, state: 'CONNECTED', at: momentOf(message) }];
    return [{ kind: 'unknown' }];
  });
}

/** Of a text. */
export function messageOf(message: StructuredMessage): ChatMessage {
  const outbound = message.originatingEntity === 'Bot' ? BOT : AGENT;
  return {
    kind: 'message',
    id: message.id,
    senderId: message.direction === 'Inbound' ? GUEST : outbound,
    bodyType: 'standard',
    text: message.text ?? '',
    at: momentOf(message),
  };
}

/** Milliseconds since 1970; 0 when it does not say. */
export function momentOf(message: StructuredMessage | undefined): number {
  const moment = Date.parse(message?.channel?.time ?? '');
  return Number.isNaN(moment) ? 0 : moment;
}
