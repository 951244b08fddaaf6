import type { ChatAgentTrigger } from '@fusion-cti/protocol';
import type { ChatInputOf, ChatRefusal, ChatTimer, OfferPurpose } from './api.js';
import type { ChatContext } from './context.js';
import { agentLeaves, arriveAgent, own, partyLeaves } from './conversation.js';
import { asAgent, asAgentInChat } from './found.js';
import type { Chat } from './model/chat.js';
import type { Desk } from './model/desk.js';
import { acceptOffer, endOffer, offer } from './offers.js';

/** What agents of the world do, and only they. What they say in a chat they say as any party does. */
export const AGENT_INPUTS = {
  login: changesState('Login'),
  ready: changesState('Ready', (desk) => (desk.readyTurn += 1)),
  notReady: changesState('NotReady'),

  logout: asAgent((context, desk, _input: ChatInputOf<'logout'>) => {
    if (!desk.takes('Logout')) return 'wrong-state' as const;
    // First, so that nothing that comes free is offered to whoever is going.
    context.moveAgent(desk, 'Logout');
    for (const chat of desk.chats) clearPlace(context, chat, desk);
    for (const chat of [...desk.supervised]) {
      const party = chat.find({ agentId: desk.agentId });
      if (party !== undefined) partyLeaves(context, chat, party);
    }
    return undefined;
  }),

  accept: asAgentInChat((context, chat, desk, _input: ChatInputOf<'accept'>) => {
    if (chat.offer?.desk !== desk) return 'wrong-state' as const;
    acceptOffer(context, chat, desk);
    return undefined;
  }),

  decline: asAgentInChat((context, chat, desk, _input: ChatInputOf<'decline'>) => {
    if (chat.offer?.desk !== desk) return 'wrong-state' as const;
    endOffer(context, chat, 'declined');
    return undefined;
  }),

  transfer: asAgentInChat((context, chat, desk, { to }: ChatInputOf<'transfer'>) => {
    if (chat.owner?.agentId !== desk.agentId) return 'wrong-state' as const;
    return askColleague(context, chat, desk, to, 'transfer');
  }),

  conference: asAgentInChat((context, chat, desk, { to }: ChatInputOf<'conference'>) => {
    if (desk.place(chat) !== 'Engaged') return 'wrong-state' as const;
    return askColleague(context, chat, desk, to, 'conference');
  }),

  /** To another service, or to the back of the same line. Whoever sends it away is not asked again. */
  requeue: asAgentInChat((context, chat, desk, { service }: ChatInputOf<'requeue'>) => {
    const { owner } = chat;
    if (owner?.agentId !== desk.agentId) return 'wrong-state' as const;
    if (chat.offer !== undefined || chat.agents.length > 1) return 'wrong-state' as const;
    partyLeaves(context, chat, owner);
    own(context, chat, undefined);
    chat.declined.set(desk, desk.readyTurn);
    chat.service = service;
    context.moveChat(chat, 'SentBackToQueue');
    context.routing.arrive(chat);
    return undefined;
  }),

  supervise: asAgentInChat((context, chat, desk, { visibility }: ChatInputOf<'supervise'>) => {
    const there = chat.find({ agentId: desk.agentId }) !== undefined || desk.place(chat) !== 'Free';
    if (desk.state === 'LoggedOut' || there) return 'wrong-state' as const;
    desk.supervised.add(chat);
    arriveAgent(context, chat, desk, 'Supervisor', visibility);
    return undefined;
  }),

  workDone: asAgent((context, desk, { chatId }: ChatInputOf<'workDone'>) =>
    workIsDone(context, { name: 'after-work', chatId, agentId: desk.agentId }) ? undefined : ('wrong-state' as const),
  ),
};

/**
 * The place is free again. The chat may be forgotten long since: the agent is not done with it for that.
 * @returns `false` when there was nothing left to do
 */
export function workIsDone(context: ChatContext, { chatId, agentId = '' }: ChatTimer): boolean {
  const desk = context.desks.get(agentId);
  const chat = desk?.chats.find((one) => one.chatId === chatId);
  if (desk === undefined || chat === undefined || desk.place(chat) !== 'AfterWork') return false;
  context.cancelTimer({ name: 'after-work', chatId, agentId });
  context.movePlace(desk, chat, 'WorkDone');
  return true;
}

function changesState(trigger: ChatAgentTrigger, also?: (desk: Desk) => void) {
  return asAgent((context, desk, _input: { readonly agentId: string }): ChatRefusal | undefined => {
    if (!desk.takes(trigger)) return 'wrong-state';
    also?.(desk);
    context.moveAgent(desk, trigger);
    return undefined;
  });
}

function askColleague(
  context: ChatContext,
  chat: Chat,
  desk: Desk,
  to: string,
  purpose: Exclude<OfferPurpose, 'queue'>,
): ChatRefusal | undefined {
  const colleague = context.desks.get(to);
  if (colleague === undefined) return 'agent-unknown';
  if (chat.offer !== undefined || chat.state !== 'Served') return 'wrong-state';
  if (colleague.state !== 'Ready' || !colleague.hasRoomFor(chat)) return 'agent-unavailable';
  if (chat.find({ agentId: to }) !== undefined) return 'wrong-state';
  offer(context, chat, colleague, purpose, chat.find({ agentId: desk.agentId }));
  return undefined;
}

/** An agent who is gone has no chats. */
function clearPlace(context: ChatContext, chat: Chat, desk: Desk): void {
  switch (desk.place(chat)) {
    case 'Offered':
      endOffer(context, chat, 'withdrawn');
      break;
    case 'Engaged': {
      const party = chat.find({ agentId: desk.agentId });
      if (party !== undefined) agentLeaves(context, chat, party, true);
      break;
    }
    case 'AfterWork':
    case 'Free':
      break;
  }
  workIsDone(context, { name: 'after-work', chatId: chat.chatId, agentId: desk.agentId });
}
