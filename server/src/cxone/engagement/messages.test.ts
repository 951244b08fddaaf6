import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL, CxoneServer } from '../testing/cxone-server.js';

const CONTENT = { type: 'TEXT', payload: { text: 'Hi' } };

describe('messages of Digital Engagement', () => {
  let cxone: CxoneServer;
  beforeEach(async () => (cxone = await CxoneServer.start()));
  afterEach(() => cxone.stop());

  it('J-10 The first message makes thread, customer and case, and the next ones join them', async () => {
    const { status, body } = await cxone.say('Hello', {
      contact: { customFields: [{ ident: 'topic', value: 'water' }] },
      externalAttributes: [{ key: 'k', value: 'v' }],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      consumerContact: {
        status: 'new',
        channelId: CHANNEL,
        threadIdOnExternalPlatform: 'thr-1',
        customFields: [{ ident: 'topic', value: 'water' }],
        authorEndUserIdentity: { idOnExternalPlatform: 'user-1' },
        inboxAssigneeUser: null,
      },
      message: {
        idOnExternalPlatform: 'm-1',
        messageContent: { type: 'TEXT', payload: { text: 'Hello' } },
        externalAttributes: [{ key: 'k', value: 'v' }],
      },
    });
    const second = await cxone.say('Anybody?');
    expect(second.body.consumerContact.id).toBe(body.consumerContact.id);
    const other = await cxone.say('Me too', {
      thread: { idOnExternalPlatform: 'thr-2' },
      authorEndUserIdentity: { idOnExternalPlatform: 'user-2' },
    });
    expect(other.body.consumerContact.id).not.toBe(body.consumerContact.id);
    const number = String(body.consumerContact.id);
    const said = await cxone.call('GET', `/contacts/${number}/messages`);
    expect(said.body.data).toMatchObject([{ idOnExternalPlatform: 'm-1' }, { idOnExternalPlatform: 'm-2' }]);
  });

  it('J-10 Messages are in the order of their own time, whenever they came', async () => {
    const later = cxone.message('second', { createdAtWithMilliseconds: '2026-01-01T00:00:02.000Z' });
    const { body } = await cxone.create(later);
    await cxone.create(cxone.message('first', { createdAtWithMilliseconds: '2026-01-01T00:00:01.000Z' }));
    const { body: said } = await cxone.call('GET', `/contacts/${String(body.consumerContact.id)}/messages`);
    expect(
      said.data.map(
        (message: { messageContent: { payload: { text: string } } }) => message.messageContent.payload.text,
      ),
    ).toEqual(['first', 'second']);
  });

  it.each([
    ['no id', { idOnExternalPlatform: undefined }, 'idOnExternalPlatform', 'required'],
    ['no author', { authorEndUserIdentity: undefined }, 'authorEndUserIdentity', 'required'],
    ['no thread id', { thread: {} }, 'thread.idOnExternalPlatform', 'required'],
    ['no direction', { direction: 'sideways' }, 'direction', 'enum'],
    [
      'a time without milliseconds',
      { createdAtWithMilliseconds: '2026-01-01T00:00:00Z' },
      'createdAtWithMilliseconds',
      'pattern',
    ],
    [
      'a time that is none',
      { createdAtWithMilliseconds: '2026-13-01T00:00:00.000Z' },
      'createdAtWithMilliseconds',
      'invalidValue',
    ],
    ['a member that is not known', { mood: 'good' }, 'mood', 'additionalProperties'],
    ['content without its type', { messageContent: { payload: { text: 'Hi' } } }, 'messageContent.type', 'required'],
    ['a type that is not known', { messageContent: { ...CONTENT, type: 'SONG' } }, 'messageContent.type', 'enum'],
    [
      'a payload of another type',
      { messageContent: { ...CONTENT, type: 'RICH_LINK' } },
      'messageContent.payload.media',
      'required',
    ],
    [
      'the unfinished body of a public sample',
      { messageContent: undefined, message: { text: 'Hi' } },
      'message',
      'additionalProperties',
    ],
    [
      'too long a text',
      { messageContent: { type: 'TEXT', payload: { text: 'x'.repeat(10_001) } } },
      'messageContent.payload',
      'maxLength',
    ],
  ])('J-11 What is missing or wrong is refused with its field: %s', async (_what, changes, field, errorCode) => {
    const { status, body } = await cxone.say('Hi', changes);
    expect(status).toBe(400);
    expect(body.uid).toEqual(expect.any(String));
    expect(body.errors).toContainEqual(
      expect.objectContaining({ field, errorCode, parameters: expect.any(Object) as object }),
    );
    expect((await cxone.emulator('GET', '/state')).body.messages).toEqual([]);
  });

  it('J-11 The trace id of the caller is the id of the refusal', async () => {
    const { body, headers } = await cxone.request('GET', '/dfo/3.0/threads', undefined, {
      headers: { 'x-trace-id': 'trace-7' },
    });
    expect([body.uid, headers.get('x-trace-id')]).toEqual(['trace-7', 'trace-7']);
  });

  it('J-12 The same message again is answered as the first time; another one of its id is refused', async () => {
    const message = cxone.message('Once');
    const first = await cxone.create(message);
    await cxone.call('PUT', `/contacts/${String(first.body.consumerContact.id)}/status`, { status: 'pending' });
    const again = await cxone.create(message);
    expect(again).toMatchObject({ status: 200, body: first.body });
    const changed = await cxone.create({ ...message, messageContent: CONTENT });
    expect(changed).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'idOnExternalPlatform', errorCode: 'duplicate' }] },
    });
    expect((await cxone.create(message, 'hole-2')).status).toBe(200);
    const { body } = await cxone.call('GET', '/messages?idOnExternalPlatform[]=m-1&channel[]=hole-1');
    expect(body).toMatchObject({ totalRecords: 1, data: [{ id: first.body.message.id }] });
    expect((await cxone.call('GET', `/messages/${String(first.body.message.id)}`)).body).toMatchObject({
      channelId: CHANNEL,
    });
  });

  it('J-13 A locked thread takes no messages, and says so to who asks', async () => {
    await cxone.say('Hello');
    const locked = await cxone.call('PUT', `/channels/${CHANNEL}/threads/thr-1`, { canAddMoreMessages: false });
    expect(locked.body).toMatchObject({ canAddMoreMessages: false });
    expect(await cxone.say('More')).toMatchObject({ status: 409, body: { errors: [{ errorCode: 'threadLocked' }] } });
    const { body } = await cxone.call('GET', '/threads?query=thr-1&withContext=true');
    expect(body).toMatchObject({
      totalRecords: 1,
      data: [{ idOnExternalPlatform: 'thr-1', channelId: CHANNEL, canAddMoreMessages: false }],
      _context: { contacts: [{ status: 'new' }] },
    });
    expect(
      (await cxone.call('PUT', `/channels/${CHANNEL}/threads/none`, { canAddMoreMessages: true })).body,
    ).toMatchObject({
      errors: [{ errorCode: 'threadNotFound' }],
    });
    expect((await cxone.say('Hello', { thread: { idOnExternalPlatform: 'thr-2' } })).status).toBe(200);
  });

  it('J-14 Channels are made, found and deleted; messages need one', async () => {
    const channel = {
      id: 'hole-3',
      idOnExternalPlatform: 'pond',
      channelIntegrationId: 'hole',
      realExternalPlatformId: 'custom',
      name: 'Pond',
      isPrivate: true,
      hasTreeStructure: false,
    };
    expect((await cxone.call('POST', '/channels', { ...channel, channelIntegrationId: 'other' })).status).toBe(400);
    expect((await cxone.call('POST', '/channels', channel)).body).toMatchObject(channel);
    expect((await cxone.create(cxone.message('Hi'), 'hole-3')).status).toBe(200);
    const { body } = await cxone.call('GET', '/channels?isPrivate=true&orderBy=name&order=desc&size=2');
    expect(body).toMatchObject({ totalRecords: 3, data: [{ name: 'Pond' }, { name: 'Chat widget' }] });
    expect((await cxone.call('DELETE', '/channels/hole-3')).status).toBe(204);
    expect((await cxone.create(cxone.message('Hi'), 'hole-3')).body).toMatchObject({
      errors: [{ errorCode: 'channelNotFound' }],
    });
    expect((await cxone.call('GET', '/channels?id[]=hole-3')).body).toMatchObject({ totalRecords: 0 });
  });

  it('J-15 Cases are found by channel, status and user, one list for many', async () => {
    await cxone.say('Hello');
    const { body } = await cxone.say('Hello', {
      thread: { idOnExternalPlatform: 'thr-2' },
      authorEndUserIdentity: { idOnExternalPlatform: 'user-2' },
    });
    await cxone.call('PUT', `/contacts/${String(body.consumerContact.id)}/status`, { status: 'closed' });
    const found = async (query: string) => {
      const { body: list } = await cxone.call('GET', `/contacts?${query}`);
      return list.data.map(
        ({ threadIdOnExternalPlatform }: { threadIdOnExternalPlatform: string }) => threadIdOnExternalPlatform,
      );
    };
    expect(await found(`channel[]=${CHANNEL}`)).toEqual(['thr-1', 'thr-2']);
    expect(await found('status[]=closed&status[]=trashed')).toEqual(['thr-2']);
    expect(await found('endUserIdOnExternalPlatform[]=user-1')).toEqual(['thr-1']);
    expect((await cxone.call('GET', '/contacts?mood=good')).status).toBe(400);
    expect((await cxone.call('GET', '/contacts/999999')).status).toBe(404);
  });

  it('J-16 Fields of customers and cases are kept, and their definitions set as often as one likes', async () => {
    const definition = { ident: 'tier', label: 'Tier', type: 'list', values: ['gold'], isRequired: false };
    for (let n = 0; n < 2; n += 1) {
      const defined = await cxone.call('PUT', '/customers/custom-field-definitions', definition);
      expect([defined.status, defined.body]).toEqual([204, undefined]);
    }
    expect((await cxone.call('GET', '/customers/custom-field-definitions')).body).toEqual([definition]);
    const { body } = await cxone.say('Hello');
    const { id, endUser } = body.consumerContact as { id: number; endUser: { id: string } };
    const values = [{ ident: 'tier', value: 'gold' }];
    expect((await cxone.call('PUT', `/contacts/${id}/custom-fields`, { customFields: values })).status).toBe(204);
    expect((await cxone.call('PUT', `/customers/${endUser.id}/custom-fields`, values)).status).toBe(204);
    expect((await cxone.call('GET', `/contacts/${id}`)).body).toMatchObject({
      customFields: values,
      endUser: { customFields: values },
    });
    expect((await cxone.call('PUT', '/customers/nobody/custom-fields', values)).status).toBe(404);
  });

  it('J-17 A file that is uploaded has an address, good for a while and for nobody who changes it', async () => {
    const content = Buffer.from('water').toString('base64');
    const { body } = await cxone.call('POST', '/attachments/temporary', { content, mimeType: 'text/plain' });
    const { url } = body as { url: string };
    const file = await fetch(url);
    expect([file.status, file.headers.get('content-type'), await file.text()]).toEqual([200, 'text/plain', 'water']);
    expect((await fetch(url.replace('expires=', 'expires=9'))).status).toBe(403);
    cxone.server.clock.advance(900_000);
    expect((await fetch(url)).status).toBe(403);
  });

  it('J-18 Calls are counted by their group, and updates of one case by themselves', async () => {
    await cxone.stop();
    cxone = await CxoneServer.start({ inboundPerHour: 2, contactUpdateBurst: 2, contactUpdatesPerMinute: 20 });
    const { body } = await cxone.say('one');
    await cxone.say('two');
    const over = await cxone.say('three');
    expect([over.status, over.headers.get('retry-after'), over.body.errors[0]?.errorCode]).toEqual([
      429,
      '3600',
      'tooManyRequests',
    ]);
    const update = async () =>
      (await cxone.call('PUT', `/contacts/${String(body.consumerContact.id)}/status`, { status: 'pending' })).status;
    expect([await update(), await update(), await update()]).toEqual([200, 200, 429]);
    cxone.server.clock.advance(3000);
    expect(await update()).toBe(200);
    cxone.server.clock.advance(3_597_000);
    expect((await cxone.call('GET', '/channels')).status).toBe(401);
    cxone.token = (await cxone.grant()).body.access_token;
    expect((await cxone.say('four')).status).toBe(200);
  });

  it('J-19 What is not known is passed over instead, when the world file says so', async () => {
    await cxone.stop();
    cxone = await CxoneServer.start({ strict: false, createdStatus: 201 });
    expect((await cxone.say('Hi', { mood: 'good' })).status).toBe(201);
    expect((await cxone.call('GET', '/contacts?mood=good')).body.hits).toBe(1);
  });
});
