import type { ChatEvent } from '../../chat/index.js';
import { type Envelope, envelopeOf } from '../envelope.js';
import type { GmsServer } from '../gms-server.js';
import { type GmsMessage, messageOf, utcTime } from '../projection.js';
import type { GmsSession } from '../session.js';
import { type Notice, textsOf } from './notice.js';

/** [D] What of a chat may leave with a push, by the words of Chat Server's option `flex-push-content`. */
const CONTENT = { 'session-id': 'chatId', 'user-id': 'userId', 'secure-key': 'secureKey' } as const;

/** Something that happened in a chat. */
export function noticeOf(gms: GmsServer, session: GmsSession, event: ChatEvent, content: ReadonlySet<string>): Notice {
  const { type, from, text = '', index } = event;
  const { chatId, service } = session;
  const envelope = envelopeWith(gms, session, messageOf(event, session.options), content);
  return { chatId, service, event: type, from, text, index, envelope };
}

/** [A] That nothing happened for long is no line of the transcript of its own, so it has no index. */
export function idleNotice(
  gms: GmsServer,
  session: GmsSession,
  what: 'alert' | 'close',
  content: ReadonlySet<string>,
): Notice {
  const { chatId, service, options } = session;
  const from = { nickname: 'system', participantId: 0, type: 'External' as const };
  const event = what === 'alert' ? ('IdleAlert' as const) : ('IdleClose' as const);
  const text = textsOf({ event, from, text: '' }, {}).body;
  const message: GmsMessage = { from, text, type: event, utcTime: utcTime(gms.chats.clock.now(), options) };
  return { chatId, service, event, from, text, envelope: envelopeWith(gms, session, message, content) };
}

/** The key is a secret, and a target is somebody else: it goes along only where the operator says so. */
function envelopeWith(
  gms: GmsServer,
  session: GmsSession,
  message: GmsMessage,
  content: ReadonlySet<string>,
): Envelope {
  const chat = gms.chats.chat(session.chatId);
  const envelope = envelopeOf({ session, chat, chatEnded: gms.hasEnded(session), messages: [message] });
  const hidden = Object.entries(CONTENT).flatMap(([word, field]) => (content.has(word) ? [] : [field]));
  return Object.fromEntries(
    Object.entries(envelope).filter(([field]) => !hidden.includes(field as (typeof hidden)[number])),
  ) as unknown as Envelope;
}
