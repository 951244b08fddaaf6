import type { GmsServer } from '../gms-server.js';
import type { Pushes } from '../push/pushes.js';
import { stateOf } from './session-view.js';

/** Counters over all chats that there are. */
export function statsOf(gms: GmsServer, { counters }: Pushes, startedAt: number) {
  const states = { waiting: 0, active: 0, ended: 0 };
  const byService: Record<string, number> = Object.create(null) as Record<string, number>;
  const byProfile: Record<string, number> = Object.create(null) as Record<string, number>;
  const messages = { messages: 0, messagesFromClient: 0, messagesFromAgent: 0 };
  const transports = { cometdSessions: 0, restSessions: 0 };
  let total = 0;
  for (const { chatId, service, profile, transport } of gms.sessions.all) {
    const chat = gms.chats.chat(chatId);
    if (chat === undefined) continue;
    total += 1;
    states[stateOf(chat)] += 1;
    byService[service] = (byService[service] ?? 0) + 1;
    if (profile !== undefined) byProfile[profile.profile] = (byProfile[profile.profile] ?? 0) + 1;
    transports[transport === 'rest' ? 'restSessions' : 'cometdSessions'] += 1;
    for (const { type, from } of gms.chats.server.transcript(chatId)) {
      if (type !== 'Message') continue;
      messages.messages += 1;
      if (from.type === 'Client') messages.messagesFromClient += 1;
      if (from.type === 'Agent') messages.messagesFromAgent += 1;
    }
  }
  const pushed = { pushSent: counters.total('sent'), pushFailed: counters.total('failed'), push: counters.byType };
  const uptimeSeconds = Math.floor((gms.chats.clock.now() - startedAt) / 1000);
  return { total, ...states, byService, byProfile, ...messages, ...transports, ...pushed, uptimeSeconds };
}
