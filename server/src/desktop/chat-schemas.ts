import { type Static, type TProperties, Type } from 'typebox';
import type { ChatCommandType } from '@fusion-cti/protocol';
import { command } from './command-schema.js';

const Id = Type.String({ minLength: 1, maxLength: 64 });
const AgentId = Type.String({ minLength: 1, maxLength: 200 });
const IN_A_CHAT = { chatId: Id };
/** As much as the world's services allow is the core's to say. */
const Text = Type.String({ minLength: 1, maxLength: 65_536 });

function about<P extends TProperties>(properties: P) {
  return command({ ...IN_A_CHAT, ...properties });
}

/** What each command about chats needs beside its `type`. */
export const CHAT_COMMAND_SCHEMAS = {
  chatReady: command({}),
  chatNotReady: command({}),
  chatAccept: about({}),
  chatDecline: about({}),
  chatSay: about({ text: Text, visibility: Type.Optional(Type.Enum(['all', 'agents'])) }),
  chatTyping: about({ stopped: Type.Optional(Type.Boolean()) }),
  chatRead: about({ index: Type.Integer({ minimum: 1 }) }),
  // Customers' clients open it, so it is a page and nothing else: no script, no file of theirs.
  chatPushUrl: about({ url: Type.String({ maxLength: 2048, pattern: '^https?://[^\\s]+$' }) }),
  chatData: about({
    userData: Type.Record(Type.String({ pattern: '^[\\s\\S]{1,255}$' }), Type.String({ maxLength: 4096 }), {
      minProperties: 1,
      maxProperties: 100,
      additionalProperties: false,
    }),
  }),
  chatTransfer: about({
    to: Type.Optional(AgentId),
    service: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z._-]{1,64}$' })),
  }),
  chatConference: about({ to: AgentId }),
  chatLeave: about({}),
  chatEnd: about({}),
  chatDone: about({}),
} as const satisfies Record<ChatCommandType, unknown>;
export type ChatCommandBody<T extends ChatCommandType> = Static<(typeof CHAT_COMMAND_SCHEMAS)[T]>;

export const ChatFileParamsSchema = Type.Object({ chatId: Id, fileId: Id });
export const ChatParamsSchema = Type.Object({ chatId: Id });
export const ChatUploadQuerySchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 255 }),
    commandId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  { additionalProperties: false },
);
export const BearerSchema = Type.Object({ authorization: Type.Optional(Type.String({ maxLength: 200 })) });

/** To whom a chat can go, and what need not be typed. */
export const ChatHelpSchema = Type.Object({
  agents: Type.Array(
    Type.Object({
      agentId: AgentId,
      name: Type.String(),
      /** Ready for chats, and with a place free. */
      available: Type.Boolean(),
    }),
  ),
  services: Type.Array(Type.String()),
  cannedReplies: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), text: Type.String() })),
  /** Bytes. */
  maxFileBytes: Type.Integer(),
});
