import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloudAnswer, CloudServer, type Guest, StreamSocket } from '../testing/cloud-server.js';

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const ISO = expect.stringMatching(/^2026-.*Z$/) as string;

describe('a guest of a web chat, by REST', () => {
  let cloud: CloudServer;
  let guest: Guest;
  beforeEach(async () => {
    cloud = await CloudServer.start();
    guest = await cloud.guest();
  });
  afterEach(() => cloud.stop());

  const refusal = ({ status, body }: CloudAnswer) => [status, body?.code];
  const STATE = [400, 'chat.error.conversation.state'];

  it('Y-20 Before the stream is attached, and after the end, there is nothing to be said', async () => {
    expect(refusal(await guest.say('too early'))).toEqual(STATE);
    expect(refusal(await guest.request('POST', `${guest.own}/typing`))).toEqual(STATE);
    expect((await cloud.server.get<{ chats: unknown[] }>('/control/chats')).chats).toEqual([]);
    await guest.attach();
    expect((await guest.say('now')).status).toBe(200);
    expect((await guest.request('DELETE', guest.own)).status).toBe(204);
    expect(refusal(await guest.say('too late'))).toEqual(STATE);
    expect(refusal(await guest.request('DELETE', guest.own))).toEqual(STATE);
    // It can still be read.
    expect((await guest.request('GET', `${guest.path}/messages`)).status).toBe(200);
  });

  it('Y-21 Messages and typing are answered as they are told, and read back alike', async () => {
    const stream = await guest.served();
    const sent = await guest.say('Hello & ü');
    const { id } = guest.created;
    const selfUri = `${guest.path}/messages/${String(sent.body.id)}`;
    expect(sent.body).toEqual({
      id: UUID,
      conversation: { id, selfUri: guest.path },
      sender: { id: guest.created.member.id },
      body: 'Hello & ü',
      bodyType: 'standard',
      timestamp: ISO,
      selfUri,
    });
    expect((await guest.request('GET', selfUri)).body).toEqual(sent.body);
    const typed = await guest.request('POST', `${guest.own}/typing`);
    expect([typed.status, typed.body]).toEqual([
      200,
      { id: UUID, conversation: { id }, sender: { id: guest.created.member.id }, timestamp: ISO },
    ]);
    await stream.when(() => stream.frames.at(-1)?.metadata?.type === 'typing-indicator');
    expect(stream.frames.at(-1)?.eventBody).toEqual(typed.body);
    expect(refusal(await guest.request('GET', `${guest.path}/messages/unknown`))).toEqual([
      404,
      'chat.error.not.found',
    ]);
  });

  it('Y-22 A message has a body, of 4000 characters at most', async () => {
    await guest.attach();
    const post = (body: unknown) => guest.request('POST', `${guest.own}/messages`, body);
    const MISSING = [400, 'chat.error.notnull.createconversationmessagerequest.body'];
    expect(refusal(await post({}))).toEqual(MISSING);
    expect(refusal(await post({ body: '' }))).toEqual(MISSING);
    expect(refusal(await post({ body: 'x', bodyType: 'member-join' }))).toEqual([400, 'constraint.validation']);
    expect((await post({ body: 'x'.repeat(4000) })).status).toBe(200);
    expect(refusal(await post({ body: 'x'.repeat(4001) }))).toEqual([400, 'constraint.validation']);
    expect(refusal(await post({ body: 'x'.repeat(70_000) }))).toEqual([413, 'request.entity.too.large']);
    expect((await post({ body: 'by the way', bodyType: 'notice' })).body).toMatchObject({ bodyType: 'notice' });
    const text = await fetch(`${cloud.url}${guest.own}/messages`, {
      method: 'POST',
      body: 'text',
      headers: { 'content-type': 'text/plain', authorization: `Bearer ${guest.created.jwt}` },
    });
    expect([text.status, ((await text.json()) as { code: string }).code]).toEqual([415, 'unsupported.media.type']);
  });

  it('Y-23 Messages are read by pages, in both directions, and `next` leads through all of them', async () => {
    await guest.attach();
    const ids: string[] = [];
    for (const word of ['one', 'two', 'three', 'four']) ids.push(String((await guest.say(word)).body.id));
    const read = async (query: string) => {
      const { status, body } = await guest.request(
        'GET',
        query.startsWith('/') ? query : `${guest.path}/messages?${query}`,
      );
      expect(status).toBe(200);
      return body as { entities: { body: string }[]; next?: string; previousPage?: string; pageSize: number };
    };
    const words = ({ entities }: { entities: { body: string }[] }) => entities.map(({ body }) => body);
    const second = `after=${ids[0]}`;
    expect(words(await read(second))).toEqual(['two', 'three', 'four']);
    expect(words(await read(`${second}&before=${ids[3]}&maxResults=&sortOrder=`))).toEqual(['two', 'three']);
    expect(words(await read('sortOrder=descending&maxResults=2'))).toEqual(['four', 'three']);
    for (const order of ['ascending', 'descending']) {
      const seen: string[] = [];
      let page = await read(`sortOrder=${order}&maxResults=2`);
      expect(page.previousPage).toBeUndefined();
      for (;;) {
        seen.push(...words(page));
        if (page.next === undefined) break;
        const from = words(page);
        page = await read(page.next);
        expect(words(await read(page.previousPage ?? ''))).toEqual(from);
      }
      const all = words(await read(`sortOrder=${order}`));
      expect(seen).toEqual(all);
      // The guest's own coming, and that of the routing: both without a word.
      expect(all.filter((word) => word !== '')).toHaveLength(4);
    }
    for (const query of ['maxResults=0', 'maxResults=101', 'sortOrder=up', 'after=nobody', 'before=nobody']) {
      expect(refusal(await guest.request('GET', `${guest.path}/messages?${query}`)), query).toEqual([
        400,
        'invalid.query.param.value',
      ]);
    }
  });

  it('Y-24 Members say who they are, and are read by pages', async () => {
    await cloud.stop();
    cloud = await CloudServer.start();
    const details = {
      displayName: 'Rita Moss',
      firstName: 'Rita',
      lastName: 'Moss',
      email: 'rita@example.com',
      phoneNumber: '+12223334444',
      avatarImageUrl: 'http://example.com/rita.png',
      customFields: { some_field: 'arbitrary data' },
    };
    guest = await cloud.guest({ memberInfo: details });
    await guest.served();
    expect((await guest.request('GET', guest.own)).body).toEqual({
      id: guest.created.member.id,
      ...details,
      role: 'CUSTOMER',
      joinDate: ISO,
      authenticatedGuest: false,
      state: 'CONNECTED',
    });
    const page = async (query: string) => (await guest.request('GET', `${guest.path}/members?${query}`)).body;
    const all = await page('pageSize=&pageNumber=&excludeDisconnectedMembers=');
    expect(all).toMatchObject({ pageSize: 25, pageNumber: 1, total: 3, pageCount: 1 });
    expect(all.entities).toMatchObject([
      { role: 'CUSTOMER' },
      { role: 'ACD', displayName: 'Support', state: 'DISCONNECTED', leaveDate: ISO },
      { role: 'AGENT', displayName: 'Ava Martin', state: 'CONNECTED' },
    ]);
    expect((await page('excludeDisconnectedMembers=true')).entities).toHaveLength(2);
    const second = await page('pageSize=2&pageNumber=2');
    expect(second).toMatchObject({ entities: [{ role: 'AGENT' }], total: 3, pageCount: 2 });
    expect((await guest.request('GET', String(second.previousUri))).body).toMatchObject({ pageNumber: 1 });
    expect(second.nextUri).toBeUndefined();
    expect(refusal(await guest.request('GET', `${guest.path}/members/nobody`))).toEqual([404, 'chat.error.not.found']);
    // The agent is shown who it is.
    const { chat } = await cloud.server.get<{ chat: object }>(`/control/chats/${await guest.chatId()}`);
    expect(chat).toMatchObject({
      service: 'cloud-support',
      userData: {
        some_field: 'arbitrary data',
        FirstName: 'Rita',
        LastName: 'Moss',
        EmailAddress: 'rita@example.com',
        PhoneNumber: '+12223334444',
        ConversationId: guest.created.id,
      },
    });
  });

  it('Y-25 A token opens its own conversation, as its own guest, and as long as it is good', async () => {
    const other = await cloud.guest();
    await guest.attach();
    const as = (authorization: string | undefined) =>
      guest.request('GET', guest.own, undefined, { authorization: authorization ?? '' });
    const { jwt } = guest.created;
    expect(refusal(await as(`Bearer ${other.created.jwt}`))).toEqual([403, 'not.authorized']);
    expect(refusal(await as('Bearer made.up.token'))).toEqual([401, 'bad.credentials']);
    expect(refusal(await as(`Bearer ${jwt.slice(0, -8)}AAAAAAAA`))).toEqual([401, 'bad.credentials']);
    expect(refusal(await as(jwt))).toEqual([401, 'bad.credentials']);
    expect(refusal(await as(''))).toEqual([401, 'authentication.required']);
    expect(refusal(await as(`Basic ${jwt}`))).toEqual([401, 'bad.credentials']);
    expect((await as(`bearer ${jwt}`)).status).toBe(200);
    const acd = [...(await guest.names())].find(([, name]) => name === 'acd')?.[0] ?? '';
    const body = { body: 'not mine' };
    expect(refusal(await guest.request('POST', `${guest.path}/members/${acd}/messages`, body))).toEqual([
      403,
      'not.authorized',
    ]);
    expect(refusal(await guest.request('DELETE', `${guest.path}/members/nobody`))).toEqual([
      404,
      'chat.error.not.found',
    ]);
    cloud.server.clock.advance(78_840_000);
    expect(refusal(await as(`Bearer ${jwt}`))).toEqual([401, 'credentials.expired']);
    const late = new StreamSocket(guest.created.eventStreamUri);
    await late.opened();
    expect(late.refusedWith).toBe(401);
  });

  it('Y-26 A guest’s requests are counted by the minute', async () => {
    await cloud.stop();
    cloud = await CloudServer.start({ guestRequestsPerMinute: 1 });
    guest = await cloud.guest();
    expect((await guest.request('GET', guest.own)).status).toBe(200);
    const second = await guest.request('GET', guest.own);
    expect([...refusal(second), second.headers.get('retry-after')]).toEqual([
      429,
      'too.many.requests.retry.after',
      '60',
    ]);
  });

  it('Y-27 Media requests are asked for in vain, and other addresses too', async () => {
    expect((await guest.request('GET', `${guest.path}/mediarequests`)).body).toEqual({ entities: [] });
    const NONE = [404, 'chat.error.not.found'];
    expect(refusal(await guest.request('GET', `${guest.path}/mediarequests/1`))).toEqual(NONE);
    expect(refusal(await guest.request('PATCH', `${guest.path}/mediarequests/1`, { state: 'ACCEPTED' }))).toEqual(NONE);
    for (const [method, path] of [
      ['GET', '/api/v2/users/me'],
      ['POST', '/api/v2/conversations/chats'],
      ['GET', ''],
    ] as const) {
      expect(refusal(await cloud.request(method, path)), path).toEqual([404, 'not.found']);
    }
  });
});
