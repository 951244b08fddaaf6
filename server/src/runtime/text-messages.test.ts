import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { textMessage, textMessages } from './text-messages.js';

/** What a client of `ws` reads from the bytes. */
async function read(bytes: Buffer, count: number): Promise<string[]> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (_webSocket, { socket }) => socket.write(bytes));
  await new Promise((resolve) => server.once('listening', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const texts: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.once('error', reject);
    client.on('message', (data: Buffer, isBinary) => {
      texts.push(isBinary ? '(binary)' : data.toString());
      if (texts.length === count) resolve();
    });
  });
  client.terminate();
  await new Promise((resolve) => server.close(resolve));
  return texts;
}

test('Texts sent together arrive one by one, whatever their length', async () => {
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000].map((length) => 'x'.repeat(length));
  expect(await read(textMessages(texts), texts.length)).toEqual(texts);
});

test('A length counts bytes, not characters', async () => {
  const texts = ['é'.repeat(63), '漢'.repeat(42), '😀'.repeat(16_384), '{"name":"Zoë"}'];
  expect(await read(textMessages(texts), texts.length)).toEqual(texts);
});

test('One alone is framed as it is among others', () => {
  const texts = [0, 125, 126, 65_535, 65_536].map((length) => 'é'.repeat(length));
  expect(alone(texts)).toEqual(textMessages(texts));
  const plain = [0, 125, 126, 65_535, 65_536].map((length) => 'x'.repeat(length));
  expect(alone(plain)).toEqual(textMessages(plain));
});

/** The bytes that a socket writes. */
function alone(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.map((text) => {
      const message = textMessage(text);
      return typeof message === 'string' ? Buffer.from(message, 'latin1') : message;
    }),
  );
}
