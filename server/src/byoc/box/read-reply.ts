import type { MessageContent } from '../core/content.js';
import type { Attachment } from '../core/inputs.js';
import { ByocError } from '../errors.js';
import type { LegacyReplyBody, OutboundRequestBody } from './schemas.js';

/** What an agent says, whichever way CXone tells it. */
export interface Reply {
  /** Empty: a new conversation is to begin. */
  readonly thread: string;
  readonly recipient: { readonly id: string; readonly name: string } | undefined;
  readonly content: MessageContent;
  readonly attachments: readonly Attachment[];
  readonly author: string;
  /** When the agent wrote it, milliseconds since 1970, if that is told. */
  readonly at: number | undefined;
  /** Tells one message from another with the same words; empty when nothing does. */
  readonly mark: string;
}

type Content = OutboundRequestBody['messageContent'];

/** The form of the 3.0 API, for replies and for new conversations. */
export function readOutbound(body: OutboundRequestBody): Reply {
  return {
    thread: body.thread?.idOnExternalPlatform ?? '',
    recipient: recipientOf(body.endUserRecipients),
    content: contentOf(body.messageContent, ''),
    attachments: attachmentsOf(body.attachments),
    author: nameOf(body.authorUser),
    at: momentOf(body.createdAtWithMilliseconds),
    mark: body.createdAtWithMilliseconds ?? '',
  };
}

/**
 * The older form, of which only the path and the answer are sure: text, thread and recipient are looked for where they
 * have been seen or can be expected, in this order.
 * @throws ByocError `invalid_request` when there is nothing to say
 */
export function readLegacy(post: string, body: LegacyReplyBody): Reply {
  const inner = typeof body.content === 'object' ? body.content : undefined;
  const text = first(
    textOf(body.messageContent?.payload),
    body.messageContent?.text,
    inner?.text,
    textOf(inner?.payload),
    body.message?.text,
    textOf(body.message?.payload),
    body.text,
    typeof body.content === 'string' ? body.content : '',
  );
  const content = contentOf(body.messageContent ?? inner ?? body.message ?? {}, text);
  const attachments = attachmentsOf(body.attachments);
  const isEmpty = text === '' && content.fallbackText === '' && content.type === 'TEXT' && attachments.length === 0;
  if (isEmpty) throw ByocError.at('messageContent', 'has nothing to say');
  return {
    thread: first(body.thread?.idOnExternalPlatform, body.post?.idOnExternalPlatform, post),
    recipient: recipientOf(body.recipients) ?? recipientOf(body.endUserRecipients),
    content,
    attachments,
    author: nameOf(body.authorUser ?? body.author),
    at: momentOf(body.createdAtWithMilliseconds),
    mark: first(body.id === undefined || body.id === null ? '' : String(body.id), body.createdAtWithMilliseconds),
  };
}

function contentOf({ type, payload, fallbackText, postback }: Content, text: string): MessageContent {
  return {
    type: first(type, 'TEXT'),
    payload: payload ?? (text === '' ? {} : { text }),
    fallbackText: first(fallbackText, text),
    postback: postback ?? '',
  };
}

function textOf(payload: Content['payload']): string {
  return typeof payload?.text === 'string' ? payload.text : '';
}

function recipientOf(recipients: OutboundRequestBody['endUserRecipients']): Reply['recipient'] {
  const [recipient] = recipients ?? [];
  return recipient && { id: recipient.idOnExternalPlatform, name: recipient.name ?? '' };
}

function attachmentsOf(attachments: OutboundRequestBody['attachments']): readonly Attachment[] {
  return (attachments ?? []).map(({ friendlyName, url }) => ({ friendlyName: friendlyName ?? '', url }));
}

function nameOf(person: OutboundRequestBody['authorUser']): string {
  const full = [person?.firstName, person?.surname].filter((part) => first(part) !== '').join(' ');
  return first(person?.nickname, full);
}

function momentOf(text: string | null | undefined): number | undefined {
  const moment = Date.parse(text ?? '');
  return Number.isNaN(moment) ? undefined : moment;
}

function first(...texts: readonly (string | null | undefined)[]): string {
  return texts.find((text) => text !== undefined && text !== null && text !== '') ?? '';
}
