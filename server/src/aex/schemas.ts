import { type Static, Type } from 'typebox';

const UUID = '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$';
const Short = Type.String({ maxLength: 255 });
const Nullable = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]));

export const ConversationId = Type.String({ pattern: '^[\\w-]{1,100}$' });

/** Fields that nobody knows are refused in what goes to Genesys Cloud, and kept in what goes back to the caller. */
export const InitiateSchema = Type.Object(
  {
    hostname: Type.String({ minLength: 1, maxLength: 253, description: 'The domain of a region, and no address' }),
    authorization: Type.Optional(
      Type.String({ maxLength: 8192, pattern: '^Bearer [\\x21-\\x7e]+$', description: 'A token of Genesys Cloud' }),
    ),
    initiationParams: Type.Object(
      {
        organizationId: Type.String({ pattern: UUID }),
        deploymentId: Type.String({ pattern: UUID }),
        routingTarget: Type.Object(
          {
            targetType: Type.String({ pattern: '^[Qq][Uu][Ee][Uu][Ee]$' }),
            targetAddress: Type.String({ minLength: 1, maxLength: 200, description: 'The name of a queue' }),
            skills: Type.Optional(Type.Array(Short, { maxItems: 100 })),
            language: Type.Optional(Short),
            priority: Type.Optional(Type.Number()),
          },
          { additionalProperties: false },
        ),
        memberInfo: Type.Object(
          {
            displayName: Type.String({ minLength: 1, maxLength: 255 }),
            firstName: Nullable(255),
            lastName: Nullable(255),
            email: Nullable(255),
            phoneNumber: Nullable(255),
            avatarImageUrl: Nullable(2048),
            customFields: Type.Optional(
              Type.Record(Type.String({ maxLength: 255 }), Type.Unknown(), { maxProperties: 50 }),
            ),
          },
          { additionalProperties: false },
        ),
      },
      { additionalProperties: false },
    ),
    ReturnContext: Type.Object(
      {
        CustomerCode: Type.String({ minLength: 1, maxLength: 255 }),
        CustomerName: Nullable(255),
        ConversationReference: Type.Optional(Type.Unknown()),
        ConversationId: Type.String({ minLength: 1, maxLength: 255 }),
        Source: Type.String({ minLength: 1, maxLength: 255 }),
        User: Type.String({ minLength: 1, maxLength: 255 }),
        lang: Nullable(35),
      },
      { additionalProperties: true },
    ),
    ReturnEndpoints: Type.Object({
      url: Type.String({ minLength: 1, maxLength: 2048 }),
      token: Type.String({ minLength: 1, maxLength: 8192, pattern: '^[\\x20-\\x7e]+$' }),
    }),
  },
  { additionalProperties: false },
);
export type InitiateRequest = Static<typeof InitiateSchema>;

export const InitiatedSchema = Type.Object({
  id: Type.String(),
  headers: Type.Object({ 'X-Cf-App-Instance': Type.String() }),
});

export const MessageRequestSchema = Type.Object({
  id: ConversationId,
  msg: Type.String({ minLength: 1, maxLength: 32_000 }),
});
export const TypingRequestSchema = Type.Object({ id: ConversationId });
export const EndRequestSchema = Type.Object({
  id: ConversationId,
  reason: Type.Optional(Type.String({ maxLength: 255 })),
});

export const BridgeErrorSchema = Type.Object({
  error: Type.String(),
  message: Type.String(),
  correlationId: Type.String(),
});

export const MAX_DEPTH = 8;

/** Whether something is nested no deeper than `levels`: a schema that lets unknown fields pass does not see to that. */
export function isShallow(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
