import type { OfferOutcome, OfferPurpose } from './api.js';
import { closeOffer } from './close-offer.js';
import type { ChatContext } from './context.js';
import { arriveAgent, own, partyLeaves } from './conversation.js';
import type { Chat } from './model/chat.js';
import type { Desk } from './model/desk.js';
import type { Party } from './model/party.js';

/** Asks an agent. A chat has one offer at a time. */
export function offer(context: ChatContext, chat: Chat, desk: Desk, purpose: OfferPurpose, from?: Party): void {
  const { chatId } = chat;
  chat.offer = { desk, purpose, from };
  context.movePlace(desk, chat, 'Offered');
  if (chat.state === 'Waiting') context.moveChat(chat, 'OfferedToAgent');
  const { offerMs } = chat.rules;
  context.setTimer({ name: 'offer', chatId }, offerMs);
  context.tell({
    kind: 'offer',
    chatId,
    agentId: desk.agentId,
    purpose,
    ...(from?.agentId !== undefined && { from: from.agentId }),
    expiresInMs: offerMs,
  });
}

/** Nobody came of it: a chat that waits goes to somebody else, one that is served stays where it is. */
export function endOffer(context: ChatContext, chat: Chat, outcome: Exclude<OfferOutcome, 'accepted'>): void {
  const desk = chat.offer?.desk;
  closeOffer(context, chat, outcome);
  if (chat.state === 'Offered') {
    context.moveChat(chat, 'OfferRefused');
    context.routing.comeBack(chat);
  }
  if (desk === undefined) return;
  if (outcome === 'declined') chat.declined.set(desk, desk.readyTurn);
  if (outcome === 'missed' && desk.takes('OfferMissed')) context.moveAgent(desk, 'OfferMissed');
}

export function acceptOffer(context: ChatContext, chat: Chat, desk: Desk): void {
  const accepted = chat.offer;
  closeOffer(context, chat, 'accepted');
  const party = arriveAgent(context, chat, desk);
  if (chat.state === 'Offered') {
    context.moveChat(chat, 'AgentTookOver');
    own(context, chat, party);
  } else if (accepted?.purpose === 'transfer') {
    own(context, chat, party);
    if (accepted.from?.active === true) partyLeaves(context, chat, accepted.from);
  }
}
