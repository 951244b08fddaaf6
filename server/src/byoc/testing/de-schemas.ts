import { Type } from 'typebox';
import { checkerOf } from '../../runtime/schema.js';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1 });
const Moment = Type.String({ format: 'date-time' });
const Fields = Type.Array(Type.Object({ ident: Id, value: Type.String() }, strict));

/** What the Digital Engagement API is documented to take: anything more or less fails a test. */
export const DE_BODIES = {
  createMessage: checkerOf(
    Type.Object(
      {
        idOnExternalPlatform: Id,
        direction: Type.Enum(['inbound', 'outbound']),
        createdAtWithMilliseconds: Moment,
        thread: Type.Object({ idOnExternalPlatform: Id, threadName: Type.Optional(Type.String()) }, strict),
        messageContent: Type.Object(
          {
            type: Type.Enum(['TEXT', 'QUICK_REPLIES', 'LIST_PICKER', 'RICH_LINK', 'ADAPTIVE_CARD', 'PLUGIN']),
            payload: Type.Object({}),
            fallbackText: Type.String(),
            postback: Type.Union([Type.String(), Type.Null()]),
          },
          strict,
        ),
        authorEndUserIdentity: Type.Object(
          {
            idOnExternalPlatform: Id,
            firstName: Type.Optional(Id),
            lastName: Type.Optional(Id),
            nickname: Type.Optional(Id),
            image: Type.Optional(Id),
            customFields: Type.Optional(Fields),
          },
          strict,
        ),
        attachments: Type.Array(Type.Object({ friendlyName: Type.String(), url: Id }, strict)),
        contact: Type.Optional(Type.Object({ customFields: Type.Optional(Fields) }, strict)),
      },
      strict,
    ),
  ),
  status: checkerOf(
    Type.Object(
      { status: Type.Enum(['delivered', 'seen', 'failed']), updatedAt: Moment, reason: Type.Optional(Type.String()) },
      strict,
    ),
  ),
  typing: checkerOf(Type.Object({ action: Type.Enum(['isTypingOn', 'isTypingOff']) }, strict)),
  lock: checkerOf(Type.Object({ canAddMoreMessages: Type.Boolean() }, strict)),
  contactStatus: checkerOf(
    Type.Object(
      { status: Type.Enum(['new', 'open', 'pending', 'escalated', 'resolved', 'closed', 'trashed']) },
      strict,
    ),
  ),
  upload: checkerOf(Type.Object({ content: Type.String(), mimeType: Type.String({ pattern: '^[a-z]+/' }) }, strict)),
  abandon: checkerOf(Type.Object({ type: Type.Enum(['abandon', 'expired', 'shortAbandon']) }, strict)),
} as const;
