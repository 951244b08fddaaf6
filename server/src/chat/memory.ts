import type { ChatEvent, ChatMemory } from './api.js';
import type { ChatContext } from './context.js';
import { agentLeaves } from './conversation.js';
import { Chat } from './model/chat.js';
import { endOffer } from './offers.js';
import { watch } from './presence.js';

/** A chat as it is kept. */
export interface KeptChat {
  readonly memory: ChatMemory;
  readonly transcript: readonly ChatEvent[];
}

export function memoryOf({ desks }: ChatContext, chat: Chat): ChatMemory {
  const { rulesOf, presence, parties, offer, line, waitsFor, declined, files } = chat;
  const { offeredTo: _byOffer, monitored: _byParties, ...view } = chat.view();
  const { uploads, bytes } = files.usage;
  return {
    ...view,
    rulesOf,
    presence,
    parties: parties.map((party) => ({ ...party.view(), silent: party.silent })),
    ...(offer !== undefined && {
      offer: {
        agentId: offer.desk.agentId,
        purpose: offer.purpose,
        ...(offer.from !== undefined && { from: offer.from.participantId }),
      },
    }),
    ...(line !== undefined && { line }),
    ...(waitsFor !== undefined && { waitsFor }),
    afterWork: parties.flatMap(({ agentId = '' }) =>
      desks.get(agentId)?.place(chat) === 'AfterWork' ? [agentId] : [],
    ),
    declined: Array.from(declined, ([{ agentId }, turn]) => [agentId, turn] as const),
    uploads,
    uploadedBytes: bytes,
  };
}

/**
 * Brings chats back that went on in another process. Times that were set there are not set here: whoever kept them
 * knows when they are due. Only how the customer is known to be there begins anew, as nobody could be heard meanwhile.
 */
export function resumeChats(context: ChatContext, kept: readonly KeptChat[]): void {
  const waiting: { readonly chat: Chat; readonly place: NonNullable<Chat['line']> }[] = [];
  const ended: Chat[] = [];
  for (const { memory, transcript } of kept) {
    const chat = Chat.from(memory, context.options.rulesOf(memory.rulesOf), transcript);
    context.chats.set(chat.chatId, chat);
    seat(context, chat, memory);
    if (memory.line !== undefined) waiting.push({ chat, place: memory.line });
    if (chat.ended) ended.push(chat);
    else watch(context, chat, chat.presence);
  }
  for (const chat of ended.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))) context.ended.add(chat);
  context.routing.resume(waiting);
  for (const chat of context.chats.values()) if (!chat.ended) dismissStrangers(context, chat);
}

/** The places that agents have in it. */
function seat({ desks }: ChatContext, chat: Chat, { offer, afterWork, declined }: ChatMemory): void {
  for (const { active, type, agentId = '' } of chat.parties) {
    const desk = active ? desks.get(agentId) : undefined;
    if (type === 'Agent') desk?.restorePlace(chat, 'Engaged');
    else if (type === 'Supervisor') desk?.supervised.add(chat);
  }
  for (const agentId of afterWork) desks.get(agentId)?.restorePlace(chat, 'AfterWork');
  for (const [agentId, turn] of declined) {
    const desk = desks.get(agentId);
    if (desk !== undefined) chat.declined.set(desk, turn);
  }
  const desk = desks.get(offer?.agentId ?? '');
  if (offer === undefined || desk === undefined) return;
  chat.offer = { desk, purpose: offer.purpose, from: chat.party(offer.from) };
  desk.restorePlace(chat, 'Offered');
}

/** The world may have changed meanwhile: who is not in it any more serves nobody. */
function dismissStrangers(context: ChatContext, chat: Chat): void {
  if (chat.state === 'Offered' && chat.offer === undefined) endOffer(context, chat, 'withdrawn');
  for (const party of chat.agents) {
    const isStranger = party.agentId !== undefined && !context.desks.has(party.agentId);
    if (isStranger) agentLeaves(context, chat, party, true);
  }
}
