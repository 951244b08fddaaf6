import type { ChatAgentState, ChatEventType, ChatPartyType, ChatPlaceState, ChatState } from '@fusion-cti/protocol';
import type { ChatRules } from './rules.js';

/** Pairs of texts that belong to a conversation. */
export type UserData = Readonly<Record<string, string>>;

/** `agents`: the customer neither sees it nor the party it comes from. */
export type Visibility = 'all' | 'agents';

/** Somebody in a chat: its customer, one of the world's agents, or a party by its number. */
export type Who = 'customer' | { readonly agentId: string } | { readonly participantId: number };

/** A line of a transcript. It never changes. */
export interface ChatEvent {
  /** From 1, without gaps. What is hidden from the customer has a number too. */
  readonly index: number;
  readonly type: ChatEventType;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly from: { readonly nickname: string; readonly participantId: number; readonly type: ChatPartyType };
  readonly visibility: Visibility;
  readonly text?: string;
  /** What the sender calls it. */
  readonly messageType?: string;
  readonly userData?: UserData;
  readonly eventAttributes?: Readonly<Record<string, unknown>>;
}

export interface FileDescription {
  readonly name: string;
  readonly bytes: number;
  readonly userData?: UserData;
}

/** What a line can say beside who and when. */
export type Saying = Pick<ChatEvent, 'text' | 'messageType' | 'userData' | 'eventAttributes'>;

/** Lines that change nothing else. */
export type PostType = Exclude<ChatEventType, 'ParticipantJoined' | 'ParticipantLeft' | 'NicknameUpdated'>;

/**
 * How a customer is known to be there: `polling` by asking again and again, `away` by nothing at the moment, though they
 * may come back. Whoever is `unwatched` is on a line that tells when it breaks, or wants to be waited for.
 */
export type Presence = 'polling' | 'away' | 'unwatched';

export type OfferPurpose = 'queue' | 'transfer' | 'conference';
export type OfferOutcome = 'accepted' | 'declined' | 'missed' | 'withdrawn';
export type EndReason = 'customer' | 'agent' | 'nobodyLeft' | 'inactivity' | 'absence' | 'removed' | 'system';
export type ChatTimerName =
  'absence' | 'abandonment' | 'alert' | 'second-alert' | 'close' | 'offer' | 'after-work' | 'retention';

export interface ChatTimer {
  readonly name: ChatTimerName;
  readonly chatId: string;
  readonly agentId?: string;
}

/** Everything that can happen to the chats. `kind` says what; who is not in the chat is refused. */
export type ChatInput =
  | {
      readonly kind: 'open';
      readonly service: string;
      readonly nickname: string;
      readonly customer?: CustomerDetails;
      readonly userData?: UserData;
      readonly presence: Presence;
    }
  | ({
      readonly kind: 'post';
      readonly chatId: string;
      readonly by: Who;
      readonly type: PostType;
      readonly visibility?: Visibility;
    } & Saying)
  | { readonly kind: 'rename'; readonly chatId: string; readonly by: Who; readonly nickname: string }
  | { readonly kind: 'read'; readonly chatId: string; readonly by: Who; readonly index: number }
  | { readonly kind: 'data'; readonly chatId: string; readonly by: Who; readonly userData: UserData }
  | ({ readonly kind: 'uploadFile'; readonly chatId: string; readonly by: Who } & FileDescription)
  | { readonly kind: 'downloadFile'; readonly chatId: string; readonly by: Who; readonly fileId: string }
  | { readonly kind: 'deleteFile'; readonly chatId: string; readonly by: Who; readonly fileId: string }
  | ({ readonly kind: 'leave'; readonly chatId: string; readonly by: Who } & Saying)
  | { readonly kind: 'end'; readonly chatId: string; readonly by: Who | 'system' }
  /** Somebody who is no agent of the world: a bot, or a person whom a script plays. */
  | ({
      readonly kind: 'join';
      readonly chatId: string;
      readonly type: ChatPartyType;
      readonly nickname: string;
      readonly silent?: boolean;
    } & Saying)
  /** The customer made a request, whichever. */
  | { readonly kind: 'touch'; readonly chatId: string; readonly presence: Presence }
  | { readonly kind: 'login' | 'ready' | 'notReady' | 'logout'; readonly agentId: string }
  | { readonly kind: 'accept' | 'decline' | 'workDone'; readonly chatId: string; readonly agentId: string }
  | { readonly kind: 'transfer' | 'conference'; readonly chatId: string; readonly agentId: string; readonly to: string }
  | { readonly kind: 'requeue'; readonly chatId: string; readonly agentId: string; readonly service: string }
  | {
      readonly kind: 'supervise';
      readonly chatId: string;
      readonly agentId: string;
      readonly visibility: Visibility;
    }
  /** Uses up numbers of the transcript, as things do that the customer does not see. */
  | { readonly kind: 'skip'; readonly chatId: string; readonly count: number }
  /** As if nothing had happened for so long. */
  | { readonly kind: 'idle'; readonly chatId: string; readonly what: 'alert' | 'close' }
  | { readonly kind: 'forget'; readonly chatId: string }
  | { readonly kind: 'timer'; readonly timer: ChatTimer };

export type ChatInputKind = ChatInput['kind'];
export type ChatInputOf<Kind extends ChatInputKind> = Extract<ChatInput, { readonly kind: Kind }>;

export type ChatRefusal =
  | 'chat-unknown'
  | 'chat-ended'
  | 'too-many-chats'
  | 'party-unknown'
  | 'agent-unknown'
  | 'agent-unavailable'
  | 'wrong-state'
  | 'text-too-long'
  | 'user-data-too-large'
  | 'event-unknown'
  | 'file-unknown'
  | 'file-not-own'
  | 'file-needs-agent'
  | 'file-too-many'
  | 'file-type'
  | 'file-too-large'
  | 'file-downloads-used';

/** What the chats tell whoever is interested, in the order in which it happened. */
export type ChatNews =
  | { readonly kind: 'event'; readonly chatId: string; readonly event: ChatEvent }
  | { readonly kind: 'state'; readonly chatId: string; readonly state: ChatState }
  /** Who answers for the chat: a party's number. Absent: nobody. */
  | { readonly kind: 'owner'; readonly chatId: string; readonly participantId?: number; readonly agentId?: string }
  | { readonly kind: 'ended'; readonly chatId: string; readonly reason: EndReason }
  | { readonly kind: 'data'; readonly chatId: string; readonly userData: UserData; readonly participantId: number }
  | { readonly kind: 'read'; readonly chatId: string; readonly index: number; readonly participantId: number }
  | {
      readonly kind: 'offer';
      readonly chatId: string;
      readonly agentId: string;
      readonly purpose: OfferPurpose;
      /** The agent who asks; absent when it is the queue. */
      readonly from?: string;
      /** How long there is to accept, ms. */
      readonly expiresInMs: number;
    }
  | {
      readonly kind: 'offerOver';
      readonly chatId: string;
      readonly agentId: string;
      readonly purpose: OfferPurpose;
      readonly outcome: OfferOutcome;
    }
  | { readonly kind: 'place'; readonly chatId: string; readonly agentId: string; readonly state: ChatPlaceState }
  | { readonly kind: 'agent'; readonly agentId: string; readonly state: ChatAgentState }
  | { readonly kind: 'idle'; readonly chatId: string; readonly what: 'alert' | 'close' }
  | { readonly kind: 'forgotten'; readonly chatId: string };

export interface ChatResult {
  readonly news: readonly ChatNews[];
  /** Nothing has changed. */
  readonly refused?: ChatRefusal;
  readonly chatId?: string;
  /** Who came, with `join`. */
  readonly participantId?: number;
  readonly fileId?: string;
}

export interface ChatAgent {
  readonly agentId: string;
  readonly nickname: string;
  /** Chats at once, offers and after-chat work included. */
  readonly capacity: number;
  /** Absent: all. */
  readonly services?: readonly string[];
}

export interface ChatServerOptions {
  readonly agents: readonly ChatAgent[];
  readonly rulesOf: (service: string) => ChatRules;
  /** Chats at once, ended ones included: for one more, the one that ended first is forgotten. */
  readonly maxChats: number;
  /** How long an ended chat can be looked at, ms. */
  readonly retentionMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly nextChatId: () => string;
  readonly nextFileId: () => string;
  readonly timers: {
    /** A second one of a name replaces the first. */
    set(name: string, delayMs: number, input: ChatInput): void;
    cancel(name: string): void;
  };
}

/** What a customer said of themselves beside the name that they go by. Empty texts stay away. */
export interface CustomerDetails {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly emailAddress?: string;
  readonly subject?: string;
}

/** What can be seen of the chats from outside. */
export interface PartyView {
  readonly participantId: number;
  readonly type: ChatPartyType;
  readonly nickname: string;
  readonly visibility: Visibility;
  readonly active: boolean;
  readonly agentId?: string;
  /** The last line that this party has acknowledged; 0 for none. */
  readonly readUpTo: number;
}

export interface FileView extends FileDescription {
  readonly fileId: string;
  readonly documentId: string;
  readonly by: number;
  readonly byType: ChatPartyType;
  readonly downloads: number;
  readonly deleted: boolean;
}

export interface ChatView {
  readonly chatId: string;
  readonly service: string;
  readonly state: Exclude<ChatState, 'Null'>;
  readonly openedAt: number;
  readonly changedAt: number;
  readonly endedAt?: number;
  readonly endReason?: EndReason;
  readonly parties: readonly PartyView[];
  /** The number of the party that answers for the chat. */
  readonly owner?: number;
  readonly offeredTo?: string;
  readonly customer: CustomerDetails;
  readonly userData: UserData;
  readonly files: readonly FileView[];
  readonly nextIndex: number;
  /** Whether a supervisor is there whom the customer can see. */
  readonly monitored: boolean;
}

/** The little of it that is asked for again and again. */
export type ChatGlance = Pick<ChatView, 'state' | 'nextIndex' | 'monitored'>;

export interface ChatAgentView {
  readonly agentId: string;
  readonly nickname: string;
  readonly state: ChatAgentState;
  readonly capacity: number;
  readonly places: readonly { readonly chatId: string; readonly state: ChatPlaceState }[];
}

/** What an agent is being asked. */
export type OfferView = Pick<Extract<ChatNews, { readonly kind: 'offer' }>, 'agentId' | 'purpose' | 'from'>;

/** All that has to be kept of a chat, beside its transcript, for it to go on in another process. */
export interface ChatMemory extends Omit<ChatView, 'parties' | 'offeredTo' | 'monitored'> {
  /** Whose rules it has: a chat that moves to another service keeps them. */
  readonly rulesOf: string;
  readonly presence: Presence;
  readonly parties: readonly (PartyView & { readonly silent: boolean })[];
  /** `from`: the number of the party that asks. */
  readonly offer?: { readonly agentId: string; readonly purpose: OfferPurpose; readonly from?: number };
  readonly line?: PlaceInLine;
  /** What happens when nobody says anything any more. */
  readonly waitsFor?: ChatTimerName;
  /** Who does after-chat work for it. */
  readonly afterWork: readonly string[];
  /** Who did not want it, and at which of their turns of being ready. */
  readonly declined: readonly (readonly [agentId: string, turn: number])[];
  /** Of the customer. */
  readonly uploads: number;
  readonly uploadedBytes: number;
}

/** Where a chat waits. */
export interface PlaceInLine {
  /** In front of the others, as it had been first already. */
  readonly returned: boolean;
  /** Who has a lower number came before. */
  readonly turn: number;
}

/** All that has to be kept of an agent. */
export interface AgentMemory {
  readonly agentId: string;
  readonly state: ChatAgentState;
  /** How often the agent has said to be ready. */
  readonly readyTurn: number;
}
