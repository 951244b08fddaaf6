import { type Static, Type } from 'typebox';

const Id = Type.String({ minLength: 1, maxLength: 255 });
const Text = Type.String({ maxLength: 32_000 });
/** Fields that nobody knows may be there: not all of what CXone sends is published. */
const open = { additionalProperties: true } as const;
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

export const TokenRequestSchema = Type.Object(
  {
    grant_type: Type.Optional(Type.String({ maxLength: 100 })),
    client_id: Type.Optional(Type.String({ maxLength: 255 })),
    client_secret: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  open,
);
export type TokenRequest = Static<typeof TokenRequestSchema>;

export const TokenAnswerSchema = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: 'Seconds' }),
});

const BrandSchema = Type.Object({ id: Type.Union([Type.Integer(), Type.String({ maxLength: 32 })]) }, open);
const PersonSchema = Type.Object(
  {
    firstName: orNull(Type.String({ maxLength: 255 })),
    surname: orNull(Type.String({ maxLength: 255 })),
    nickname: orNull(Type.String({ maxLength: 255 })),
  },
  open,
);
const ThreadSchema = Type.Object({ idOnExternalPlatform: orNull(Type.String({ maxLength: 255 })) }, open);
const ContentSchema = Type.Object(
  {
    type: orNull(Type.String({ maxLength: 100 })),
    payload: orNull(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { maxProperties: 100 })),
    text: orNull(Text),
    fallbackText: orNull(Text),
    postback: orNull(Text),
  },
  open,
);
export const RecipientSchema = Type.Object(
  { idOnExternalPlatform: Id, name: orNull(Type.String({ maxLength: 255 })) },
  open,
);
const AttachmentSchema = Type.Object(
  { friendlyName: orNull(Type.String({ maxLength: 255 })), url: Type.String({ minLength: 1, maxLength: 4096 }) },
  open,
);
const Recipients = orNull(Type.Array(RecipientSchema, { maxItems: 100 }));

/** What both reply paths have in common. */
const COMMON = {
  brand: orNull(BrandSchema),
  thread: orNull(ThreadSchema),
  attachments: orNull(Type.Array(AttachmentSchema, { maxItems: 100 })),
  authorUser: orNull(PersonSchema),
  createdAtWithMilliseconds: orNull(Type.String({ maxLength: 40 })),
};

export const OutboundSchema = Type.Object(
  { ...COMMON, messageContent: ContentSchema, endUserRecipients: Recipients },
  open,
);
export type OutboundRequestBody = Static<typeof OutboundSchema>;

/** Its exact form is not published: whatever can be read is read. */
export const LegacyReplySchema = Type.Object(
  {
    ...COMMON,
    id: orNull(Type.Union([Type.String({ maxLength: 255 }), Type.Integer()])),
    channel: orNull(Type.Object({ id: orNull(Type.String({ maxLength: 255 })) }, open)),
    post: orNull(ThreadSchema),
    messageContent: orNull(ContentSchema),
    content: orNull(Type.Union([Text, ContentSchema])),
    message: orNull(ContentSchema),
    text: orNull(Text),
    recipients: Recipients,
    endUserRecipients: Recipients,
    author: orNull(PersonSchema),
  },
  open,
);
export type LegacyReplyBody = Static<typeof LegacyReplySchema>;

export const SenderActionSchema = Type.Object(
  {
    brand: orNull(BrandSchema),
    senderAction: Type.Object({ action: Type.Enum(['isTypingOn', 'isTypingOff']) }, open),
    authorUser: orNull(PersonSchema),
  },
  open,
);

export const ValidationSchema = Type.Object(
  { brand: orNull(BrandSchema), endUserRecipients: Type.Array(RecipientSchema, { minItems: 1, maxItems: 100 }) },
  open,
);

export const MAX_DEPTH = 16;

/** Whether something is nested no deeper than `levels`: a schema that lets unknown fields pass does not see to that. */
export function isShallow(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
