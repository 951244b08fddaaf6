import type { ChatEvent } from '../../chat/index.js';
import { timestamp } from '../webchat/projection.js';
import type { MessagingEvent, MessagingFrame, StructuredMessage } from './frames.js';

/** [C] How long somebody is said to type, ms. */
const TYPING_MS = 5000;

/** What a line of a transcript is to a guest of Web Messaging; `undefined`: nothing. */
export function messageOf(event: ChatEvent, id: string): StructuredMessage | undefined {
  const { from, time, text } = event;
  const guest = from.type === 'Client';
  const base = {
    id,
    direction: guest ? 'Inbound' : 'Outbound',
    channel: channelOf(id, time, guest ? undefined : from.nickname),
    content: [],
    originatingEntity: from.type === 'External' ? 'Bot' : 'Human',
  } as const;
  switch (event.type) {
    case 'Message':
    case 'PushUrl':
    case 'Notice':
    case 'CustomNotice':
      return text === undefined || text === '' ? undefined : { ...base, type: 'Text', text };
    case 'TypingStarted':
      if (guest) return undefined;
      return { ...base, type: 'Event', events: [{ eventType: 'Typing', typing: { type: 'On', duration: TYPING_MS } }] };
    case 'ParticipantJoined':
      // [A] The only way in which a guest learns who serves.
      if (from.type !== 'Agent') return undefined;
      return { ...base, type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Join' } }] };
    default:
      return undefined;
  }
}

/** An event of its own: what the guest did, or the end. */
export function eventMessage(
  event: MessagingEvent,
  parts: { readonly id: string; readonly time: number } & Pick<StructuredMessage, 'direction' | 'metadata'>,
): StructuredMessage {
  const { id, time, direction, metadata } = parts;
  return {
    id,
    type: 'Event',
    events: [event],
    direction,
    channel: channelOf(id, time, undefined),
    content: [],
    originatingEntity: 'Human',
    ...(metadata !== undefined && { metadata }),
  };
}

/** What a guest hears of itself. */
export function textMessage(text: string, id: string, time: number): StructuredMessage {
  return {
    id,
    type: 'Text',
    text,
    direction: 'Inbound',
    channel: channelOf(id, time, undefined),
    content: [],
    originatingEntity: 'Human',
  };
}

export function frameOf(message: StructuredMessage, tracingId: string | undefined): MessagingFrame {
  return {
    type: 'message',
    class: 'StructuredMessage',
    code: 200,
    body: message,
    ...(tracingId !== undefined && { tracingId }),
  };
}

function channelOf(messageId: string, time: number, nickname: string | undefined): StructuredMessage['channel'] {
  return {
    time: timestamp(time),
    messageId,
    type: 'Private',
    from: nickname === undefined ? {} : { nickname },
    to: {},
  };
}
