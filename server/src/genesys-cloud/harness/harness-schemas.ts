import { Type } from 'typebox';

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const Milliseconds = Type.Integer({ minimum: 0, maximum: 86_400_000 });

export const ConversationParams = Type.Object({ conversationId: Type.String({ maxLength: 100 }) });

export const ConversationsSchema = Type.Object({
  conversations: Type.Array(
    Type.Object({
      id: Type.String(),
      chatId: Type.Optional(
        Type.String({ description: 'Of the control API; absent before the stream is attached to' }),
      ),
      queue: Type.String(),
      ended: Type.Boolean(),
      streams: Type.Integer(),
      members: Type.Array(Type.Object({}, { additionalProperties: true })),
    }),
  ),
});

export const RequestFaultSchema = Type.Object(
  {
    operation: Type.Optional(Type.String({ maxLength: 64, description: 'Such as token, create, send; absent: any' })),
    conversationId: Type.Optional(Type.String({ maxLength: 100 })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
    delayMs: Type.Optional(Milliseconds),
    refuse: Type.Optional(
      Type.Object(
        {
          status: Type.Integer({ minimum: 400, maximum: 599 }),
          code: Type.Optional(Type.String({ maxLength: 200 })),
          retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
        },
        { additionalProperties: false },
      ),
    ),
    cut: Type.Optional(Type.Boolean({ description: 'The connection breaks before anything is done' })),
    loseAnswer: Type.Optional(Type.Boolean({ description: 'It is done, and the connection breaks' })),
  },
  { additionalProperties: false },
);

export const StreamFaultSchema = Type.Partial(
  Type.Object({
    cut: Type.Boolean({ description: 'The stream breaks, as networks do' }),
    close: Type.Boolean({ description: 'The server closes it' }),
    heartbeats: Type.Boolean({ description: 'false: none from now on' }),
    delayMs: Milliseconds,
    duplicate: Count,
    lose: Count,
    swap: Count,
    malformed: Count,
    oversized: Count,
    expireToken: Type.Boolean({ description: 'The guest’s token is good no more' }),
  }),
  { additionalProperties: false, minProperties: 1 },
);

export const SessionParams = Type.Object({ sessionId: Type.String({ maxLength: 100 }) });

export const SessionsSchema = Type.Object({
  sessions: Type.Array(
    Type.Object({
      id: Type.String(),
      chatId: Type.Optional(Type.String({ description: 'Of the control API; absent while no conversation goes on' })),
      deployment: Type.String(),
      readOnly: Type.Boolean(),
      connections: Type.Integer(),
    }),
  ),
});

export const SessionFaultSchema = Type.Partial(
  Type.Object({
    cut: Type.Boolean({ description: 'All connections break, as networks do' }),
    close: Type.Boolean({ description: 'The server closes them' }),
    expire: Type.Boolean({ description: 'The time of the session is over' }),
    throttle: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'So many actions are too many' }),
    duplicate: Count,
    lose: Count,
    swap: Count,
    malformed: Count,
    oversized: Count,
  }),
  { additionalProperties: false, minProperties: 1 },
);

export const AgentDeedSchema = Type.Object(
  {
    deed: Type.Enum(['hold', 'lost', 'back'], {
      description: 'hold: CONNECTED is told once more. lost, back: the agent’s own connection is gone, and there again',
    }),
  },
  { additionalProperties: false },
);

export const DoneSchema = Type.Object({ status: Type.Literal('Success') });
