import { givenId, type ManualOutbound, reasonOf } from '../callbacks/deliveries.js';
import { DeError } from '../errors.js';
import type { Tenant } from '../tenant.js';
import type { Message } from './model.js';

/** [A] Why CXone could not begin a conversation. */
function refused(reason: string, field: string): DeError {
  return new DeError(400, [{ field, message: reason, parameters: {}, errorCode: 'outboundFailed' }]);
}

/**
 * Begins a conversation: the middleware makes the thread.
 * @param validates whether the middleware is asked about the recipient first, as for agents
 * @throws DeError when the middleware does not take the recipient or the message
 */
export async function beginConversation(
  tenant: Tenant,
  outbound: ManualOutbound,
  validates: boolean,
): Promise<Message> {
  const { book, deliveries, chats } = tenant;
  const { channel, endUser, user, content, createdAt } = outbound;
  if (validates) {
    const validated = await deliveries.validate(outbound);
    const { status } = (validated.body ?? {}) as { readonly status?: unknown };
    if (validated.status !== 200 || status !== 'valid') throw refused(reasonOf(validated), 'recipients');
  }
  const result = await deliveries.begin(outbound, chats.ids.uuid());
  const idOnExternalPlatform = givenId(result);
  if (idOnExternalPlatform === undefined) throw refused(reasonOf(result), 'messageContent');
  const { thread: given } = result.body as { readonly thread?: { readonly idOnExternalPlatform?: unknown } };
  const threadId = given?.idOnExternalPlatform;
  if (typeof threadId !== 'string' || threadId === '') throw refused('The answer has no thread.', 'thread');

  const thread = book.findThread(channel, threadId) ?? book.addThread(channel, threadId);
  const contact = book.addContact(thread, endUser, 'outbound', 'open');
  contact.assignee = user.isBotUser ? undefined : user;
  return book.addMessage({
    idOnExternalPlatform,
    contact,
    direction: 'outbound',
    createdAt,
    content,
    attachments: [],
    author: undefined,
    authorUser: user,
    extra: {},
    status: 'sent',
  });
}
