import type { OfferOutcome } from './api.js';
import type { ChatContext } from './context.js';
import type { Chat } from './model/chat.js';

/** The offer is over, whatever the chat does now. */
export function closeOffer(context: ChatContext, chat: Chat, outcome: OfferOutcome): void {
  const { offer: over, chatId } = chat;
  if (over === undefined) return;
  const { desk, purpose } = over;
  chat.offer = undefined;
  context.cancelTimer({ name: 'offer', chatId });
  context.tell({ kind: 'offerOver', chatId, agentId: desk.agentId, purpose, outcome });
  context.movePlace(desk, chat, outcome === 'accepted' ? 'Accepted' : 'OfferOver');
}
