import { afterEach, describe, expect, test } from 'vitest';
import { BOX_SECRET } from './testing/middleware-app.js';
import { outboundBody, Rig } from './testing/rig.js';

let rig: Rig;
afterEach(async () => {
  expect(rig.cxone.misfits).toEqual([]);
  expect(rig.platform.unsigned).toEqual([]);
  await rig.stop();
});

const BOX = '/byoc/integration/box';
const GRANT = { grant_type: 'client_credentials', client_id: 'box-client', client_secret: BOX_SECRET };

describe('tokens', () => {
  test('J-50 A token is given for id and secret, at both addresses, as JSON, as a form, or with HTTP Basic', async () => {
    rig = await Rig.start();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const basic = { authorization: `Basic ${Buffer.from(`box-client:${BOX_SECRET}`).toString('base64')}` };
    const answers = [
      await rig.call('POST', `${BOX}/1.0/token`, GRANT),
      await rig.call('POST', `${BOX}/oauth/token`, GRANT),
      await rig.call('POST', `${BOX}/1.0/token`, new URLSearchParams(GRANT).toString(), form),
      await rig.call('POST', `${BOX}/1.0/token`, { grant_type: 'client_credentials' }, basic),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    }
    expect(new Set(answers.map(({ body }) => body.access_token)).size).toBe(4);
  });

  test.each([
    ['another grant', { ...GRANT, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a wrong secret', { ...GRANT, client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown client', { ...GRANT, client_id: 'nobody' }, 401, 'invalid_client'],
    ['no client', { grant_type: 'client_credentials' }, 400, 'invalid_request'],
    ['no grant', {}, 400, 'invalid_request'],
  ])('J-51 No token for %s', async (_what, body, status, error) => {
    rig = await Rig.start();
    expect(await rig.call('POST', `${BOX}/1.0/token`, body)).toMatchObject({ status, body: { error } });
  });

  test('J-51 Too many tokens at once are refused with a wait', async () => {
    rig = await Rig.start({ byoc: { tokenBurst: 2, tokensPerMinute: 1 } });
    await rig.token();
    await rig.token();
    const { status, headers } = await rig.call('POST', `${BOX}/1.0/token`, GRANT);
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
  });

  test('J-52 Without a good token nothing is looked at, and 401 is answered', async () => {
    rig = await Rig.start({ byoc: { tokenSeconds: 10 } });
    const path = '/2.0/channel/hole/outbound';
    for (const headers of [{}, { authorization: 'Bearer made-up' }, { authorization: 'Basic eDp5' }] as Record<
      string,
      string
    >[]) {
      const answer = await rig.call('POST', BOX + path, { nonsense: true }, headers);
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    const [one, other] = [await rig.token(), await rig.token()];
    expect((await rig.outbound({}, 'hole', one)).status).toBe(200);
    expect((await rig.outbound({}, 'hole', other)).status).toBe(200);
  });
});

describe('replies', () => {
  test('J-53 An agent replies by the 3.0 path: stored, answered with the id, delivered, and CXone told', async () => {
    rig = await Rig.start();
    const thread = await rig.open();
    const { status, body } = await rig.reply(thread, 'Good day');
    expect(status).toBe(200);
    expect(body).toEqual({
      message: {
        idOnExternalPlatform: expect.any(String) as string,
        createdAtWithMilliseconds: expect.any(String) as string,
      },
      thread: { idOnExternalPlatform: thread },
      endUserIdentities: [{ idOnExternalPlatform: 'user-1', firstName: '', lastName: '', nickname: 'Zed', image: '' }],
      recipients: [
        {
          idOnExternalPlatform: 'user-1',
          name: 'Zed',
          isPrimary: true,
          isPrivate: true,
          anonymizedAt: null,
          anonymizedReason: null,
        },
      ],
    });
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
    const { idOnExternalPlatform: id } = body.message as { idOnExternalPlatform: string };
    expect(rig.platform.told[0]).toMatchObject({
      type: 'message',
      channelId: 'hole',
      customerId: 'user-1',
      message: { id, text: 'Good day', author: 'Ann' },
    });
    await rig.cxone.until(() => rig.cxone.statuses.length === 1);
    expect(rig.cxone.statuses).toMatchObject([{ messageId: id, status: 'delivered' }]);
  });

  test.each([
    ['messageContent.payload.text', { messageContent: { type: 'TEXT', payload: { text: 'Hi' } } }],
    ['messageContent.text', { messageContent: { text: 'Hi' } }],
    ['content.text', { content: { text: 'Hi' } }],
    ['message.text', { message: { text: 'Hi' } }],
    ['text', { text: 'Hi' }],
    ['content', { content: 'Hi' }],
  ])('J-54 An agent replies by the older path, with the text in %s', async (_where, body) => {
    rig = await Rig.start();
    const thread = await rig.open();
    const answer = await rig.box(`/1.0/posts/${thread}/messages`, { ...body, somethingElse: [1] });
    expect(answer).toMatchObject({ status: 200, body: { idOnExternalPlatform: expect.any(String) as string } });
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
    expect(rig.platform.story(thread)).toEqual(['Hi']);
  });

  test('J-54 The older path takes the thread of the body before that of the path, and a channel that is named', async () => {
    rig = await Rig.start();
    const thread = await rig.open();
    const body = { channel: { id: 'hole' }, thread: { idOnExternalPlatform: thread }, text: 'Hi' };
    expect((await rig.box('/1.0/posts/another/messages', body)).status).toBe(200);
    const elsewhere = { ...body, channel: { id: 'elsewhere' } };
    expect(await rig.box('/1.0/posts/another/messages', elsewhere)).toMatchObject({
      status: 404,
      body: { error: 'unknown_channel' },
    });
    expect((await rig.box(`/1.0/posts/${thread}/messages`, {})).status).toBe(400);
  });

  test('J-55 Another brand, another integration’s channel, a thread that nobody knows: refused', async () => {
    rig = await Rig.start();
    const thread = await rig.open();
    expect(await rig.reply(thread, 'x', { brand: { id: 99 } })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', errors: [{ path: ['brand', 'id'] }] },
    });
    expect(await rig.outbound({}, 'elsewhere')).toMatchObject({ status: 404, body: { error: 'unknown_channel' } });
    expect(await rig.outbound({}, 'nowhere')).toMatchObject({ status: 404, body: { error: 'unknown_channel' } });
    const other = await rig.token('other-client');
    expect((await rig.outbound({ brand: { id: 99 } }, 'hole', other)).status).toBe(404);
    expect(await rig.reply('made-up', 'x')).toMatchObject({ status: 404, body: { error: 'unknown_thread' } });
    expect(await rig.box('/1.0/posts/made-up/messages', { text: 'x' })).toMatchObject({
      status: 404,
      body: { error: 'unknown_thread' },
    });
    const another = outboundBody({ thread: { idOnExternalPlatform: thread } });
    expect((await rig.box('/2.0/channel/pond/outbound', another)).status).toBe(404);
    expect(rig.platform.told).toEqual([]);
  });

  test('J-56 What does not fit, is too deep, too large or too much is refused, and named', async () => {
    rig = await Rig.start({ byoc: { bodyBytes: 20_000 } });
    const thread = await rig.open();
    let deep: unknown = 'x';
    for (let level = 0; level < 30; level += 1) deep = { deep };
    const fault = { error: 'invalid_request' };
    expect(await rig.outbound({ messageContent: 'Hi' })).toMatchObject({
      status: 400,
      body: { ...fault, errors: [{ path: ['messageContent'] }] },
    });
    expect(await rig.reply(thread, 'x', { extra: deep })).toMatchObject({ status: 400, body: fault });
    const attachments = Array.from({ length: 11 }, (_one, n) => ({ friendlyName: `${n}`, url: 'https://x.example/' }));
    expect((await rig.reply(thread, 'x', { attachments })).status).toBe(413);
    expect((await rig.reply(thread, 'x'.repeat(21_000))).status).toBe(413);
    const polluting = '{"messageContent":{"__proto__":{"x":1},"payload":{"text":"x"}}}';
    expect((await rig.box('/2.0/channel/hole/outbound', polluting)).status).toBe(400);
  });

  test('J-57 The same callback again is answered with the same id, and delivered once', async () => {
    rig = await Rig.start();
    const thread = await rig.open();
    const changes = { createdAtWithMilliseconds: '2025-02-02T00:00:00.000Z' };
    const answers = await Promise.all([1, 2, 3].map(() => rig.reply(thread, 'once', changes)));
    answers.push(await rig.reply(thread, 'once', changes));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.message))).size).toBe(1);
    await rig.reply(thread, 'ok');
    await rig.reply(thread, 'ok');
    await rig.platform.until(() => rig.platform.story(thread).length === 3);
    expect(rig.platform.story(thread)).toEqual(['once', 'ok', 'ok']);
  });

  test.each([
    [{ type: 'QUICK_REPLIES', payload: { text: { content: 'Which one?' }, actions: [] } }, 'Which one?'],
    [{ type: 'RICH_LINK', payload: { title: { content: 'A page' }, url: 'https://x.example/' } }, 'A page'],
    [{ type: 'ADAPTIVE_CARD', payload: { version: '1' }, fallbackText: 'A card' }, 'A card'],
    [{ type: 'NEVER_HEARD_OF', payload: {} }, 'This message cannot be shown here.'],
  ])('J-58 Content of every type has words: %j', async (messageContent, text) => {
    rig = await Rig.start();
    const thread = await rig.open();
    await rig.reply(thread, '', { messageContent });
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
    expect(rig.platform.told[0]?.message).toMatchObject({ text, content: { type: messageContent.type } });
  });

  test('J-59 Typing of the agent reaches the platform, and is answered with 204', async () => {
    rig = await Rig.start();
    const thread = await rig.open();
    const path = `/1.0/channel/hole/thread/${thread}/sender-action`;
    const body = { brand: { id: 1234 }, senderAction: { action: 'isTypingOn' }, authorUser: { id: 1 } };
    expect((await rig.box(path, body)).status).toBe(204);
    expect((await rig.box(path, { ...body, senderAction: { action: 'isDancing' } })).status).toBe(400);
    expect((await rig.box('/1.0/channel/hole/thread/none/sender-action', body)).status).toBe(404);
    await rig.platform.until(() => rig.platform.told.length === 1);
    expect(rig.platform.told[0]).toMatchObject({ type: 'typing', isTyping: true, threadId: thread });
  });
});

describe('an agent writes first', () => {
  const VALIDATION = '/1.0/channel/hole/recipients/validation';
  const recipients = (id: string) => ({ endUserRecipients: [{ idOnExternalPlatform: id, name: 'Zed' }] });

  test('J-60 Recipients are validated by the pattern of the channel and by who has written', async () => {
    rig = await Rig.start({ channel: { recipients: 'known', recipientPattern: '^user-\\d+$' } });
    const refused = { errorCode: 'outboundValidationFailed', displayErrorMessage: expect.any(String) as string };
    expect(await rig.box(VALIDATION, recipients('user-1'))).toMatchObject({ status: 400, body: refused });
    await rig.open();
    expect(await rig.box(VALIDATION, recipients('user-1'))).toMatchObject({ status: 200, body: { status: 'valid' } });
    expect(await rig.box(VALIDATION, recipients('lion'))).toMatchObject({
      status: 400,
      body: { ...refused, errors: [{ path: ['endUserRecipients', '0', 'idOnExternalPlatform'] }] },
    });
    expect((await rig.outbound(recipients('lion'))).status).toBe(400);
  });

  test('J-60 A channel on which agents cannot write first says so', async () => {
    rig = await Rig.start({ channel: { recipients: 'none' } });
    expect((await rig.box(VALIDATION, recipients('user-1'))).status).toBe(400);
    expect((await rig.outbound()).status).toBe(400);
  });

  test('J-61 A conversation that an agent begins has a thread, by which customer and agent go on', async () => {
    rig = await Rig.start();
    const { status, body } = await rig.outbound();
    expect(status).toBe(200);
    const { idOnExternalPlatform: thread } = body.thread as { idOnExternalPlatform: string };
    await rig.platform.until(() => rig.platform.story(thread).length === 1);
    expect(rig.platform.told[0]).toMatchObject({ threadId: thread, customerId: 'user-1', message: { text: 'Hello' } });
    expect(await rig.say('Who is that?', thread)).toMatchObject({ status: 202, body: { threadId: thread } });
    await rig.cxone.until(() => rig.cxone.texts(thread).length === 1);
    expect((await rig.reply(thread, 'Ann')).status).toBe(200);
    await rig.platform.until(() => rig.platform.story(thread).length === 2);
    expect(rig.platform.story(thread)).toEqual(['Hello', 'Ann']);
    const nobody = await rig.outbound({ endUserRecipients: [] });
    expect(nobody).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});
