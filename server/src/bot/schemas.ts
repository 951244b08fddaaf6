import { type Static, Type } from 'typebox';

/** Characters; Genesys Cloud takes no more in one message. */
export const MAX_TEXT = 4000;

const Name = Type.String({ minLength: 1, maxLength: 100 });

export const NewTalkSchema = Type.Object(
  { name: Name, email: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
);
export type NewTalk = Static<typeof NewTalkSchema>;

export const TalkParamsSchema = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const TalkCreatedSchema = Type.Object({
  id: Type.String({
    description: 'The correlation id: AEX’s id of the conversation, and what every hop can be found by',
  }),
});
export const SaySchema = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: MAX_TEXT }) },
  { additionalProperties: false },
);

/** [A] What the bridge publishes where nobody has changed the form; what else there is in it is let pass. */
export const PublicationSchema = Type.Object({
  ReturnContext: Type.Object({ ConversationId: Type.String({ maxLength: 255 }) }),
  type: Type.Enum(['message', 'typing', 'agent-joined', 'agent-left', 'transferring', 'ended', 'error']),
  message: Type.String({ maxLength: 65_536 }),
  messageId: Type.String({ minLength: 1, maxLength: 255 }),
  agent: Type.Union([Type.Object({ displayName: Type.String({ maxLength: 255 }) }), Type.Null()]),
});
export type Publication = Static<typeof PublicationSchema>;

/** What the bridge answers. */
export const InitiatedSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100 }),
  headers: Type.Record(Type.String(), Type.String()),
});
