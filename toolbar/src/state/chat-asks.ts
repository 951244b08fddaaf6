/** All that an agent can ask for about chats. */
export type ChatAsk =
  /** To be offered chats again, after one was missed. */
  | { readonly do: 'ready' }
  /** Colleagues, services and canned replies, as they are now. */
  | { readonly do: 'help' }
  | ({ readonly chatId: string } & (
      | { readonly do: 'accept' | 'decline' | 'end' | 'leave' | 'done' | 'show' | 'dismiss' }
      | { readonly do: 'say' | 'draft'; readonly text: string }
      /** The agent has seen the transcript up to this line. */
      | { readonly do: 'read'; readonly index: number }
      | { readonly do: 'pushUrl'; readonly url: string }
      | { readonly do: 'transfer'; readonly to?: string; readonly service?: string }
      | { readonly do: 'invite'; readonly to: string }
      | { readonly do: 'sendFile'; readonly file: File }
      | { readonly do: 'saveFile'; readonly fileId: string; readonly name: string }
    ));
export type ChatDeed = ChatAsk['do'];
