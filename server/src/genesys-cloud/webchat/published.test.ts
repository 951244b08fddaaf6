import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloudServer, type Created, StreamSocket } from '../testing/cloud-server.js';

const PLACEHOLDER = '00000000-0000-4000-8000-000000000000';

/** The three requests of HCL's description of its socket connection service, field by field. */
const PUBLISHED = {
  create: {
    organizationId: PLACEHOLDER,
    deploymentId: PLACEHOLDER,
    routingTarget: { targetType: 'queue', targetAddress: 'BigFix AEXBot' },
    memberInfo: {
      displayName: 'UserName',
      lastName: 'User',
      firstName: 'Name',
      email: 'user@example.com',
      phoneNumber: '+12223334444',
      customFields: { some_field: 'arbitrary data', another_field: 'more arbitrary data' },
    },
  },
  message: { body: 'hi this is a new message from user', bodyType: 'standard' },
};

describe('the published requests of a bridge', () => {
  let cloud: CloudServer;
  beforeEach(
    async () =>
      (cloud = await CloudServer.start(
        { lenientAuth: true },
        {},
        {
          deployments: [{ id: PLACEHOLDER, name: 'Website' }],
          queues: [{ id: '00000000-0000-4000-8000-000000000102', name: 'BigFix AEXBot', service: 'cloud-support' }],
        },
      )),
  );
  afterEach(() => cloud.stop());

  it('Y-28 Token, conversation and message go through as they are published, field by field', async () => {
    const token = await cloud.request('POST', '/oauth/token?grant_type=client_credentials', undefined, {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('bridge:hush').toString('base64')}`,
    });
    expect(token.status).toBe(200);
    // It is not needed here, and bridges send it.
    const authorization = `Bearer ${String(token.body.access_token)}`;
    const path = '/api/v2/webchat/guest/conversations';
    const created = await cloud.request('POST', path, PUBLISHED.create, { authorization });
    expect(created.status).toBe(200);
    const { id, jwt, eventStreamUri, member } = created.body as unknown as Created;
    const stream = new StreamSocket(eventStreamUri);
    await stream.count(1);
    // The token alone, without a scheme.
    const own = `${path}/${id}/members/${member.id}`;
    const sent = await cloud.request('POST', `${own}/messages`, PUBLISHED.message, { authorization: jwt });
    expect([sent.status, sent.body]).toEqual([
      200,
      expect.objectContaining({ ...PUBLISHED.message, sender: { id: member.id } }),
    ]);
    const who = await cloud.request('GET', own, undefined, { authorization: jwt });
    expect(who.body).toMatchObject(PUBLISHED.create.memberInfo);
    stream.webSocket.terminate();
  });
});
