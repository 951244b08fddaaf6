import { Type } from 'typebox';
import { DeError } from '../errors.js';
import { route, type Route } from '../route.js';
import { isAmong, pageOf, PageQuery, Texts } from './lists.js';
import { ExternalId } from './message-schemas.js';
import { channelView } from './views.js';

const Flag = Type.Optional(Type.Boolean());
const Text = Type.String({ minLength: 1, maxLength: 255 });
const OptionalText = Type.Optional(Type.Union([Type.String({ maxLength: 4096 }), Type.Null()]));

export const ChannelParams = Type.Object({ channelId: Type.String({ maxLength: 255 }) });

const ChannelBody = Type.Object(
  {
    id: Text,
    idOnExternalPlatform: ExternalId,
    channelIntegrationId: Text,
    realExternalPlatformId: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{1,63}$' }),
    name: Text,
    isPrivate: Type.Boolean(),
    hasTreeStructure: Type.Boolean(),
    hasReply: Flag,
    contentFormat: Type.Optional(Type.Enum(['html', 'plain'])),
    hasAbilityToSendFiles: Flag,
    hasOutboundFlow: Flag,
    hasManualOutboundFlow: Flag,
    hasMultipleThreadsPerEndUser: Flag,
    canSendSenderActions: Flag,
    isLiveChat: Flag,
    translationGroup: OptionalText,
    ownerUserId: Type.Optional(Type.Integer()),
    studioScript: OptionalText,
    externalPlatformIcon: OptionalText,
  },
  { additionalProperties: false },
);

const ChannelsQuery = Type.Object(
  {
    'id[]': Texts,
    isPrivate: Flag,
    hasManualOutboundFlow: Flag,
    orderBy: Type.Optional(Type.Enum(['id', 'name'])),
    order: Type.Optional(Type.Enum(['asc', 'desc'])),
    ...PageQuery,
  },
  { additionalProperties: false },
);

/** Points of contact, an operation a row. */
export const CHANNEL_ROUTES: readonly Route[] = [
  route({
    operation: 'createChannel',
    method: 'POST',
    url: '/channels',
    summary: 'Make a channel, or change one',
    access: 'write',
    body: ChannelBody,
    creates: true,
    perform: ({ tenant: { book, integrations }, body }) => {
      if (!integrations.has(body.channelIntegrationId)) throw DeError.of('invalidValue', 'channelIntegrationId');
      const known = book.channels.get(body.id);
      // The same one, for the threads that it has.
      return channelView(known === undefined ? book.channels.put(body.id, body) : Object.assign(known, body));
    },
  }),
  route({
    operation: 'getChannels',
    method: 'GET',
    url: '/channels',
    summary: 'Channels',
    access: 'read',
    query: ChannelsQuery,
    perform: ({ tenant: { book }, query }) => {
      const { 'id[]': ids, isPrivate, hasManualOutboundFlow, orderBy = 'id', order = 'asc', ...page } = query;
      const sign = order === 'asc' ? 1 : -1;
      const fitting = book.channels.all
        .filter(({ id }) => isAmong(ids, id))
        .filter((channel) => isPrivate === undefined || channel.isPrivate === isPrivate)
        .filter(
          (channel) =>
            hasManualOutboundFlow === undefined || (channel.hasManualOutboundFlow ?? false) === hasManualOutboundFlow,
        )
        .sort((a, b) => sign * a[orderBy].localeCompare(b[orderBy]));
      return pageOf(fitting.map(channelView), page);
    },
  }),
  route({
    operation: 'deleteChannel',
    method: 'DELETE',
    url: '/channels/:channelId',
    summary: 'A channel is no more',
    access: 'write',
    params: ChannelParams,
    perform: ({ tenant: { book }, params: { channelId } }) => {
      if (!book.channels.delete(channelId)) throw DeError.of('channelNotFound');
    },
  }),
];
