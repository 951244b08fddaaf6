export type {
  AgentMemory,
  ChatAgent,
  ChatAgentView,
  ChatEvent,
  ChatInput,
  ChatInputOf,
  ChatMemory,
  ChatNews,
  ChatRefusal,
  ChatResult,
  ChatServerOptions,
  ChatTimer,
  ChatView,
  CustomerDetails,
  EndReason,
  FileView,
  OfferPurpose,
  OfferView,
  PartyView,
  PostType,
  Presence,
  Saying,
  UserData,
  Visibility,
  Who,
} from './api.js';
export { ChatServer } from './chat-server.js';
export { timerName } from './context.js';
export type { KeptChat } from './memory.js';
export {
  type ChatRules,
  DEFAULT_CHAT_RULES,
  type FileRules,
  type InactivityRules,
  type UserDataRules,
} from './rules.js';
