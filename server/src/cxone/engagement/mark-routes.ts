import { Type } from 'typebox';
import { DeError } from '../errors.js';
import { route, type Route } from '../route.js';
import { iso } from './views.js';

const MessageParams = Type.Object({ messageId: Type.String({ maxLength: 255 }) });
const SubscriptionParams = Type.Object({ subscriptionId: Type.String({ maxLength: 255 }) });
const strict = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1, maxLength: 255 });
const MOST_MARKS = 100;

/**
 * What people do with messages beside answering them, and who wants to be told of events. That the API has it is
 * documented; its bodies are [A]. Nobody is told of events here.
 */
export const MARK_ROUTES: readonly Route[] = [
  route({
    operation: 'readMessage',
    method: 'POST',
    url: '/messages/:messageId/read',
    summary: 'Somebody has read a message, or not yet',
    access: 'write',
    params: MessageParams,
    body: Type.Object({ isRead: Type.Boolean() }, strict),
    perform: ({ tenant: { book }, params: { messageId }, body: { isRead } }) => {
      book.message(messageId).marks.isRead = isRead;
    },
  }),
  route({
    operation: 'reactToMessage',
    method: 'POST',
    url: '/messages/:messageId/reactions',
    summary: 'Somebody reacts to a message',
    access: 'write',
    params: MessageParams,
    body: Type.Object({ reaction: Type.String({ minLength: 1, maxLength: 64 }) }, strict),
    perform: ({ tenant: { book }, params: { messageId }, body: { reaction } }) => {
      const { reactions } = book.message(messageId).marks;
      if (reactions.includes(reaction)) return;
      if (reactions.length >= MOST_MARKS) throw DeError.of('full', 'reaction');
      reactions.push(reaction);
    },
  }),
  route({
    operation: 'tagMessage',
    method: 'PUT',
    url: '/messages/:messageId/tags',
    summary: 'The tags of a message',
    access: 'write',
    params: MessageParams,
    body: Type.Object(
      { tagIds: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: MOST_MARKS, uniqueItems: true }) },
      strict,
    ),
    perform: ({ tenant: { book }, params: { messageId }, body: { tagIds } }) => {
      book.message(messageId).marks.tagIds = tagIds;
    },
  }),
  route({
    operation: 'addMessageNote',
    method: 'POST',
    url: '/messages/:messageId/notes',
    summary: 'Agents note something about a message',
    access: 'write',
    params: MessageParams,
    body: Type.Object({ content: Type.String({ minLength: 1, maxLength: 10_000 }) }, strict),
    creates: true,
    perform: ({ tenant: { book, chats }, params: { messageId }, body: { content } }) => {
      const { notes } = book.message(messageId).marks;
      if (notes.length >= MOST_MARKS) throw DeError.of('full', 'content');
      const note = { id: chats.ids.uuid(), content, createdAt: iso(chats.clock.now()) };
      notes.push(note);
      return note;
    },
  }),
  route({
    operation: 'getMessageNotes',
    method: 'GET',
    url: '/messages/:messageId/notes',
    summary: 'What agents have noted about a message',
    access: 'read',
    params: MessageParams,
    perform: ({ tenant: { book }, params: { messageId } }) => ({ data: book.message(messageId).marks.notes }),
  }),
  route({
    operation: 'subscribe',
    method: 'POST',
    url: '/event-hub-subscriptions',
    summary: 'Somebody wants to be told of events',
    access: 'write',
    body: Type.Object(
      {
        name: Text,
        url: Type.String({ pattern: '^https?://[^ ]+$', maxLength: 2048 }),
        eventTypes: Type.Array(Text, { minItems: 1, maxItems: 100 }),
      },
      strict,
    ),
    creates: true,
    perform: ({ tenant: { book, chats }, body }) => {
      const subscription = { id: chats.ids.uuid(), ...body, createdAt: iso(chats.clock.now()) };
      return book.subscriptions.put(subscription.id, subscription);
    },
  }),
  route({
    operation: 'getSubscriptions',
    method: 'GET',
    url: '/event-hub-subscriptions',
    summary: 'Who wants to be told of events',
    access: 'read',
    perform: ({ tenant: { book } }) => ({ data: book.subscriptions.all }),
  }),
  route({
    operation: 'unsubscribe',
    method: 'DELETE',
    url: '/event-hub-subscriptions/:subscriptionId',
    summary: 'Nobody wants to be told any more',
    access: 'write',
    params: SubscriptionParams,
    perform: ({ tenant: { book }, params: { subscriptionId } }) => {
      if (!book.subscriptions.delete(subscriptionId)) throw DeError.of('subscriptionNotFound');
    },
  }),
];
