import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT, type CloudAnswer, CloudServer, DEPLOYMENTS } from '../testing/cloud-server.js';

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

describe('a new web chat', () => {
  let cloud: CloudServer;
  beforeEach(async () => (cloud = await CloudServer.start()));
  afterEach(() => cloud.stop());

  const refusal = ({ status, body }: CloudAnswer) => [status, body.code];

  it('Y-10 A new conversation is answered with its id, its token, where to listen, and the guest’s member', async () => {
    const { status, headers, body } = await cloud.create();
    expect(status).toBe(200);
    expect(headers.get('inin-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(body).toEqual({
      id: UUID,
      jwt: expect.any(String) as string,
      eventStreamUri: `ws://127.0.0.1:${cloud.server.port}/genesys-cloud/v1/token/${String(body.jwt)}`,
      member: { id: UUID },
    });
    const [header, claims] = String(body.jwt)
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
    const iat = cloud.server.clock.now() / 1000;
    expect(header).toEqual({ alg: 'RS256', kid: UUID });
    expect(claims).toEqual({
      iss: 'urn:purecloud:webchat',
      org: '00000000-0000-4000-8000-000000000000',
      data: { conv: body.id, sub: (body.member as { id: string }).id, did: DEPLOYMENTS.open },
      iat,
      exp: iat + 78_840,
    });
  });

  it('Y-11 What is missing or wrong is refused with the API’s own code', async () => {
    const { memberInfo: _named, ...nobody } = cloud.newConversation();
    const post = (body: unknown) => cloud.request('POST', '/api/v2/webchat/guest/conversations', body);
    const target = (targetType: string, targetAddress: string) => ({ routingTarget: { targetType, targetAddress } });
    expect(
      await Promise.all(
        [
          cloud.create({ memberInfo: {} }),
          cloud.create({ memberInfo: { displayName: '' } }),
          cloud.create({ routingTarget: undefined }),
          cloud.create({ routingTarget: { targetType: 'QUEUE' } }),
          cloud.create({ deploymentId: 'website' }),
          post(nobody),
          cloud.create(target('QUEUE', 'Nowhere')),
          cloud.create(target('FLOW', 'Support')),
          cloud.create({ deploymentId: DEPLOYMENTS.disabled }),
          cloud.create({ deploymentId: '00000000-0000-4000-8000-00000000ffff' }),
          cloud.create({ organizationId: '00000000-0000-4000-8000-00000000ffff' }),
          cloud.create({ memberInfo: { displayName: 'Rita', customFields: { a: 1 } } }),
          post([]),
        ].map(async (answer) => refusal(await answer)),
      ),
    ).toEqual([
      [400, 'chat.error.notnull.createconversationrequest.memberinfo.displayname'],
      [400, 'chat.error.notnull.createconversationrequest.memberinfo.displayname'],
      [400, 'chat.error.notnull.createconversationrequest.routingtarget'],
      [400, 'chat.error.createconversationrequest.routingtarget'],
      [400, 'chat.error.pattern.createconversationrequest.deploymentid'],
      [400, 'constraint.validation'],
      [400, 'chat.error.invalid.queue'],
      [400, 'chat.error.createconversationrequest.routingtarget'],
      [400, 'chat.deployment.disabled'],
      [404, 'not.found'],
      [404, 'not.found'],
      [400, 'constraint.validation'],
      [400, 'constraint.validation'],
    ]);
    const { headers, body } = await cloud.create({ memberInfo: {} });
    expect(body).toEqual({
      message: 'memberInfo.displayName is missing.',
      code: 'chat.error.notnull.createconversationrequest.memberinfo.displayname',
      status: 400,
      contextId: headers.get('inin-correlation-id'),
      details: [{ errorCode: 'required', fieldName: 'memberInfo.displayName' }],
      errors: [],
    });
  });

  it('Y-12 Names of queues and types of targets are compared without case', async () => {
    const routingTarget = { targetType: 'queue', targetAddress: 'SUPPORT', skills: ['billing'], priority: 5 };
    expect((await cloud.create({ routingTarget })).status).toBe(200);
  });

  it('Y-13 A deployment may ask for signed data, and for pages of its own', async () => {
    const signed = { deploymentId: DEPLOYMENTS.signed };
    expect(refusal(await cloud.create(signed))).toEqual([400, 'chat.deployment.require.auth']);
    expect(refusal(await cloud.create({ ...signed, memberAuthToken: 'made.up.token' }))).toEqual([
      400,
      'chat.deployment.bad.auth',
    ]);
    // A guest's token is signed by the same key, and is no signed data.
    const guest = await cloud.guest();
    expect(refusal(await cloud.create({ ...signed, memberAuthToken: guest.created.jwt }))).toEqual([
      400,
      'chat.deployment.bad.auth',
    ]);
    const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.secret}`).toString('base64');
    const token = await cloud.request('POST', '/oauth/token?grant_type=client_credentials', undefined, {
      authorization: `Basic ${basic}`,
    });
    const authorization = `Bearer ${String(token.body.access_token)}`;
    const { body } = await cloud.request('POST', '/api/v2/signeddata', { externalId: '42' }, { authorization });
    const known = await cloud.guest({ ...signed, memberAuthToken: body.jwt });
    expect((await known.request('GET', known.own)).body).toMatchObject({ authenticatedGuest: true, role: 'CUSTOMER' });

    const pages = { deploymentId: DEPLOYMENTS.pages };
    const from = (port: number) => cloud.create(pages, { origin: `http://localhost:${port}` });
    expect(refusal(await from(4001))).toEqual([403, 'origin.not.allowed']);
    expect((await from(4000)).status).toBe(200);
    expect((await cloud.create(pages)).status).toBe(200);
  });

  it('Y-14 New conversations are limited, by their rate and by how many there are', async () => {
    await cloud.stop();
    cloud = await CloudServer.start({}, { genesysCloud: { createBurst: 3, createsPerSecond: 1, conversations: 2 } });
    const first = await cloud.guest();
    await cloud.guest();
    expect(refusal(await cloud.create())).toEqual([503, 'chat.error.service.unavailable']);
    const fourth = await cloud.create();
    expect([...refusal(fourth), fourth.headers.get('retry-after')]).toEqual([
      429,
      'too.many.requests.retry.after',
      '1',
    ]);
    // One that has ended makes room.
    expect((await first.request('DELETE', first.own)).status).toBe(204);
    cloud.server.clock.advance(1000);
    expect((await cloud.create()).status).toBe(200);
    expect(refusal(await first.request('GET', first.own))).toEqual([404, 'not.found']);
  });

  it('Y-15 Addresses in answers are those by which clients come', async () => {
    await cloud.stop();
    cloud = await CloudServer.start({}, { genesysCloud: { externalUrl: 'https://cti.example.com/base/' } });
    expect(String((await cloud.create()).body.eventStreamUri)).toMatch(
      /^wss:\/\/cti\.example\.com\/base\/genesys-cloud\/v1\/token\/./,
    );
  });
});
