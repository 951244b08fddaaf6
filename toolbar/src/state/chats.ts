import type {
  ChatAgentState,
  ChatCustomer,
  ChatFrame,
  ChatLine,
  ChatOfferPurpose,
  ChatParty,
  ChatPlaceState,
  ChatSnapshot,
} from '@fusion-cti/protocol';
import type { ChatDeed } from './chat-asks.js';
import type { ChatHelp, ChatsState } from './chats-state.js';

export interface ChatOffer {
  readonly purpose: ChatOfferPurpose;
  /** The agent who asks, by number; absent: the queue. */
  readonly from?: string;
  /** How long there was to answer. Milliseconds. */
  readonly totalMs: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Something that was asked for and did not work. */
export interface ChatProblem {
  readonly what: ChatDeed;
  /** In the words of whoever refused. */
  readonly why: string;
}

export interface Chat {
  readonly chatId: string;
  /** The id of the contact in Fusion. */
  readonly eventId: string;
  /** `Free`: the chat is over for this agent, and Fusion's wrap-up is not. */
  readonly place: ChatPlaceState;
  readonly service: string;
  readonly customer: ChatCustomer;
  /** Known once Fusion has looked the customer up. */
  readonly name?: string;
  /** When the place began. Milliseconds since 1970. */
  readonly since: number;
  readonly offer?: ChatOffer;
  readonly parties: readonly ChatParty[];
  /** The agent's own number in the chat. */
  readonly me?: number;
  /** The number of the party that answers for the chat. */
  readonly owner?: number;
  readonly userData: Readonly<Record<string, string>>;
  /** Without those that only say that somebody types. */
  readonly lines: readonly ChatLine[];
  /** There were lines before the first one. */
  readonly cut: boolean;
  /** The number that the next line will have. */
  readonly next: number;
  /** Who is typing. */
  readonly typing: readonly number[];
  /** The last line that the agent has seen. */
  readonly seen: number;
  /** The last line that the customer has seen. */
  readonly seenByCustomer: number;
  readonly draft: string;
  readonly endReason?: string;
  /** Until when after-chat work may last. Milliseconds since 1970. */
  readonly workUntil?: number;
  /** What was asked for, and is not answered yet. */
  readonly asked?: ChatDeed;
  readonly problem?: ChatProblem;
}

export type ChatsAction =
  | { readonly type: 'frame'; readonly frame: ChatFrame; readonly at: number }
  | {
      readonly type: 'snapshot';
      readonly chats: readonly ChatSnapshot[];
      readonly agent?: ChatAgentState;
      readonly at: number;
    }
  | { readonly type: 'named'; readonly eventId: string; readonly name: string }
  | { readonly type: 'asked'; readonly chatId: string; readonly asked: ChatDeed | undefined }
  | { readonly type: 'problem'; readonly chatId: string; readonly problem: ChatProblem | undefined }
  | { readonly type: 'draft'; readonly chatId: string; readonly text: string }
  | { readonly type: 'seen'; readonly chatId: string; readonly index: number }
  | { readonly type: 'shown'; readonly chatId: string }
  | { readonly type: 'gone'; readonly chatId: string }
  | { readonly type: 'help'; readonly help: ChatHelp };

/** As many as the server tells of a chat anew. */
const MOST_LINES = 300;

export function reduceChats(state: ChatsState, action: ChatsAction): ChatsState {
  switch (action.type) {
    case 'frame':
      return withFront(cameInFront(state, told(state, action.frame, action.at), action.frame));
    case 'snapshot': {
      const { agent, at } = action;
      const list = action.chats.map((chat) => begun(chat, at, find(state, chat.chatId)));
      // What is over stays until its wrap-up is done, which is Fusion's to say.
      const over = state.list.filter((chat) => isOver(chat) && !list.some(({ chatId }) => chatId === chat.chatId));
      return withFront({ ...state, list: [...over, ...list], ...(agent !== undefined && { agent }) });
    }
    case 'named':
      return {
        ...state,
        list: state.list.map((chat) => (chat.eventId === action.eventId ? { ...chat, name: action.name } : chat)),
      };
    case 'asked':
      return changed(state, action.chatId, ({ asked: _, ...chat }) =>
        action.asked === undefined ? chat : { ...chat, asked: action.asked },
      );
    case 'problem':
      return changed(state, action.chatId, ({ problem: _, ...chat }) =>
        action.problem === undefined ? chat : { ...chat, problem: action.problem },
      );
    case 'draft':
      return changed(state, action.chatId, (chat) => ({ ...chat, draft: action.text }));
    case 'seen':
      return changed(state, action.chatId, (chat) => ({ ...chat, seen: Math.max(chat.seen, action.index) }));
    case 'shown':
      return { ...state, shown: action.chatId };
    case 'gone':
      return withFront({ ...state, list: state.list.filter(({ chatId }) => chatId !== action.chatId) });
    case 'help':
      return { ...state, help: action.help };
  }
}

/** What a frame changes. One that is about a chat that nobody told of changes nothing. */
function told(state: ChatsState, frame: ChatFrame, at: number): ChatsState {
  switch (frame.eventName) {
    case 'ChatAgent':
      return { ...state, agent: frame.state };
    case 'ChatOffered':
    case 'ChatJoined': {
      const before = find(state, frame.chatId);
      const chat = begun(frame.chat, at, before);
      if (before === undefined) return { ...state, list: [...state.list, chat] };
      return changed(state, frame.chatId, () => chat);
    }
    case 'ChatOfferOver':
      if (frame.outcome === 'accepted') return state;
      return { ...state, list: state.list.filter(({ chatId }) => chatId !== frame.chatId) };
    case 'ChatEvent':
      return changed(state, frame.chatId, (chat) => withLine(chat, frame.event));
    case 'ChatRead':
      return changed(state, frame.chatId, (chat) => withRead(chat, frame.participantId, frame.index));
    case 'ChatData':
      return changed(state, frame.chatId, (chat) => ({ ...chat, userData: frame.userData }));
    case 'ChatParties':
      return changed(state, frame.chatId, ({ owner: _, ...chat }) => ({
        ...chat,
        parties: frame.parties,
        ...(frame.owner !== undefined && { owner: frame.owner }),
      }));
    case 'ChatEnded':
      return changed(state, frame.chatId, (chat) => ({ ...chat, endReason: frame.reason, typing: [] }));
    case 'ChatPlace':
      // Done with the work that the toolbar's own card was for: only Fusion's wrap-up is left.
      return changed(state, frame.chatId, ({ asked: _, workUntil: __, ...chat }) => ({
        ...chat,
        place: frame.place,
        since: at,
        typing: [],
        ...(frame.workMs !== undefined && { workUntil: at + frame.workMs }),
      }));
  }
}

/** A chat as it is told whole. What only this toolbar knows of it stays, as long as it is the same contact. */
function begun(chat: ChatSnapshot, at: number, before: Chat | undefined): Chat {
  const { chatId, eventId, place, service, customer, parties, owner, userData, transcript, participantId } = chat;
  const known = before?.eventId === eventId ? before : undefined;
  const me = parties.find((party) => party.participantId === participantId);
  const lines = transcript.filter(({ type }) => !type.startsWith('Typing'));
  return {
    chatId,
    eventId,
    place,
    service,
    customer,
    ...(known?.name !== undefined && { name: known.name }),
    since: known?.place === place ? known.since : Math.min(chat.since, at),
    ...(chat.offer !== undefined && {
      offer: {
        purpose: chat.offer.purpose,
        ...(chat.offer.from !== undefined && { from: chat.offer.from }),
        totalMs: known?.offer?.totalMs ?? chat.offer.expiresInMs,
        expiresAt: at + chat.offer.expiresInMs,
      },
    }),
    parties,
    ...(participantId !== undefined && { me: participantId }),
    ...(owner !== undefined && { owner }),
    userData,
    lines: lines.slice(-MOST_LINES),
    cut: chat.transcriptFrom > 1 || lines.length > MOST_LINES,
    next: (transcript.at(-1)?.index ?? 0) + 1,
    typing: [],
    seen: Math.max(known?.seen ?? 0, me?.readUpTo ?? 0),
    seenByCustomer: parties.find(({ type }) => type === 'Client')?.readUpTo ?? 0,
    draft: known?.draft ?? '',
    ...(chat.endReason !== undefined && { endReason: chat.endReason }),
    ...(chat.workMs !== undefined && { workUntil: at + chat.workMs }),
    ...(known?.place === place && known.asked !== undefined && { asked: known.asked }),
    ...(known?.problem !== undefined && { problem: known.problem }),
  };
}

/** Each line once: what is repeated after a break has a number that was heard before. */
function withLine(chat: Chat, line: ChatLine): Chat {
  if (line.index < chat.next) return chat;
  const { participantId } = line.from;
  const others = chat.typing.filter((id) => id !== participantId);
  const next = line.index + 1;
  if (line.type === 'TypingStarted') return { ...chat, next, typing: [...others, participantId] };
  if (line.type === 'TypingStopped') return { ...chat, next, typing: others };
  const lines = [...chat.lines, line];
  return {
    ...chat,
    next,
    typing: others,
    lines: lines.slice(-MOST_LINES),
    cut: chat.cut || lines.length > MOST_LINES,
    // What one has written oneself, one has seen.
    seen: participantId === chat.me ? line.index : chat.seen,
  };
}

function withRead(chat: Chat, participantId: number, index: number): Chat {
  if (participantId === chat.me) return { ...chat, seen: Math.max(chat.seen, index) };
  const isCustomer = chat.parties.some((party) => party.participantId === participantId && party.type === 'Client');
  return isCustomer ? { ...chat, seenByCustomer: Math.max(chat.seenByCustomer, index) } : chat;
}

/** A chat that was just taken comes in front of one that is over. One that goes on may be typed in: it stays. */
function cameInFront(before: ChatsState, after: ChatsState, frame: ChatFrame): ChatsState {
  if (frame.eventName !== 'ChatJoined' || isEngaged(before, frame.chatId)) return after;
  const { shown } = before;
  return shown !== undefined && isEngaged(before, shown) ? after : { ...after, shown: frame.chatId };
}

function isEngaged(state: ChatsState, chatId: string): boolean {
  return find(state, chatId)?.place === 'Engaged';
}

/** In front is what the agent chose; when that is gone, the chat that goes on for longest. */
function withFront(state: ChatsState): ChatsState {
  const { shown: before, ...rest } = state;
  const open = state.list.filter(({ place }) => place !== 'Offered');
  const shown = open.find(({ chatId }) => chatId === before) ?? open.find((chat) => !isOver(chat)) ?? open[0];
  return shown === undefined ? rest : { ...rest, shown: shown.chatId };
}

function changed(state: ChatsState, chatId: string, change: (chat: Chat) => Chat): ChatsState {
  return { ...state, list: state.list.map((chat) => (chat.chatId === chatId ? change(chat) : chat)) };
}

export function find({ list }: ChatsState, chatId: string): Chat | undefined {
  return list.find((chat) => chat.chatId === chatId);
}

/** For the agent; the customer may go on with somebody else. */
export function isOver({ place }: Pick<Chat, 'place'>): boolean {
  return place === 'Free';
}

/** Lines by others that the agent has not seen. */
export function unread({ lines, seen, me }: Chat): number {
  return lines.filter(({ index, from, type }) => index > seen && from.participantId !== me && isSaid(type)).length;
}

/** Something that somebody wants others to see. */
export function isSaid(type: ChatLine['type']): boolean {
  return type === 'Message' || type === 'PushUrl' || type === 'FileUploaded';
}

/** The customer, in the words that are known. */
export function customerName({ name, customer }: Pick<Chat, 'name' | 'customer'>): string {
  return name ?? customer.nickname;
}
