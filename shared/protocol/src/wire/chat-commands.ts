import type { ChatPlaceState } from '../tables/chat.js';
import type { CommandBase } from './commands.js';

/**
 * What a toolbar can ask for about chats, by `POST /genesys/events` as for calls. Each is for an agent whose place in the
 * chat is one of these; without a place it is about the agent, whatever their chats. The server refuses the others, and
 * a toolbar does not offer them.
 */
export const CHAT_COMMANDS = {
  chatReady: { places: undefined },
  chatNotReady: { places: undefined },
  chatAccept: { places: ['Offered'] },
  chatDecline: { places: ['Offered'] },
  chatSay: { places: ['Engaged'] },
  chatTyping: { places: ['Engaged'] },
  chatRead: { places: ['Engaged'] },
  chatPushUrl: { places: ['Engaged'] },
  chatData: { places: ['Engaged'] },
  chatTransfer: { places: ['Engaged'] },
  chatConference: { places: ['Engaged'] },
  chatLeave: { places: ['Engaged'] },
  chatEnd: { places: ['Engaged'] },
  chatDone: { places: ['AfterWork'] },
} as const satisfies Readonly<Record<string, { readonly places: readonly ChatPlaceState[] | undefined }>>;

export type ChatCommandType = keyof typeof CHAT_COMMANDS;

const BY_SPELLING = new Map(chatCommandTypes().map((type) => [fold(type), type] as const));

/** The chat command that a `type` names, whatever its case or hyphens; `undefined` when there is none. */
export function chatCommandTypeOf(spelling: string): ChatCommandType | undefined {
  return BY_SPELLING.get(fold(spelling));
}

export function chatCommandTypes(): readonly ChatCommandType[] {
  return Object.keys(CHAT_COMMANDS) as ChatCommandType[];
}

/** Whether a command makes sense for an agent with this place in a chat. Buttons and the server both ask here. */
export function chatAllows(place: ChatPlaceState, command: ChatCommandType): boolean {
  const places: readonly ChatPlaceState[] | undefined = CHAT_COMMANDS[command].places;
  return places?.includes(place) ?? true;
}

function fold(spelling: string): string {
  return spelling.replaceAll(/[-_]/g, '').toLowerCase();
}

export type ChatCommand = CommandBase &
  (
    | { readonly type: 'chatReady' | 'chatNotReady' }
    | ({ readonly chatId: string } & (
        | { readonly type: 'chatAccept' | 'chatDecline' | 'chatLeave' | 'chatEnd' | 'chatDone' }
        /** `visibility: "agents"`: a word among colleagues, which the customer does not see. */
        | { readonly type: 'chatSay'; readonly text: string; readonly visibility?: 'all' | 'agents' }
        | { readonly type: 'chatTyping'; readonly stopped?: boolean }
        /** The number of the last line that the agent has seen. */
        | { readonly type: 'chatRead'; readonly index: number }
        /** A page for the customer to look at. */
        | { readonly type: 'chatPushUrl'; readonly url: string }
        | { readonly type: 'chatData'; readonly userData: Readonly<Record<string, string>> }
        /** To a colleague, or back to the line of a service: one of the two. */
        | { readonly type: 'chatTransfer'; readonly to?: string; readonly service?: string }
        | { readonly type: 'chatConference'; readonly to: string }
      ))
  );
