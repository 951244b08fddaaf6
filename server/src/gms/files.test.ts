import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import type { Envelope } from './envelope.js';
import { RawCometd } from './testing/raw-cometd.js';
import { RestClient } from './testing/rest-client.js';

const LIMITS = {
  maxFiles: 2,
  maxFileBytes: 1000,
  maxTotalBytes: 1500,
  types: ['txt', 'pdf', 'htm'],
  needAgent: true,
  downloads: 2,
};

describe('files', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start(
      {},
      { chat: { services: [{ name: 'bank', options: { files: LIMITS, gms: { profile: 'agent' } } }] } },
    );
  });
  afterEach(() => server.stop());

  const begin = () => new RestClient(server, 'form', 'bank').begin();
  const served = async () => {
    await server.post('/control/chat-agents/5001/state', { state: 'Ready' });
    const client = await begin();
    await server.post(`/control/chats/${client.ids.chatId}/accept`, {});
    return client;
  };
  const formOf = (
    client: RestClient,
    fields: Record<string, string>,
    file?: readonly [string, string | Uint8Array],
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ secureKey: client.ids.secureKey, ...fields }))
      form.append(name, value);
    if (file !== undefined) form.append('file', new Blob([file[1] as string]), file[0]);
    return form;
  };
  const ntf = (body: FormData | URLSearchParams) => fetch(`${server.url}/genesys/2/chat-ntf`, { method: 'POST', body });
  const json = async (answer: Promise<Response>) => (await (await answer).json()) as Envelope;
  const upload = (client: RestClient, name = 'a.txt', content: string | Uint8Array = 'hello', fields = {}) =>
    ntf(formOf(client, { operation: 'fileUpload', ...fields }, [name, content]));
  const uploaded = async (client: RestClient, name?: string, content?: string | Uint8Array) =>
    (await json(upload(client, name, content))).userData?.['file-id'] ?? '';
  const code = async (answer: Promise<Response>) => {
    const { status, ...rest } = await answer.then(async (one) => ({
      status: one.status,
      body: (await one.json()) as Envelope,
    }));
    return [status, rest.body.errors?.[0]?.code];
  };
  const ask = (client: RestClient, operation: string, fields: Record<string, string> = {}) =>
    ntf(new URLSearchParams({ secureKey: client.ids.secureKey, operation, ...fields }));

  it('N-50 Limits are told as texts, in a notice without index, at both addresses', async () => {
    const client = await served();
    await upload(client);
    const answers = [
      await json(ask(client, 'fileGetLimits')),
      await json(ask(client, 'fileGetsLimits')),
      (await client.in('file/limits')).body,
    ];
    for (const { messages, secureKey, statusCode, chatEnded } of answers) {
      expect(messages).toEqual([
        {
          from: { nickname: 'Rita', participantId: 1, type: 'Client' },
          text: 'file-client-cfg-get',
          type: 'Notice',
          utcTime: server.clock.now(),
          userData: {
            'download-attempts': '2',
            'upload-max-files': '2',
            'delete-file': 'odd',
            'upload-max-file-size': '1000',
            'used-download-attempts': '0',
            'used-upload-max-total-size': '5',
            'upload-need-agent': 'true',
            'used-upload-max-files': '1',
            'upload-max-total-size': '1500',
            'upload-file-types': 'txt:pdf:htm',
          },
        },
      ]);
      expect([secureKey, statusCode, chatEnded]).toEqual([client.ids.secureKey, 0, false]);
    }
  });

  it('N-51 A file goes up, is told of to everybody, comes down byte by byte, and is deleted', async () => {
    const client = await served();
    const listener = await RawCometd.to(server, 'bank');
    listener.ids = client.ids;
    await listener.does('requestNotifications', { transcriptPosition: 99 });
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    const answer = await json(upload(client, 'März "1".txt', bytes, { 'userData[file-description]': 'mine' }));
    const fileId = answer.userData?.['file-id'] ?? '';
    expect(fileId).toMatch(/^[0-9A-F]{16}$/);
    expect(answer).toMatchObject({ chatEnded: false, statusCode: 0, messages: [], chatId: client.ids.chatId });
    expect((await listener.poll()).map(({ messages }) => messages)).toMatchObject([
      [
        {
          type: 'FileUploaded',
          text: fileId,
          from: { type: 'Client' },
          userData: {
            'file-description': 'mine',
            'file-name': 'März "1".txt',
            'file-size': '256',
            'file-source': 'ucs',
            'file-document-id': expect.stringMatching(/^000/) as string,
          },
        },
      ],
    ]);
    for (const down of [
      await ask(client, 'fileDownload', { fileId }),
      await client.download(`file/${fileId}/download`),
    ]) {
      expect(new Uint8Array(await down.arrayBuffer())).toEqual(bytes);
      expect(down.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(down.headers.get('content-disposition')).toBe(
        `attachment; filename="M_rz _1_.txt"; filename*=UTF-8''M%C3%A4rz%20%221%22.txt`,
      );
      expect(down.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await ask(client, 'download', { fileId })).status).toBe(500);
    expect((await client.in(`file/${fileId}/delete`)).body).toMatchObject({ chatEnded: false, statusCode: 0 });
    expect((await listener.poll())[0]?.messages).toMatchObject([{ type: 'FileDeleted', text: fileId }]);
    expect(await code(ask(client, 'fileDelete', { fileId }))).toEqual([404, 908]);
  });

  it('N-52 Each limit is kept, at both addresses alike', async () => {
    const early = await begin();
    expect(await code(upload(early))).toEqual([403, 906]);
    await early.in('disconnect');
    const client = await served();
    expect(await code(upload(client, 'a.exe'))).toEqual([400, 203]);
    expect(await code(upload(client, 'a'))).toEqual([400, 203]);
    expect(await code(upload(client, 'a.txt', 'x'.repeat(1001)))).toEqual([400, 202]);
    expect(await code(ntf(formOf(client, { operation: 'fileUpload' })))).toEqual([400, 901]);
    await uploaded(client, 'a.TXT', 'x'.repeat(1000));
    const rest = await client.send(`/${client.ids.chatId}/file`, formOf(client, {}, ['b.txt', 'x'.repeat(501)]));
    expect(rest.body.errors?.[0]?.code).toBe(202);
    expect((await client.send(`/${client.ids.chatId}/file`, formOf(client, {}, ['b.txt', 'x']))).status).toBe(200);
    expect(await code(upload(client, 'c.txt', ''))).toEqual([400, 201]);
    expect((await client.in('refresh')).body.messages.filter(({ type }) => type === 'FileUploaded')).toHaveLength(2);
  });

  it('N-52 A body far beyond every limit is not read to its end', async () => {
    const client = await served();
    expect(await code(upload(client, 'a.txt', 'x'.repeat(5_000_000)))).toEqual([413, 202]);
    expect(await code(ntf(new URLSearchParams({ operation: 'fileGetLimits', pad: 'x'.repeat(500_000) })))).toEqual([
      413, 202,
    ]);
  });

  it('N-53 Names are labels: no path, no control character, nothing that hides', async () => {
    const client = await served();
    const names = new Map([
      ['../../etc/passwd.txt', 'passwd.txt'],
      ['C:\\temp\\x.txt', 'x.txt'],
      ['/abs.txt', 'abs.txt'],
    ]);
    for (const [given, kept] of names) {
      const fileId = await uploaded(client, given, 'x');
      const { messages } = (await client.in('refresh')).body;
      expect(messages.at(-1)?.userData?.['file-name']).toBe(kept);
      await ask(client, 'fileDelete', { fileId });
    }
    for (const bad of ['..', '.', 'a/', 'x\u202etxt.exe.txt', 'a\u0000.txt', 'a\u0007.txt', `${'n'.repeat(252)}.txt`]) {
      expect(await code(upload(client, bad))).toEqual([400, 901]);
    }
    for (const fileId of ['../x', '..%2f..%2fx', '', 'constructor']) {
      expect((await ask(client, 'fileDownload', { fileId })).status).toBe(500);
    }
  });

  it('N-54 A failing download is a page with a reference, and a customer’s key opens no other chat', async () => {
    const [mine, other] = [await served(), await served()];
    const fileId = await uploaded(mine);
    const failed = await ask(other, 'fileDownload', { fileId });
    expect([failed.status, failed.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(await failed.text()).toMatch(/referenceId\[\d+\]/);
    expect((await ntf(new URLSearchParams({ operation: 'fileDownload', secureKey: 'no', fileId }))).status).toBe(500);
  });

  it('N-55 The agent’s file can be downloaded and not deleted; the iOS library uploads without an operation', async () => {
    const client = await served();
    const { body } = await server.post(`/control/chats/${client.ids.chatId}/files`, {
      name: 'offer.htm',
      content: Buffer.from('<script>1</script>').toString('base64'),
    });
    const fileId = body.fileId as string;
    const down = await ask(client, 'fileDownload', { fileId });
    expect([await down.text(), down.headers.get('content-type')]).toEqual([
      '<script>1</script>',
      'application/octet-stream',
    ]);
    expect(down.headers.get('content-security-policy')).toContain('sandbox');
    expect(await code(ask(client, 'fileDelete', { fileId }))).toEqual([403, 908]);
    expect((await json(ntf(formOf(client, {}, ['ios.txt', 'x'])))).userData).toHaveProperty('file-id');
    expect(await code(ask(client, 'fileDance'))).toEqual([400, 903]);
    await client.in('disconnect');
    expect(await code(ask(client, 'fileGetLimits'))).toEqual([200, 249]);
  });

  it('N-55 All files together are limited, and are gone with their chat', async () => {
    await server.stop();
    server = await TestServer.start(
      { gms: { fileBytes: 10 } },
      { chat: { services: [{ name: 'bank', options: { files: LIMITS, gms: { profile: 'agent' } } }] } },
    );
    const client = await served();
    await uploaded(client, 'a.txt', '12345678');
    expect(await code(upload(client, 'b.txt', '123'))).toEqual([400, 202]);
    await server.delete(`/genesys/2/mock/sessions`);
    expect(await uploaded(await served(), 'c.txt', '1234567890')).toMatch(/^00/);
  });
});
