import { Type } from 'typebox';
import { DeError } from '../errors.js';
import { route, type Route } from '../route.js';
import { userOf } from './users.js';

const Flag = Type.Optional(Type.Boolean());
const Text = Type.String({ minLength: 1, maxLength: 255 });
const FieldDefinition = Type.Object(
  {
    ident: Text,
    label: Text,
    type: Type.Enum(['text', 'email', 'list']),
    isRequired: Flag,
    isEditable: Flag,
    isVisibleInRightPanel: Flag,
    isVisibleInCustomerCard: Flag,
    values: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 1000 })),
  },
  { additionalProperties: false },
);

/** What belongs to no conversation: fields, files, and who opened a page. */
export const OTHER_ROUTES: readonly Route[] = [
  route({
    operation: 'defineCustomerFields',
    method: 'PUT',
    url: '/customers/custom-field-definitions',
    summary: 'Fields that customers have',
    access: 'write',
    // [A] One, or several.
    body: Type.Union([FieldDefinition, Type.Array(FieldDefinition, { maxItems: 100 })]),
    perform: ({ tenant: { book }, body }) => {
      for (const definition of Array.isArray(body) ? body : [body]) book.fields.put(definition.ident, definition);
    },
  }),
  route({
    operation: 'getCustomerFields',
    method: 'GET',
    url: '/customers/custom-field-definitions',
    summary: 'Fields that customers have',
    access: 'read',
    perform: ({ tenant: { book } }) => book.fields.all,
  }),
  route({
    operation: 'uploadAttachment',
    method: 'POST',
    url: '/attachments/temporary',
    summary: 'A file, for a message',
    access: 'write',
    body: Type.Object(
      {
        content: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' }),
        mimeType: Type.String({ pattern: '^[A-Za-z0-9.+-]{1,100}/[A-Za-z0-9.+-]{1,100}$' }),
      },
      { additionalProperties: false },
    ),
    // Base64 is longer by a third; a little room for the rest, and so that too large is told as such.
    bodyLimit: ({ options }) => Math.ceil((options.attachmentBytes * 4) / 3) + 4096,
    creates: true,
    perform: ({ tenant: { attachments }, body: { content, mimeType } }) =>
      attachments.add({ content: Buffer.from(content, 'base64'), friendlyName: 'attachment', mimeType }),
  }),
  route({
    operation: 'verifyOneTimeToken',
    method: 'POST',
    url: '/one-time-token/verification',
    summary: 'Who has opened a page of the middleware',
    access: 'none',
    body: Type.Object(
      {
        brandId: Type.Integer(),
        userId: Type.Integer(),
        token: Type.String({ maxLength: 1000 }),
        purpose: Type.Enum(['channel-integration', 'login', 'custom-component-login']),
      },
      { additionalProperties: false },
    ),
    perform: ({ tenant, body: { brandId, userId, token, purpose } }) => {
      const { settings, oneTimeTokens, tokens, chats } = tenant;
      if (brandId !== settings.brandId) throw DeError.of('invalidValue', 'brandId');
      oneTimeTokens.redeem(token, { userId, purpose });
      const { accessToken } = tokens.issue({ name: `user ${userId}`, access: 'write' });
      const { tenantId, businessUnitId, name } = settings;
      const brand = { id: brandId, tenantId, businessUnitId, friendlyName: name };
      const agent = chats.world.data.agents.find(({ agentId }) => userOf(chats.world, agentId)?.id === userId);
      return { brand, user: agent === undefined ? { id: userId } : userOf(chats.world, agent.agentId), accessToken };
    },
  }),
];
