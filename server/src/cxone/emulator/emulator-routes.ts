import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Integration } from '../callbacks/integration.js';
import { reasonOf } from '../callbacks/deliveries.js';
import { checkContent } from '../engagement/message-schemas.js';
import type { Contact, CxoneUser } from '../engagement/model.js';
import { textContent } from '../engagement/contents.js';
import { beginConversation } from '../engagement/outreach.js';
import { userOf } from '../engagement/users.js';
import { contactView, channelView, iso, messageView, threadView } from '../engagement/views.js';
import { DeError } from '../errors.js';
import type { Tenant } from '../tenant.js';
import * as schemas from './schemas.js';

const DONE = { status: 'ok' } as const;
const PAGES = { add: 'addActionUrl', reconnect: 'reconnectUrl', remove: 'removeUrl' } as const;

/** The emulator's own hand: what there is, what goes wrong, and agents who do more than the toolbar has buttons for. */
export const emulatorRoutes: FastifyPluginAsyncTypebox<{ readonly tenant: Tenant }> = async (app, { tenant }) => {
  const tags = ['cxone emulator'];
  const { book, desk, deliveries, callbacks, callbackFaults, faults, integrations, chats, settings } = tenant;

  app.get('/state', { schema: { tags, summary: 'All that is kept' } }, async () => ({
    brandId: settings.brandId,
    tenantId: settings.tenantId,
    integrations: [...integrations.values()].map(({ view }) => view),
    channels: book.channels.all.map(channelView),
    threads: book.threads.all.map(threadView),
    contacts: book.contacts.all.map((contact) => ({ ...contactView(contact), chatId: contact.chatId ?? null })),
    messages: book.messages.all.map((message) => ({ ...messageView(message), marksTold: message.marksTold })),
    customerFields: book.fields.all,
  }));

  app.get(
    '/callbacks',
    { schema: { tags, summary: 'Calls to middlewares, with their latency', querystring: schemas.LogQuery } },
    async ({ query: { after = 0, limit = 100 } }) => ({ callbacks: callbacks.after(after, limit) }),
  );

  app.post('/reset', { schema: { tags, summary: 'As in the beginning; conversations end' } }, async () => {
    endConversations();
    tenant.clear();
    return DONE;
  });

  app.put(
    '/snapshots/:name',
    { schema: { tags, summary: 'Remember all that is kept', params: schemas.SnapshotParams } },
    async ({ params: { name } }) => {
      tenant.snapshots.take(name, book);
      return DONE;
    },
  );

  app.post(
    '/snapshots/:name/restore',
    { schema: { tags, summary: 'As it was then; conversations end', params: schemas.SnapshotParams } },
    async ({ params: { name } }) => {
      const snapshot = tenant.snapshots.get(name);
      endConversations();
      book.restore(snapshot);
      return DONE;
    },
  );

  app.post('/expire-tokens', { schema: { tags, summary: 'All access tokens are good no more' } }, async () => {
    tenant.tokens.expire();
    return DONE;
  });

  app.post(
    '/faults',
    { schema: { tags, summary: 'The next requests to CXone go wrong', body: schemas.RequestFaultSchema } },
    async ({ body: { count = 1, ...fault } }) => {
      faults.add({ ...fault, count });
      return DONE;
    },
  );

  app.post(
    '/callback-faults',
    { schema: { tags, summary: 'The next messages to middlewares go wrong', body: schemas.CallbackFaultSchema } },
    async ({ body }) => {
      callbackFaults.order(body);
      return DONE;
    },
  );

  app.delete('/faults', { schema: { tags, summary: 'Nothing goes wrong any more' } }, async () => {
    faults.clear();
    callbackFaults.clear();
    return DONE;
  });

  app.put(
    '/integrations/:integrationId',
    {
      schema: {
        tags,
        summary: 'Change the form of an integration',
        params: schemas.IntegrationParams,
        body: schemas.IntegrationChanges,
      },
    },
    async ({ params: { integrationId }, body }) => {
      const integration = integrationOf(integrationId);
      integration.change(body);
      return integration.view;
    },
  );

  app.post(
    '/integrations/:integrationId/test',
    { schema: { tags, summary: 'Test the connection: ask for a token', params: schemas.IntegrationParams } },
    async ({ params: { integrationId } }) => {
      const result = await tenant.client.fetchToken(integrationOf(integrationId));
      const isGood = result.status === 200 && result.failure === undefined;
      return isGood ? { ok: true } : { ok: false, reason: reasonOf(result) };
    },
  );

  app.post(
    '/integrations/:integrationId/page',
    {
      schema: {
        tags,
        summary: 'The address of a page of the middleware, as an administrator’s browser is sent to it',
        params: schemas.IntegrationParams,
        body: schemas.PageSchema,
      },
    },
    async ({ params: { integrationId }, body: { action, agentId, backUrl } }) => {
      const page = integrationOf(integrationId).form[PAGES[action]];
      if (page === undefined) throw DeError.of('notFound', PAGES[action]);
      const { id: userId } = agentOf(agentId);
      const url = new URL(page);
      const token = tenant.oneTimeTokens.issue({ userId, purpose: 'channel-integration' });
      const query = { userId, brandId: settings.brandId, token, apiHost: tenant.url, backUrl };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      return { url: url.href };
    },
  );

  app.post(
    '/reply',
    { schema: { tags, summary: 'An agent replies, with any content', body: schemas.ReplySchema } },
    async ({ body: { channelId, threadIdOnExternalPlatform, agentId, messageContent, attachments = [] } }) => {
      checkContent(messageContent, tenant.options.messageCharacters);
      const contact = contactOf(channelId, threadIdOnExternalPlatform);
      const message = desk.say(contact, agentOf(agentId), messageContent, { attachments });
      desk.show(message);
      return messageView(message);
    },
  );

  app.post(
    '/typing',
    { schema: { tags, summary: 'An agent types, or stops', body: schemas.TypingSchema } },
    async ({ body: { channelId, threadIdOnExternalPlatform, agentId, started } }) => {
      deliveries.type(contactOf(channelId, threadIdOnExternalPlatform), agentOf(agentId), started);
      return DONE;
    },
  );

  app.post(
    '/outbound',
    { schema: { tags, summary: 'An agent begins a conversation', body: schemas.OutboundSchema } },
    async ({ body: { channelId, agentId, recipient, text } }) => {
      const { name, idOnExternalPlatform } = recipient;
      const message = await beginConversation(
        tenant,
        {
          channel: book.channel(channelId),
          endUser: { idOnExternalPlatform, ...(name !== undefined && { nickname: name }) },
          user: agentOf(agentId),
          content: textContent(text),
          createdAt: iso(chats.clock.now()),
        },
        true,
      );
      return { consumerContact: contactView(message.contact), message: messageView(message) };
    },
  );

  app.put(
    '/contacts/:contactNumber/status',
    {
      schema: {
        tags,
        summary: 'An agent resolves, closes or takes up a case again',
        params: schemas.ContactParams,
        body: schemas.StatusSchema,
      },
    },
    async ({ params: { contactNumber }, body: { status } }) => {
      const contact = book.contact(contactNumber);
      desk.setStatus(contact, status);
      return contactView(contact);
    },
  );

  function endConversations(): void {
    for (const { chatId } of book.contacts.all) if (chatId !== undefined) chats.do({ kind: 'forget', chatId });
    desk.clear();
  }

  function integrationOf(id: string): Integration {
    const integration = integrations.get(id);
    if (integration === undefined) throw DeError.of('notFound', 'integrationId');
    return integration;
  }

  function agentOf(agentId: string): CxoneUser {
    const user = userOf(chats.world, agentId);
    if (user === undefined) throw DeError.of('notFound', 'agentId');
    return user;
  }

  function contactOf(channelId: string, threadId: string): Contact {
    const contact = book.thread(book.channel(channelId), threadId).contacts.at(-1);
    if (contact === undefined) throw DeError.of('contactNotFound');
    return contact;
  }
};
