import { CloudError } from '../errors.js';
import { pageOf, type PageRequest } from '../paging.js';
import type { Conversation } from './conversation.js';
import type { MessagesRequest } from './guest-schemas.js';
import { GUEST_PATH, memberView, messageView } from './projection.js';

interface MembersRequest extends PageRequest {
  readonly excludeDisconnectedMembers?: boolean;
}

/** A page of the members, with the addresses of the others. */
export function membersPage(conversation: Conversation, request: MembersRequest) {
  const { excludeDisconnectedMembers = false } = request;
  const all = conversation.members.filter(({ state }) => !excludeDisconnectedMembers || state !== 'DISCONNECTED');
  const page = pageOf(all.map(memberView), request);
  const { pageSize, pageNumber, pageCount } = page;
  const uri = (number: number) =>
    `${GUEST_PATH}/${conversation.id}/members?${new URLSearchParams({
      pageSize: String(pageSize),
      pageNumber: String(number),
      ...(excludeDisconnectedMembers && { excludeDisconnectedMembers: 'true' }),
    }).toString()}`;
  return {
    ...page,
    selfUri: uri(pageNumber),
    firstUri: uri(1),
    lastUri: uri(pageCount),
    ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
    ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
  };
}

/**
 * A page of the messages between two of them.
 * @throws CloudError when one of them is no message of this conversation
 */
export function messagesPage(conversation: Conversation, request: MessagesRequest) {
  const { after, before, sortOrder = 'ascending', maxResults = 100 } = request;
  const { messages } = conversation;
  const from = after === undefined ? 0 : placeOf(conversation, after, 'after') + 1;
  const to = before === undefined ? messages.length : placeOf(conversation, before, 'before');
  const ascending = sortOrder === 'ascending';
  const window = (first: number, end: number): string => {
    const bounds = { after: messages[first - 1]?.id, before: messages[end]?.id };
    const given = Object.entries(bounds).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const query = new URLSearchParams([...given, ['sortOrder', sortOrder], ['maxResults', String(maxResults)]]);
    return `${GUEST_PATH}/${conversation.id}/messages?${query.toString()}`;
  };
  const count = Math.min(maxResults, Math.max(0, to - from));
  const [first, end] = ascending ? [from, from + count] : [to - count, to];
  const page = messages.slice(first, end);
  const earlier = window(Math.max(0, first - maxResults), first);
  const later = window(end, Math.min(messages.length, end + maxResults));
  const [hasPrevious, hasNext] = ascending ? [first > 0, to > end] : [messages.length > end, first > from];
  return {
    pageSize: maxResults,
    entities: (ascending ? page : page.toReversed()).map((message) => messageView(conversation, message)),
    ...(hasPrevious && { previousPage: ascending ? earlier : later }),
    ...(hasNext && { next: ascending ? window(end, to) : window(from, first) }),
    selfUri: window(from, to),
  };
}

function placeOf({ messages }: Conversation, id: string, name: string): number {
  const place = messages.findIndex((message) => message.id === id);
  if (place < 0) {
    throw CloudError.of('invalid.query.param.value', { details: [{ errorCode: 'not.found', fieldName: name }] });
  }
  return place;
}
