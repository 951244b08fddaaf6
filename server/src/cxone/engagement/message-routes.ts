import { Type } from 'typebox';
import { DeError } from '../errors.js';
import { route, type Route } from '../route.js';
import type { Tenant } from '../tenant.js';
import { ChannelParams } from './channel-routes.js';
import { isAmong, pageOf, PageQuery, Texts } from './lists.js';
import {
  checkContent,
  CreateMessageSchema,
  InboundSchema,
  type SendOutbound,
  SendOutboundSchema,
} from './message-schemas.js';
import { type Channel, type EndUser, isFinished, type Message } from './model.js';
import { beginConversation } from './outreach.js';
import { botUser } from './users.js';
import { contactView, iso, messageView } from './views.js';

const MessageParams = Type.Object({ messageId: Type.String({ maxLength: 255 }) });
/** Who speaks when the API sends. */
const API_USER = botUser('API');

/** How far a message got; it never goes back. */
const PROGRESS: readonly Message['status'][] = ['pending', 'sent', 'failed', 'delivered', 'seen'];

/** Messages, an operation a row. */
export const MESSAGE_ROUTES: readonly Route[] = [
  route({
    operation: 'createMessage',
    method: 'POST',
    url: '/channels/:channelId/messages',
    summary: 'Somebody has written',
    access: 'write',
    group: 'inbound',
    params: ChannelParams,
    body: CreateMessageSchema,
    creates: true,
    perform: ({ tenant, params: { channelId }, body }) => tenant.intake.create(tenant.book.channel(channelId), body),
  }),
  route({
    operation: 'createInbound',
    method: 'POST',
    url: '/channels/:channelId/inbound',
    summary: 'The same, without ids of one’s own',
    access: 'write',
    group: 'inbound',
    params: ChannelParams,
    body: InboundSchema,
    creates: true,
    perform: ({ tenant, params: { channelId }, body: { authorCustomerIdentity, ...rest } }) =>
      tenant.intake.create(tenant.book.channel(channelId), {
        ...rest,
        idOnExternalPlatform: tenant.chats.ids.uuid(),
        direction: 'inbound',
        createdAtWithMilliseconds: iso(tenant.chats.clock.now()),
        authorEndUserIdentity: authorCustomerIdentity,
      }),
  }),
  route({
    operation: 'sendOutbound',
    method: 'POST',
    url: '/channels/:channelId/outbound',
    summary: 'Send to a user, by the middleware',
    access: 'write',
    group: 'outbound',
    params: ChannelParams,
    body: SendOutboundSchema,
    creates: true,
    perform: async ({ tenant, params: { channelId }, body }) => {
      checkContent(body.messageContent, tenant.options.messageCharacters);
      const message = await sendOutbound(tenant, tenant.book.channel(channelId), body);
      return { consumerContact: contactView(message.contact), message: messageView(message) };
    },
  }),
  route({
    operation: 'setMessageStatus',
    method: 'PUT',
    url: '/channels/:channelId/messages/:messageId/status',
    summary: 'How far an agent’s message got',
    access: 'write',
    params: Type.Object({ ...ChannelParams.properties, ...MessageParams.properties }),
    body: Type.Object(
      {
        status: Type.Enum(['delivered', 'seen', 'failed']),
        updatedAt: Type.Optional(Type.String({ maxLength: 40 })),
        reason: Type.Optional(Type.Union([Type.String({ maxLength: 1000 }), Type.Null()])),
      },
      { additionalProperties: false },
    ),
    perform: ({ tenant, params: { channelId, messageId }, body: { status, reason = null } }) => {
      const message = tenant.book.findMessage(tenant.book.channel(channelId), messageId);
      if (message === undefined) throw DeError.of('messageNotFound');
      message.marksTold.push(status);
      if (PROGRESS.indexOf(status) <= PROGRESS.indexOf(message.status)) return;
      message.status = status;
      message.statusReason = reason;
      message.statusUpdatedAt = tenant.chats.clock.now();
      if (status === 'seen') tenant.desk.seen(message);
      if (status === 'failed') tenant.desk.failed(message, reason ?? 'the channel says so');
    },
  }),
  route({
    operation: 'getMessages',
    method: 'GET',
    url: '/messages',
    summary: 'Messages',
    access: 'read',
    query: Type.Object(
      { 'idOnExternalPlatform[]': Texts, 'channel[]': Texts, ...PageQuery },
      { additionalProperties: false },
    ),
    perform: ({ tenant: { book }, query: { 'idOnExternalPlatform[]': ids, 'channel[]': channels, ...page } }) => {
      const fitting = book.messages.all.filter(
        ({ idOnExternalPlatform, contact }) =>
          isAmong(ids, idOnExternalPlatform) && isAmong(channels, contact.thread.channel.id),
      );
      return pageOf(fitting.map(messageView), page);
    },
  }),
  route({
    operation: 'getMessage',
    method: 'GET',
    url: '/messages/:messageId',
    summary: 'A message',
    access: 'read',
    params: MessageParams,
    perform: ({ tenant: { book }, params: { messageId } }) => messageView(book.message(messageId)),
  }),
  route({
    operation: 'deleteMessage',
    method: 'POST',
    url: '/messages/:messageId/delete',
    summary: 'A message was deleted on the platform',
    access: 'write',
    params: MessageParams,
    perform: ({ tenant: { book }, params: { messageId } }) => {
      book.message(messageId).deleted = true;
    },
  }),
];

/** With a thread the conversation goes on there; without one the middleware makes it. */
async function sendOutbound(tenant: Tenant, channel: Channel, body: SendOutbound): Promise<Message> {
  const { messageContent: content, thread: given, recipients, attachments = [] } = body;
  const { book, desk, chats } = tenant;
  const [{ idOnExternalPlatform, name } = { idOnExternalPlatform: '' }] = recipients;
  const endUser: EndUser = { idOnExternalPlatform, ...(typeof name === 'string' && { nickname: name }) };
  if (given === undefined) {
    const createdAt = iso(chats.clock.now());
    return beginConversation(tenant, { channel, endUser, user: API_USER, content, createdAt }, false);
  }
  const thread =
    book.findThread(channel, given.idOnExternalPlatform) ??
    book.addThread(channel, given.idOnExternalPlatform, given.threadName ?? '');
  const last = thread.contacts.at(-1);
  const contact =
    last === undefined || isFinished(last) ? book.addContact(thread, endUser, 'outbound', 'pending') : last;
  const message = desk.say(contact, API_USER, content, { attachments });
  desk.show(message);
  return message;
}
