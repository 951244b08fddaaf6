import fastJson from 'fast-json-stringify';
import { Type } from 'typebox';
import type { Envelope } from './envelope.js';

/** Of ours, or of a list: there is nothing in it that JSON escapes. */
const Word = Type.String({ format: 'unsafe' });
const Count = Type.Integer();
/** By whatever names. */
const Anything = Type.Unsafe<unknown>({});

const MessageSchema = Type.Object({
  from: Type.Object({ nickname: Type.String(), participantId: Count, type: Word }),
  index: Type.Optional(Count),
  text: Type.Optional(Type.String()),
  messageType: Type.Optional(Type.String()),
  type: Word,
  utcTime: Count,
  userData: Type.Optional(Anything),
  eventAttributes: Type.Optional(Anything),
});

const EnvelopeSchema = Type.Object({
  messages: Type.Array(MessageSchema),
  chatEnded: Type.Boolean(),
  statusCode: Count,
  // In a refusal these two are as the client gave them.
  alias: Type.Optional(Type.String()),
  secureKey: Type.Optional(Word),
  userId: Type.Optional(Word),
  chatId: Type.Optional(Type.String()),
  nextPosition: Type.Optional(Count),
  userData: Type.Optional(Anything),
  errors: Type.Optional(Type.Array(Type.Object({ code: Count, advice: Type.String() }))),
  monitored: Type.Optional(Type.Boolean()),
  channel: Type.Optional(Type.String()),
  requestId: Type.Optional(Type.String()),
});

const write = fastJson(EnvelopeSchema);

/** What `JSON.stringify` makes of it, in about half the time: most of what a notification costs is to be written. */
export function envelopeJson(envelope: Envelope): string {
  return write(envelope);
}
