import type { FastifyInstance } from 'fastify';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ManualClock, SystemClock } from '../../runtime/clock.js';
import type { ByocField } from '../../runtime/config-byoc.js';
import { FakeResolver } from '../../runtime/outbound/testing/fake-resolver.js';
import { Partner } from '../../runtime/outbound/testing/partner.js';
import { signatureOf } from '../channels/signature.js';
import { EmulatedCxone } from '../testing/emulated-cxone.js';
import { middlewareApp, type MiddlewareOptions } from '../testing/middleware-app.js';
import { WEBHOOK_SECRET } from '../testing/platform-stub.js';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const NOWHERE = 'http://127.0.0.1:9';
/** `undefined` takes what `brandsAt` has said away again. */
const UNSAID = { deBase: undefined } as unknown as NonNullable<MiddlewareOptions['brand']>;

async function emulated(): Promise<EmulatedCxone> {
  const cxone = await EmulatedCxone.start();
  open.push(() => cxone.stop());
  return cxone;
}

async function middleware(cxone: string, options: MiddlewareOptions): Promise<FastifyInstance> {
  const app = await middlewareApp(cxone, `${NOWHERE}/hook`, { clock: new SystemClock(), ...options });
  open.push(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}

/** A customer of the channel `hole` writes. */
async function say(app: FastifyInstance, customer: object = {}): Promise<number> {
  const { port } = app.server.address() as AddressInfo;
  const event = {
    id: 'e-1',
    type: 'message',
    customer: { id: 'u-1', ...customer },
    message: { id: 'm-1', text: 'Hi' },
  };
  const body = JSON.stringify(event);
  const timestamp = String(Date.now());
  const signed = { direction: 'from-channel', channel: 'hole', timestamp, body } as const;
  const response = await fetch(`http://127.0.0.1:${port}/byoc/channels/hole/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-cti-timestamp': timestamp,
      'x-cti-signature': signatureOf(WEBHOOK_SECRET, signed),
    },
    body,
  });
  return response.status;
}

interface State {
  readonly messages: readonly { readonly authorEndUserIdentity: object }[];
  readonly contacts: readonly { readonly endUser: object }[];
  readonly customerFields: readonly object[];
}

async function until(cxone: EmulatedCxone, isSo: (state: State) => boolean): Promise<State> {
  for (;;) {
    const state = await cxone.emulator<State>('GET', '/state');
    if (isSo(state)) return state;
  }
}

test('I-60 A tenant is found by asking CXone, and served there', async () => {
  const cxone = await emulated();
  const brand = { ...UNSAID, discover: true, tenantId: 'tenant-1' };
  const app = await middleware(cxone.base, { byoc: { emulator: true }, brand });
  expect(await say(app)).toBe(202);
  await until(cxone, ({ messages }) => messages.length === 1);
});

test('I-60 The older way to a token is gone where a brand says so', async () => {
  const cxone = await emulated();
  // An application that nobody knows: the older way does not ask for one.
  const brand = { signIn: 'access-key', apiClientId: 'nobody' } as const;
  const app = await middleware(cxone.base, { brand });
  expect(await say(app)).toBe(202);
  await until(cxone, ({ messages }) => messages.length === 1);
});

const tenant = (base: string, changes: object) => ({
  tenantId: 'tenant-1',
  api_endpoint: base,
  auth_endpoint: base,
  ...changes,
});

test.each<[string, object, object]>([
  ['the API in a cloud’s metadata', {}, { api_endpoint: 'http://169.254.169.254/latest' }],
  ['the API at a stranger’s', {}, { api_endpoint: 'https://api-de-eu1.niceincontact.com.evil.example' }],
  ['the API behind a user', {}, { api_endpoint: 'https://x@api-eu1.niceincontact.com' }],
  ['the API at another port', {}, { api_endpoint: 'https://api-eu1.niceincontact.com:9200' }],
  ['the tokens at a stranger’s', { token_endpoint: 'https://evil.example/auth/token' }, {}],
  ['the tokens without TLS', { token_endpoint: 'http://cxone.niceincontact.com/auth/token' }, {}],
  ['another tenant', {}, { tenantId: 'tenant-2' }],
])('I-61 What CXone says of itself leads nowhere else: %s', async (_what, issuer, where) => {
  const asked: string[] = [];
  const answer: RequestListener = (request, response) => {
    asked.push(request.url ?? '');
    const base = `http://${request.headers.host}`;
    const isTenant = request.url?.includes('cxone-configuration') === true;
    response.end(JSON.stringify(isTenant ? tenant(base, where) : { token_endpoint: `${base}/auth/token`, ...issuer }));
  };
  const partner = await Partner.start(answer);
  open.push(() => partner.stop());
  const resolver = new FakeResolver({ localhost: [['127.0.0.1']] });
  const lines: string[] = [];
  const app = await middleware(`http://127.0.0.1:${partner.port}`, {
    byoc: { emulator: true },
    brand: { ...UNSAID, discover: true, tenantId: 'tenant-1' },
    resolver,
    logTo: (line) => lines.push(line),
  });
  expect(await say(app)).toBe(202);
  // Twice, so that it is seen to wait and to be tried again.
  await partner.until(({ requests }) => requests.length >= 4);
  expect([...new Set(asked)].toSorted()).toEqual([
    '/.well-known/cxone-configuration?tenantId=tenant-1',
    '/.well-known/openid-configuration',
  ]);
  expect(resolver.asked).toEqual([]);
  expect(lines.join('')).toMatch(/discovery\.(foreign_address|other_tenant)/);
});

test('I-62 Fields of customers are defined at the start, once, and their values come with what customers say', async () => {
  const cxone = await emulated();
  const customerFields: ByocField[] = [
    { ident: 'tier', label: 'Tier', type: 'list', values: ['gold', 'tin'] },
    { ident: 'herd', label: 'Herd', type: 'text', isEditable: true },
  ];
  // CXone is not there at first.
  await cxone.emulator('POST', '/faults', { operation: 'getCustomerFields', refuse: { status: 503 } });
  const app = await middleware(cxone.base, { brand: { customerFields } });
  const { customerFields: defined } = await until(cxone, (state) => state.customerFields.length === 2);
  expect(defined).toEqual(customerFields);
  await say(app, { fields: [{ ident: 'tier', value: 'gold' }] });
  const { contacts } = await until(cxone, ({ messages }) => messages.length === 1);
  expect(contacts[0]?.endUser).toMatchObject({ customFields: [{ ident: 'tier', value: 'gold' }] });
});

test('I-62 What CXone knows as it should be is not said again; what it refuses is not said for ever', async () => {
  const known = { ident: 'tier', label: 'Tier', type: 'text', isRequired: false };
  const puts: string[] = [];
  const answer: RequestListener = (request, response) => {
    if (request.method === 'PUT') puts.push('put');
    const isToken = request.url === '/auth/token';
    const body = isToken ? { access_token: 't', expires_in: 3600 } : { data: [known] };
    response.writeHead(request.method === 'PUT' ? 400 : 200).end(JSON.stringify(body));
  };
  const partner = await Partner.start(answer);
  open.push(() => partner.stop());
  const clock = new ManualClock();
  const field = (label: string) => ({ ident: 'tier', label, type: 'text' as const });
  const lines: string[] = [];
  const options = { clock, logTo: (line: string) => lines.push(line) };
  await middleware(`http://127.0.0.1:${partner.port}`, { ...options, brand: { customerFields: [field('Tier')] } });
  await partner.until(({ requests }) => requests.length === 2);
  expect(puts).toEqual([]);
  await middleware(`http://127.0.0.1:${partner.port}`, { ...options, brand: { customerFields: [field('Rank')] } });
  await partner.until(({ requests }) => requests.length === 5);
  while (!lines.some((line) => line.includes('cannot be defined')))
    await new Promise((resolve) => setImmediate(resolve));
  expect(puts).toEqual(['put']);
  expect(clock.pending().map(({ name }) => name)).not.toContain('byoc fields');
});

test('J-84 A brand that is to be asked for needs a tenant, and one that is not an area', async () => {
  const start = (brand: object) => middlewareApp(NOWHERE, NOWHERE, { brand: { ...UNSAID, ...brand } });
  await expect(start({ discover: true })).rejects.toThrow('Brand 1234 of /byoc/brands needs a tenantId');
  await expect(start({})).rejects.toThrow('Brand 1234 of /byoc/brands needs an area, or both authBase and deBase');
});
