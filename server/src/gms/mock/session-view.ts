import type { ChatView } from '../../chat/index.js';
import type { GmsServer } from '../gms-server.js';
import { messageOf } from '../projection.js';
import type { GmsSession } from '../session.js';
import type { Scripts } from './scripts.js';

const STATES = { Waiting: 'waiting', Offered: 'waiting', Served: 'active', Ended: 'ended' } as const;
export type MockState = (typeof STATES)[ChatView['state']];

export function stateOf({ state }: ChatView): MockState {
  return STATES[state];
}

/** A chat as the mock control API shows it, secrets and all. */
export function sessionView(gms: GmsServer, scripts: Scripts, session: GmsSession, chat: ChatView, messages: boolean) {
  const { chatId, service, profile, userId, alias, secureKey, customer, pushUrl, transport, listeners } = session;
  return {
    chatId,
    serviceName: service,
    profile: profile?.profile ?? '',
    state: stateOf(chat),
    createdAt: chat.openedAt,
    updatedAt: chat.changedAt,
    endedAt: chat.endedAt ?? null,
    transport,
    connected: transport === 'rest' ? chat.state !== 'Ended' : listeners.size > 0,
    userId,
    alias,
    secureKey,
    client: customer,
    userData: chat.userData,
    pushUrl,
    participants: chat.parties.map(({ participantId, nickname, type, active }) => ({
      participantId,
      nickname,
      type,
      active,
    })),
    ...(messages && {
      messages: gms.chats.server.transcript(chatId).map((event) => messageOf(event, session.options)),
    }),
    nextPosition: chat.nextIndex,
    pendingAutoMessages: scripts.pending(chatId),
    files: chat.files,
    push: session.pushes,
  };
}
