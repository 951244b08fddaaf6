import type { ChatRefusal, Who } from './api.js';
import type { ChatContext } from './context.js';
import type { Chat } from './model/chat.js';
import type { Desk } from './model/desk.js';
import type { Party } from './model/party.js';

/** Does something with a chat that goes on; refused when there is none. */
export function inChat<Input extends { readonly chatId: string }, Result>(
  act: (context: ChatContext, chat: Chat, input: Input) => Result,
) {
  return (context: ChatContext, input: Input): Result | ChatRefusal => {
    const chat = context.chats.get(input.chatId);
    if (chat === undefined) return 'chat-unknown';
    return chat.ended ? 'chat-ended' : act(context, chat, input);
  };
}

/** Does something as a party of a chat; refused when who asks is not there. */
export function asParty<Input extends { readonly chatId: string; readonly by: Who }, Result>(
  act: (context: ChatContext, chat: Chat, party: Party, input: Input) => Result,
) {
  return inChat((context, chat, input: Input): Result | ChatRefusal => {
    const party = chat.find(input.by);
    return party === undefined ? 'party-unknown' : act(context, chat, party, input);
  });
}

/** Does something as an agent of the world. */
export function asAgent<Input extends { readonly agentId: string }, Result>(
  act: (context: ChatContext, desk: Desk, input: Input) => Result,
) {
  return (context: ChatContext, input: Input): Result | ChatRefusal => {
    const desk = context.desks.get(input.agentId);
    return desk === undefined ? 'agent-unknown' : act(context, desk, input);
  };
}

/** Does something as an agent about a chat. */
export function asAgentInChat<Input extends { readonly chatId: string; readonly agentId: string }, Result>(
  act: (context: ChatContext, chat: Chat, desk: Desk, input: Input) => Result,
) {
  return inChat((context, chat, input: Input) =>
    asAgent((inside, desk, same: Input) => act(inside, chat, desk, same))(context, input),
  );
}
