import type { Channel, Contact, Message, Thread } from './model.js';

/** What answers hold, in the names of the API. */

export function iso(time: number): string {
  return new Date(time).toISOString();
}

/** In whole seconds, as the field without `Milliseconds` has it. */
function isoSeconds(text: string): string {
  return text.replace(/\.\d+/, '');
}

export function channelView(channel: Channel): Channel {
  return { hasReply: true, hasOutboundFlow: true, isDeleted: false, ...channel };
}

export function threadView({ id, idOnExternalPlatform, threadName, channel, canAddMoreMessages }: Thread) {
  return { id, idOnExternalPlatform, threadName, channelId: channel.id, canAddMoreMessages };
}

export function contactView(contact: Contact) {
  const { number, customerContactId, interactionId, thread, customer, endUser, direction, assignee } = contact;
  return {
    id: number,
    contactId: String(number),
    customerContactId,
    interactionId,
    channelId: thread.channel.id,
    direction,
    status: contact.status,
    statusUpdatedAt: iso(contact.statusUpdatedAt),
    createdAt: iso(contact.createdAt),
    threadId: thread.id,
    threadIdOnExternalPlatform: thread.idOnExternalPlatform,
    authorEndUserIdentity: endUser,
    endUser: { id: customer.id, customFields: customer.customFields, identities: customer.identities },
    inboxAssigneeUser: assignee ?? null,
    routingQueueId: null,
    customFields: contact.customFields,
  };
}

export function messageView(message: Message) {
  const { id, idOnExternalPlatform, contact, direction, createdAt, content, attachments, author, authorUser } = message;
  const { thread } = contact;
  return {
    ...message.extra,
    id,
    idOnExternalPlatform: idOnExternalPlatform ?? null,
    channelId: thread.channel.id,
    threadId: thread.id,
    thread: threadView(thread),
    contactNumber: contact.number,
    direction,
    createdAt: isoSeconds(createdAt),
    createdAtWithMilliseconds: createdAt,
    messageContent: content,
    attachments,
    authorEndUserIdentity: author ?? null,
    authorUser: authorUser ?? null,
    isDeleted: message.deleted,
    isRead: message.marks.isRead,
    reactions: message.marks.reactions,
    tags: message.marks.tagIds.map((tag) => ({ id: tag })),
    notes: message.marks.notes,
    delivery: {
      status: message.status,
      updatedAt: iso(message.statusUpdatedAt),
      reason: message.statusReason,
    },
  };
}
