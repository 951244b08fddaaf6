import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAT, connectOf, Endpoint, HANDSHAKE, until, type WireMessage } from './testing/endpoint.js';

describe('callback polling', () => {
  let endpoint: Endpoint;
  beforeEach(async () => {
    endpoint = await Endpoint.start({ connectionTypes: ['long-polling', 'callback-polling'] });
  });
  afterEach(() => endpoint.stop());

  const load = (query: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${endpoint.url}?${new URLSearchParams(query).toString()}`, { headers });

  /** What the function of a page is called with. */
  const call = async (message: unknown): Promise<WireMessage[]> => {
    const response = await load({ jsonp: 'org.cometd._callback1', message: JSON.stringify(message) });
    const org = { cometd: { _callback1: (messages: WireMessage[]) => messages } };
    return runInNewContext(await response.text(), { org }) as WireMessage[];
  };

  it('B-25 calls a function of the page with the messages', async () => {
    const [handshake] = await call([{ ...HANDSHAKE, supportedConnectionTypes: ['callback-polling'] }]);
    expect(handshake).toMatchObject({ successful: true, supportedConnectionTypes: ['callback-polling'] });
    const clientId = handshake?.clientId as string;
    expect(await call([{ channel: CHAT, clientId, data: 'a\u2028b' }])).toMatchObject([
      { successful: true },
      { data: { echo: 'a\u2028b' } },
    ]);
    const held = call([connectOf(clientId, 'callback-polling')]);
    await until(() => endpoint.pending('bayeux connect').length === 1);
    endpoint.session(clientId).deliver(CHAT, 1);
    expect(await held).toMatchObject([{ channel: '/meta/connect', successful: true }, { data: 1 }]);
  });

  it('B-25 answers with a script that can be nothing else, and is not kept', async () => {
    const response = await load({ jsonp: 'f', message: '[]' });
    expect(await response.text()).toBe('/**/f([]);');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['alert(1)//', 'a.', '.a', '1a', 'a b', 'a\n', '', 'x'.repeat(129)])(
    'B-25 takes %j for no name of a function',
    async (jsonp) => {
      const response = await load({ jsonp, message: JSON.stringify([HANDSHAKE]) });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toMatch('application/json');
      expect(await response.json()).toEqual([{ successful: false, error: '400::query_invalid' }]);
      expect(endpoint.sessions).toEqual([]);
    },
  );

  it.each([{}, { jsonp: 'f' }, { message: '[]' }])(
    'B-25 needs both parts of the query, and refuses %j',
    async (query) => {
      expect((await load(query as Record<string, string>)).status).toBe(400);
    },
  );

  it('B-25 refuses messages that are none as the others do', async () => {
    const response = await load({ jsonp: 'f', message: '5' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual([{ successful: false, error: '400::body_malformed' }]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a foreign page', { referer: 'https://evil.example/page' }, 403],
    ['a page that hides where it is', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a Referer that is none', { referer: 'nonsense' }, 403],
    ['an allowed page', { referer: 'https://shop.example/basket', 'sec-fetch-site': 'cross-site' }, 200],
    ['a page of its own', { 'sec-fetch-site': 'same-origin' }, 200],
    ['a program', {}, 200],
  ])('B-24 answers %s as it does elsewhere', async (_who, headers, status) => {
    const response = await load({ jsonp: 'f', message: JSON.stringify([HANDSHAKE]) }, headers);
    expect(response.status).toBe(status);
    expect(endpoint.sessions).toHaveLength(status === 200 ? 1 : 0);
  });

  it('B-25 is there only where a server offers it', async () => {
    await endpoint.stop();
    endpoint = await Endpoint.start();
    expect((await load({ jsonp: 'f', message: JSON.stringify([HANDSHAKE]) })).status).toBe(405);
    expect(endpoint.sessions).toEqual([]);
  });
});
