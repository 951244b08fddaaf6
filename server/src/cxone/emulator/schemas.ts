import { Type } from 'typebox';
import { CALLBACK_FAULTS } from '../callbacks/callback-faults.js';
import { AttachmentsSchema, ContentSchema, ExternalId } from '../engagement/message-schemas.js';
import { CONTACT_STATUSES } from '../engagement/model.js';

const Url = Type.String({ pattern: '^https?://[^ ]+$', maxLength: 2048 });
const Text = Type.String({ minLength: 1, maxLength: 200 });
const Milliseconds = Type.Integer({ minimum: 0, maximum: 86_400_000 });

function closed<Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false });
}

export const IntegrationParams = Type.Object({ integrationId: Type.String({ maxLength: 100 }) });
export const SnapshotParams = Type.Object({ name: Type.String({ pattern: '^[\\w.-]{1,100}$' }) });
export const ContactParams = Type.Object({ contactNumber: Type.String({ maxLength: 20 }) });

export const LogQuery = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});

export const IntegrationChanges = Type.Partial(
  closed({
    name: Text,
    integrationBoxUrl: Url,
    authorizationUrl: Url,
    clientId: Text,
    clientSecret: Text,
    addActionUrl: Url,
    reconnectUrl: Url,
    removeUrl: Url,
    outboundApiForReplies: Type.Boolean(),
    service: Type.String({ pattern: '^[0-9A-Za-z._-]{1,64}$' }),
    tokenRequest: Type.Enum(['json', 'form']),
  }),
  { additionalProperties: false, minProperties: 1 },
);

export const PageSchema = closed({
  action: Type.Enum(['add', 'reconnect', 'remove']),
  agentId: Text,
  backUrl: Url,
});

export const RequestFaultSchema = closed({
  operation: Type.Optional(
    Type.String({ maxLength: 64, description: 'Such as token, createMessage; absent: any of Digital Engagement' }),
  ),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
  delayMs: Type.Optional(Milliseconds),
  refuse: Type.Optional(
    closed({
      status: Type.Integer({ minimum: 400, maximum: 599 }),
      errorCode: Type.Optional(Type.String({ maxLength: 200 })),
      retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
    }),
  ),
  loseAnswer: Type.Optional(Type.Boolean()),
});

const Count = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 }));
export const CallbackFaultSchema = Type.Object(Object.fromEntries(CALLBACK_FAULTS.map((name) => [name, Count])), {
  additionalProperties: false,
  minProperties: 1,
});

/** A thread, as the middleware calls it. */
const place = { channelId: Type.String({ maxLength: 255 }), threadIdOnExternalPlatform: ExternalId };

export const ReplySchema = closed({
  ...place,
  agentId: Text,
  messageContent: ContentSchema,
  attachments: Type.Optional(AttachmentsSchema),
});

export const TypingSchema = closed({ ...place, agentId: Text, started: Type.Boolean() });

export const OutboundSchema = closed({
  channelId: Type.String({ maxLength: 255 }),
  agentId: Text,
  recipient: closed({ idOnExternalPlatform: ExternalId, name: Type.Optional(Text) }),
  text: Type.String({ minLength: 1, maxLength: 100_000 }),
});

export const StatusSchema = closed({ status: Type.Enum([...CONTACT_STATUSES]) });
