import { type Static, Type } from 'typebox';

const Id = Type.String({ minLength: 1, maxLength: 255 });
const Short = Type.Optional(Type.String({ maxLength: 255 }));
const strict = { additionalProperties: false } as const;

const Fields = Type.Optional(
  Type.Array(Type.Object({ ident: Id, value: Type.String({ maxLength: 4096 }) }, strict), { maxItems: 100 }),
);

const CustomerSchema = Type.Object(
  {
    id: Id,
    firstName: Short,
    lastName: Short,
    nickname: Short,
    image: Type.Optional(Type.String({ maxLength: 2048 })),
    /** Values of custom fields of the customer. */
    fields: Fields,
  },
  strict,
);
const MessageSchema = Type.Object(
  {
    id: Id,
    /** Absent for one that is attachments only. */
    text: Type.Optional(Type.String({ maxLength: 32_000 })),
    /** Of a button that was pressed: what its maker wants to hear. */
    postback: Type.Optional(Type.String({ maxLength: 4096 })),
    attachments: Type.Optional(
      Type.Array(
        Type.Object({ friendlyName: Id, url: Type.String({ pattern: '^https://', maxLength: 4096 }) }, strict),
        { maxItems: 100 },
      ),
    ),
    /** Values of custom fields of the case. */
    fields: Fields,
  },
  strict,
);

const COMMON = { id: Id, at: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })) };
const kind = <K extends string>(type: K) => ({ ...COMMON, type: Type.Literal(type), threadId: Id });

/** What a platform tells of its customers. */
export const WebhookEventSchema = Type.Union([
  Type.Object(
    {
      ...COMMON,
      type: Type.Literal('message'),
      threadId: Type.Optional(Id),
      customer: CustomerSchema,
      message: MessageSchema,
    },
    strict,
  ),
  Type.Object({ ...kind('typing'), isTyping: Type.Boolean() }, strict),
  Type.Object(kind('active'), strict),
  Type.Object(kind('left'), strict),
  Type.Object(kind('ended'), strict),
  Type.Object({ ...kind('seen'), messageId: Id }, strict),
  Type.Object({ ...kind('failed'), messageId: Id, reason: Type.String({ maxLength: 255 }) }, strict),
]);
export type WebhookEvent = Static<typeof WebhookEventSchema>;

export const ReceivedSchema = Type.Object({ threadId: Type.String(), messageId: Type.String() });
