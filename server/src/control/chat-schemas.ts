import { Type } from 'typebox';

const Id = Type.String({ minLength: 1, maxLength: 64 });
const AgentId = Type.String({ minLength: 1, maxLength: 200 });
const Text = Type.String({ maxLength: 20_000 });
const Pairs = Type.Record(Type.String({ minLength: 1, maxLength: 255 }), Type.String({ maxLength: 4096 }), {
  maxProperties: 100,
});
const Loose = Type.Object({}, { additionalProperties: true });

/** Absent: the agent who is asked, or who answers for the chat. */
const agentId = Type.Optional(AgentId);
const visibility = Type.Optional(
  Type.Enum(['all', 'agents'], { description: '`agents`: the customer does not see it' }),
);

function body<Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) {
  return Type.Object({ agentId, ...fields }, { additionalProperties: false });
}

export const ChatParamsSchema = Type.Object({ chatId: Id });
export const ChatAgentParamsSchema = Type.Object({ agentId: AgentId });
export const ChatAgentStateSchema = Type.Object(
  { state: Type.Enum(['Ready', 'NotReady', 'LoggedOut']) },
  { additionalProperties: false },
);
export const ChatsSchema = Type.Object({ chats: Type.Array(Loose) });
export const ChatAgentsSchema = Type.Object({ agents: Type.Array(Loose) });
export const ChatSchema = Type.Object({ chat: Loose, transcript: Type.Array(Loose) });
export const UploadedSchema = Type.Object({ fileId: Id });

export const AsAgentSchema = body({});
export const SaySchema = body({
  text: Type.Optional(Text),
  /** Instead of a text: one of the world's canned replies. */
  cannedReply: Type.Optional(Id),
  messageType: Type.Optional(Type.String({ maxLength: 255 })),
  visibility,
});
export const TypingSchema = body({ stopped: Type.Optional(Type.Boolean()), text: Type.Optional(Text) });
export const PushSchema = body({ url: Type.String({ minLength: 1, maxLength: 2048 }) });
export const NoticeSchema = body({ text: Type.Optional(Text), userData: Type.Optional(Pairs) });
export const DataSchema = body({ userData: Pairs });
export const SuperviseSchema = Type.Object({ agentId: AgentId, visibility }, { additionalProperties: false });
export const ToAgentSchema = body({ to: AgentId });
export const ToSomewhereSchema = body({
  to: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'An agent' })),
  service: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z._-]{1,64}$' })),
});
export const FileSchema = body({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  /** Base64. */
  content: Type.String({ maxLength: 4_000_000 }),
  description: Type.Optional(Type.String({ maxLength: 1000 })),
});
