import guestClient8 from 'purecloud-guest-chat-client';
import guestClient13 from 'purecloud-guest-chat-client-13';
import platformClient from 'purecloud-platform-client-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT, CloudServer, type Created, StreamSocket } from './testing/cloud-server.js';

/** Unmodified packages of Genesys; the newer one overwrites its own headers when it logs, and is told to forget them. */
const CLIENTS = [
  ['8.1.3', guestClient8, () => undefined],
  [
    '13.2.0, with its defect worked around',
    guestClient13,
    (client: { defaultHeaders: Record<string, string> }) => delete client.defaultHeaders.Authorization,
  ],
] as const;

describe('Genesys’ own clients', () => {
  let cloud: CloudServer;
  beforeEach(async () => (cloud = await CloudServer.start()));
  afterEach(() => cloud.stop());

  it.each(CLIENTS)('Y-60 The guest SDK %s goes through a whole chat', async (_version, sdk, workAround) => {
    const client = sdk.ApiClient.instance;
    client.config.basePath = cloud.url;
    const api = new sdk.WebChatApi();
    const created = (await api.postWebchatGuestConversations(cloud.newConversation() as never)) as Created;
    const { id, jwt, member } = created;
    workAround(client as never);
    client.setJwt(jwt);
    const say = (body: string) => api.postWebchatGuestConversationMemberMessages(id, member.id, { body });
    const codeOf = async (call: Promise<unknown>) => {
      const error: unknown = await call.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const { body = error } = (error ?? {}) as { body?: unknown };
      return (body as { code?: string }).code;
    };

    expect(await codeOf(say('too early'))).toBe('chat.error.conversation.state');
    const stream = new StreamSocket(created.eventStreamUri);
    await stream.count(3);
    await cloud.ready('5001');
    await stream.count(4);
    const sent = await say('Hello');
    expect(sent).toMatchObject({ body: 'Hello', bodyType: 'standard', sender: { id: member.id } });
    expect(await api.postWebchatGuestConversationMemberTyping(id, member.id)).toMatchObject({ conversation: { id } });
    const members = await api.getWebchatGuestConversationMembers(id, {});
    expect(members.entities?.map(({ role }) => role)).toEqual(['CUSTOMER', 'ACD', 'AGENT']);
    const found = await api.getWebchatGuestConversationMember(id, members.entities?.[2]?.id ?? '');
    expect(found).toMatchObject({ displayName: 'Ava Martin', state: 'ALERTING' });
    const messages = await api.getWebchatGuestConversationMessages(id, { maxResults: 1, sortOrder: 'descending' });
    expect(messages.entities).toMatchObject([{ id: sent.id }]);
    expect(await api.getWebchatGuestConversationMessage(id, sent.id ?? '')).toMatchObject({ body: 'Hello' });
    expect(await api.getWebchatGuestConversationMediarequests(id)).toMatchObject({ entities: [] });
    await api.deleteWebchatGuestConversationMember(id, member.id);
    await stream.when(() => stream.frames.at(-1)?.eventBody.member?.state === 'DISCONNECTED');
    expect(await codeOf(say('too late'))).toBe('chat.error.conversation.state');
    expect(await codeOf(api.getWebchatGuestConversationMember(id, 'nobody'))).toBe('chat.error.not.found');
    stream.webSocket.terminate();
  });

  it('Y-61 The Platform SDK gets its token, finds queues with it, and understands refusals', async () => {
    const client = platformClient.ApiClient.instance;
    client.setGateway({
      protocol: 'http',
      host: '127.0.0.1',
      port: cloud.server.port,
      path_params_login: 'genesys-cloud',
      path_params_api: 'genesys-cloud',
    });
    await expect(client.loginClientCredentialsGrant(CLIENT.clientId, 'guess')).rejects.toMatchObject({
      response: { status: 401, data: { error: 'invalid_client' } },
    });
    await client.loginClientCredentialsGrant(CLIENT.clientId, CLIENT.secret);
    const routing = new platformClient.RoutingApi();
    const found = await routing.getRoutingQueues({ name: 'supp' });
    expect(found.entities).toMatchObject([{ name: 'Support' }]);
    await cloud.control('/genesys-cloud/expire-tokens');
    await expect(routing.getRoutingQueues({})).rejects.toMatchObject({ status: 401, code: 'credentials.expired' });
  });
});
