import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATION, CxoneServer, KEY, READER } from '../testing/cxone-server.js';

describe('the authorization server of CXone', () => {
  let cxone: CxoneServer;
  beforeEach(async () => (cxone = await CxoneServer.start({ tokenSeconds: 600, refreshSeconds: 900 })));
  afterEach(() => cxone.stop());

  const channels = async (token: string) => (await cxone.call('GET', '/channels', undefined, token)).status;

  it('J-01 Discovery leads to the token endpoint, and tells a tenant where its API is', async () => {
    const { body: discovered } = await cxone.request('GET', '/.well-known/openid-configuration');
    expect(discovered).toMatchObject({ issuer: cxone.url, token_endpoint: `${cxone.url}/auth/token` });
    const { body } = await cxone.request('GET', '/.well-known/cxone-configuration?tenantId=tenant-1');
    expect(body).toMatchObject({
      tenantId: 'tenant-1',
      area: 'na1',
      api_endpoint: cxone.url,
      auth_endpoint: cxone.url,
    });
    expect((await cxone.request('GET', '/.well-known/cxone-configuration?tenantId=other')).status).toBe(404);
  });

  it('J-02 An access key gets a token, with the application’s credentials in the form or as Basic', async () => {
    const inForm = await cxone.grant();
    expect(inForm.status).toBe(200);
    expect(inForm.body).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
    expect(await channels(inForm.body.access_token)).toBe(200);
    const basic = Buffer.from(`${APPLICATION.clientId}:${APPLICATION.clientSecret}`).toString('base64');
    const { body } = await cxone.request(
      'POST',
      '/auth/token',
      new URLSearchParams({ grant_type: 'password', username: KEY.id, password: KEY.secret }).toString(),
      { headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` } },
    );
    expect(await channels(body.access_token)).toBe(200);
    const legacy = await cxone.request('POST', '/authentication/v1/token/access-key', {
      accessKeyId: KEY.id,
      accessKeySecret: KEY.secret,
    });
    expect(await channels(legacy.body.access_token)).toBe(200);
  });

  it('J-02 The id token names tenant, area and business unit, and is signed by a key that is told', async () => {
    const { body } = await cxone.grant();
    const keys = createRemoteJWKSet(new URL(`${cxone.url}/auth/jwks`));
    const { payload } = await jwtVerify(body.id_token, keys, {
      currentDate: new Date(cxone.server.clock.now()),
    });
    expect(payload).toMatchObject({ tenantId: 'tenant-1', area: 'na1', icBUId: 4567, icClusterId: 'NA1' });
  });

  it('J-03 A token is good for its time, and is renewed by a refresh token that is good once', async () => {
    const { body } = await cxone.grant();
    cxone.server.clock.advance(599_000);
    expect(await channels(body.access_token)).toBe(200);
    cxone.server.clock.advance(1000);
    const over = await cxone.call('GET', '/channels', undefined, body.access_token);
    expect(over).toMatchObject({ status: 401, body: { errors: [{ errorCode: 'tokenExpired' }] } });
    expect(over.headers.get('www-authenticate')).toBe('Bearer');
    const renew = () => cxone.grant({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
    const renewed = await renew();
    expect(await channels(renewed.body.access_token)).toBe(200);
    expect((await renew()).body).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['no grant', { grant_type: undefined }, 400, 'invalid_request'],
    ['no password', { password: undefined }, 400, 'invalid_request'],
    ['another grant', { grant_type: 'client_credentials' }, 400, 'unsupported_grant_type'],
    ['a wrong application', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['a wrong secret', { client_secret: 'guess' }, 401, 'invalid_client'],
    ['a wrong key', { username: 'nobody' }, 400, 'invalid_grant'],
    ['a wrong key’s secret', { password: 'guess' }, 400, 'invalid_grant'],
  ])('J-04 A request for a token is refused in the server’s shape: %s', async (_what, changes, status, error) => {
    const answer = await cxone.grant(changes);
    expect(answer).toMatchObject({ status, body: { error, errorDescription: expect.any(String) as string } });
  });

  it('J-04 Guesses are counted', async () => {
    const guess = async () => (await cxone.grant({ client_secret: 'guess' })).status;
    let status = 401;
    for (let n = 0; n < 100 && status === 401; n += 1) status = await guess();
    expect(status).toBe(429);
  });

  it('J-05 Without a good token, or with a user who may only read, the API refuses', async () => {
    const none = await cxone.request('GET', '/dfo/3.0/channels');
    expect(none).toMatchObject({
      status: 401,
      body: { errors: [{ errorCode: 'tokenMissing' }], uid: expect.any(String) as string },
    });
    expect(await channels('guess')).toBe(401);
    const { body } = await cxone.grant({ username: READER.id, password: READER.secret });
    expect(await channels(body.access_token)).toBe(200);
    const written = await cxone.call('POST', '/channels', {}, body.access_token);
    expect(written).toMatchObject({ status: 403, body: { errors: [{ errorCode: 'permissionDenied' }] } });
  });
});
