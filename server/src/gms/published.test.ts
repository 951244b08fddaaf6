import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';
import { FILES, IN_CHAT, MODERN_EVENT, PUBLISHED_PROFILES, REQUEST_CHAT } from './testing/published.js';
import { RawCometd } from './testing/raw-cometd.js';

const named = (value: object | undefined) => Object.keys(value ?? {}).sort();
const sorted = (...lists: (readonly string[])[]) => lists.flat().sort();

describe('published examples', () => {
  let server: TestServer;
  const start = async (gms: object) => {
    await server?.stop();
    server = await TestServer.start(
      {},
      { chat: { defaults: { gms: { profile: 'agent', ...gms }, files: { needAgent: false } } } },
    );
  };
  beforeEach(() => start({}));
  afterEach(() => server.stop());

  it.each(REQUEST_CHAT)(
    'N-60 requestChat is taken as published, and answered with those fields ($request)',
    async (example) => {
      await start({ ...('auth' in example.request && { auth: { username: 'user1', password: 'pass1' } }) });
      const client = await RawCometd.to(server);
      const answer = await client.does(example.operation, example.request);
      expect(named(answer)).toEqual(sorted(example.fields, example.added));
      expect(named(answer.messages[0])).toEqual(sorted(example.message ?? []));
      expect(answer).toMatchObject({
        nextPosition: 2,
        messages: [
          { from: { nickname: 'Joan Smith', participantId: 1, type: 'Client' }, index: 1, type: 'ParticipantJoined' },
        ],
      });
    },
  );

  it('N-60 Every operation in a chat is taken as published, and answered with those fields', async () => {
    const client = await (await RawCometd.to(server)).begin();
    for (const { operation, request, ids = [], fields, added, message } of IN_CHAT) {
      const own = Object.fromEntries(ids.map((name) => [name, client.ids[name]]));
      const { heard } = await client.publish({ operation, ...own, ...request });
      const [answer] = heard;
      if (answer === undefined) throw new Error(`${operation} was not answered`);
      expect([operation, named(answer)]).toEqual([operation, sorted(fields, added)]);
      expect([operation, answer.messages.map(named)]).toEqual([
        operation,
        message === undefined ? [] : [sorted(message)],
      ]);
    }
  });

  it('N-60 A modern service’s event has those fields', async () => {
    await start({ compat: 'modern' });
    const client = await (await RawCometd.to(server)).begin();
    const [chatId] = await server.get<string[]>('/genesys/2/mock/sessions/keys');
    await server.post(`/genesys/2/mock/chat/customer-support/${chatId ?? ''}/send`, {
      from: { nickname: 'a1001', type: 'Agent' },
      type: 'Message',
      text: 'hello',
    });
    const [heard] = await client.poll();
    expect(named(heard)).toEqual(sorted(MODERN_EVENT.fields));
    expect(heard?.messages.map(named)).toEqual([sorted(MODERN_EVENT.message)]);
    expect(heard).toMatchObject({ alias: '0', userId: 'deprecated', chatId: 'deprecated', monitored: false });
  });

  it('N-60 File operations are taken as published, and answered with those fields', async () => {
    const client = await (await RawCometd.to(server)).begin();
    let fileId = '';
    for (const { operation, fields, added, ...rest } of FILES) {
      const form = new FormData();
      form.append('operation', operation);
      form.append('secureKey', client.ids.secureKey ?? '');
      if (operation === 'fileUpload') {
        form.append('file', new Blob(['x']), 'afile.txt');
        form.append('userData[file-description]', 'March invoice');
        form.append('userData[userKey1]', 'User value 1');
      }
      if (operation === 'fileDelete') form.append('fileId', fileId);
      const response = await fetch(`${server.url}/genesys/2/chat-ntf`, { method: 'POST', body: form });
      const answer = (await response.json()) as Envelope;
      expect([operation, named(answer)]).toEqual([operation, sorted(fields, added)]);
      if ('message' in rest) expect(answer.messages.map(named)).toEqual([sorted(rest.message)]);
      fileId = answer.userData?.['file-id'] ?? fileId;
    }
  });

  it.each(['fileDownload', 'download'])('N-60 A file comes down by %s, as published', async (operation) => {
    const client = await (await RawCometd.to(server)).begin();
    const post = (fields: Record<string, string | Blob>) => {
      const form = new FormData();
      form.append('secureKey', client.ids.secureKey ?? '');
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === 'string') form.append(name, value);
        else form.append(name, value, 'afile.txt');
      }
      return fetch(`${server.url}/genesys/2/chat-ntf`, { method: 'POST', body: form });
    };
    const uploaded = (await (await post({ operation: 'fileUpload', file: new Blob(['x']) })).json()) as Envelope;
    const response = await post({ operation, fileId: uploaded.userData?.['file-id'] ?? '' });
    expect([response.status, await response.text()]).toEqual([200, 'x']);
    const failed = await post({ operation, fileId: '00048aAPEQJ8ABCD' });
    expect([failed.status, failed.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(await failed.text()).toContain('referenceId');
  });

  it('N-60 The published profile is taken, and comes back as it is', async () => {
    const { status, body } = await server.post('/genesys/2/mock/profiles', PUBLISHED_PROFILES);
    expect(status).toBe(200);
    expect(body).toContainEqual(PUBLISHED_PROFILES[0]);
    expect(await server.get('/genesys/2/mock/profiles/default')).toEqual(PUBLISHED_PROFILES[0]);
  });
});
