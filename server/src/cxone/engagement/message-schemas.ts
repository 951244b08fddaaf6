import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Finding, problemsOf } from '../answers.js';
import { DeError } from '../errors.js';

export const ExternalId = Type.String({ minLength: 1, maxLength: 255 });
const Short = Type.String({ maxLength: 255 });
export const LongText = Type.String({ maxLength: 100_000 });
const Address = Type.String({ pattern: '^https?://', maxLength: 4096 });
/** ISO 8601; with milliseconds, as the field's name says. */
const Moment = Type.String({
  pattern: '^\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d\\.\\d{3}(Z|[+-][0-2]\\d:?[0-5]\\d)$',
});
const Loose = Type.Object({}, { additionalProperties: true });

function closed<Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false });
}

function orNull<Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}

export const CustomFields = Type.Array(closed({ ident: Short, value: LongText }), { maxItems: 100 });

export const EndUserSchema = closed({
  idOnExternalPlatform: ExternalId,
  firstName: orNull(Short),
  lastName: orNull(Short),
  nickname: orNull(Short),
  image: orNull(Type.String({ maxLength: 4096 })),
  customFields: Type.Optional(CustomFields),
});

export const ThreadSchema = closed({ idOnExternalPlatform: ExternalId, threadName: orNull(Short) });

const Action = Type.Object(
  { type: Short, text: Type.Optional(LongText), description: orNull(LongText), postback: orNull(LongText) },
  { additionalProperties: true },
);

interface PayloadCheck {
  Check(payload: unknown): boolean;
  Errors(payload: unknown): Finding[];
}

/** What each type of content holds. Those of which nothing is known take anything. */
const PAYLOADS = {
  TEXT: closed({ text: LongText }),
  QUICK_REPLIES: closed({ text: closed({ content: LongText }), actions: Type.Array(Action, { maxItems: 100 }) }),
  LIST_PICKER: closed({ title: Type.Unknown(), text: Type.Unknown(), actions: Type.Array(Action, { maxItems: 100 }) }),
  RICH_LINK: closed({
    media: closed({ fileName: Short, mimeType: Short, url: Address }),
    title: closed({ content: LongText }),
    url: Address,
  }),
  ADAPTIVE_CARD: Type.Object({ type: Short, version: Short }, { additionalProperties: true }),
  PLUGIN: closed({ postback: orNull(LongText), elements: Type.Array(Loose, { maxItems: 100 }) }),
  DYNAMIC_CONTENT: Loose,
  FORM: Loose,
  POSTBACK: Loose,
  TIME_PICKER: Loose,
  UNSUPPORTED: Loose,
} as const;
const CHECKS = new Map<string, PayloadCheck>(
  Object.entries(PAYLOADS).map(([type, schema]: [string, TSchema]) => [type, Compile(schema)]),
);

export const ContentSchema = closed({
  type: Type.Enum(Object.keys(PAYLOADS)),
  payload: Type.Record(Type.String(), Type.Unknown()),
  fallbackText: orNull(LongText),
  postback: orNull(LongText),
});

export const AttachmentsSchema = Type.Array(closed({ friendlyName: Short, url: Address }), { maxItems: 50 });

const ContactSchema = closed({
  customFields: Type.Optional(CustomFields),
  status: Type.Optional(Type.Enum(['new', 'open', 'pending', 'escalated', 'resolved', 'closed', 'trashed'])),
  skillId: Type.Optional(Type.Integer({ minimum: 0 })),
});

/** What a message can say beside who and what. */
const extra = {
  attachments: Type.Optional(AttachmentsSchema),
  contact: Type.Optional(ContactSchema),
  recipients: Type.Optional(Type.Array(Loose, { maxItems: 100 })),
  url: orNull(Type.String({ maxLength: 4096 })),
  title: orNull(LongText),
  tagIds: Type.Optional(Type.Array(Type.Integer(), { maxItems: 100 })),
  replyToMessage: orNull(Loose),
  isReplyToSpecificMessage: orNull(Type.Boolean()),
  browserFingerprint: Type.Optional(Loose),
  externalAttributes: Type.Optional(Type.Array(closed({ key: Short, value: LongText }), { maxItems: 100 })),
};

export const CreateMessageSchema = closed({
  idOnExternalPlatform: ExternalId,
  direction: Type.Enum(['inbound', 'outbound']),
  createdAtWithMilliseconds: Moment,
  thread: ThreadSchema,
  messageContent: ContentSchema,
  authorEndUserIdentity: EndUserSchema,
  ...extra,
});
export type CreateMessage = Static<typeof CreateMessageSchema>;

export const InboundSchema = closed({
  messageContent: ContentSchema,
  authorCustomerIdentity: EndUserSchema,
  thread: ThreadSchema,
  attachments: extra.attachments,
});

export const SendOutboundSchema = closed({
  messageContent: ContentSchema,
  thread: Type.Optional(ThreadSchema),
  recipients: Type.Array(
    Type.Object({ idOnExternalPlatform: ExternalId, name: orNull(Short) }, { additionalProperties: true }),
    { minItems: 1, maxItems: 100 },
  ),
  attachments: extra.attachments,
  contact: extra.contact,
});
export type SendOutbound = Static<typeof SendOutboundSchema>;

export type GivenContent = Static<typeof ContentSchema>;

/**
 * What a schema of all types together cannot say well.
 * @throws DeError 400
 */
export function checkContent({ type, payload }: GivenContent, characters: number): void {
  const check = CHECKS.get(type);
  if (check !== undefined && !check.Check(payload)) {
    throw new DeError(400, problemsOf(check.Errors(payload), 'messageContent.payload'));
  }
  const tooLong = JSON.stringify(payload).length > characters + JSON.stringify({ text: '' }).length;
  if (tooLong) {
    const message = `must not have more than ${characters} characters`;
    const field = 'messageContent.payload';
    throw new DeError(400, [{ field, message, parameters: { limit: characters }, errorCode: 'maxLength' }]);
  }
}
