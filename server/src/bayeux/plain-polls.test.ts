import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAT, connectOf, Endpoint, HANDSHAKE, PATH, until, type WireMessage } from './testing/endpoint.js';

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('plain polls', () => {
  let endpoint: Endpoint;
  /** How many requests have gone through the framework. */
  let framed: number;
  let whileClosing: () => Promise<void>;
  beforeEach(async () => {
    endpoint = await Endpoint.start({
      prepare: (app) => {
        app.addHook('onRequest', (_request, _reply, done) => {
          framed += 1;
          done();
        });
        // Of a scope: after those of the endpoint.
        void app.register(async (scope) => scope.addHook('preClose', () => whileClosing()));
      },
    });
    framed = 0;
    whileClosing = async () => undefined;
  });
  afterEach(() => endpoint.stop());

  /** Posts in pieces. @param headers without a length the body goes in chunks, which is not plain */
  function post(pieces: readonly string[], headers: Record<string, string>, path = PATH): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: endpoint.port, path, method: 'POST', headers }, (answer) => {
        const { date, connection, 'keep-alive': alive, 'transfer-encoding': coding, ...told } = answer.headers;
        text(answer).then((body) => resolve({ status: answer.statusCode, headers: told, body }), reject);
      });
      asked.on('error', reject);
      for (const piece of pieces) asked.write(piece);
      asked.end();
    });
  }

  function withLength(body: string, headers: Record<string, string> = JSON_TYPE): Record<string, string> {
    return { ...headers, 'content-length': String(Buffer.byteLength(body)) };
  }

  const shakesHands = JSON.stringify([HANDSHAKE]);

  it.each<[string, string, Record<string, string>]>([
    ['a message for nobody', JSON.stringify([{ channel: CHAT, id: 'ä漢', data: 1 }]), JSON_TYPE],
    [
      'one with more about its type',
      '[{"channel":"/meta/connect"}]',
      { 'content-type': 'application/json;charset=UTF-8' },
    ],
    ['malformed JSON', '[{"channel":', JSON_TYPE],
    ['a poll of an allowed page', '[{}]', { ...JSON_TYPE, origin: 'https://shop.example' }],
  ])('B-45 %s is answered the same on both ways', async (_what, body, headers) => {
    const plain = await post([body], withLength(body, headers));
    expect(framed).toBe(0);
    const other = await post([body], headers);
    expect(framed).toBe(1);
    expect(plain).toEqual(other);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['what is too large', JSON.stringify([{ ...HANDSHAKE, ext: 'x'.repeat(65_536) }]), JSON_TYPE, 413],
    ['what is no JSON', shakesHands, { 'content-type': 'text/plain' }, 415],
    ['what only begins like it', shakesHands, { 'content-type': 'application/jsonp' }, 415],
    ['a foreign page', shakesHands, { ...JSON_TYPE, origin: 'https://evil.example' }, 403],
    ['an empty body', '', JSON_TYPE, 400],
  ])('B-45 %s is left to be refused as requests are', async (_what, body, headers, status) => {
    expect(await post([body], withLength(body, headers))).toMatchObject({ status });
    expect(framed).toBe(1);
    expect(endpoint.sessions).toEqual([]);
  });

  it('B-45 What comes in pieces is read when all of it is here, letters of several bytes whole', async () => {
    const clientId = await endpoint.handshake();
    const body = JSON.stringify([{ channel: CHAT, clientId, data: 'Zoë 😀' }]);
    const bytes = Buffer.from(body);
    const socket = connect(endpoint.port, '127.0.0.1');
    socket.write(`POST ${PATH}/ HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`);
    socket.write(`connection: close\r\ncontent-length: ${bytes.length}\r\n\r\n`);
    for (const byte of bytes) {
      await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
      await new Promise(setImmediate);
    }
    const [, messages = ''] = (await text(socket)).split('\r\n\r\n');
    expect(JSON.parse(messages)).toMatchObject([{ successful: true }, { data: { echo: 'Zoë 😀' } }]);
    expect(framed).toBe(0);
  });

  it('B-45 Who hangs up in the middle has said nothing', async () => {
    const socket = connect(endpoint.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    let received = 0;
    endpoint.app.server.prependListener('request', (asked) => asked.on('data', () => (received += 1)));
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${shakesHands.length}\r\n\r\n`,
    );
    socket.write(shakesHands.slice(0, -1));
    await until(() => received > 0);
    socket.destroy();
    await closed;
    expect(endpoint.sessions).toEqual([]);
    expect(endpoint.failures).toEqual([]);
    await endpoint.handshake();
  });

  it('B-45 Several on one connection are answered in their order, a held one between them', async () => {
    const clientId = await endpoint.handshake();
    const messages: readonly WireMessage[] = [
      { channel: CHAT, clientId, id: 'first', data: 1 },
      { ...connectOf(clientId), id: 'held' },
      { channel: CHAT, clientId, id: 'last', data: 2 },
    ];
    const socket = connect(endpoint.port, '127.0.0.1');
    const answers = text(socket);
    for (const [n, message] of messages.entries()) {
      const body = JSON.stringify([message]);
      const more = n < messages.length - 1 ? 'keep-alive' : 'close';
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: ${more}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    }
    await until(() => endpoint.pending('bayeux connect').length > 0);
    endpoint.clock.advance(30_000);
    const ids = Array.from((await answers).matchAll(/"id":"(\w+)"/g), ([, id]) => id);
    expect(ids).toEqual(['first', 'held', 'last']);
  });

  it('B-45 While the server closes they are left to be refused too', async () => {
    let answer: Answer | undefined;
    whileClosing = async () => {
      answer = await post([shakesHands], withLength(shakesHands));
    };
    await endpoint.app.close();
    expect(answer).toMatchObject({ status: 503 });
    expect(endpoint.sessions).toEqual([]);
  });
});
