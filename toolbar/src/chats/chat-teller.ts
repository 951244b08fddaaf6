import type { ChatOfferOutcome, ChatSnapshot } from '@fusion-cti/protocol';
import { CHANNEL_TYPES, CHANNELS, DIRECTIONS, TOKENS } from '@oracle/uef-sdk';
import type { CloseReason } from '../fusion/close-reasons.js';
import { memoryOf, type ContactMemory } from '../fusion/contact-memory.js';
import { ContactTeller } from '../fusion/contact-teller.js';
import type { FusionHandler } from '../fusion/fusionHandler.js';
import type { Payload } from '../fusion/uef-response.js';
import type { Chat } from '../state/chats.js';
import type { ChatsState } from '../state/chats-state.js';
import { customerName } from '../state/chats.js';
import { FRESH, type CallEvent, type Contact } from '../state/contacts.js';
import type { NoticeBoard } from '../state/notice-board.js';
import type { Store } from '../state/store.js';
import { chatNotTold } from '../ui/chat-notices.js';

export interface ChatTellerParts {
  readonly fusion: FusionHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly memory: ContactMemory;
  readonly named: (eventId: string, name: string) => void;
}

/** Fusion is told of chats as of calls: offered, started, closed; once each, in order, on a channel of their own. [A] */
const CHANNEL = { channel: CHANNELS.CHAT, channelType: CHANNEL_TYPES.CHAT } as const;

const CLOSED_BY: Readonly<Record<Exclude<ChatOfferOutcome, 'accepted'>, CloseReason>> = {
  declined: 'REJECT',
  missed: 'TIMEOUT',
  withdrawn: 'ABANDONED',
};

/** What Fusion has been told by this page. */
type Told = 'offered' | 'started' | 'closed';

/** Tells Fusion about chats. */
export class ChatTeller {
  readonly #contacts: ContactTeller;
  readonly #memory: ContactMemory;
  readonly #told = new Map<string, Told>();
  readonly #chats: () => ChatsState;

  constructor({ fusion, store, board, memory, named }: ChatTellerParts) {
    this.#memory = memoryOf(CHANNELS.CHAT, memory);
    this.#chats = () => store.state.chats;
    this.#contacts = new ContactTeller({
      fusion: {
        showIncomingCallNotificationInFusion: (id, data) =>
          fusion.showIncomingCallNotificationInFusion(id, onChat(data)),
        showOutgoingCallInFusion: (id, data) => fusion.showOutgoingCallInFusion(id, onChat(data)),
        notifyCallAcceptedToFusion: (id, data) => fusion.notifyCallAcceptedToFusion(id, onChat(data)),
        notifyCallDisconnectedToFusion: (id, why, data) => fusion.notifyCallDisconnectedToFusion(id, why, onChat(data)),
        startedContact: (id) => fusion.startedContact(id),
      },
      // To Fusion a chat is a contact like a call.
      store: {
        get state() {
          return { ...store.state, contacts: store.state.chats.list.map(asContact) };
        },
        dispatch: (action) => {
          if (action.type === 'contactNamed' && action.name !== undefined) named(action.eventId, action.name);
        },
      },
      board,
      comm: { stripAniPlus: false, offerTimeoutSec: 0 },
      memory: this.#memory,
      other: { inData: ({ eventId }) => this.#inData(eventId), failed: chatNotTold() },
    });
  }

  offered({ eventId }: Pick<Chat, 'eventId'>): void {
    if (this.#told.has(eventId)) return;
    this.#told.set(eventId, 'offered');
    this.#contacts.begun(ringing(eventId));
  }

  joined({ eventId }: Pick<Chat, 'eventId'>): void {
    this.offered({ eventId });
    if (this.#told.get(eventId) !== 'offered') return;
    this.#told.set(eventId, 'started');
    this.#contacts.answered(eventId);
  }

  refused({ eventId }: Pick<Chat, 'eventId'>, outcome: Exclude<ChatOfferOutcome, 'accepted'>): void {
    this.#close(eventId, CLOSED_BY[outcome]);
    this.#contacts.gone(eventId);
  }

  left({ eventId }: Pick<Chat, 'eventId'>): void {
    this.#close(eventId, 'WRAPUP');
  }

  /** A chat that another page may have told Fusion about. */
  metAgain({ eventId, place }: Pick<Chat, 'eventId' | 'place'>): void {
    if (this.#told.has(eventId)) return;
    if (place !== 'Offered' && place !== 'Engaged') return;
    this.#told.set(eventId, 'offered');
    this.#contacts.met(ringing(eventId));
    if (place === 'Engaged') this.joined({ eventId });
  }

  /** How all chats are, and which this page knew until now. */
  allTold(chats: readonly ChatSnapshot[], before: readonly Chat[]): void {
    const live = new Set(chats.filter(isLive).map(({ eventId }) => eventId));
    for (const chat of before) {
      if (live.has(chat.eventId)) continue;
      if (chat.place === 'Offered') this.refused(chat, 'withdrawn');
      else if (chat.place === 'Engaged') this.left(chat);
    }
    for (const contact of this.#contacts.unseenEnds(live)) {
      this.#contacts.endedUnseen(contact, contact.started ? 'WRAPUP' : 'MISSED');
    }
    for (const chat of chats) this.metAgain(chat);
  }

  /** The agent needs the chat no more. */
  gone(eventId: string): void {
    this.#contacts.gone(eventId);
  }

  /** Fusion's id, or ours, as ours. */
  eventIdOf(fusionId: string): string {
    return this.#contacts.eventIdOf(fusionId);
  }

  #close(eventId: string, reason: CloseReason): void {
    if (this.#told.get(eventId) === 'closed') return;
    // A page that was loaded after the chat had been told of meets it once more, to end it.
    if (!this.#told.has(eventId) && this.#memory.recall(eventId) !== undefined) this.#contacts.met(ringing(eventId));
    this.#told.set(eventId, 'closed');
    this.#contacts.ended(eventId, reason);
  }

  /** [A] Customers of chats are known by e-mail or by a number that they gave; none of it is a caller's number. */
  #inData(eventId: string): Payload {
    const chat = this.#chats().list.find((one) => one.eventId === eventId);
    if (chat === undefined) return { [TOKENS.DIRECTION]: DIRECTIONS.INBOUND };
    const { customer, userData, offer } = chat;
    const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ') || customer.nickname;
    const seconds = offer === undefined ? 0 : Math.ceil(offer.totalMs / 1000);
    const known = Object.entries(userData).filter(([key]) => key.startsWith('SVCMCA_'));
    return {
      [TOKENS.DIRECTION]: DIRECTIONS.INBOUND,
      ...(customer.emailAddress !== undefined && { [TOKENS.EMAIL]: customer.emailAddress }),
      [TOKENS.DISPLAY_NAME]: name,
      ...(seconds > 0 && { [TOKENS.OFFER_TIMEOUT_SEC]: String(seconds) }),
      ...Object.fromEntries(known),
    };
  }
}

function onChat(data: Payload): Payload {
  return { ...data, ...CHANNEL };
}

function isLive({ place }: Pick<Chat, 'place'>): boolean {
  return place === 'Offered' || place === 'Engaged';
}

function ringing(eventId: string): CallEvent {
  return { trigger: 'EventRinging', eventId, connectionId: eventId, direction: 'inbound', number: '' };
}

function asContact(chat: Chat): Contact {
  const { eventId, since } = chat;
  return {
    eventId,
    connectionId: eventId,
    direction: 'inbound',
    number: '',
    name: customerName(chat),
    party: isLive(chat) ? 'Connected' : 'Null',
    since,
    ...FRESH,
  };
}
