import type { BuriedItem } from '../runtime/store/index.js';
import type { Parcel } from './chat-book.js';
import type { Conversation } from './core/conversation.js';

/** What support staff may see of a conversation: neither who talks, nor what is said, nor any secret. */
export function conversationView(chat: Conversation) {
  const { id, caller, region, backend, state, attached, line, published, duplicates, ignored, endCause } = chat;
  return {
    id,
    caller,
    region,
    backend,
    state,
    since: timeOf(chat.since),
    createdAt: timeOf(chat.createdAt),
    endedAt: timeOf(chat.endedAt),
    endCause,
    attached,
    closing: chat.closing?.cause ?? '',
    agents: chat.members.filter(({ present }) => present).map((agent) => agent.id),
    line: line.map(({ id: item, at, phase, tries }) => ({ id: item, at: timeOf(at), phase, tries })),
    published,
    duplicates,
    ignored,
  };
}

/** What could not be published. @param parcel `undefined` when it cannot be opened any more */
export function letterView({ id, at, attempt, buriedAt, reason }: BuriedItem, parcel: Parcel | undefined) {
  return {
    id,
    conversationId: parcel?.conversationId ?? '',
    caller: parcel?.caller ?? '',
    type: parcel?.event.type ?? '',
    messageId: parcel?.event.messageId ?? '',
    at: timeOf(at),
    buriedAt: timeOf(buriedAt),
    tries: attempt,
    reason,
  };
}

function timeOf(moment: number): string | null {
  return moment === 0 ? null : new Date(moment).toISOString();
}
