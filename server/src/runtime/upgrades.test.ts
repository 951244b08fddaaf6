import { createServer, type Server } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { upgradesOf } from './upgrades.js';

describe('upgrades', () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  /** What the server says to an upgrade at a path. */
  const ask = (path: string) =>
    new Promise<string>((resolve) => {
      let text = '';
      const stream = createConnection((server.address() as AddressInfo).port, '127.0.0.1', () => {
        stream.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      });
      stream.on('data', (chunk) => (text += chunk.toString()));
      stream.on('close', () => resolve(text));
    });
  const say = (stream: Duplex, text: string) => void stream.end(text);

  it('B-34 go to the one whose they are, and to one only', async () => {
    const upgrades = upgradesOf(server);
    for (const path of ['/a', '/b', '/b']) {
      let n = 0;
      upgrades.claim(({ url }, stream) => {
        if (url !== path) return false;
        n += 1;
        say(stream, `${path}${n}`);
        return true;
      });
    }
    upgrades.otherwise((_request, stream) => say(stream, 'otherwise'));
    expect(await ask('/b')).toBe('/b1');
    expect(await ask('/a')).toBe('/a1');
    expect(await ask('/c')).toBe('otherwise');
  });

  it('B-34 are refused when nobody wants them', async () => {
    upgradesOf(server);
    expect(await ask('/a')).toMatch(/^HTTP\/1\.1 404 .*"code":"not-found"/s);
  });

  it('B-34 are handed out in one place for a server', () => {
    expect(upgradesOf(server)).toBe(upgradesOf(server));
    expect(server.listenerCount('upgrade')).toBe(1);
  });
});
