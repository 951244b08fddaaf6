import { type Static, Type } from 'typebox';
import { pageQuery } from '../paging.js';

const Id = Type.String({ maxLength: 100 });
const Short = Type.String({ maxLength: 255 });
const UUID = '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$';

/** Fields that are not listed are taken and mean nothing: clients of other versions send them. */
export const CreateSchema = Type.Object({
  organizationId: Type.String({ pattern: UUID }),
  deploymentId: Type.String({ pattern: UUID }),
  routingTarget: Type.Object({
    targetType: Type.String({ maxLength: 100, description: 'QUEUE, in any case' }),
    targetAddress: Type.String({ minLength: 1, maxLength: 200, description: 'The name of a queue' }),
    skills: Type.Optional(Type.Array(Short, { maxItems: 100 })),
    language: Type.Optional(Short),
    priority: Type.Optional(Type.Number()),
  }),
  memberInfo: Type.Object({
    displayName: Type.String({ minLength: 1, maxLength: 255 }),
    firstName: Type.Optional(Short),
    lastName: Type.Optional(Short),
    email: Type.Optional(Short),
    phoneNumber: Type.Optional(Short),
    avatarImageUrl: Type.Optional(Type.String({ maxLength: 2048 })),
    customFields: Type.Optional(
      Type.Record(Type.String({ maxLength: 255 }), Type.String({ maxLength: 1000 }), { maxProperties: 50 }),
    ),
  }),
  memberAuthToken: Type.Optional(Type.String({ maxLength: 8192, description: 'From POST /api/v2/signeddata' })),
  journeyContext: Type.Optional(Type.Object({}, { additionalProperties: true })),
});
export type CreateRequest = Static<typeof CreateSchema>;

export const ConversationParams = Type.Object({ conversationId: Id });
export const MemberParams = Type.Object({ conversationId: Id, memberId: Id });
export const MessageParams = Type.Object({ conversationId: Id, messageId: Id });
export const MediaRequestParams = Type.Object({ conversationId: Id, mediaRequestId: Id });

export const MembersQuery = Type.Object({
  ...pageQuery(100),
  excludeDisconnectedMembers: Type.Optional(Type.Boolean({ default: false })),
});

export const MessagesQuery = Type.Object({
  after: Type.Optional(Type.String({ maxLength: 100, description: 'The id of a message' })),
  before: Type.Optional(Type.String({ maxLength: 100, description: 'The id of a message' })),
  sortOrder: Type.Optional(Type.Enum(['ascending', 'descending'])),
  maxResults: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 100 })),
});
export type MessagesRequest = Static<typeof MessagesQuery>;

export const MessageSchema = Type.Object({
  body: Type.String({ minLength: 1, maxLength: 100_000 }),
  bodyType: Type.Optional(Type.Enum(['standard', 'notice'])),
});

export const MediaRequestSchema = Type.Object({}, { additionalProperties: true });
