import { Type } from 'typebox';
import { ChatServerOptionsSchema } from './chat-server-options.js';

const Milliseconds = Type.Integer({ minimum: 0, maximum: 1_728_000_000 });
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const Name = Type.String({ pattern: '^[0-9A-Za-z._-]{1,64}$' });
const Text = Type.String({ maxLength: 1000 });

function partial<Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) {
  return Type.Partial(Type.Object(fields), { additionalProperties: false });
}

/** How the chats of a service go, by the names of `ChatRules`, where each is explained. */
const conversation = {
  offerMs: Milliseconds,
  afterWorkMs: Type.Union([Milliseconds, Type.Literal('untimed')]),
  pollingMs: Type.Integer({ minimum: 1, maximum: 1_728_000_000 }),
  abandonedMs: Milliseconds,
  textCharacters: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  inactivity: partial({
    alertMs: Milliseconds,
    alertText: Text,
    secondAlertMs: Milliseconds,
    secondAlertText: Text,
    closeMs: Milliseconds,
    closeText: Text,
    told: Type.Enum(['Notice', 'Message']),
    typingCounts: Type.Boolean(),
  }),
  userData: partial({ pairs: Count, keyCharacters: Count, valueCharacters: Count, totalCharacters: Count }),
  files: partial({
    maxFiles: Count,
    maxFileBytes: Type.Integer({ minimum: 0, maximum: 67_108_864 }),
    maxTotalBytes: Count,
    types: Type.Array(Type.String({ pattern: '^[0-9a-z]{1,16}$' }), { maxItems: 200 }),
    needAgent: Type.Boolean(),
    downloads: Count,
    deleteFile: Type.Enum(['odd', 'none']),
  }),
};

/** How customers' clients reach a service by Genesys Mobile Services: names of `GmsOptions`, where each is explained. */
const gms = partial({
  compat: Type.Enum(['classic', 'modern']),
  strict: Type.Boolean(),
  auth: Type.Object(
    { username: Type.String({ minLength: 1, maxLength: 200 }), password: Type.String({ maxLength: 200 }) },
    { additionalProperties: false },
  ),
  authEveryCall: Type.Boolean(),
  rotateKey: Type.Enum(['never', 'onMove', 'everyReply']),
  revokeOldKeys: Type.Boolean(),
  wholeSeconds: Type.Boolean(),
  allowMultipleListeners: Type.Boolean(),
  echoRequestId: Type.Boolean(),
  messageType: Type.String({ maxLength: 255 }),
  profile: Name,
  push_notification_to_active_client: Type.Boolean(),
  push_notification_include_payload: Type.Boolean(),
});

/**
 * One section of options, as GMS has them: `chat` for all services, `chat.<service>` for one. What Chat Server has a name
 * for may be given by that one; where both are, ours counts.
 */
export const ChatServiceOptionsSchema = partial({ ...conversation, chatServer: ChatServerOptionsSchema, gms });

export const ChatSettingsSchema = Type.Object(
  {
    /** For all services. */
    defaults: Type.Optional(ChatServiceOptionsSchema),
    services: Type.Optional(
      Type.Array(
        Type.Object({ name: Name, options: Type.Optional(ChatServiceOptionsSchema) }, { additionalProperties: false }),
        { maxItems: 1000 },
      ),
    ),
    /** What agents need not type. */
    cannedReplies: Type.Optional(
      Type.Array(
        Type.Object(
          { id: Name, title: Type.String({ minLength: 1, maxLength: 200 }), text: Type.String({ maxLength: 4000 }) },
          { additionalProperties: false },
        ),
        { maxItems: 10_000 },
      ),
    ),
  },
  { additionalProperties: false },
);

/** An agent who takes chats. */
export const ChatAgentSettingsSchema = Type.Object(
  {
    /** Chats at once, offers and after-chat work included. */
    capacity: Type.Integer({ minimum: 0, maximum: 100 }),
    /** What customers read; the agent's name when absent. */
    nickname: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Absent: all services. */
    services: Type.Optional(Type.Array(Name, { maxItems: 1000 })),
  },
  { additionalProperties: false },
);
