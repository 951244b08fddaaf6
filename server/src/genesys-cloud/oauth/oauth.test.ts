import { afterEach, describe, expect, it } from 'vitest';
import { CLIENT, type CloudAnswer, CloudServer } from '../testing/cloud-server.js';

describe('OAuth of Genesys Cloud', () => {
  let cloud: CloudServer;
  afterEach(() => cloud.stop());

  const basic = (clientId: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
  });
  const RIGHT = basic(CLIENT.clientId, CLIENT.secret);
  const form = async (fields: Record<string, string>, headers: Record<string, string>): Promise<CloudAnswer> => {
    const response = await fetch(`${cloud.url}/oauth/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as CloudAnswer['body'] };
  };
  const granted = () => form({ grant_type: 'client_credentials' }, RIGHT);
  const withToken = (token: unknown, path = '/api/v2/routing/queues') =>
    cloud.request('GET', path, undefined, { authorization: `Bearer ${String(token)}` });

  it('Y-01 A program gets a token by its credentials, in a form or with grant_type in the address', async () => {
    cloud = await CloudServer.start();
    const expected = { access_token: expect.any(String) as string, token_type: 'bearer', expires_in: 600 };
    const first = await granted();
    expect([first.status, first.body]).toEqual([200, expected]);
    const published = await cloud.request('POST', '/oauth/token?grant_type=client_credentials', undefined, {
      'content-type': 'application/json',
      ...RIGHT,
    });
    expect([published.status, published.body]).toEqual([200, expected]);
    expect(published.body.access_token).not.toBe(first.body.access_token);
    // The older one stays good.
    expect((await withToken(first.body.access_token)).status).toBe(200);
    expect((await form({ grant_type: 'client_credentials' }, basic('hashed', 'quiet'))).body.expires_in).toBe(86_400);
  });

  it('Y-02 Who is no client is refused in OAuth’s words, and learns no more', async () => {
    cloud = await CloudServer.start();
    const grant = { grant_type: 'client_credentials' };
    const refused = [
      await form(grant, basic(CLIENT.clientId, 'guess')),
      await form(grant, basic('nobody', 'hush')),
      await form(grant, basic('hashed', '')),
    ];
    for (const { status, body } of refused) {
      expect([status, body]).toEqual([401, refused[0]!.body]);
      expect(body).toMatchObject({ error: 'invalid_client', description: body.error_description });
    }
    expect(await form(grant, {})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(await form(grant, { authorization: 'Basic bm9jb2xvbg==' })).toMatchObject({ status: 400 });
    expect(await form({}, RIGHT)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(await form({ grant_type: 'password' }, RIGHT)).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
    await cloud.stop();
    cloud = await CloudServer.start({ badClientStatus: 400 });
    expect((await form(grant, basic('nobody', 'hush'))).status).toBe(400);
  });

  it('Y-03 Guesses at one client are counted', async () => {
    cloud = await CloudServer.start({}, { limits: { signInBurst: 2 } });
    const grant = { grant_type: 'client_credentials' };
    await form(grant, basic(CLIENT.clientId, 'a'));
    await form(grant, basic(CLIENT.clientId, 'b'));
    const third = await granted();
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await form(grant, basic('hashed', 'quiet'))).status).toBe(200);
    cloud.server.clock.advance(1000);
    expect((await granted()).status).toBe(200);
  });

  it('Y-04 A token is good as long as its client’s tokens are', async () => {
    cloud = await CloudServer.start();
    const { body } = await granted();
    cloud.server.clock.advance(599_999);
    expect((await withToken(body.access_token)).status).toBe(200);
    cloud.server.clock.advance(1);
    expect(await withToken(body.access_token)).toMatchObject({ status: 401, body: { code: 'credentials.expired' } });
    expect(await withToken('made-up')).toMatchObject({ status: 401, body: { code: 'bad.credentials' } });
    const none = await cloud.request('GET', '/api/v2/routing/queues');
    expect(none).toMatchObject({ status: 401, body: { code: 'authentication.required' } });
    const fresh = (await granted()).body.access_token;
    await cloud.control('/genesys-cloud/expire-tokens');
    expect(await withToken(fresh)).toMatchObject({ status: 401, body: { code: 'credentials.expired' } });
  });

  it('Y-05 Requests are counted by the minute, and every answer tells where one stands', async () => {
    cloud = await CloudServer.start({ requestsPerMinute: 2 });
    const token = (await granted()).body.access_token;
    const standing = ({ status, headers }: CloudAnswer) => [
      status,
      headers.get('inin-ratelimit-count'),
      headers.get('inin-ratelimit-allowed'),
      headers.get('inin-ratelimit-reset'),
    ];
    expect(standing(await withToken(token))).toEqual([200, '1', '2', '60']);
    cloud.server.clock.advance(15_000);
    expect(standing(await withToken(token))).toEqual([200, '2', '2', '45']);
    const third = await withToken(token);
    expect(standing(third)).toEqual([429, '3', '2', '45']);
    expect(third.headers.get('retry-after')).toBe('45');
    expect(third.body).toEqual({
      message: 'Too many requests. Try again in 45 seconds.',
      messageWithParams: 'Too many requests. Try again in {seconds} seconds.',
      messageParams: { seconds: '45' },
      code: 'too.many.requests.retry.after',
      status: 429,
      contextId: third.headers.get('inin-correlation-id'),
      details: [],
      errors: [],
    });
    // Another token has a minute of its own.
    expect((await withToken((await granted()).body.access_token)).status).toBe(200);
    cloud.server.clock.advance(45_000);
    expect((await withToken(token)).status).toBe(200);
  });

  it('Y-06 Queues are found by a part of their name, and by pages', async () => {
    cloud = await CloudServer.start();
    const token = (await granted()).body.access_token;
    expect((await withToken(token, '/api/v2/routing/queues?name=SALE&pageSize=')).body).toEqual({
      entities: [
        {
          id: '00000000-0000-4000-8000-000000000102',
          name: 'Sales',
          selfUri: '/api/v2/routing/queues/00000000-0000-4000-8000-000000000102',
        },
      ],
      pageSize: 25,
      pageNumber: 1,
      total: 1,
      pageCount: 1,
    });
    expect((await withToken(token, '/api/v2/routing/queues?pageSize=1&pageNumber=2')).body).toMatchObject({
      entities: [{ name: 'Sales' }],
      total: 2,
      pageCount: 2,
    });
    expect(await withToken(token, '/api/v2/routing/queues?pageSize=0')).toMatchObject({
      status: 400,
      body: { code: 'invalid.query.param.value', details: [{ fieldName: 'pageSize' }] },
    });
  });
});
