import { Type } from 'typebox';
import { route, type Route } from '../route.js';
import { ChannelParams } from './channel-routes.js';
import { pageOf, PageQuery } from './lists.js';
import type { Thread } from './model.js';
import { contactView, threadView } from './views.js';

const ThreadParams = Type.Object({ ...ChannelParams.properties, threadId: Type.String({ maxLength: 255 }) });

/** Threads, an operation a row. */
export const THREAD_ROUTES: readonly Route[] = [
  route({
    operation: 'getThreads',
    method: 'GET',
    url: '/threads',
    summary: 'Threads, by id or name',
    access: 'read',
    query: Type.Object(
      {
        query: Type.Optional(Type.String({ maxLength: 255 })),
        withContext: Type.Optional(Type.Boolean()),
        ...PageQuery,
      },
      { additionalProperties: false },
    ),
    perform: ({ tenant: { book }, query: { query = '', withContext = false, ...page } }) => {
      const fitting = book.threads.all.filter((thread) => isMeant(thread, query));
      const { data: shown, ...rest } = pageOf(fitting, page);
      const contacts = shown.flatMap(({ contacts: cases }) => cases.map(contactView));
      return { ...rest, data: shown.map(threadView), _context: withContext ? { contacts } : {} };
    },
  }),
  route({
    operation: 'updateThread',
    method: 'PUT',
    url: '/channels/:channelId/threads/:threadId',
    summary: 'Whether a thread takes more messages',
    access: 'write',
    params: ThreadParams,
    body: Type.Object(
      { canAddMoreMessages: Type.Optional(Type.Boolean()), threadName: Type.Optional(Type.String({ maxLength: 255 })) },
      { additionalProperties: false, minProperties: 1 },
    ),
    perform: ({ tenant: { book }, params: { channelId, threadId }, body }) => {
      const thread = book.thread(book.channel(channelId), threadId);
      Object.assign(thread, body);
      return threadView(thread);
    },
  }),
  route({
    operation: 'senderAction',
    method: 'POST',
    url: '/channels/:channelId/threads/:threadId/sender-actions',
    summary: 'The user types, or has stopped',
    access: 'write',
    params: ThreadParams,
    body: Type.Object({ action: Type.Enum(['isTypingOn', 'isTypingOff']) }, { additionalProperties: false }),
    perform: ({ tenant: { book, desk }, params: { channelId, threadId }, body: { action } }) => {
      const contact = book.thread(book.channel(channelId), threadId).contacts.at(-1);
      if (contact !== undefined) desk.typing(contact, action === 'isTypingOn');
    },
  }),
];

/** [A] By a whole id, or a part of the name. */
function isMeant({ id, idOnExternalPlatform, threadName }: Thread, query: string): boolean {
  if (query === '' || query === id || query === idOnExternalPlatform) return true;
  return threadName.toLowerCase().includes(query.toLowerCase());
}
