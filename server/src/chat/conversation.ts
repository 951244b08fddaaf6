import type { ChatEventType, ChatPartyType } from '@fusion-cti/protocol';
import type { ChatEvent, ChatInputOf, EndReason, Saying, Visibility } from './api.js';
import { closeOffer } from './close-offer.js';
import type { ChatContext } from './context.js';
import { countsAsActivity, restartInactivity, stopInactivity } from './inactivity.js';
import type { Chat } from './model/chat.js';
import type { Desk } from './model/desk.js';
import type { Party } from './model/party.js';
import { notAbandoned, stopWatching } from './presence.js';

/** In which order they leave when a chat ends: the customer is told of everybody else. */
const LEAVING_ORDER: Readonly<Record<ChatPartyType, number>> = { Agent: 0, Supervisor: 1, External: 2, Client: 3 };

/** Who speaks when nobody does. */
export const SYSTEM_NICKNAME = 'system';

/** Writes a line of the transcript, and tells it. */
export function write(
  context: ChatContext,
  chat: Chat,
  by: Party,
  type: ChatEventType,
  saying: Saying = {},
  visibility: Visibility = 'all',
): ChatEvent {
  const { text, messageType, userData, eventAttributes } = saying;
  const event: { -readonly [Field in keyof ChatEvent]: ChatEvent[Field] } = {
    index: chat.nextIndex,
    type,
    time: context.now,
    from: by.from,
    visibility: by.visibility === 'agents' ? 'agents' : visibility,
  };
  // One by one: to spread them costs more than all the rest of a line.
  if (text !== undefined) event.text = text;
  if (messageType !== undefined) event.messageType = messageType;
  if (userData !== undefined) event.userData = userData;
  if (eventAttributes !== undefined) event.eventAttributes = eventAttributes;
  chat.transcript.push(event);
  chat.changedAt = context.now;
  context.tell({ kind: 'event', chatId: chat.chatId, event });
  if (countsAsActivity(chat, type)) restartInactivity(context, chat);
  notAbandoned(context, chat);
  return event;
}

export function partyComes(context: ChatContext, chat: Chat, party: Party, saying: Saying = {}): Party {
  if (!party.silent) write(context, chat, party, 'ParticipantJoined', saying);
  return party;
}

/** One of the world's agents joins. */
export function arriveAgent(
  context: ChatContext,
  chat: Chat,
  { agentId, nickname }: Desk,
  type: ChatPartyType = 'Agent',
  visibility: Visibility = 'all',
): Party {
  return partyComes(context, chat, chat.addParty(type, nickname, { agentId, visibility }));
}

/** Somebody goes, and is told to be gone; the chat goes on. */
export function partyLeaves(context: ChatContext, chat: Chat, party: Party, saying: Saying = {}): void {
  party.active = false;
  if (!party.silent) write(context, chat, party, 'ParticipantLeft', saying);
  const desk = party.agentId === undefined ? undefined : context.desks.get(party.agentId);
  if (desk === undefined) return;
  // Who no longer listens in may be asked to serve.
  if (desk.supervised.delete(chat)) context.routing.changed(desk);
  if (desk.place(chat) !== 'Engaged') return;
  const { chatId } = chat;
  const { afterWorkMs } = chat.rules;
  context.movePlace(desk, chat, afterWorkMs === 0 ? 'Left' : 'LeftToAfterWork');
  if (typeof afterWorkMs === 'number' && afterWorkMs > 0) {
    context.setTimer({ name: 'after-work', chatId, agentId: desk.agentId }, afterWorkMs);
  }
}

/** From now on this party answers for the chat, or nobody does. */
export function own(context: ChatContext, chat: Chat, party: Party | undefined): void {
  if (chat.owner === party) return;
  chat.owner = party;
  const { chatId } = chat;
  context.tell({
    kind: 'owner',
    chatId,
    ...(party !== undefined && { participantId: party.participantId }),
    ...(party?.agentId !== undefined && { agentId: party.agentId }),
  });
}

/**
 * An agent leaves. The next one answers for the chat. When there is none it ends, unless somebody is being asked to
 * take over.
 * @param lost the agent has gone without wanting to leave: then the customer waits for another one
 */
export function agentLeaves(context: ChatContext, chat: Chat, party: Party, lost: boolean, saying: Saying = {}): void {
  partyLeaves(context, chat, party, saying);
  if (chat.state !== 'Served') return;
  const [next] = chat.agents;
  if (next !== undefined) {
    if (chat.owner === party) own(context, chat, next);
  } else if (chat.offer !== undefined) {
    chat.offer = { ...chat.offer, purpose: 'queue', from: undefined };
    own(context, chat, undefined);
    context.moveChat(chat, 'AgentLeftDuringOffer');
  } else if (lost) {
    sendBack(context, chat);
  } else {
    endChat(context, chat, 'agent');
  }
}

/** Back to where chats wait, in front of them. */
export function sendBack(context: ChatContext, chat: Chat): void {
  own(context, chat, undefined);
  context.moveChat(chat, 'SentBackToQueue');
  context.routing.comeBack(chat);
}

/** Ends a chat. Everybody who is still there leaves: first who ended it, the customer at last. */
export function endChat(context: ChatContext, chat: Chat, reason: EndReason, first?: Party): void {
  const { chatId } = chat;
  closeOffer(context, chat, 'withdrawn');
  context.routing.leave(chat);
  const there = chat.parties
    .filter(({ active }) => active)
    .sort((a, b) => Number(b === first) - Number(a === first) || LEAVING_ORDER[a.type] - LEAVING_ORDER[b.type]);
  for (const party of there) partyLeaves(context, chat, party);
  own(context, chat, undefined);
  context.moveChat(chat, 'Closed');
  stopInactivity(context, chat);
  stopWatching(context, chat);
  chat.endedAt = context.now;
  chat.endReason = reason;
  context.ended.add(chat);
  context.setTimer({ name: 'retention', chatId }, context.options.retentionMs);
  context.tell({ kind: 'ended', chatId, reason });
}

/** Somebody joins who is no agent of the world. An agent from elsewhere takes a chat that waits. */
export function guestComes(context: ChatContext, chat: Chat, input: ChatInputOf<'join'>): Party {
  const { type, nickname, silent } = input;
  const party = chat.addParty(type, nickname, { silent });
  partyComes(context, chat, party, input);
  if (party.serves && (chat.state === 'Waiting' || chat.state === 'Offered')) {
    const offered = chat.state === 'Offered';
    closeOffer(context, chat, 'withdrawn');
    if (offered) context.moveChat(chat, 'OfferRefused');
    context.routing.leave(chat);
    context.moveChat(chat, 'AgentTookOver');
    own(context, chat, party);
  }
  return party;
}

/** The party that the system speaks through. It neither comes nor goes. */
export function systemParty(chat: Chat): Party {
  const known = chat.parties.find(
    ({ active, type, nickname }) => active && type === 'External' && nickname === SYSTEM_NICKNAME,
  );
  return known ?? chat.addParty('External', SYSTEM_NICKNAME, { silent: true });
}
