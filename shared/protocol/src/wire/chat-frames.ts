import { CHAT_AGENT_STATES, CHAT_EVENT_TYPES, CHAT_PARTY_TYPES, CHAT_PLACE_STATES } from '../tables/chat.js';
import type { UnreadChatFrame } from './frames.js';
import { fits, isRecord, type Shape } from './shape.js';

/**
 * Chats on `/genesysWs`, at our level and for sessions that take them. They share the numbers of everything else, so
 * that a client that comes back misses none of them.
 */

export const CHAT_FRAMES = [
  /** The agent is asked to take a chat. */
  'ChatOffered',
  /** Nothing came of it, or it was accepted: `ChatJoined` follows then. */
  'ChatOfferOver',
  /** The agent is in the chat: all that was said before follows in it. */
  'ChatJoined',
  /** A line of the transcript, with its number. Typing is one too. */
  'ChatEvent',
  /** Somebody has read up to a line. */
  'ChatRead',
  'ChatData',
  /** Who is there now. */
  'ChatParties',
  'ChatEnded',
  /** The agent is out of the chat, with after-chat work to do or without. */
  'ChatPlace',
  /** Whether the agent is offered chats. */
  'ChatAgent',
] as const;
export type ChatFrameName = (typeof CHAT_FRAMES)[number];

const OFFER_PURPOSES = ['queue', 'transfer', 'conference'] as const;
const OFFER_OUTCOMES = ['accepted', 'declined', 'missed', 'withdrawn'] as const;
export type ChatOfferPurpose = (typeof OFFER_PURPOSES)[number];
export type ChatOfferOutcome = (typeof OFFER_OUTCOMES)[number];

/** What people may write into a chat, which is longer than any other text of the wire. Characters. */
export const MAX_CHAT_TEXT = 65_536;

/** A line of the transcript. It never changes. */
export interface ChatLine {
  /** From 1, without gaps. */
  readonly index: number;
  readonly type: (typeof CHAT_EVENT_TYPES)[number];
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly from: {
    readonly nickname: string;
    readonly participantId: number;
    readonly type: (typeof CHAT_PARTY_TYPES)[number];
  };
  readonly visibility: 'all' | 'agents';
  readonly text?: string;
  readonly messageType?: string;
  readonly userData?: Readonly<Record<string, string>>;
}

export interface ChatParty {
  readonly participantId: number;
  readonly type: (typeof CHAT_PARTY_TYPES)[number];
  readonly nickname: string;
  readonly active: boolean;
  readonly agentId?: string;
  /** The last line that this party has acknowledged; 0 for none. */
  readonly readUpTo: number;
}

/** What a customer said of themselves when they asked for the chat. Empty texts stay away. */
export interface ChatCustomer {
  readonly nickname: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly emailAddress?: string;
  readonly subject?: string;
}

/** A chat as one agent has it. */
export interface ChatSnapshot {
  readonly chatId: string;
  /** The id of the contact in Fusion: another one each time that the chat is offered to the agent. */
  readonly eventId: string;
  readonly place: (typeof CHAT_PLACE_STATES)[number];
  readonly service: string;
  /** When the customer asked for it. Milliseconds since 1970. */
  readonly openedAt: number;
  /** When the place began. Milliseconds since 1970. */
  readonly since: number;
  readonly customer: ChatCustomer;
  readonly parties: readonly ChatParty[];
  /** The agent's own number in the chat; absent before they have joined. */
  readonly participantId?: number;
  /** The number of the party that answers for the chat. */
  readonly owner?: number;
  readonly userData: Readonly<Record<string, string>>;
  /** From `transcriptFrom` on: of a very long chat, only the end. */
  readonly transcript: readonly ChatLine[];
  readonly transcriptFrom: number;
  /** With the place `Offered`. */
  readonly offer?: { readonly purpose: ChatOfferPurpose; readonly from?: string; readonly expiresInMs: number };
  /** The chat is over, and why. */
  readonly endReason?: string;
  /** With the place `AfterWork`: how long there is for it, where there is a limit. Milliseconds. */
  readonly workMs?: number;
}

export type ChatFrameBody =
  | { readonly eventName: 'ChatOffered' | 'ChatJoined'; readonly chatId: string; readonly chat: ChatSnapshot }
  | { readonly eventName: 'ChatOfferOver'; readonly chatId: string; readonly outcome: ChatOfferOutcome }
  | { readonly eventName: 'ChatEvent'; readonly chatId: string; readonly event: ChatLine }
  | {
      readonly eventName: 'ChatRead';
      readonly chatId: string;
      readonly index: number;
      readonly participantId: number;
    }
  | {
      readonly eventName: 'ChatData';
      readonly chatId: string;
      readonly userData: Readonly<Record<string, string>>;
      readonly participantId: number;
    }
  | {
      readonly eventName: 'ChatParties';
      readonly chatId: string;
      readonly parties: readonly ChatParty[];
      readonly owner?: number;
    }
  | { readonly eventName: 'ChatEnded'; readonly chatId: string; readonly reason: string }
  | {
      readonly eventName: 'ChatPlace';
      readonly chatId: string;
      readonly place: (typeof CHAT_PLACE_STATES)[number];
      readonly workMs?: number;
    }
  | { readonly eventName: 'ChatAgent'; readonly state: (typeof CHAT_AGENT_STATES)[number] };
/** A frame about chats. `seq` counts on from the frames about calls. */
export type ChatFrame = ChatFrameBody & { readonly seq?: number };

const LINE_SHAPE = {
  index: 'number',
  type: CHAT_EVENT_TYPES,
  time: 'number',
  from: 'object',
  visibility: ['all', 'agents'],
  messageType: 'string?',
  userData: 'object?',
} as const satisfies Shape;
const FROM_SHAPE = { nickname: 'string', participantId: 'number', type: CHAT_PARTY_TYPES } as const satisfies Shape;
const PARTY_SHAPE = {
  participantId: 'number',
  type: CHAT_PARTY_TYPES,
  nickname: 'string',
  active: 'boolean',
  agentId: 'string?',
  readUpTo: 'number',
} as const satisfies Shape;
const CUSTOMER_SHAPE = {
  nickname: 'string',
  firstName: 'string?',
  lastName: 'string?',
  emailAddress: 'string?',
  subject: 'string?',
} as const satisfies Shape;
const OFFER_SHAPE = { purpose: OFFER_PURPOSES, from: 'string?', expiresInMs: 'number' } as const satisfies Shape;
const CHAT_SHAPE = {
  chatId: 'string',
  eventId: 'string',
  place: CHAT_PLACE_STATES,
  service: 'string',
  openedAt: 'number',
  since: 'number',
  customer: 'object',
  parties: 'list',
  participantId: 'number?',
  owner: 'number?',
  userData: 'object',
  transcript: 'list',
  transcriptFrom: 'number',
  offer: 'object?',
  endReason: 'string?',
  workMs: 'number?',
} as const satisfies Shape;

const SHAPES: Readonly<Record<ChatFrameName, Shape>> = {
  ChatOffered: { chatId: 'string', chat: 'object' },
  ChatJoined: { chatId: 'string', chat: 'object' },
  ChatOfferOver: { chatId: 'string', outcome: OFFER_OUTCOMES },
  ChatEvent: { chatId: 'string', event: 'object' },
  ChatRead: { chatId: 'string', index: 'number', participantId: 'number' },
  ChatData: { chatId: 'string', userData: 'object', participantId: 'number' },
  ChatParties: { chatId: 'string', parties: 'list', owner: 'number?' },
  ChatEnded: { chatId: 'string', reason: 'string' },
  ChatPlace: { chatId: 'string', place: CHAT_PLACE_STATES, workMs: 'number?' },
  ChatAgent: { state: CHAT_AGENT_STATES },
};

/** A frame about chats, all of it checked; `undefined` when it is not what its name says. */
export function chatFrameOf(value: UnreadChatFrame): ChatFrame | undefined {
  const name = CHAT_FRAMES.find((known) => known === value.eventName);
  if (name === undefined) return undefined;
  const { chat, event, parties, userData } = value as Readonly<Record<string, unknown>>;
  const sound =
    fits(SHAPES[name], value) &&
    (chat === undefined || isChatSnapshot(chat)) &&
    (event === undefined || isLine(event)) &&
    (parties === undefined || areParties(parties)) &&
    (userData === undefined || isTexts(userData));
  return sound ? (value as unknown as ChatFrame) : undefined;
}

export function isChatSnapshot(value: unknown): value is ChatSnapshot {
  return (
    fits(CHAT_SHAPE, value) &&
    fits(CUSTOMER_SHAPE, value.customer) &&
    areParties(value.parties) &&
    isTexts(value.userData) &&
    value.transcript.every(isLine) &&
    (value.offer === undefined || fits(OFFER_SHAPE, value.offer))
  );
}

function isLine(value: unknown): boolean {
  if (!isRecord(value) || !fits(LINE_SHAPE, value) || !fits(FROM_SHAPE, value.from)) return false;
  const { text, userData } = value as { readonly text?: unknown; readonly userData?: unknown };
  return (text === undefined || isText(text)) && (userData === undefined || isTexts(userData));
}

function areParties(value: unknown): boolean {
  return Array.isArray(value) && value.every((party) => fits(PARTY_SHAPE, party));
}

function isTexts(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isText);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_CHAT_TEXT;
}
