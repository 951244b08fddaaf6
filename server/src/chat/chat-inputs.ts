import type { ChatInputOf, ChatTimer, ChatTimerName } from './api.js';
import { workIsDone } from './agent-inputs.js';
import type { ChatContext } from './context.js';
import { endChat, guestComes, partyComes, systemParty, write } from './conversation.js';
import { inChat } from './found.js';
import { alertIdle, alertIdleAgain, closeIdle } from './idle-chats.js';
import { Chat } from './model/chat.js';
import { endOffer } from './offers.js';
import { watch } from './presence.js';
import { userDataFits } from './user-data.js';

type TimerHandler = (context: ChatContext, chat: Chat, timer: ChatTimer) => void;

/** What each reminder is for. One that was overtaken by events means nothing. */
const TIMERS: Readonly<Record<Exclude<ChatTimerName, 'after-work' | 'retention'>, TimerHandler>> = {
  alert: alertIdle,
  'second-alert': alertIdleAgain,
  close: closeIdle,
  offer: (context, chat) => endOffer(context, chat, 'missed'),
  absence: goneForGood,
  abandonment: goneForGood,
};

/** What happens to chats as a whole. */
export const CHAT_INPUTS = {
  open: (context: ChatContext, { service, nickname, customer = {}, userData = {}, presence }: ChatInputOf<'open'>) => {
    const { options, chats } = context;
    const rules = options.rulesOf(service);
    if (nickname.length > rules.textCharacters) return 'text-too-long' as const;
    if (!userDataFits(userData, rules.userData)) return 'user-data-too-large' as const;
    if (!makeRoom(context)) return 'too-many-chats' as const;
    const chatId = options.nextChatId();
    const chat = new Chat({ chatId, service, rules, details: customer, userData, presence, openedAt: context.now });
    chats.set(chatId, chat);
    context.moveChat(chat, 'Requested');
    partyComes(context, chat, chat.addParty('Client', nickname));
    watch(context, chat, presence);
    context.routing.arrive(chat);
    return { chatId };
  },

  touch: inChat((context, chat, { presence }: ChatInputOf<'touch'>) => {
    watch(context, chat, presence);
    return undefined;
  }),

  join: inChat((context, chat, input: ChatInputOf<'join'>) => {
    const { participantId } = guestComes(context, chat, input);
    return { participantId };
  }),

  end: inChat((context, chat, { by }: ChatInputOf<'end'>) => {
    const party = by === 'system' ? undefined : chat.find(by);
    if (by !== 'system' && party === undefined) return 'party-unknown' as const;
    const reason = party === undefined ? 'system' : party.type === 'Client' ? 'customer' : 'agent';
    endChat(context, chat, reason, party);
    return undefined;
  }),

  skip: inChat((context, chat, { count }: ChatInputOf<'skip'>) => {
    for (let n = 0; n < count; n += 1) write(context, chat, systemParty(chat), 'Notice', {}, 'agents');
    return undefined;
  }),

  idle: inChat((context, chat, { what }: ChatInputOf<'idle'>) => {
    if (what === 'alert') alertIdle(context, chat);
    else closeIdle(context, chat);
    return undefined;
  }),

  forget: (context: ChatContext, { chatId }: ChatInputOf<'forget'>) => {
    const chat = context.chats.get(chatId);
    if (chat === undefined) return 'chat-unknown' as const;
    if (!chat.ended) endChat(context, chat, 'removed');
    forget(context, chat);
    return undefined;
  },

  timer: (context: ChatContext, { timer }: ChatInputOf<'timer'>) => {
    const { name, chatId } = timer;
    const chat = context.chats.get(chatId);
    if (name === 'after-work') workIsDone(context, timer);
    else if (chat === undefined) return undefined;
    else if (name === 'retention') forget(context, chat);
    else if (!chat.ended) TIMERS[name](context, chat, timer);
    return undefined;
  },
};

function goneForGood(context: ChatContext, chat: Chat): void {
  endChat(context, chat, 'absence', chat.customer);
}

/** `false` when all chats that there may be go on. */
function makeRoom(context: ChatContext): boolean {
  if (context.chats.size < context.options.maxChats) return true;
  const [oldest] = context.ended;
  if (oldest === undefined) return false;
  forget(context, oldest);
  return true;
}

function forget(context: ChatContext, chat: Chat): void {
  const { chatId } = chat;
  context.cancelTimer({ name: 'retention', chatId });
  context.chats.delete(chatId);
  context.ended.delete(chat);
  context.tell({ kind: 'forgotten', chatId });
}
