import { afterEach, expect, test } from 'vitest';
import { SystemClock } from '../runtime/clock.js';
import type { ByocBrand } from '../runtime/config-byoc.js';
import { ConfigError, readConfig } from '../runtime/config.js';
import { TestServer } from '../testing/test-server.js';
import { BOX_SECRET, brandsAt, middlewareApp } from './testing/middleware-app.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const BRANDS = brandsAt('http://127.0.0.1:1', 'http://127.0.0.1:1/hook', {});

test('J-84 The middleware is a part of the server when brands are configured, and its answers are its own', async () => {
  const clock = new SystemClock();
  server = await TestServer.start({ byoc: { brands: BRANDS } }, {}, { clock, wallClock: clock });
  const grant = { grant_type: 'client_credentials', client_id: 'box-client', client_secret: BOX_SECRET };
  const token = await server.post('/byoc/integration/box/1.0/token', grant);
  expect(token).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
  expect(await server.post('/byoc/integration/box/2.0/channel/hole/outbound', {})).toMatchObject({
    status: 401,
    body: { error: 'invalid_token' },
  });
  await server.stop();
  server = await TestServer.start({ byoc: { local: false } });
  expect((await server.post('/byoc/integration/box/1.0/token', grant)).status).toBe(404);
});

function neither(): ByocBrand[] {
  const [first, ...others] = structuredClone(BRANDS);
  for (const { channels } of first!.integrations) channels.push(...channels.splice(1, 1).map(({ id }) => ({ id })));
  return [first!, ...others];
}

test.each([
  ['rules that nobody knows', { rules: { nonsense: 1 } }, 'Setting /byoc/rules/nonsense is not known.'],
  ['rules of another kind', { rules: { idleMs: true } }, 'Setting /byoc/rules/idleMs must be number.'],
  ['a brand twice', { brands: [BRANDS[0]!, BRANDS[0]!] }, 'Setting /byoc/brands has the brand 1234 twice.'],
  [
    'a pattern that is none',
    { brands: brandsAt('http://127.0.0.1:1', 'http://127.0.0.1:1/', { channel: { recipientPattern: '(' } }) },
    'Channel hole of /byoc/brands has a recipientPattern that is no regular expression.',
  ],
  [
    'a channel that is neither',
    { brands: neither() },
    'Channel pond of /byoc/brands needs a webhook or a widget, and not both.',
  ],
  ['a shared store without a key', { store: 'redis://127.0.0.1:1' }, 'Setting /byoc/sealKey is needed with Redis'],
])('J-84 Settings that mean nothing are refused with a sentence: %s', async (_what, byoc, sentence) => {
  const failed: unknown = await middlewareApp('http://127.0.0.1:1', 'http://127.0.0.1:1/', { byoc }).catch(
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(ConfigError);
  expect((failed as ConfigError).message).toContain(sentence);
});

test('J-84 Without settings there is no middleware', () => {
  expect(readConfig({}).byoc.brands).toEqual([]);
});
