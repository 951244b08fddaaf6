import type { CxoneSettings } from '../../world/cxone-settings.js';
import type { Attachment, Channel, CxoneUser, EndUser, Message, MessageContent } from '../engagement/model.js';

/** Bodies of the calls to a middleware. */

export interface OutboundParts {
  readonly settings: CxoneSettings;
  readonly content: MessageContent;
  readonly attachments: readonly Attachment[];
  readonly endUser: EndUser;
  readonly user: CxoneUser;
  readonly createdAt: string;
  /** Absent: the agent begins the conversation. */
  readonly thread?: { readonly idOnExternalPlatform: string };
}

function brandOf({ brandId, tenantId, businessUnitId, name }: CxoneSettings) {
  return { id: brandId, tenantId, businessUnitId, friendlyName: name };
}

function authorOf({ id, firstName, surname, nickname }: CxoneUser) {
  return { id, firstName, surname, nickname };
}

export function recipientOf({ idOnExternalPlatform, nickname, firstName, lastName }: EndUser) {
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return { idOnExternalPlatform, name: nickname ?? full, isPrimary: true, isPrivate: true };
}

/** Of the outbound endpoint. */
export function outboundBody({ settings, content, attachments, endUser, user, createdAt, thread }: OutboundParts) {
  return {
    brand: brandOf(settings),
    ...(thread !== undefined && { thread }),
    messageContent: content,
    endUserRecipients: [recipientOf(endUser)],
    attachments,
    isReplyToSpecificMessage: false,
    replyToMessage: null,
    forward: null,
    authorUser: authorOf(user),
    createdAtWithMilliseconds: createdAt,
  };
}

/** [A] Of the older endpoint for replies: rebuilt, its path and its answer are all that is sure. */
export function replyBody(settings: CxoneSettings, message: Message, user: CxoneUser) {
  const { contact, content, attachments } = message;
  const { thread, endUser } = contact;
  const { id, idOnExternalPlatform, name } = thread.channel;
  const ofThread = { id: thread.id, idOnExternalPlatform: thread.idOnExternalPlatform };
  return {
    brand: brandOf(settings),
    channel: { id, idOnExternalPlatform, name },
    post: ofThread,
    thread: ofThread,
    messageContent: content,
    recipients: [recipientOf(endUser)],
    attachments,
    author: authorOf(user),
    createdAtWithMilliseconds: message.createdAt,
  };
}

export function typingBody(settings: CxoneSettings, user: CxoneUser, started: boolean) {
  return {
    brand: brandOf(settings),
    senderAction: { action: started ? 'isTypingOn' : 'isTypingOff' },
    authorUser: authorOf(user),
  };
}

export function validationBody(endUser: EndUser) {
  return { endUserRecipients: [recipientOf(endUser)] };
}

export const CALLBACK_PATHS = {
  reply: (postId: string) => `/1.0/posts/${encodeURIComponent(postId)}/messages`,
  outbound: ({ id }: Channel) => `/2.0/channel/${encodeURIComponent(id)}/outbound`,
  typing: ({ id }: Channel, threadId: string) =>
    `/1.0/channel/${encodeURIComponent(id)}/thread/${encodeURIComponent(threadId)}/sender-action`,
  validation: ({ id }: Channel) => `/1.0/channel/${encodeURIComponent(id)}/recipients/validation`,
} as const;
