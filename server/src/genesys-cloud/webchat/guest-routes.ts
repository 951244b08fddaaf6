import type { Cloud } from '../cloud.js';
import { CloudError } from '../errors.js';
import { takesOrigin } from '../organization.js';
import { socketBase } from '../paths.js';
import { route, type Route } from '../route.js';
import type { Conversation } from './conversation.js';
import * as schemas from './guest-schemas.js';
import { guestToken, isAuthenticated } from './guest-token.js';
import { membersPage, messagesPage } from './pages.js';
import { GUEST_PATH, memberView, messageView, typingView } from './projection.js';

const CONVERSATION = `${GUEST_PATH}/:conversationId`;
const MEMBER = `${CONVERSATION}/members/:memberId`;
const MEDIA_REQUEST = `${CONVERSATION}/mediarequests/:mediaRequestId`;

/** Web chat for guests, an operation a row. */
export const GUEST_ROUTES: readonly Route[] = [
  route({
    operation: 'create',
    method: 'POST',
    url: GUEST_PATH,
    summary: 'Begin a conversation; it is routed when its event stream is attached to',
    auth: 'none',
    body: schemas.CreateSchema,
    model: 'createconversationrequest',
    perform: ({ cloud, body, headers }) => create(cloud, body, headers),
  }),
  route({
    operation: 'getMembers',
    method: 'GET',
    url: `${CONVERSATION}/members`,
    summary: 'Who is, or was, in the conversation',
    auth: 'guest',
    params: schemas.ConversationParams,
    query: schemas.MembersQuery,
    perform: ({ caller, query }) => membersPage(caller, query),
  }),
  route({
    operation: 'getMember',
    method: 'GET',
    url: MEMBER,
    summary: 'Who a member is',
    auth: 'guest',
    params: schemas.MemberParams,
    perform: ({ caller, params }) => {
      const member = caller.member(params.memberId);
      if (member === undefined) throw CloudError.of('chat.error.not.found');
      return memberView(member);
    },
  }),
  route({
    operation: 'leave',
    method: 'DELETE',
    url: MEMBER,
    summary: 'The guest leaves, and the conversation is over',
    auth: 'guest',
    params: schemas.MemberParams,
    perform: ({ cloud, caller, params }) => cloud.conversations.leave(asGuest(caller, params)),
  }),
  route({
    operation: 'send',
    method: 'POST',
    url: `${MEMBER}/messages`,
    summary: 'The guest says something',
    auth: 'guest',
    params: schemas.MemberParams,
    body: schemas.MessageSchema,
    model: 'createconversationmessagerequest',
    perform: ({ cloud, caller, params, body: { body, bodyType = 'standard' } }) => {
      if (body.length > cloud.options.messageCharacters) {
        throw CloudError.of('constraint.validation', { details: [{ errorCode: 'size', fieldName: 'body' }] });
      }
      const conversation = asGuest(caller, params);
      return messageView(conversation, cloud.conversations.say(conversation, body, bodyType));
    },
  }),
  route({
    operation: 'type',
    method: 'POST',
    url: `${MEMBER}/typing`,
    summary: 'The guest types',
    auth: 'guest',
    params: schemas.MemberParams,
    perform: ({ cloud, caller, params }) => {
      const conversation = asGuest(caller, params);
      return typingView(conversation, cloud.conversations.type(conversation));
    },
  }),
  route({
    operation: 'getMessages',
    method: 'GET',
    url: `${CONVERSATION}/messages`,
    summary: 'What was said',
    auth: 'guest',
    params: schemas.ConversationParams,
    query: schemas.MessagesQuery,
    perform: ({ caller, query }) => messagesPage(caller, query),
  }),
  route({
    operation: 'getMessage',
    method: 'GET',
    url: `${CONVERSATION}/messages/:messageId`,
    summary: 'A message',
    auth: 'guest',
    params: schemas.MessageParams,
    perform: ({ caller, params }) => {
      const message = caller.messages.find(({ id }) => id === params.messageId);
      if (message === undefined) throw CloudError.of('chat.error.not.found');
      return messageView(caller, message);
    },
  }),
  route({
    operation: 'getMediaRequests',
    method: 'GET',
    url: `${CONVERSATION}/mediarequests`,
    summary: 'Screen sharing and co-browsing that agents ask for: never any',
    auth: 'guest',
    params: schemas.ConversationParams,
    perform: () => ({ entities: [] }),
  }),
  route({
    operation: 'getMediaRequest',
    method: 'GET',
    url: MEDIA_REQUEST,
    summary: 'What an agent asks for: there is none',
    auth: 'guest',
    params: schemas.MediaRequestParams,
    perform: noMediaRequest,
  }),
  route({
    operation: 'patchMediaRequest',
    method: 'PATCH',
    url: MEDIA_REQUEST,
    summary: 'The answer to what an agent asks for: there is nothing to answer',
    auth: 'guest',
    params: schemas.MediaRequestParams,
    body: schemas.MediaRequestSchema,
    perform: noMediaRequest,
  }),
];

function noMediaRequest(): never {
  throw CloudError.of('chat.error.not.found');
}

async function create(
  cloud: Cloud,
  request: schemas.CreateRequest,
  headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
) {
  const { organizationId, deploymentId, routingTarget, memberInfo, memberAuthToken } = request;
  const { organization, options, conversations } = cloud;
  const deployment = organization.deployment(deploymentId);
  if (organizationId.toLowerCase() !== organization.id || deployment === undefined) throw CloudError.of('not.found');
  if (deployment.enabled === false) throw CloudError.of('chat.deployment.disabled');
  if (!takesOrigin(deployment, headers.origin)) throw CloudError.of('origin.not.allowed');
  if (routingTarget.targetType.toUpperCase() !== 'QUEUE') {
    throw CloudError.of('chat.error.createconversationrequest.routingtarget');
  }
  const queue = organization.queue(routingTarget.targetAddress);
  if (queue === undefined) throw CloudError.of('chat.error.invalid.queue');
  const authenticated = await isAuthenticated(cloud, deployment, memberAuthToken);
  cloud.countNewcomer();
  const conversation = conversations.create({ queue, details: memberInfo, authenticated });
  const { id, guest } = conversation;
  const jwt = await guestToken(cloud, conversation, deployment.id);
  return {
    id,
    jwt,
    eventStreamUri: `${socketBase(cloud, headers.host)}/v1/token/${jwt}`,
    member: options.fullMember ? memberView(guest) : { id: guest.id },
  };
}

/** Guests act as themselves only. */
function asGuest(conversation: Conversation, { memberId }: { readonly memberId: string }): Conversation {
  if (conversation.guest.id === memberId) return conversation;
  throw CloudError.of(conversation.member(memberId) === undefined ? 'chat.error.not.found' : 'not.authorized');
}
